from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "hirehall.disputes"
    label = "disputes"
