"""Addresses: each context brings its own under the prefix that it names."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

handler400 = "hoathuan.core.ui.errors.bad_request"
handler403 = "hoathuan.core.ui.errors.permission_denied"
handler404 = "hoathuan.core.ui.errors.not_found"
handler500 = "hoathuan.core.ui.errors.server_error"


def _contexts() -> list[URLResolver]:
    """One include for every installed context that has a `urls` module."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("hoathuan.") and find_spec(f"{config.name}.urls"):
            module = import_module(f"{config.name}.urls")
            found.append(path(module.prefix, include(module)))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", include("hoathuan.accounts.own_urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-buoc/", include("allauth.mfa.urls")),
    path("tai-khoan/dang-nhap/", include("allauth.usersessions.urls")),
    *_contexts(),
]
