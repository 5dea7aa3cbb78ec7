"""The living style guide at /giao-dien/ (only with DEBUG): every component, with the longest real words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoathuan.core.access import PUBLIC, access

from . import guide_data


@access(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """A province home and all components that show."""
    return render(request, "ui/guide/components.html", guide_data.page(request))


@access(PUBLIC)
def forms_page(request: HttpRequest) -> HttpResponse:
    """All components that ask; with `?loi` the form comes back with errors."""
    form = guide_data.GuideForm({} if "loi" in request.GET else None)
    return render(
        request, "ui/guide/forms.html", {"form": form, "back_url": "/giao-dien/", "nav_key": "plans"}
    )


@access(PUBLIC)
def phone_home(request: HttpRequest) -> HttpResponse:
    """A mediator's home: one large deed."""
    return render(request, "ui/guide/phone.html", guide_data.phone(request))
