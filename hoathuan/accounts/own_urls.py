"""Addresses of ours that stand before those of the sign-in package, under its prefix."""

from django.urls import path

from .views import sessions_own, signing

urlpatterns = [
    path("login/", signing.sign_in, name="account_login"),
    path("signup/", signing.ask_in_person, name="account_signup"),
    path("password/reset/", signing.ask_in_person, name="account_reset_password"),
    path("password/reset/<path:rest>", signing.ask_in_person),
    path("dang-nhap/", sessions_own.own_sessions, name="usersessions_list"),
    path("email/", signing.ask_in_person, name="account_email"),
    path("phone/<path:rest>", signing.ask_in_person),
]
