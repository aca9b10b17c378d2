from django.apps import AppConfig


class MilestoneConfig(AppConfig):
    name = "hirehall.engagements.milestone"
    label = "milestone"
