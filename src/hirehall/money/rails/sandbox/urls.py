from django.urls import path

from hirehall.money.rails.sandbox import pages

app_name = "sandbox"
urlpatterns = [
    path("rails/sandbox/events/", pages.events, name="events"),
    path("sandbox/bank/<uuid:charge_id>/", pages.bank, name="bank"),
]
