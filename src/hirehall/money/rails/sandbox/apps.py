from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "hirehall.money.rails.sandbox"
    label = "sandbox_rail"
