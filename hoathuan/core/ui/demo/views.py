"""The living style guide at /giao-dien/ (only with DEBUG): every component, with the longest real words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoathuan.core.access import PUBLIC, access

from . import contents


@access(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """A province home and all components that show."""
    return render(request, "ui/demo/components.html", contents.page(request))


@access(PUBLIC)
def job(request: HttpRequest) -> HttpResponse:
    """What a poll brings when the job has ended."""
    return render(request, "ui/job.html", {"job": contents.JOB_ENDED})


@access(PUBLIC)
def forms_page(request: HttpRequest) -> HttpResponse:
    """All components that ask; with `?loi` the form comes back with errors."""
    form = contents.GuideForm({} if "loi" in request.GET else None)
    return render(
        request, "ui/demo/forms.html", {"form": form, "back_url": "/giao-dien/", "nav_key": "plans"}
    )


@access(PUBLIC)
def phone_home(request: HttpRequest) -> HttpResponse:
    """A mediator's home: one large deed."""
    return render(request, "ui/demo/phone.html", contents.phone(request))
