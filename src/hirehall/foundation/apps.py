from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "hirehall.foundation"
    label = "foundation"
