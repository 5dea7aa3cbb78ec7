"""People: the list, one person, the two steps of writing somebody down."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts import selectors
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.forms.administration import AmendPersonForm, NewPersonForm, PeopleFilter, PlaceForm
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.placing import GIVEN, conflicts
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.accounts.services.people import (
    PersonDetails,
    add_person,
    amend_person,
    close_account,
    reopen_account,
)
from hoathuan.accounts.services.seats import Placing, last_day
from hoathuan.accounts.services.sessions import sign_out_everywhere
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui import nav
from hoathuan.core.ui.rows import Row

from . import found
from .trail import entries

_DETAILS = ("full_name", "sex", "birth_year", "email", "phone")


@require_GET
@access(ADMINISTRATORS)
def people(request: HttpRequest) -> HttpResponse:
    """People with a seat in reach, in Vietnamese order."""
    actor = found.actor_in(request)
    form = PeopleFilter(request.GET)
    queryset = selectors.named(selectors.people_in_reach(actor), form.value("ten") or "")
    if kind := form.value("vai"):
        held = selectors.seats_in_reach(actor).filter(selectors.not_over(), person=OuterRef("pk"), kind=kind)
        queryset = queryset.filter(Exists(held))
    seats = selectors.seats_in_reach(actor).filter(selectors.not_over()).select_related("unit", "body")
    page = paginate(
        request, queryset.prefetch_related(Prefetch("seats", seats.order_by("id"), to_attr="held"))
    )
    states = selectors.account_states([person.pk for person in page.rows])
    rows = [(person, states[person.pk]) for person in page.rows]
    context = {"form_filter": form, "page": page, "rows": rows, "nav_key": "people"}
    return render(request, "accounts/people.html", context)


@require_GET
@access(ADMINISTRATORS)
def person(request: HttpRequest, pk: str) -> HttpResponse:
    """One person: seats now and before, the account, what is odd about it."""
    actor = found.actor_in(request)
    one = found.person_in_reach(request, pk)
    seats = list(
        selectors.seats_in_reach(actor).filter(person=one).select_related("unit", "body").order_by("-id")
    )
    held = set(Seat.objects.filter(selectors.not_over(), person=one).values_list("pk", flat=True))
    running = [seat for seat in seats if seat.pk in held]
    state = selectors.account_states([one.pk])[one.pk]
    context = {
        "person": one,
        "seats": [
            (seat, last_day(seat), seat.kind in GIVEN and seat.pk != actor.seat_id) for seat in running
        ],
        "former": [
            (seat, last_day(seat)) for seat in seats if seat.pk not in held and not seat.valid.isempty
        ],
        "conflicts": conflicts(running),
        "outside": bool(selectors.seats_outside(actor, [one.pk])) and not actor.nation,
        "state": state,
        "account": _account_rows(one, str(state.label)),
        "slips_url": nav.address("desk:slips"),
        "nav_key": "people",
    }
    return render(request, "accounts/person.html", context)


def _account_rows(one: Person, state: str) -> list[Row]:
    user = one.user
    if user is None:
        return [Row(_("Tài khoản"), state)]
    seen = user.last_login
    return [
        Row(_("Tài khoản"), state),
        Row(_("Tên đăng nhập"), user.username),
        Row(_("Thư điện tử"), user.email),
        Row(_("Số điện thoại"), user.phone),
        Row(_("Đăng nhập gần nhất"), f"{seen:%d/%m/%Y}" if seen else _("chưa lần nào")),
    ]


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def new(request: HttpRequest) -> HttpResponse:
    """First the role and the unit, then the person."""
    if "don_vi" not in request.GET:
        return place_page(request, _("Ghi người mới"), reverse("accounts:people"))
    unit = found.unit_in_reach(request, request.GET["don_vi"])
    form = NewPersonForm(request.POST or None, unit=unit)
    if form.is_valid():
        try:
            made = add_person(
                details=_details(form.cleaned_data),
                placing=placing_of(request, form.cleaned_data, unit),
                actor=found.actor_in(request),
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Đã ghi %(name)s. In phiếu kích hoạt để người này đăng nhập.") % {"name": made}
            )
            return redirect("accounts:person", pk=made.uuid)
    return form_page(
        request,
        form,
        _("Ghi người mới: %(place)s") % {"place": where(request, unit)},
        reverse("accounts:people"),
    )


def place_page(request: HttpRequest, title: str, back: str) -> HttpResponse:
    """Which role, at which unit; the answer goes into the address of the second step."""
    form = PlaceForm(request.POST or None, actor=found.actor_in(request))
    if form.is_valid():
        data = form.cleaned_data
        query = urlencode({"vai": data["kind"], "don_vi": data["unit"].uuid})
        return redirect(f"{request.path}?{query}")
    return form_page(request, form, title, back, submit=_("Tiếp tục"))


def where(request: HttpRequest, unit: Any) -> str:
    """Role and unit as the second step's heading names them."""
    roles = dict(SeatKind.choices)
    return f"{roles.get(request.GET.get('vai', ''), '')}, {unit.name}"


def placing_of(request: HttpRequest, data: dict[str, Any], unit: Any) -> Placing:
    return Placing(request.GET.get("vai", ""), unit, data["start"], data["until"], data["body"])


def form_page(request: HttpRequest, form: Any, title: str, back: str, submit: str = "") -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back_url": back,
        "submit": submit or _("Lưu"),
        "nav_key": "people",
    }
    return render(request, "accounts/form.html", context)


def _details(data: dict[str, Any]) -> PersonDetails:
    return PersonDetails(**{name: data[name] for name in _DETAILS})


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    one = found.person_in_reach(request, pk)
    initial = {name: getattr(one, name) for name in ("full_name", "sex", "birth_year")}
    initial |= {"email": one.user.email, "phone": one.user.phone} if one.user else {}
    form = AmendPersonForm(request.POST or None, record=one, initial=initial)
    if form.is_valid():
        try:
            amend_person(
                person=one,
                version=form.cleaned_data["version"],
                details=_details(form.cleaned_data),
                actor=found.actor_in(request),
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:person", pk=one.uuid)
    return form_page(
        request, form, _("Sửa %(name)s") % {"name": one}, reverse("accounts:person", args=[one.uuid])
    )


@require_POST
@access(ADMINISTRATORS)
def account(request: HttpRequest, pk: str) -> HttpResponse:
    """Close the account, open it again, or end its sign-ins."""
    one = found.person_in_reach(request, pk)
    try:
        if request.POST.get("viec") == "mo":
            reopen_account(person=one, actor=found.actor_in(request))
            messages.success(request, _("Đã mở khóa tài khoản."))
        elif request.POST.get("viec") == "dang-xuat":
            ended = sign_out_everywhere(person=one, actor=found.actor_in(request))
            messages.success(request, _("Đã đăng xuất %(count)s máy.") % {"count": ended})
        else:
            close_account(person=one, actor=found.actor_in(request))
            messages.success(request, _("Đã khóa tài khoản và đăng xuất khỏi mọi máy."))
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("accounts:person", pk=one.uuid)


@require_GET
@access(ADMINISTRATORS)
def trail(request: HttpRequest, pk: str) -> HttpResponse:
    """What was done to this person, the seats and the account."""
    one = found.person_in_reach(request, pk)
    page = paginate(request, selectors.trail_of(one), order=("-id",))
    context = {"person": one, "page": page, "entries": entries(page.rows), "nav_key": "people"}
    return render(request, "accounts/trail.html", context)
