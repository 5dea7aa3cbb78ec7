"""The register of a team and year: Part I in the ten columns of the Minister's form, Part II by the team's head.

Its words are legal wording: they stay Vietnamese in every interface language. Numbers have no gaps: a voided entry
keeps its number, struck through; what was corrected is struck through beside what it says now; a dispute that another
team's book has is a line without a number.
"""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.filenames import safe_filename
from hoathuan.core.jobs import Progress, keep
from hoathuan.core.text import legal_text
from hoathuan.documents.api import render_pdf, shapes
from hoathuan.teams.api import TeamVillage
from hoathuan.units.api import area_on, path_of
from hoathuan.units.choices import Level

from . import corrections, displays, selectors
from .choices import BookColumn, Outcome, PartyRole, State, Way
from .errors import CaseRefused
from .exporting import mediator_lines
from .layouts import columns_of, layout_on
from .mediating import who_mediated
from .models import BookNote, Case, CaseCorrection, CaseTeam, Party
from .noting import notes_of


def entries_of_book(actor: Actor, team: Any, year: int) -> QuerySet[Case]:
    """The book's disputes in the order of their numbers, with their content."""
    cases = selectors.visible_cases(actor).filter(team=team, book_year=year)
    return selectors.with_content(actor, cases).order_by("book_number")


def years_of(teams: Iterable[Any]) -> dict[int, list[int]]:
    """Team → the years of its books, the newest first: this one, and every one that has an entry."""
    years = {team.pk: {today().year} for team in teams}
    for team, year in (
        Case.objects.filter(team__in=years).order_by().values_list("team", "book_year").distinct()
    ):
        years[team].add(year)
    return {team: sorted(those, reverse=True) for team, those in years.items()}


def references_of(team: Any, year: int) -> list[Case]:
    """Disputes of other teams in which this one mediated along (Law 35/2013/QH13 Art. 22): they are counted there."""
    along = CaseTeam.objects.filter(team=team).values("case")
    cases = Case.objects.filter(pk__in=along, book_year=year, voided_on=None).exclude(team=team)
    return list(cases.select_related("team").order_by("received_on", "id"))


def printed(actor: Actor, team: Any, year: int) -> tuple[bytes, str]:
    """A team's book as PDF and its title; who printed it is noted with every dispute in it."""
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
    entries = lines(cases, references_of(team, year))
    return shapes.Register(
        **_places(team, year),
        team=team.name,
        volume=f"01/{year}",
        opened_on=team.started_on if team.started_on.year == year else date(year, 1, 1),
        closed_on=_closed_on(cases, team, year),
        entries=tuple(entries),
        blank_rows=0 if entries else 10,
        summary=summary(cases, team, year),
    )


def _closed_on(cases: Sequence[Case], team: Any, year: int) -> date | None:
    """When the book was full: not before its year, or its team, is over, nor while a dispute of it is open."""
    last = min(date(year, 12, 31), team.ended_on or date.max)
    over = last < today() and cases and all(case.closed_on or case.voided_on for case in cases)
    return last if over else None


def _places(team: Any, year: int) -> dict[str, str]:
    """The units as they were called when the year ended, or today: a book of 2024 is of its commune and district."""
    day = min(date(year, 12, 31), team.ended_on or date.max, today())
    home = area_on(team.area_id, day)
    stood = home.then_commune if day in home.valid else team.now_commune
    path = {unit.level: unit.name for unit in path_of(stood, day)} if stood else {}
    spans = TeamVillage.objects.filter(team=team).order_by("village__sort", "id").select_related("village")
    then = [one for one in spans if one.started_on <= day <= (one.ended_on or date.max)]
    villages = [one.village.name for one in then or spans if one in then or one.ended_on is None]
    return {
        "province": path.get(Level.PROVINCE, ""),
        "district": path.get(Level.DISTRICT, ""),
        "commune": path.get(Level.COMMUNE, ""),
        "village": ", ".join(villages),
    }


