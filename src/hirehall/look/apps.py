from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "hirehall.look"
    label = "look"
