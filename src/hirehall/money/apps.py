from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "hirehall.money"
    label = "money"
