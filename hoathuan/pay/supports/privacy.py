"""What support keeps about people, why, and how it goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import readers
from hoathuan.pay.models import AccidentContent
from hoathuan.privacy.api import (
    Deed,
    Eraser,
    Nothing,
    Section,
    Subject,
    Table,
    register,
    register_collector,
    register_eraser,
)

from .selectors_accidents import papers_visible_to

_LAW = _(
    "Nghị định 15/2014/NĐ-CP, Điều 16, Điều 17; thủ tục 2.000424: hỗ trợ hòa giải viên gặp tai nạn, rủi ro"
)
_READERS = _("Tư pháp, lãnh đạo, kế toán của xã; tổ trưởng xác nhận giấy đề nghị; chính người đó")
_KEY = "pay.accidents"


def register_all() -> None:
    register(*_tables(), *_others())
    register_eraser(
        Eraser(
            *("pay.accidents", _KEY, _("Hồ sơ hỗ trợ hòa giải viên gặp tai nạn, rủi ro")),
            _("kể từ ngày chi, ngày từ chối hoặc ngày nộp của hồ sơ đã rút"),
            Deed.ANONYMISE,
            _("Xóa tên, nơi, sự việc, bản chụp giấy tờ; ngày và số tiền ở lại"),
            lambda before: _ask("SELECT pay_accidents_due(%s)", before),
            lambda before, size: _ask("SELECT pay_erase_accidents(%s, %s)", before, size),
        )
    )
    register_collector("support", own)
    readers.register("pay.AccidentPaper", papers_visible_to)


def _ask(statement: str, *values: date | int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def _tables() -> list[Table]:
    return [
        Table(
            model="pay.AccidentContent",
            label=_("Nội dung hồ sơ hỗ trợ hòa giải viên"),
            fields=(
                *("person", "victim", "victim_address", "victim_is_head", "harm", "situation", "happened_on"),
                *(
                    "place",
                    "account",
                    "insured",
                    "asker",
                    "asker_name",
                    "asker_relation",
                    "payee",
                    "certifier",
                ),
                *("certified_by", "income_asked", "medical_cost", "daily_income", "days_lost", "care_cost"),
                *("died_on", "treated", "stable_income"),
                *("funeral", "items", "amount", "findings", "reason"),
            ),
            about=_("Hòa giải viên gặp tai nạn, rủi ro; người thân đề nghị, nhận tiền"),
            purpose=_("Xét và chi hỗ trợ: sự việc, sức khỏe, thu nhập, số tiền"),
            basis=_LAW,
            readers=_READERS,
            key=_KEY,
        ),
        Table(
            model="pay.AccidentPaper",
            label=_("Giấy tờ của hồ sơ hỗ trợ"),
            fields=("kind", "person_id", "file", "note", "added_by", "added_by_seat"),
            about=_("Hòa giải viên gặp tai nạn, rủi ro"),
            purpose=_("Chứng minh tình trạng, chi phí, thu nhập"),
            basis=_LAW,
            readers=_("Tư pháp, lãnh đạo, kế toán của xã; chính người đó"),
            key=_KEY,
        ),
        Table(
            model="pay.Accident",
            label=_("Hồ sơ hỗ trợ hòa giải viên"),
            fields=("created_by_seat", "decided_office", "decision_number"),
            about=_("Người ghi hồ sơ"),
            purpose=_("Theo dõi hạn xem xét, quyết định, chi"),
            basis=_LAW,
            readers=_READERS,
            key=_KEY,
        ),
        _acts(),
    ]


def _acts() -> Table:
    return Table(
        model="pay.SupportAct",
        label=_("Đợt hỗ trợ hoạt động của tổ hòa giải"),
        fields=("proposed_by", "proposed_by_seat", "approved_by", "approved_by_seat"),
        about=_("Người lập, người duyệt"),
        purpose=_("Biết ai đã lập, ai đã duyệt chi"),
        basis=_("Trách nhiệm giải trình của cơ quan chi tiền"),
        readers=_("Cơ quan trong địa bàn"),
        key="cases.events",
        harmless={
            "same_person": "whether two seats are one person's",
            "void_reason": "why a round was struck out",
        },
    )


def _others() -> list[Nothing]:
    return [Nothing("pay.SupportMonth", "a team, a month and an amount")]


def own(subject: Subject) -> list[Section]:
    """A person's own requests, and what its team got while it headed it is the team's: not here."""
    if subject.person is None:
        return []
    mine = AccidentContent.objects.filter(person=subject.person).select_related("accident")
    rows: list[tuple[Any, ...]] = [
        (
            str(one.accident),
            one.get_harm_display(),
            one.happened_on,
            one.account,
            one.accident.get_state_display(),
            one.amount,
        )
        for one in mine.order_by("accident_id")
    ]
    columns = (_("Số"), _("Việc"), _("Ngày xảy ra"), _("Sự việc"), _("Trạng thái"), _("Số tiền"))
    return [Section("support.accidents", _("Hồ sơ hỗ trợ của tôi"), columns, rows)]
