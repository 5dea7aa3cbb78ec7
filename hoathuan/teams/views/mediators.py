"""Forms of a mediator: enter, amend, end."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.models import Person, PersonContact
from hoathuan.accounts.rules import TEAM_WRITERS
from hoathuan.core import peoples
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.numbers import day as shown_day
from hoathuan.core.ui.sending import get_or_post
from hoathuan.teams.errors import SamePerson
from hoathuan.teams.forms import EndForm, MediatorForm
from hoathuan.teams.models import Mediator
from hoathuan.teams.services.mediators import (
    MediatorDetails,
    add_mediator,
    amend_mediator,
    end_mediator,
    people_like,
)

from . import found
from .changes import address, form_page


@get_or_post
@access(TEAM_WRITERS)
def new(request: HttpRequest, pk: str) -> HttpResponse:
    """Enter a mediator; somebody of this name known in the commune is asked about first."""
    team = found.team_in_reach(request, pk)
    form = MediatorForm(request.POST or None)
    if "person" in request.POST:
        form.offer(people_like(team.now_commune_id, request.POST.get("full_name", ""), None))
    if form.is_valid():
        chosen = form.cleaned_data.get("person", "")
        person = Person.objects.filter(uuid=chosen).first() if chosen not in ("", "khac") else None
        try:
            made = add_mediator(
                team=team,
                details=_details(form.cleaned_data),
                actor=found.actor_in(request),
                person=person,
                another=chosen == "khac",
            )
        except SamePerson as question:
            form.offer(question.people)
            form.add_error("person", str(question))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi %(name)s vào tổ.") % {"name": str(made)})
            return redirect(address(team))
    title = _("Ghi hòa giải viên, %(name)s") % {"name": team.name}
    return form_page(request, form, title, _("Ghi hòa giải viên"), address(team))


def _details(data: dict[str, Any]) -> MediatorDetails:
    born = data["birth"] or (None, None)
    names = ("full_name", "started_on", "sex", "ethnicity", "qualification", "occupation", "languages",
             "decision_number", "phone", "email", "address")  # fmt: skip
    return MediatorDetails(birth_year=born[0], birth_date=born[1], **{name: data[name] for name in names})


@get_or_post
@access(TEAM_WRITERS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    mediator = found.mediator_in_reach(request, pk)
    stored = _stored(mediator)
    form = MediatorForm(request.POST or None, record=stored, initial=vars(stored))
    if form.is_valid():
        try:
            amend_mediator(
                mediator=mediator,
                version=form.cleaned_data["version"],
                details=_details(form.cleaned_data),
                actor=found.actor_in(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("teams:mediator", pk=mediator.uuid)
    title = _("Sửa %(name)s") % {"name": str(mediator)}
    return form_page(request, form, title, _("Lưu"), reverse("teams:mediator", args=[mediator.uuid]))


def _stored(mediator: Mediator) -> SimpleNamespace:
    """The record as the form shows it: parts of it stand with the person and the contact."""
    person = mediator.person
    contact = PersonContact.objects.filter(person=person).first() or PersonContact()
    return SimpleNamespace(
        version=mediator.version,
        full_name=person.full_name,
        birth=shown_day(person.birth_date) if person.birth_date else str(person.birth_year or ""),
        sex=person.sex,
        ethnicity=person.ethnicity,
        qualification=mediator.qualification,
        occupation=mediator.occupation,
        languages=", ".join(peoples.name_of(code) for code in mediator.languages),
        phone=contact.phone,
        email=contact.email,
        address=contact.address,
        started_on=mediator.started_on,
        decision_number=mediator.decision_number,
    )


@get_or_post
@access(TEAM_WRITERS)
def end(request: HttpRequest, pk: str) -> HttpResponse:
    mediator = found.mediator_in_reach(request, pk)
    form = EndForm(request.POST or None, record=mediator)
    if form.is_valid():
        try:
            end_mediator(mediator=mediator, actor=found.actor_in(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi %(name)s thôi làm hòa giải viên.") % {"name": str(mediator)})
            return redirect(address(mediator.team))
    title = _("%(name)s thôi làm hòa giải viên") % {"name": str(mediator)}
    back = reverse("teams:mediator", args=[mediator.uuid])
    return form_page(request, form, title, _("Ghi thôi làm hòa giải viên"), back, danger=True)
