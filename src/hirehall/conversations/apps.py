from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "hirehall.conversations"
    label = "conversations"
