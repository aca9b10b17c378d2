from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "hirehall.wiring"
    label = "wiring"
