"""The papers of pay: the payment request with its list of disputes, the written refusal, the sheet to be signed.

Decree 15/2014/NĐ-CP, procedure 2.002080: names and addresses, amount, content, the mediator's and the head's
signatures. Words of the papers are data of law and stay Vietnamese.
"""

# Vietnamese in this module is data, not interface text.
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoathuan.accounts.models import PersonContact
from hoathuan.cases.api import Outcome
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import number
from hoathuan.documents.api import render_pdf, shapes

from .choices import ItemState, Source
from .models import Claim, ClaimItem, Payment
from .purposes import Receiver, purpose_of

_RESULT = {
    Outcome.SUCCESSFUL.value: "Hòa giải thành",
    Outcome.UNSUCCESSFUL.value: "Hòa giải không thành",
}


def _column(title: str, width: float, align: Any = "left") -> shapes.TableColumn:
    return shapes.TableColumn(title=title, width=width, align=align)


def _place(record: Any) -> str:
    """The commune's name without its kind, as it stands before the day."""
    commune = record.now_commune
    if commune is None:
        return ""
    kind = commune.kind or ""
    name: str = commune.name
    return name[len(kind) :].strip() if kind and name.lower().startswith(kind.lower()) else name


def request_pdf(claim: Claim) -> bytes:
    """The payment request: one page of words, the list of disputes, the list of mediators, two signatures."""
    items = list(
        claim.items.exclude(state=ItemState.DROPPED)
        .select_related("case")
        .prefetch_related("shares__mediator__person")
    )
    blocks: list[Any] = [
        shapes.Paragraph(text=f"Kính gửi: Ủy ban nhân dân {_commune(claim)}."),
        shapes.Paragraph(text=f"Tên tổ hòa giải: {claim.team.name}. Địa chỉ: {_commune(claim)}."),
        shapes.Paragraph(
            text=(f"Số tiền đề nghị thanh toán: {number(claim.amount)} đồng, cho {len(items)} vụ việc "
                  "hòa giải đã kết thúc (Luật Hòa giải ở cơ sở, Điều 23), theo danh sách sau.")),
        shapes.TableBlock(columns=_CASES, rows=tuple(_case_row(n, one) for n, one in enumerate(items, 1))),
        shapes.Paragraph(text="Số tiền của từng hòa giải viên và chữ ký:"),
        shapes.TableBlock(columns=_PEOPLE, rows=_people(items)),
        shapes.Paragraph(
            text=("Sổ theo dõi hoạt động hòa giải ở cơ sở được xuất trình để đối chiếu khi cần. Tổ trưởng xác nhận "
                    "các vụ việc nêu trên đã được hòa giải và kết thúc đúng như ghi trong sổ; hòa giải viên trong "
                    "danh sách không vi phạm nghĩa vụ tại Điều 10 Luật Hòa giải ở cơ sở.")),
    ]  # fmt: skip
    official = shapes.Official(
        head=shapes.Head(
            superior=_commune(claim).upper(), body=claim.team.name.upper(), place=_place(claim),
            on=claim.confirmed_on or claim.made_on,
        ),
        kind="GIẤY ĐỀ NGHỊ",
        summary=f"Thanh toán thù lao hòa giải viên (số {claim})",
        blocks=tuple(blocks),
        signer=shapes.Signer(
            lines=("XÁC NHẬN CỦA TỔ TRƯỞNG", "TỔ HÒA GIẢI"), note="(Ký, ghi rõ họ tên)"
        ),
    )  # fmt: skip
    title = f"Giấy đề nghị thanh toán thù lao số {claim}"
    return render_pdf("official", official, title=title, author=claim.team.name)


_CASES = (
    _column("TT", 1, "center"),
    _column("Số trong sổ", 2, "center"),
    _column("Ngày kết thúc", 3, "center"),
    _column("Kết quả", 3),
    _column("Mức chi (đồng)", 3, "right"),
    _column("Đề nghị (đồng)", 3, "right"),
)
_PEOPLE = (
    _column("TT", 1, "center"),
    _column("Hòa giải viên", 5),
    _column("Địa chỉ", 4),
    _column("Số tiền (đồng)", 3, "right"),
    _column("Ký", 3),
)


def _case_row(position: int, item: ClaimItem) -> tuple[str, ...]:
    return (
        str(position), str(item.case), f"{item.ended_on:%d/%m/%Y}", _RESULT.get(item.outcome, ""), number(item.rate),
        number(item.amount) + (" (tiền ủng hộ)" if item.source == Source.DONATED else ""),
    )  # fmt: skip


