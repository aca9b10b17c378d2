from django.apps import AppConfig


class PackageConfig(AppConfig):
    name = "hirehall.engagements.package"
    label = "package"
