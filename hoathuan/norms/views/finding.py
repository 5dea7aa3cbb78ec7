"""What several views of norms share: who asks, for which place, which value."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.norms import registry, rights, selectors
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.forms import PlaceFilter
from hoathuan.norms.models import NormValue
from hoathuan.norms.registry import NormKind
from hoathuan.units.models import Unit


def writes_for(request: HttpRequest) -> list[Unit | None]:
    """The places for which the seat writes; a seat of a commune writes for none, so the page is not there for it."""
    found = rights.places(actor_in(request))
    if not found:
        raise Http404
    return found


def place_chosen(actor: Actor, form: PlaceFilter) -> Unit | None:
    """A seat of a province sees its own; a reader of the whole country chooses."""
    if not actor.nation:
        return selectors.place_of(actor)
    chosen = form.cleaned_data.get("don_vi") if form.is_valid() else ""
    return Unit.objects.filter(uuid=chosen).first() if chosen else None


def commune_chosen(request: HttpRequest, key: str | None) -> Unit | None:
    """The commune of the seat's own province for which a value of its own is written, if one was named."""
    if not key or not _is_uuid(key):
        return None
    return rights.communes(actor_in(request)).filter(uuid=key).first()


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def offered(actor: Actor) -> list[Unit]:
    return selectors.provinces() if actor.nation else []


def kind_or_404(key: str) -> NormKind:
    kind = registry.kind(key)
    if kind is None:
        raise Http404
    return kind


def own_value(request: HttpRequest, pk: UUID, *, above: bool = False) -> tuple[NormValue, Unit | None]:
    """A value that this seat writes, and for which place; with `above` also the country's, for its own province."""
    places, actor = writes_for(request), actor_in(request)
    value = get_object_or_404(NormValue.objects.select_related("basis", "unit"), uuid=pk)
    if not rights.keeps_kind(actor, registry.known(value.key)):
        raise Http404
    if value.unit in places or (value.unit is not None and rights.writes(actor, value.unit)):
        return value, value.unit
    if above and value.unit is None:
        return value, places[0]
    raise Http404


def refuse(form: Any, refused: NormRefused) -> None:
    """Put a refusal beside the answer that it is about."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
