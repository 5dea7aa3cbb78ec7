"""What a place must confirm; confirming, replacing and taking back one value."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.norms import registry, rights, services
from hoathuan.norms.days import years
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.forms import MatterFilter, ReasonForm, ReplaceForm, SourceForm
from hoathuan.norms.matters import Matter, confirmed_ones, open_matters, progress_by_province, progress_of
from hoathuan.norms.models import NormValue
from hoathuan.norms.values import Value, value_of
from hoathuan.units.models import Unit

from .finding import offered, own_value, place_chosen, refuse


@require_http_methods(["GET", "POST"])
@access(ANY_SEAT)
def matters(request: HttpRequest) -> HttpResponse:
    """Everything unconfirmed with its clause; who may, confirms the chosen ones together."""
    actor = actor_in(request)
    filters = MatterFilter(request.GET or None, provinces=offered(actor))
    province = place_chosen(actor, filters)
    group = filters.cleaned_data.get("nhom", "") if filters.is_valid() else ""
    waiting = open_matters(province)
    may = province in rights.places(actor)
    found = [one for one in waiting if group in ("", one.kind.group)]
    if may:
        found = [one for one in found if rights.keeps_kind(actor, one.kind)]
    form = SourceForm(request.POST or None) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return _confirm_chosen(request, found, province, form.cleaned_data["source"])
        except NormRefused as refused:
            refuse(form, refused)
    context = {
        "filters": filters,
        "province": province,
        "matters": found,
        "progress": progress_of(waiting),
        "years": years.unconfirmed(today()),
        "confirms_years": None in rights.places(actor),
        "provinces": progress_by_province() if actor.nation and province is None else [],
        "done": confirmed_ones(province),
        "form": form,
        "nav_key": "norms",
    }
    return render(request, "norms/matters.html", context)


def _confirm_chosen(
    request: HttpRequest, found: list[Matter], province: Unit | None, source: str
) -> HttpResponse:
    shown = [one.value.row for one in found if one.value and one.value.row]
    chosen = set(request.POST.getlist("chon"))
    rows = shown if "tat-ca" in request.POST else [row for row in shown if str(row.uuid) in chosen]
    if not rows:
        raise NormRefused(_("Chọn ít nhất một giá trị trong bảng để xác nhận."))
    with transaction.atomic():
        for row in rows:
            services.confirm(actor=actor_in(request), value=row, province=province, source=source)
    words = ngettext("Đã xác nhận %(n)s giá trị.", "Đã xác nhận %(n)s giá trị.", len(rows))
    messages.success(request, words % {"n": len(rows)})
    return redirect(request.get_full_path())


def _shown(row: NormValue) -> Value:
    return value_of(row, registry.known(row.key))


@require_http_methods(["GET", "POST"])
@access(rights.RATE_KEEPERS)
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One value is what the signed text says."""
    row, province = own_value(request, pk, above=True)
    form = SourceForm(request.POST or None)
    if form.is_valid():
        try:
            services.confirm(
                actor=actor_in(request), value=row, province=province, source=form.cleaned_data["source"]
            )
        except NormRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã xác nhận. Giá trị không còn dấu chưa xác nhận."))
            return redirect("norms:history", key=row.key)
    context = {"form": form, "value": _shown(row), "province": province, "nav_key": "norms"}
    return render(request, "norms/confirm.html", context)


@require_http_methods(["GET", "POST"])
@access(rights.RATE_KEEPERS)
def replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The right value instead of a wrong one, for the same days."""
    row, _province = own_value(request, pk)
    form = ReplaceForm(request.POST or None, kind=registry.known(row.key), initial=_initial(row))
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.replace(
                actor=actor_in(request),
                value=row,
                entry=form.entry(),
                document=form.document(),
                reason=data["reason"],
                compared=data["compared"],
            )
        except NormRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã thay. Giá trị cũ vẫn còn trong lịch sử, không tính nữa."))
            return redirect("norms:history", key=row.key)
    context = {"form": form, "value": _shown(row), "nav_key": "norms"}
    return render(request, "norms/replace.html", context)


def _initial(row: NormValue) -> dict[str, object]:
    names = ("amount", "day_type", "office", "office_level", "office_body", "clause")
    found: dict[str, object] = {name: getattr(row, name) for name in names}
    return found | {"number": row.basis.number, "issued_on": row.basis.issued_on}


@require_http_methods(["GET", "POST"])
@access(rights.RATE_KEEPERS)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A value that should not have been written."""
    row, _province = own_value(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.take_back(actor=actor_in(request), value=row, reason=form.cleaned_data["reason"])
        except NormRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã hủy. Giá trị trước đó áp dụng trở lại."))
            return redirect("norms:history", key=row.key)
    context = {"form": form, "value": _shown(row), "nav_key": "norms"}
    return render(request, "norms/take_back.html", context)