def lines(cases: Sequence[Case], along: Sequence[Case] = ()) -> list[shapes.RegisterEntry]:
    """The lines of Part I in the order of their numbers; each reference before the first entry of a later day."""
    former = corrections.of_cases(cases)
    waiting = [(case.received_on, _reference(case)) for case in along]
    made: list[shapes.RegisterEntry] = []
    for case in cases:
        while waiting and waiting[0][0] < case.received_on:
            made.append(waiting.pop(0)[1])
        made.append(_entry(case, former.get(case.pk, ())))
    return [*made, *(line for _day, line in waiting)]


def _reference(case: Case) -> shapes.RegisterEntry:
    return shapes.RegisterEntry(
        no="",
        received_on=case.received_on if case.received_known else None,
        reference=f"Cùng hòa giải với {case.team}: xem số {case} trong sổ của tổ đó (Luật số 35/2013/QH13, Điều 22).",
    )


def _entry(case: Case, changed: Sequence[CaseCorrection] = ()) -> shapes.RegisterEntry:
    content = getattr(case, "content", None)
    people = list(case.parties.all())
    reason = (content.void_reason if content else "") or "ghi nhầm"
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
        void_reason=reason if case.voided_on else "",
        former=tuple(_former(one) for one in changed if one.column in corrections.PRINTED),
    )


def _former(one: CaseCorrection) -> shapes.Former:
    """What was corrected, in the column in which it stood; a former result was a cross."""
    if one.column == BookColumn.OUTCOME:
        stood = "successful" if one.former == Outcome.SUCCESSFUL else "unsuccessful"
        return shapes.Former.model_validate({"column": stood, "text": "X", "on": one.on_date})
    return shapes.Former.model_validate({"column": one.column, "text": one.former, "on": one.on_date})


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


def summary(cases: Sequence[Case], team: Any, year: int) -> shapes.Summary:
    """Part II: each mediator's disputes by scope and result; a dispute counts once, with who led it."""
    layout = layout_on(date(year, 12, 31), team.now_province_id)
    columns = columns_of(layout)
    told: dict[Leader, list[Case]] = {}
    for case in cases:
        if case.voided_on is None:
            told.setdefault(leader_of(case), []).append(case)
    notes = notes_of(team, year)
    rows = [
        _summary_row(
            str(no), who.name or "(chưa ghi hòa giải viên)", told[who], columns, notes.get(who.person)
        )
        for no, who in enumerate(sorted(told, key=lambda who: (not who.name, who)), start=1)
    ]
    everything = [case for mine in told.values() for case in mine]
    return shapes.Summary(
        columns=tuple(column.title for column in columns),
        rows=tuple(rows),
        total=_summary_row("", "Cộng", everything, columns) if rows else None,
        unconfirmed="" if layout.confirmed else f"(Các cột của phần II chưa kiểm chứng. {layout.source}.)",
    )


class Leader(NamedTuple):
    """Whose dispute it is in Part II; `person` 0: somebody whom the register alone names, or nobody."""

    name: str
    person: int


def leader_of(case: Case) -> Leader:
    found = who_mediated(case)
    return Leader(found[0].full_name if found else "", case.mediator.person_id if case.mediator else 0)


def _summary_row(
    no: str, name: str, cases: Sequence[Case], columns: Sequence[Any], note: BookNote | None = None
) -> shapes.SummaryRow:
    results: Mapping[str, int] = {
        outcome: sum(case.outcome == outcome for case in cases) for outcome in Outcome.values
    }
    words = [note.text] if note and note.text else []
    former = note.former if note else []
    return shapes.SummaryRow(
        no=no,
        mediator=name,
        counts=tuple(sum(case.matter in column.letters for case in cases) for column in columns),
        successful=results[Outcome.SUCCESSFUL],
        unsuccessful=results[Outcome.UNSUCCESSFUL],
        notes=". ".join([*words, *_open_words(len(cases) - sum(results.values()))]),
        former=tuple(shapes.Former.model_validate({"column": "notes", **one}) for one in former),
    )


def _open_words(count: int) -> list[str]:
    """Disputes that have neither result yet, or were referred."""
    return [f"{count} vụ, việc chưa kết thúc hoặc đã chuyển"] if count else []
