from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "hirehall.files"
    label = "files"
