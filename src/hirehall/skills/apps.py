from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "hirehall.skills"
    label = "skills"
