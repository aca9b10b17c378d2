from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "hirehall.credentials"
    label = "credentials"
