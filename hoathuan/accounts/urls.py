"""Addresses of people, seats and sign-ins."""

from django.urls import path

from .views import activation, seats_own

app_name = "accounts"
prefix = "quan-tri/"

urlpatterns = [
    path("kich-hoat/", activation.activate, name="activate"),
    path("kich-hoat/mat-khau/", activation.set_password, name="activate-password"),
    path("chon-vai/", seats_own.choose, name="choose-seat"),
]
