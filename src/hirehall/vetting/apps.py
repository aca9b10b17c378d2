from django.apps import AppConfig


class VettingConfig(AppConfig):
    name = "hirehall.vetting"
    label = "vetting"
