from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "hirehall.ranking"
    label = "ranking"
