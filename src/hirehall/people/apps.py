from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hirehall.people"
    label = "people"
