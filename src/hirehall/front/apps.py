from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "hirehall.front"
    label = "front"
