from django.apps import AppConfig


class HourlyConfig(AppConfig):
    name = "hirehall.engagements.hourly"
    label = "hourly"
