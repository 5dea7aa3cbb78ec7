"""The register of a team and year as it is printed: Part I in the ten columns of the Minister's form.

Its words are legal wording: they stay Vietnamese in every interface language.
"""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.filenames import safe_filename
from hoathuan.core.jobs import Progress, keep
from hoathuan.core.text import legal_text
from hoathuan.documents.api import render_pdf, shapes
from hoathuan.units.selectors import province_of

from . import displays, selectors
from .choices import Outcome, PartyRole, State, Way
from .errors import CaseRefused
from .exporting import mediator_lines
from .models import Case, Party


def entries_of_book(actor: Actor, team: Any, year: int) -> QuerySet[Case]:
    """The book's disputes in the order of their numbers, with their content."""
    cases = selectors.visible_cases(actor).filter(team=team, book_year=year)
    return selectors.with_content(actor, cases).order_by("book_number")


def printed(actor: Actor, team: Any, year: int) -> tuple[bytes, str]:
    """Part I of a team's book as PDF and its title; who printed it is noted with every dispute in it."""
    cases = list(entries_of_book(actor, team, year))
    displays.note(actor, cases, Way.BOOK)
    audit.record(actor=actor, action="cases.book_printed", subject=team, data={"year": year})
    title = legal_text(f"Sổ theo dõi hoạt động hòa giải ở cơ sở, {team.name}, năm {year}")
    author = str(team.now_commune or team.name)
    return render_pdf("register", register(cases, team, year), title=title, author=author), title


def export(progress: Progress, actor: Actor, *, team: str, year: int) -> str:
    """The same as a job, for a book of many disputes."""
    found = selectors.teams_writable(actor).select_related("now_commune").filter(uuid=team).first()
    if found is None:
        raise CaseRefused(_("Tổ này không còn thuộc phạm vi của ông/bà."))
    content, title = printed(actor, found, year)
    keep(
        progress,
        actor,
        name=safe_filename(title, ".pdf"),
        content_type="application/pdf",
        fill=lambda file: file.write(content),
        protected=True,
    )
    return _("Tệp đã sẵn sàng.")


def register(cases: Sequence[Case], team: Any, year: int) -> shapes.Register:
    """What the template prints; what is not recorded stays blank for the pen."""
    commune = team.now_commune
    province = province_of(commune) if commune else None
    return shapes.Register(
        province=province.name if province else "",
        commune=commune.name if commune else "",
        village=", ".join(team.villages.filter(village_teams__ended_on=None).values_list("name", flat=True)),
        team=team.name,
        volume=f"01/{year}",
        opened_on=date(year, 1, 1),
        closed_on=date(year, 12, 31) if cases and all(case.closed_on for case in cases) else None,
        entries=tuple(_entry(case) for case in cases),
        blank_rows=0 if cases else 10,
    )


def _entry(case: Case) -> shapes.RegisterEntry:
    content = getattr(case, "content", None)
    if case.voided_on:
        return _voided(case, content)
    people = list(case.parties.all())
    return shapes.RegisterEntry(
        no=str(case.book_number),
        received_on=case.received_on if case.received_known else None,
        mediators=tuple(mediator_lines(case)),
        invited=_lines(people, PartyRole.INVITED, case),
        parties=_lines(people, PartyRole.PARTY, case),
        related=_lines(people, PartyRole.RELATED, case),
        summary=content.summary if content else "",
        agreement=content.agreement if content else "",
        successful=None if not case.outcome else case.outcome == Outcome.SUCCESSFUL,
        notes=_notes(case, content),
    )


def _voided(case: Case, content: Any) -> shapes.RegisterEntry:
    """A line that was written by mistake keeps its number and says so; nothing else of it is printed."""
    reason = content.void_reason if content else ""
    return shapes.RegisterEntry(no=str(case.book_number), void_reason=reason or "ghi nhầm")


def _lines(people: Sequence[Party], role: str, case: Case) -> tuple[str, ...]:
    """Name, age in the year of the dispute, address: column 4 of the form."""
    return tuple(_line(person, case.received_on.year) for person in people if person.role == role)


def _line(person: Party, year: int) -> str:
    age = f"{year - person.birth_year} tuổi" if person.birth_year else ""
    return ", ".join(part for part in (person.full_name, age, person.address) if part)


def _notes(case: Case, content: Any) -> str:
    parts = [content.notes if content else ""]
    if case.state == State.REFERRED and content:
        parts.append(f"Hướng dẫn đến {content.referred_to}.")
    return " ".join(part for part in parts if part)
