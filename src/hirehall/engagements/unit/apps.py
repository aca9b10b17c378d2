from django.apps import AppConfig


class UnitConfig(AppConfig):
    name = "hirehall.engagements.unit"
    label = "unit"
