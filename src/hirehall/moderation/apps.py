from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "hirehall.moderation"
    label = "moderation"
