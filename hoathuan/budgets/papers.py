"""Money on paper: the estimate to be signed, the ledger and the table of units as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets import Column, Sheet
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import day, number
from hoathuan.documents.api import shapes

from . import yearly
from .choices import EntryKind, EstimateState, Source
from .forms import RollupFilter
from .holders import Holder
from .lines import label_of
from .models import Entry, Estimate, EstimateLine
from .rollup import Row

UNCONFIRMED = legal_text("Mức chi có dấu * chưa được đối chiếu với văn bản đã ký.")


def arithmetic_of(row: EstimateLine) -> str:
    """ "19 tổ × 12 tháng"."""
    return " × ".join(f"{number(Decimal(count))} {words}".strip() for count, words in row.factors)


def estimate_paper(estimate: Estimate, holder: Holder) -> shapes.BudgetEstimate:
    """The data of template `budget-estimate`."""
    groups = yearly.rows_of(estimate)
    marked = any(row.unconfirmed for group in groups for row in group.rows)
    return shapes.BudgetEstimate(
        head=_head(holder),
        year=estimate.budget.year,
        holder=holder.name,
        as_of=estimate.on_date,
        revision=estimate.revision,
        rows=tuple(_paper_rows(groups)),
        total=yearly.total_of(estimate),
        notes=(UNCONFIRMED,) if marked else (),
        signers=_signers(holder),
    )


def _paper_rows(groups: Sequence[yearly.LineRows]) -> Iterator[shapes.BudgetRow]:
    for place, group in enumerate(groups, start=1):
        yield shapes.BudgetRow(no=str(place), content=group.label, amount=group.total, group=True)
        for row in group.rows:
            donated = f" ({Source.DONATED.label.lower()})" if row.source == Source.DONATED else ""
            reason = f"; {row.reason}" if row.reason else ""
            yield shapes.BudgetRow(
                content=f"{row.label}{donated}{' *' if row.unconfirmed else ''}",
                arithmetic=arithmetic_of(row),
                rate=row.rate,
                amount=row.amount,
                basis=f"{row.basis}{reason}".strip("; "),
            )


def _head(holder: Holder) -> shapes.Head:
    body = holder.body or (
        Body.objects.filter(unit=holder.unit, kind=BodyKind.PEOPLES_COMMITTEE, closed_on=None).first()
    )
    superior = body.superior.name if body and body.superior else ""
    name = body.name if body else holder.unit.name
    first, _space, rest = holder.unit.name.partition(" ")
    place = rest if rest and first.lower() == holder.unit.kind.lower() else holder.unit.name
    return shapes.Head(superior=superior.upper(), body=name.upper(), place=place, on=today())


def _signers(holder: Holder) -> tuple[shapes.Signer, ...]:
    leader = legal_text("THỦ TRƯỞNG CƠ QUAN") if holder.body else legal_text("CHỦ TỊCH")
    note = legal_text("(Ký, ghi rõ họ tên)")
    return (
        shapes.Signer(lines=(legal_text("NGƯỜI LẬP"),), note=note),
        shapes.Signer(lines=(legal_text("KẾ TOÁN"),), note=note),
        shapes.Signer(lines=(leader,), note=legal_text("(Ký tên, đóng dấu)")),
    )


def estimate_sheet(estimate: Estimate, holder: Holder) -> Sheet:
    """Line, row, arithmetic, rate, amount, source, basis, reason."""
    columns = [
        Column(legal_text("Khoản chi"), 34),
        Column(legal_text("Nội dung"), 40),
        Column(legal_text("Số lượng"), 24),
        Column(legal_text("Mức chi"), 14, "number"),
        Column(legal_text("Thành tiền (đồng)"), 18, "number"),
        Column(legal_text("Nguồn"), 20),
        Column(legal_text("Căn cứ, cách tính"), 60),
        Column(legal_text("Lý do sửa"), 30),
    ]
    rows: list[list[Any]] = [
        [
            group.label, row.label, arithmetic_of(row), row.rate, row.amount, str(Source(row.source).label),
            row.basis, row.reason,
        ]
        for group in yearly.rows_of(estimate)
        for row in group.rows
    ]  # fmt: skip
    rows.append([legal_text("Tổng cộng"), "", "", None, yearly.total_of(estimate), "", "", ""])
    words = legal_text("Dự toán năm {} của {}").format(estimate.budget.year, holder.name)
    made = legal_text("Bản {}, {}, tính theo số liệu ngày {}").format(
        estimate.revision, EstimateState(estimate.state).label, day(estimate.on_date)
    )
    return Sheet(legal_text("Dự toán"), columns, rows, (words, made))


def ledger_sheet(holder: Holder, year: int, entries: Iterable[Entry]) -> Sheet:
    """Every entry with what it adds to each sum."""
    columns = [
        Column(_("Ngày"), 12, "date"),
        Column(_("Việc"), 24),
        Column(_("Khoản chi"), 34),
        Column(_("Nguồn"), 20),
        Column(_("Nội dung"), 50),
        Column(_("Giao"), 16, "number"),
        Column(_("Giữ"), 16, "number"),
        Column(_("Chi"), 16, "number"),
        Column(_("Văn bản"), 22),
        Column(_("Ngày văn bản"), 12, "date"),
        Column(_("Lý do"), 30),
        Column(_("Người ghi"), 40),
        Column(_("Đơn vị khi ghi"), 24),
    ]
    rows = (_entry_cells(entry) for entry in entries)
    title = _("Sổ kinh phí năm %(year)s của %(unit)s (đồng)") % {"year": year, "unit": holder.name}
    return Sheet(_("Sổ kinh phí"), columns, rows, (title,))


def _entry_cells(entry: Entry) -> list[Any]:
    return [
        entry.on_date, str(EntryKind(entry.kind).label), label_of(entry.line), str(Source(entry.source).label),
        entry.label, entry.allocated, entry.committed, entry.spent, entry.number, entry.issued_on, entry.reason,
        entry.made_by, entry.budget.unit.name,
    ]  # fmt: skip


def rollup_sheet(place: str, form: RollupFilter, rows: Sequence[Row], total: Row) -> Sheet:
    """The table of units; the last row is the sum."""
    columns = [
        Column(_("Đơn vị"), 34),
        *(
            Column(label, 18, "number")
            for label in (_("Dự toán"), _("Được giao"), _("Đang giữ"), _("Đã chi"), _("Còn lại"))
        ),
        Column(_("Đã chi trên được giao"), 16, "percent"),
        Column(_("Cho chi vượt"), 16, "number"),
    ]
    lines = [_rollup_cells(row) for row in [*rows, total]]
    words = [_("Kinh phí năm %(year)s, %(place)s (đồng)") % {"year": form.year, "place": place}]
    if form.line:
        words.append(label_of(form.line))
    if form.then:
        words.append(_("Theo đơn vị khi đó"))
    return Sheet(_("Tổng hợp"), columns, lines, words)


def _rollup_cells(row: Row) -> list[Any]:
    return [
        row.name, row.estimated, row.allocated, row.committed, row.spent, row.remaining, row.share,
        row.allowed or None,
    ]  # fmt: skip
