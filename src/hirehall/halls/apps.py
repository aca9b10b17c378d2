from django.apps import AppConfig


class HallsConfig(AppConfig):
    name = "hirehall.halls"
    label = "halls"
