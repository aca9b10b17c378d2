"""Addresses of the package model: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.package.pages import ordering, work

app_name = "package"

urlpatterns = [
    path("services/<uuid:service_id>/order/", ordering.order, name="order"),
    path("contracts/package/<uuid:contract_id>/", ordering.contract, name="contract"),
    path("orders/<uuid:order_id>/payment/", ordering.pay, name="pay"),
    path("orders/<uuid:order_id>/dropping/", ordering.drop, name="drop"),
    path("orders/<uuid:order_id>/requirements/", work.requirements, name="requirements"),
    path("orders/<uuid:order_id>/delivery/", work.deliver, name="deliver"),
    path("orders/<uuid:order_id>/review/", work.review, name="review"),
    path("orders/<uuid:order_id>/extension/", work.extend, name="extend"),
    path("orders/<uuid:order_id>/cancellation/", work.cancel, name="cancel"),
    path("orders/<uuid:order_id>/cancellation-request/", work.cancel_wish, name="ask_to_cancel"),
    path("order-requests/<uuid:ask_id>/", work.ask, name="ask"),
]
