from django.apps import AppConfig


class TrialConfig(AppConfig):
    name = "hirehall.engagements.trial"
    label = "trial"
