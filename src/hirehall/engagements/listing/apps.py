from django.apps import AppConfig


class ListingConfig(AppConfig):
    name = "hirehall.engagements.listing"
    label = "listing"
