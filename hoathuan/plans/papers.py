"""A plan on paper: the progress sheet, and the table of tasks in the columns in which such plans are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from hoathuan.core.spreadsheets import Column, Sheet, workbook_response
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import day, number
from hoathuan.documents.api import shapes
from hoathuan.units.api import told_apart
from hoathuan.units.models import Unit

from .choices import Direction
from .figures import Standing
from .models import Plan, Target, Task
from .progress import RULE
from .selectors import TaskRow, by_section

NOTHING = Decimal(0)

STATE_WORDS = {
    "done": legal_text("Xong"),
    "go": legal_text("Đúng tiến độ"),
    "risk": legal_text("Có nguy cơ"),
    "late": legal_text("Chậm"),
    "idle": legal_text("Chưa bắt đầu"),
}
TASK_COLUMNS = (
    (legal_text("TT"), 6),
    (legal_text("Nội dung nhiệm vụ"), 60),
    (legal_text("Đơn vị chủ trì"), 26),
    (legal_text("Đơn vị phối hợp"), 34),
    (legal_text("Thời gian thực hiện"), 22),
    (legal_text("Sản phẩm, kết quả"), 34),
    (legal_text("Tiến độ"), 40),
)


def issuer(plan: Plan) -> str:
    return plan.body.name if plan.body else plan.unit.name


def named(plan: Plan) -> str:
    """ "Kế hoạch số 73/KH-STP ngày 19/02/2026: …", as papers refer to it."""
    number_words = (
        legal_text("Kế hoạch số {} ngày {}").format(plan.number, day(plan.signed_on)) if plan.number else ""
    )
    return f"{number_words}: {plan.title}" if number_words else plan.title


def time_of(task: Task) -> str:
    """The time as the plan says it, else the two dates."""
    if task.time_text:
        return task.time_text
    if task.starts_on and task.due_on:
        return f"{day(task.starts_on)} – {day(task.due_on)}"
    return legal_text("Trước {}").format(day(task.due_on)) if task.due_on else ""


def partners_of(task: Task) -> str:
    """Needs `partners` prefetched."""
    return "; ".join([*(body.name for body in task.partners.all()), *filter(None, [task.partners_text])])


def promise_of(standing: Standing) -> str:
    """The quantity with its direction and unit: "ít nhất 85 %" or "25.000 tờ"."""
    target = standing.target
    most = f"{legal_text('không quá')} " if target.direction == Direction.AT_MOST else ""
    return f"{most}{number(standing.quantity)} {target.unit_label}"


def as_of(on: date, *, then: bool) -> str:
    """The line under the title of a table: until when, and by the units of when."""
    words = legal_text("Số liệu đến ngày {}").format(day(on))
    return f"{words}, {legal_text('theo đơn vị khi đó')}" if then else words


def progress_sheet(
    plan: Plan, rows: Sequence[TaskRow], on: date, *, then: bool = False
) -> shapes.PlanProgress:
    """The data of template `plan-progress`."""
    standings = [standing for row in rows for standing in row.targets]
    return shapes.PlanProgress(
        head=_head(plan, on),
        plan=f"{named(plan)} ({legal_text('theo đơn vị khi đó')})" if then else named(plan),
        as_of=on,
        targets=tuple(_target(str(index), standing) for index, standing in enumerate(standings, start=1)),
        tasks=tuple(_tasks(rows)),
        rule=" ".join(str(line) for line in RULE),
    )


def _head(plan: Plan, on: date) -> shapes.Head:
    superior = plan.body.superior.name if plan.body and plan.body.superior else ""
    return shapes.Head(superior=superior.upper(), body=issuer(plan).upper(), place=place_of(plan.unit), on=on)


def place_of(unit: Unit) -> str:
    """The name without the word of its kind, as the line of place and date writes it."""
    first, _space, rest = unit.name.partition(" ")
    return rest if rest and first.lower() == unit.kind.lower() else unit.name


def _target(no: str, standing: Standing) -> shapes.ProgressTarget:
    target = standing.target
    return shapes.ProgressTarget(
        no=no,
        name=target.title,
        unit_label=target.unit_label,
        planned=standing.quantity,
        achieved=standing.shown,
        percent=standing.percent,
        state=standing.state,  # type: ignore[arg-type]
        state_text=standing.words or STATE_WORDS[standing.state],
    )


def _tasks(rows: Sequence[TaskRow]) -> Iterator[shapes.ProgressTask]:
    number_of = 0
    for section, members in by_section(rows):
        if section:
            yield shapes.ProgressTask(content=section, group=True)
        for row in members:
            number_of += 1
            yield _task(str(number_of), row)


def _task(no: str, row: TaskRow) -> shapes.ProgressTask:
    task = row.task
    return shapes.ProgressTask(
        no=no,
        content=task.content,
        lead=task.lead,
        support=partners_of(task),
        time=time_of(task),
        product=task.deliverable,
        state=row.standing.state,  # type: ignore[arg-type]
        state_text=row.standing.text,
    )


def tasks_workbook(plan: Plan, rows: Sequence[TaskRow], on: date, *, then: bool = False) -> FileResponse:
    """TT, content, lead, partners, time, deliverable, progress."""
    columns = [Column(label, width) for label, width in TASK_COLUMNS]
    title = (named(plan), as_of(on, then=then))
    sheet = Sheet(legal_text("Nhiệm vụ"), columns, _task_lines(rows), title, [str(line) for line in RULE])
    return workbook_response(f"nhiem-vu {plan.short.replace('/', '-')}", [sheet])


def _task_lines(rows: Sequence[TaskRow]) -> Iterator[Sequence[Any]]:
    number_of = 0
    for section, members in by_section(rows):
        if section:
            yield ["", section]
        for row in members:
            number_of += 1
            task = row.task
            yield [
                number_of, task.content, task.lead, partners_of(task), time_of(task), task.deliverable, _standing(row)
            ]  # fmt: skip


def _standing(row: TaskRow) -> str:
    """The task's state, then each target with what is reached."""
    targets = [
        f"{standing.target.title}: {number(standing.shown)} / {promise_of(standing)} "
        f"({(standing.words or STATE_WORDS[standing.state]).lower()})"
        for standing in row.targets
    ]
    waits = [legal_text("Chờ văn bản: {}").format(row.task.waits_for)] if row.task.waits_for else []
    result = [row.task.result] if row.task.result else []
    return ". ".join([row.standing.text, *result, *waits, *targets])


def units_workbook(
    target: Target, rows: Sequence[Standing], on: date, *, then: bool = False, rest: Decimal = NOTHING
) -> FileResponse:
    """One target, unit by unit; last `rest`, what stands in none of them."""
    columns = [
        Column(_("Đơn vị"), 30),
        Column(_("Chỉ tiêu giao"), 16, "number"),
        Column(_("Đạt được"), 16, "number"),
        Column(_("Tỷ lệ"), 12, "percent"),
        Column(_("Tiến độ"), 18),
    ]
    names = told_apart([row.unit for row in rows])
    lines: list[list[Any]] = [
        [
            names[row.unit.pk],
            row.quantity,
            row.shown,
            row.verdict.ratio,
            row.words or STATE_WORDS[row.state],
        ]
        for row in rows
    ]
    if rest:
        lines.append([_("Chưa phân bổ"), None, rest, None, ""])
    title = (f"{target.title} ({target.unit_label})", as_of(on, then=then))
    sheet = Sheet(_("Theo đơn vị"), columns, lines, title, [str(line) for line in RULE])
    return workbook_response(f"chi-tieu {target.title[:60]}", [sheet])
