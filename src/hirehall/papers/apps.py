from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "hirehall.papers"
    label = "papers"
