from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "hirehall.portfolio"
    label = "portfolio"
