"""Lines of a draft: written, changed, taken away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import get_or_post
from hoathuan.reforms.changes import Change, changes_of
from hoathuan.reforms.forms.changing import FORMS, VERBS, NewUnitForm
from hoathuan.reforms.forms.correcting import forms_of
from hoathuan.reforms.forms.villages import VillagesForm
from hoathuan.reforms.rules import REFORMERS
from hoathuan.reforms.scope import described
from hoathuan.reforms.services.changing import assign_villages
from hoathuan.reforms.services.removing import remove
from hoathuan.units.models import Reform, ReformLink, Unit
from hoathuan.units.selectors import villages_of

from . import found
from .drafts import address, form_page


@get_or_post
@access(REFORMERS)
def write(request: HttpRequest, pk: str, verb: str) -> HttpResponse:
    """The short form of one verb; with `?sua=<line>` it changes that line."""
    reform = found.draft_of(request, pk)
    kind = forms_of(reform, FORMS).get(verb)
    if kind is None:
        raise Http404
    line = _line(reform, verb, request.GET.get("sua", ""))
    initial = _initial(reform, line) if line else {}
    form = kind(request.POST or None, reform=reform, replacing=line.key if line else "", initial=initial)
    if form.is_valid():
        try:
            form.write(found.actor_in(request))
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi vào bản soạn."))
            return redirect(_next(reform, verb, form))
    return form_page(request, form, kind.title, kind.submit, address(reform))


def _next(reform: Reform, verb: str, form: Any) -> str:
    """After a split come its villages, if it has any."""
    unit = form.cleaned_data.get("unit")
    if verb == "chia" and villages_of(unit, reform.on_date).exists():
        return reverse("reforms:villages", args=[reform.uuid, unit.uuid])
    return address(reform)


def _line(reform: Reform, verb: str, key: str) -> Change | None:
    if not key:
        return None
    line = next((one for one in changes_of(reform) if one.key == key), None)
    if line is None or VERBS.get(line.kind) != verb:
        raise Http404
    return line


def _initial(reform: Reform, line: Change) -> dict[str, Any]:
    """The fields of a form as the line stands."""
    links = list(
        reform.links.filter(pk__in=line.links).select_related("from_unit", "to_unit", "to_new").order_by("id")
    )
    if line.kind == "move":
        move = reform.moves.select_related("unit", "to_unit", "to_new").get(pk=line.moves[0])
        return {"unit": described(move.unit), "parent": _typed(move.to_unit or move.to_new)}
    new = links[0].to_new
    about_new = {"name": new.name, "code": new.code, "kind": new.kind} if new else {}
    if line.kind == "rename":
        return {"unit": described(links[0].from_unit)} | about_new
    if line.kind == "split":
        return {
            "unit": described(links[0].from_unit),
            "to_standing": _lines(links, False),
            "to_new": _lines(links, True),
        }
    units = "\n".join(described(link.from_unit) for link in links)
    above = {"parent": _typed(new.parent_new or new.parent)} if new else {}
    standing = {} if new else {"name": _typed(links[0].to_unit), "into": "standing"}
    return {"units": units} | about_new | above | standing


def _lines(links: list[ReformLink], new: bool) -> str:
    targets = (link.to_new if new else link.to_unit for link in links)
    return "\n".join(_typed(target) for target in targets if target)


def _typed(target: Any) -> str:
    return described(target) if isinstance(target, Unit) else str(target or "")


@get_or_post
@access(REFORMERS)
def villages(request: HttpRequest, pk: str, unit: str) -> HttpResponse:
    """Which villages of a split unit go where."""
    reform = found.draft_of(request, pk)
    links = list(
        reform.links.filter(from_unit__uuid=unit)
        .select_related("from_unit", "to_unit", "to_new")
        .prefetch_related("villages")
        .order_by("id")
    )
    if len(links) < 2 or reform.corrects_id:
        raise Http404
    divided = links[0].from_unit
    theirs = list(villages_of(divided, reform.on_date))
    form = VillagesForm(request.POST or None, reform=reform, links=links, villages=theirs)
    if form.is_valid():
        try:
            assign_villages(
                reform=reform,
                unit=divided,
                villages=form.chosen,
                version=form.cleaned_data["version"],
                actor=found.actor_in(request),
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi thôn nào về đâu."))
            return redirect(address(reform))
    lead = _("Đánh dấu thôn dưới đơn vị nhận. Thôn không đánh dấu thì chờ quyết định sau.")
    title = _("Thôn của %(unit)s về đâu?") % {"unit": divided.name}
    return form_page(request, form, title, _("Ghi vào bản soạn"), address(reform), lead=lead)


@get_or_post
@access(REFORMERS)
def new_unit(request: HttpRequest, pk: str, new: int) -> HttpResponse:
    """Name, code, kind and parent of a unit that the draft creates."""
    reform = found.draft_of(request, pk)
    row = get_object_or_404(reform.new_units, pk=new)
    initial = {"name": row.name, "code": row.code, "kind": row.kind}
    form = NewUnitForm(request.POST or None, reform=reform, initial=initial)
    if form.is_valid():
        try:
            form.write_to(row, found.actor_in(request))
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(address(reform))
    return form_page(
        request, form, _("Sửa đơn vị mới: %(name)s") % {"name": row.name}, _("Lưu"), address(reform)
    )


@require_POST
@access(REFORMERS)
def take_away(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Take one line out of the draft."""
    reform = found.draft_of(request, pk)
    try:
        words = remove(
            reform=reform, key=key, version=found.version_in(request), actor=found.actor_in(request)
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã bỏ dòng: %(words)s") % {"words": words})
    return redirect(address(reform))
