from django.urls import path

from hirehall.money.pages import overview, payments, payouts

app_name = "money"
urlpatterns = [
    path("money/", overview.overview, name="overview"),
    path("money/lines/", overview.lines, name="lines"),
    path("money/payouts/", payouts.payouts, name="payouts"),
    path("money/payouts/<uuid:payout_id>/", payouts.payout, name="payout"),
    path("money/payouts/<uuid:payout_id>/cancellation/", payouts.cancellation, name="payout_cancellation"),
    path("money/payouts/<uuid:payout_id>/retry/", payouts.retry, name="payout_retry"),
    path("money/destinations/", payouts.destinations, name="destinations"),
    path("money/destinations/<uuid:destination_id>/removal/", payouts.removal, name="destination_removal"),
    path("money/payments/", payments.payments, name="payments"),
    path("money/payments/<uuid:payment_id>/", payments.payment, name="payment"),
]
