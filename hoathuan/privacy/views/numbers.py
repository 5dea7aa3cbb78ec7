"""Pages of identity and bank numbers for the commune's officer and accountant."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.models import Person
from hoathuan.accounts.rules import seats
from hoathuan.accounts.selectors import named
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.rows import Row
from hoathuan.privacy.choices import NUMBER_KINDS
from hoathuan.privacy.forms import ReasonForm
from hoathuan.privacy.forms_numbers import BankForm, IdentityForm, PeopleFilter
from hoathuan.privacy.numbers import keeping

KEEPERS = seats(*NUMBER_KINDS)


def _person(request: HttpRequest, pk: Any) -> Person:
    return get_object_or_404(keeping.people_of(actor_in(request)), uuid=pk)


@require_GET
@never_cache
@access(KEEPERS)
def people(request: HttpRequest) -> HttpResponse:
    """The mediators of the commune and what is written down of them, masked."""
    actor = actor_in(request)
    form = PeopleFilter(request.GET)
    page = paginate(request, named(keeping.people_of(actor), form.words()))
    shown = keeping.masked_of(actor, page.rows)
    context = {
        "form_filter": form,
        "page": page,
        "rows": [(one, shown[one.pk]) for one in page.rows],
    }
    return render(request, "privacy/numbers.html", context)


@require_GET
@never_cache
@access(KEEPERS)
def person(request: HttpRequest, pk: str) -> HttpResponse:
    one = _person(request, pk)
    shown = keeping.masked_of(actor_in(request), [one])[one.pk]
    return _page(request, one, shown, form=ReasonForm())


@sensitive_variables("shown")
@require_POST
@never_cache
@access(KEEPERS)
def open_numbers(request: HttpRequest, pk: str) -> HttpResponse:
    """The full numbers, once, after a reason; nothing of it is kept by the browser."""
    one = _person(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            shown = keeping.opened(person=one, reason=form.cleaned_data["reason"], actor=actor_in(request))
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return _page(request, one, shown, form=None)
    return _page(request, one, keeping.masked_of(actor_in(request), [one])[one.pk], form=form)


@sensitive_variables("shown", "rows")
def _page(
    request: HttpRequest, one: Person, shown: keeping.Shown, *, form: ReasonForm | None
) -> HttpResponse:
    change = _("Sửa")
    rows = [
        Row(
            _("Giấy tờ"),
            shown.identity_text,
            note=shown.identity.get_kind_display() if shown.identity else "",
            url=reverse("privacy:identity", args=[one.uuid]),
            link=change,
        ),
        Row(
            _("Tài khoản ngân hàng"),
            shown.bank_text,
            note=f"{shown.bank.bank}, {shown.holder}" if shown.bank else "",
            url=reverse("privacy:bank", args=[one.uuid]),
            link=change,
        ),
    ]
    context = {"person": one, "rows": rows, "form": form, "some": bool(shown.identity or shown.bank)}
    return render(request, "privacy/numbers_person.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@access(KEEPERS)
def identity(request: HttpRequest, pk: str) -> HttpResponse:
    """Write down the number of the identity card; what is stored is never filled in."""
    one = _person(request, pk)
    shown = keeping.masked_of(actor_in(request), [one])[one.pk]
    initial = {"kind": shown.identity.kind, "version": shown.identity.version} if shown.identity else {}
    form = IdentityForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            keeping.write_identity(person=one, actor=actor_in(request), **form.cleaned_data)
        except DomainError as refused:
            form.add_error("number", str(refused))
        else:
            return _saved(request, one)
    return _form_page(request, one, form, _("Số giấy tờ"), "can-cuoc", bool(shown.identity))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@access(KEEPERS)
def bank(request: HttpRequest, pk: str) -> HttpResponse:
    """Write down the account into which the person is paid."""
    one = _person(request, pk)
    shown = keeping.masked_of(actor_in(request), [one])[one.pk]
    initial: dict[str, Any] = {"holder": one.full_name}
    if shown.bank:
        initial = {"bank": shown.bank.bank, "holder": shown.holder, "version": shown.bank.version}
    form = BankForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            keeping.write_bank(person=one, actor=actor_in(request), **form.cleaned_data)
        except DomainError as refused:
            form.add_error("number", str(refused))
        else:
            return _saved(request, one)
    return _form_page(request, one, form, _("Tài khoản ngân hàng"), "ngan-hang", bool(shown.bank))


def _saved(request: HttpRequest, one: Person) -> HttpResponse:
    messages.success(request, _("Đã lưu."))
    return redirect("privacy:numbers-person", pk=one.uuid)


def _form_page(
    request: HttpRequest, one: Person, form: Any, title: str, what: str, there: bool
) -> HttpResponse:
    context = {
        "person": one,
        "form": form,
        "title": title,
        "what": what,
        "there": there,
        "back_url": reverse("privacy:numbers-person", args=[one.uuid]),
    }
    return render(request, "privacy/numbers_form.html", context)


@require_POST
@access(KEEPERS)
def forget(request: HttpRequest, pk: str, what: str) -> HttpResponse:
    """Delete one number."""
    one = _person(request, pk)
    if what not in ("can-cuoc", "ngan-hang"):
        raise Http404
    keeping.forget(person=one, what=what, actor=actor_in(request))
    messages.success(request, _("Đã xóa số này."))
    return redirect("privacy:numbers-person", pk=one.uuid)
