"""Pages of the shell itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hoathuan.core.access import PUBLIC, access

from .back import own_page
from .context import THEME_COOKIE, THEMES

YEAR = 60 * 60 * 24 * 365


@access(PUBLIC)
def help_page(request: HttpRequest) -> HttpResponse:
    """How to find one's way, for somebody who comes here twice a year."""
    return render(request, "ui/help.html")


@access(PUBLIC)
def accessibility_page(request: HttpRequest) -> HttpResponse:
    """What the pages promise to people who use them without a mouse, a good eye or a new phone."""
    return render(request, "ui/accessibility.html")


@access(PUBLIC)
def privacy_page(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, who reads it."""
    return render(request, "ui/privacy.html")


# Without a token on purpose: the two cookies change nothing but how pages look on this device,
# and a token in every footer would make every public page uncacheable.
@csrf_exempt
@require_POST
@access(PUBLIC)
def display(request: HttpRequest) -> HttpResponse:
    """Remember language and light or dark on this device, and go back to where the reader was."""
    response = redirect(_back(request))
    theme, language = request.POST.get("theme"), request.POST.get("language")
    if theme in THEMES:
        _remember(response, THEME_COOKIE, theme)
    elif theme:
        response.delete_cookie(THEME_COOKIE)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _back(request: HttpRequest) -> str:
    return own_page(request, request.POST.get("next")) or "/"
