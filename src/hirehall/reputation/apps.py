from django.apps import AppConfig


class ReputationConfig(AppConfig):
    name = "hirehall.reputation"
    label = "reputation"
