"""The reform that a page is about, if the acting seat may see it; else a 404 that tells nothing."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from hoathuan.accounts.actor import actor_in
from hoathuan.reforms.rules import visible_to
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform


def reform_of(request: HttpRequest, pk: Any) -> Reform:
    return get_object_or_404(visible_to(actor_in(request)).select_related("province", "corrects"), uuid=pk)


def draft_of(request: HttpRequest, pk: Any) -> Reform:
    """A reform that can still be written."""
    reform = reform_of(request, pk)
    if reform.state != ReformState.DRAFT:
        raise Http404
    return reform


def version_in(request: HttpRequest) -> int:
    """The version that a button without a form was drawn for."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdigit() and len(sent) < 10 else 0
