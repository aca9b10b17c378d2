from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "hirehall.market"
    label = "market"
