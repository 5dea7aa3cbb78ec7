"""The import itself: whose book each row belongs to, what stands there already, and the writing."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import proven, seats
from hoathuan.cases import entries, selectors
from hoathuan.cases.entries import Entry
from hoathuan.cases.forms.grid import Teams
from hoathuan.cases.models import Case
from hoathuan.cases.parties import read_people
from hoathuan.cases.services import record_many
from hoathuan.core.dates import today
from hoathuan.core.imports import Counts, ImportKind, staging
from hoathuan.teams.api import Team

from .columns import COLUMNS
from .reading import from_sheet, key_of, read_row

_GOOD_ROWS = """
    SELECT r.id, r.data::text FROM imports_stagedrow r
    WHERE r.session_id = %(session)s AND r.problems = '[]'::jsonb"""
_TELL = """
    UPDATE imports_stagedrow r SET problems = r.problems || found.told
    FROM (
        SELECT id, jsonb_agg(jsonb_build_object('column', col, 'message', msg, 'value', '', 'late', true)) AS told
        FROM unnest(%(ids)s::bigint[], %(columns)s::text[], %(messages)s::text[]) AS u (id, col, msg) GROUP BY id
    ) found
    WHERE r.id = found.id AND r.session_id = %(session)s"""
#: Answer of an entry → column of the sheet that it came from.
_COLUMN = {"received_on": "received", "ended_on": "ended", "ending": "won"}

Problem = tuple[int, str, str]


class RegisterOptions(forms.Form):
    """What holds for the whole file."""

    team = forms.ModelChoiceField(
        label=gettext_lazy("Cả tệp là sổ của một tổ?"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không, tệp có cột hoặc trang cho từng tổ"),
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["team"]
        field.queryset = selectors.teams_writable(actor)


class _Book:
    """The rows of a session as entries of the actor's teams."""

    def __init__(self, session: Any, actor: Actor) -> None:
        self.teams = Teams(selectors.teams_writable(actor))
        chosen = session.options.get("team")
        self.whole = next((team for team in self.teams.rows if team.pk == chosen), None)

    def entry(self, data: dict[str, Any]) -> Entry:
        """ValueError, in words for the row, when no team of the actor bears that name."""
        received = _day(data["received"])
        return Entry(
            team=self.whole or self.teams.by_name(data["team"]),
            field=data["field"],
            received_on=received,
            ended_on=_day(data["ended"]),
            ending=data["ending"],
            people=read_people(data["parties"], received.year if received else today().year),
            mediators=tuple(person.full_name for person in read_people(data["mediators"], today().year)),
            summary=data["summary"],
            agreement=data["agreement"],
            notes=data["notes"],
            paper_number=data["no"],
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def check(session: Any, actor: Actor) -> None:
    """The rules of every entry, then what the books hold: the same line again is the same, another one is told."""
    book = _Book(session, actor)
    found: list[tuple[int, Entry]] = []
    problems: list[Problem] = []
    for row, data in staging.fetch(session, _GOOD_ROWS):
        try:
            entry = book.entry(json.loads(data))
        except ValueError as problem:
            problems.append((row, "team", str(problem)))
            continue
        troubles = entries.check(entry, today())
        problems += [(row, _COLUMN.get(trouble.field, ""), trouble.message) for trouble in troubles]
        if not troubles:
            found.append((row, entry))
    same, clashes = _compare(found)
    _tell(session, problems + clashes)
    staging.set_action(session, "same", where="r.id = ANY(%(rows)s)", parameters={"rows": same})


def _compare(found: Iterable[tuple[int, Entry]]) -> tuple[list[int], list[Problem]]:
    """Rows that are stored already, and rows whose number in the book stands for another dispute.

    A dispute that was struck out stands for nothing: its row may come again.
    """
    rows = list(found)
    stored = Case.objects.filter(voided_on=None, team_id__in={entry.team.pk for _row, entry in rows})
    by_number = {
        (team, year, number): digest
        for team, year, number, digest in stored.exclude(paper_number=None).values_list(
            "team_id", "book_year", "paper_number", "entry_digest"
        )
    }
    digests = set(stored.values_list("entry_digest", flat=True))
    same, clashes = [], []
    for row, entry in rows:
        number = (entry.team.pk, entry.began_on.year, entry.paper_number)
        if entry.digest() in digests:
            same.append(row)
        elif number in by_number:
            text = _("Số này của sổ đã có với nội dung khác: sửa ở trang vụ việc, hoặc bỏ dòng này.")
            clashes.append((row, "no", text))
    return same, clashes


def _tell(session: Any, problems: list[Problem]) -> None:
    """Add problems to their rows, all in one statement."""
    rows, columns, messages = zip(*problems, strict=True) if problems else ((), (), ())
    values = {"ids": list(rows), "columns": list(columns), "messages": list(messages)}
    staging.execute(session, _TELL, values)


def apply(session: Any, actor: Actor, progress: Any) -> Counts:
    """Write the good rows through the same door as every other entry, in the order of the file."""
    book = _Book(session, actor)
    rows = staging.fetch(
        session,
        f"SELECT r.data::text FROM imports_stagedrow r WHERE {staging.GOOD} ORDER BY r.sheet, r.number",  # noqa: S608
    )
    made = record_many(actor=actor, entries=[book.entry(json.loads(data)) for (data,) in rows])
    progress.report(done=len(made))
    return Counts(created=len(made))


REGISTER = ImportKind(
    key="so-hoa-giai",
    title=gettext_lazy("Sổ theo dõi hoạt động hòa giải (từ tệp Excel)"),
    columns=COLUMNS,
    rule=proven(seats(SeatKind.COMMUNE_OFFICER)),
    row=read_row,
    key_of=key_of,
    check=check,
    apply=apply,
    options_form=RegisterOptions,
    from_sheet=from_sheet,
    group_key="team",
    help_text=gettext_lazy(
        "Các cột như Phần I của sổ, thêm tên tổ. Tệp không có cột ngày kết thúc thì lấy ngày nhận vụ việc; "
        "không có cột loại vụ việc thì đoán theo nội dung, sửa lại sau được."
    ),
    done_url=lambda session: reverse("cases:list"),
)