def _people(items: Sequence[ClaimItem]) -> tuple[tuple[str, ...], ...]:
    sums: dict[Any, int] = {}
    for item in items:
        for share in item.shares.all():
            if share.live:
                sums[share.mediator] = sums.get(share.mediator, 0) + share.amount
    people = sorted(sums, key=lambda one: (one.sort, one.pk))
    addresses = dict(
        PersonContact.objects.filter(person__in=[one.person_id for one in people]).values_list(
            "person_id", "address"
        )
    )
    return tuple(
        (str(n), one.person.full_name, addresses.get(one.person_id, ""), number(sums[one]), "")
        for n, one in enumerate(people, 1)
    )


def _commune(record: Any) -> str:
    """ "xã An Mẫu": the word of its kind is no name."""
    commune = record.now_commune
    if commune is None:
        return ""
    name, kind = str(commune.name), str(commune.kind or "")
    return kind.lower() + name[len(kind) :] if kind and name.lower().startswith(kind.lower()) else name


def refusal_pdf(claim: Claim) -> bytes:
    """The written refusal with its reasons, dispute by dispute (procedure 2.002080)."""
    refused = list(claim.items.filter(state=ItemState.REFUSED).select_related("case"))
    rows = tuple(
        (str(n), str(one.case), f"{one.ended_on:%d/%m/%Y}", number(one.amount), one.reason)
        for n, one in enumerate(refused, 1)
    )
    columns = (
        _column("TT", 1, "center"), _column("Số trong sổ", 2, "center"),
        _column("Ngày kết thúc", 3, "center"), _column("Số tiền (đồng)", 3, "right"),
        _column("Lý do không duyệt", 7),
    )  # fmt: skip
    official = shapes.Official(
        head=shapes.Head(
            body=f"ỦY BAN NHÂN DÂN {_commune(claim).upper()}", sign="UBND", place=_place(claim),
            on=claim.decided_on,
            subject=f"Không duyệt thanh toán thù lao hòa giải viên, đề nghị số {claim}",
        ),
        to=(claim.team.name,),
        blocks=(
            shapes.Paragraph(
                text=(f"Ủy ban nhân dân {_commune(claim)} đã xem xét Giấy đề nghị thanh toán thù lao "
                  f"số {claim} của {claim.team.name}. Căn cứ Điều 14 Nghị định số 15/2014/NĐ-CP "
                        "và thủ tục hành chính mã số 2.002080, Ủy ban nhân dân "
                  f"không duyệt thanh toán {len(refused)} vụ việc sau:")
                ),
            shapes.TableBlock(columns=columns, rows=rows),
            shapes.Paragraph(
                text="Tổ hòa giải có thể bổ sung chứng cứ và đề nghị lại những vụ việc này./."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signer=shapes.Signer(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    )  # fmt: skip
    title = f"Văn bản không duyệt thanh toán, đề nghị số {claim}"
    return render_pdf("official", official, title=title, author=_commune(claim))


def _titled(title: str) -> tuple[str, str]:
    """ "Danh sách ký nhận …" as the kind of paper and what it is about."""
    kind = "Danh sách"
    if title.startswith(kind):
        rest = title[len(kind) :].strip()
        return kind.upper(), rest[:1].upper() + rest[1:]
    return "GIẤY KÝ NHẬN", title


def sheet_pdf(payment: Payment, receivers: Sequence[Receiver]) -> bytes:
    """The sheet on which everybody signs for the money: printed, signed once, sent in as one picture."""
    lines = list(payment.lines.all())
    title = str(purpose_of(lines[0].purpose).sheet) if lines else ""
    rows = tuple((str(n), one.name, number(one.amount), "", "") for n, one in enumerate(receivers, 1))
    total = sum(one.amount for one in receivers)
    columns = (
        _column("TT", 1, "center"), _column("Họ và tên", 6), _column("Số tiền (đồng)", 3, "right"),
        _column("Ngày nhận", 3), _column("Ký nhận", 4),
    )  # fmt: skip
    kind, summary = _titled(title or (lines[0].label if lines else ""))
    body = payment.team.name if payment.team else _commune(payment)
    official = shapes.Official(
        head=shapes.Head(superior=_commune(payment).upper(), body=body.upper(), place=_place(payment),
                         on=payment.paid_on or today()),
        kind=kind,
        summary=summary + f" (mã chi {payment.reference})",
        blocks=(
            shapes.TableBlock(columns=columns, rows=(*rows, ("", "Tổng cộng", number(total), "", ""))),
            shapes.Paragraph(
                text="Người nhận thay ghi rõ họ tên và quan hệ với hòa giải viên."),
        ),
        signer=shapes.Signer(lines=("TỔ TRƯỞNG",), note="(Ký, ghi rõ họ tên)"),
    )  # fmt: skip
    return render_pdf("official", official, title="Danh sách ký nhận tiền", author=body)
