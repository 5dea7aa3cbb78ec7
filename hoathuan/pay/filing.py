"""The payment file for a bank or treasury: columns, separators and encoding are data, texts are never formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core.spreadsheets.write import SafeBook, csv_safe
from hoathuan.core.text import fold, legal_text
from hoathuan.privacy.api import accounts_for_payment

from .models import Batch, Layout, Payment

ENCODINGS = (
    ("utf-8-sig", "UTF-8 (Excel)"),
    ("utf-8", "UTF-8"),
    ("cp1258", "Windows-1258"),
    ("ascii", "ASCII"),
)
SEPARATORS = ((",", ","), (";", ";"), ("\t", "Tab"), ("|", "|"))


@dataclass(frozen=True)
class Paid:
    """One line of the file."""

    serial: int
    payment: Payment
    receiver: str
    holder: str = ""
    account: str = ""
    bank: str = ""
    about: str = ""
    on: date | None = None


#: key of a column → (what it is, how it is read)
FIELDS: dict[str, tuple[Any, Callable[[Paid], Any]]] = {
    "serial": (gettext_lazy("Số thứ tự"), lambda one: one.serial),
    "reference": (gettext_lazy("Mã chi"), lambda one: one.payment.reference),
    "receiver": (gettext_lazy("Người nhận"), lambda one: one.receiver),
    "holder": (gettext_lazy("Chủ tài khoản"), lambda one: one.holder),
    "holder_plain": (gettext_lazy("Chủ tài khoản không dấu, chữ hoa"), lambda one: fold(one.holder).upper()),
    "account": (gettext_lazy("Số tài khoản"), lambda one: one.account),
    "bank": (gettext_lazy("Ngân hàng"), lambda one: one.bank),
    "amount": (gettext_lazy("Số tiền"), lambda one: one.payment.amount),
    "about": (gettext_lazy("Nội dung chi"), lambda one: one.about),
    "about_plain": (gettext_lazy("Nội dung chi không dấu"), lambda one: fold(one.about)),
    "day": (gettext_lazy("Ngày lập"), lambda one: f"{one.on:%d/%m/%Y}" if one.on else ""),
}
_USUAL = ("serial", "reference", "holder", "account", "bank", "amount", "about")


@dataclass(frozen=True)
class Look:
    """How a file is written; of a stored layout, or the product's own."""

    columns: Sequence[dict[str, str]] = field(
        default_factory=lambda: [{"title": str(FIELDS[key][0]), "value": key} for key in _USUAL]
    )
    form: str = "xlsx"
    separator: str = ","
    encoding: str = "utf-8-sig"
    header: bool = True
    totals: bool = True


def look_of(layout: Layout | None) -> Look:
    if layout is None:
        return Look()
    return Look(layout.columns, layout.form, layout.separator, layout.encoding, layout.header, layout.totals)


def check_columns(columns: Sequence[dict[str, str]]) -> str:
    """Why these columns cannot stand, "" if they can: an amount and the reference have to be among them."""
    values = [column.get("value", "") for column in columns]
    unknown = [value for value in values if value not in FIELDS and not value.startswith("=")]
    if unknown:
        words = _("Không biết cột “%(name)s”. Chọn một trong: %(known)s; chữ cố định viết sau dấu bằng.")
        return words % {"name": unknown[0], "known": "; ".join(names())}
    if "amount" not in values or "reference" not in values:
        return _("Tệp phải có cột số tiền và cột mã chi, để nhận ra khoản đã chi.")
    return ""


def names() -> list[str]:
    """What a column may hold, as people call it."""
    return [str(label) for label, _read in FIELDS.values()]


def field_named(text: str) -> str:
    """The key of a column by what people call it, marks and letters as they come; else the text as it was typed."""
    wanted = fold(text.strip())
    return next(
        (key for key, (label, _read) in FIELDS.items() if wanted in (key, fold(str(label)))), text.strip()
    )


def rows_of(actor: Actor, batch: Batch, *, opened: bool = False) -> list[Paid]:
    """The lines of a batch; numbers of accounts are masked unless `opened` (then it stands in the trail)."""
    payments = list(batch.payments.exclude(state="void").select_related("team", "person").order_by("pk"))
    people = _holders(payments)
    accounts = accounts_for_payment(actor, [one for one in people.values() if one], opened=opened)
    return [_row(serial, one, people[one.pk], accounts) for serial, one in enumerate(payments, 1)]


def _holders(payments: Sequence[Payment]) -> dict[int, Any]:
    """Payment → the person into whose account it goes: the person, or the head of the team.

    Nobody's where somebody else takes it in the person's place: the money never goes to the account of the dead.
    """
    from hoathuan.teams.api import TeamHead

    teams = [one.team_id for one in payments if one.person_id is None]
    heads = TeamHead.objects.filter(team__in=teams, ended_on=None).select_related("mediator__person")
    by_team = {head.team_id: head.mediator.person for head in heads}
    return {one.pk: None if one.payee else one.person or by_team.get(one.team_id or 0) for one in payments}


def _row(serial: int, payment: Payment, person: Any, accounts: dict[int, Any]) -> Paid:
    shown = accounts.get(person.pk) if person else None
    whose = payment.payee or (person.full_name if person else "")
    team = payment.team.name if payment.team else ""
    about = legal_text("{} Thanh toan theo Luat Hoa giai o co so").format(payment.reference)
    return Paid(
        serial,
        payment,
        receiver=" · ".join(part for part in (team, whose) if part),
        holder=shown.holder if shown else "",
        account=shown.bank_text if shown else "",
        bank=shown.bank.bank if shown and shown.bank else "",
        about=about,
        on=payment.made_on,
    )


def table_of(look: Look, rows: Sequence[Paid]) -> list[list[Any]]:
    """The cells of the file, with heading and total as the layout says."""
    cells: list[list[Any]] = [[column["title"] for column in look.columns]] if look.header else []
    cells += [[_cell(column["value"], row) for column in look.columns] for row in rows]
    if look.totals:
        total = sum(row.payment.amount for row in rows)
        last: list[Any] = [total if column["value"] == "amount" else "" for column in look.columns]
        if last and last[0] == "":
            last[0] = _("Tổng cộng")
        cells.append(last)
    return cells


def _cell(value: str, row: Paid) -> Any:
    return value[1:] if value.startswith("=") else FIELDS[value][1](row)


def written(look: Look, rows: Sequence[Paid]) -> tuple[bytes, str]:
    """The bytes of the file and the end of its name."""
    cells = table_of(look, rows)
    if look.form == "csv":
        return _csv(look, cells), ".csv"
    return _xlsx(cells), ".xlsx"


def _csv(look: Look, cells: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=look.separator, lineterminator="\r\n")
    for row in cells:
        writer.writerow([cell if isinstance(cell, int) else csv_safe(cell) for cell in row])
    # what the bank's old code page lacks is written without marks rather than lost
    try:
        return out.getvalue().encode(look.encoding)
    except UnicodeEncodeError:
        return fold_text(out.getvalue()).encode(look.encoding, "replace")


def fold_text(text: str) -> str:
    """Without marks, large letters kept: "Lò Thị Mẫu" → "Lo Thi Mau"."""
    import unicodedata

    plain = unicodedata.normalize("NFD", text.replace(legal_text("đ"), "d").replace(legal_text("Đ"), "D"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _xlsx(cells: Sequence[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    with SafeBook(out) as book:
        sheet = book.book.add_worksheet("Chi")
        for number, row in enumerate(cells):
            for column, value in enumerate(row):
                book.write(sheet, number, column, value, "number" if isinstance(value, int) else "text")
    return out.getvalue()
