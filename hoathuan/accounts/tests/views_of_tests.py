"""Addresses that only tests serve: views that misbehave in one way each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from config import urls as real
from hoathuan.accounts.models import Person, PersonContact
from hoathuan.core.access import PUBLIC, access
from hoathuan.core.errors import DomainError


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never")


@access(PUBLIC)
def breaks(request: HttpRequest) -> HttpResponse:
    Person.objects.create(full_name="Nửa Chừng")
    raise RuntimeError("on purpose")


@access(PUBLIC)
def refuses(request: HttpRequest) -> HttpResponse:
    Person.objects.create(full_name="Nửa Chừng")
    raise DomainError("on purpose")


@access(PUBLIC)
def lazy(request: HttpRequest) -> HttpResponse:
    """A page that asks the database only while it is rendered."""
    template: Any = engines["django"].from_string("{{ contacts.count }}")
    return TemplateResponse(request, template, {"contacts": PersonContact.objects})


handler403, handler404, handler500 = real.handler403, real.handler404, real.handler500
urlpatterns = [
    path("thu/khong-khai/", undeclared),
    path("thu/hong/", breaks),
    path("thu/tu-choi/", refuses),
    path("thu/ve-sau/", lazy),
    *real.urlpatterns,
]
