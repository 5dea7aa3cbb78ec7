"""Papers of support: the request to be signed, the decision, the written refusal. In Vietnamese, whoever reads.

Papers are kept with those of the office and read by it: they say a name, clauses and amounts, never what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.documents.api import (
    LONG_NAME,
    Data,
    Field,
    PaperKind,
    Row,
    Rows,
    register_paper,
    render_pdf,
    shapes,
)
from hoathuan.pay.models import Accident, AccidentContent

from .choices import AccidentState, Certifier, Harm, ItemKind

_WORDINGS = Path(__file__).parent / "wordings"
_OFFICER = (SeatKind.COMMUNE_OFFICER,)
_VIETNAMESE = "vi"

_NAME = Field("hoa_giai_vien", gettext_lazy("Hòa giải viên"), LONG_NAME)
_TEAM = Field("to_hoa_giai", gettext_lazy("Tên tổ hòa giải"), legal_text("Tổ hòa giải thôn Mẫu Một"))
_FILED = Field("ngay_de_nghi", gettext_lazy("Ngày nộp giấy đề nghị"), "01/02/2026")
_TAKER = Field("nguoi_nhan", gettext_lazy("Người nhận tiền"), LONG_NAME)
_TOTAL = Field("tong_so_tien", gettext_lazy("Tổng số tiền"), legal_text("12.650.000 đồng"))
_ITEMS = Rows(
    "khoan_ho_tro",
    gettext_lazy("Các khoản hỗ trợ"),
    (
        Field("noi_dung", gettext_lazy("Nội dung"), legal_text("Chi phí mai táng")),
        Field("cach_tinh", gettext_lazy("Cách tính"), legal_text("5 tháng × 2.530.000 đồng")),
        Field("can_cu", gettext_lazy("Căn cứ"), legal_text("điểm d khoản 17 Điều 3 Thông tư 56/2023/TT-BTC")),
        Field("so_tien", gettext_lazy("Số tiền (đồng)"), "12.650.000"),
    ),
)
_WHY = Field(
    "ly_do",
    gettext_lazy("Lý do không hỗ trợ"),
    legal_text("Sự việc không xảy ra trong khi hòa giải hoặc trên đường đi hòa giải"),
    lines=3,
)
_BASIS = Field(
    "can_cu_khac",
    gettext_lazy("Căn cứ khác"),
    legal_text("Căn cứ Luật Tổ chức chính quyền địa phương"),
    required=False,
    typed=True,
    lines=2,
    help=gettext_lazy("Mỗi dòng một căn cứ; bỏ trống nếu không có."),
)


def _in_states(*states: AccidentState) -> Any:
    def subjects(actor: Actor) -> QuerySet[Accident]:
        seen: QuerySet[Accident] = Accident.objects.visible_to(actor)
        return seen.filter(state__in=states).select_related("team", "now_commune")

    return subjects


def _content(accident: Accident) -> AccidentContent | None:
    return AccidentContent.objects.filter(accident=accident).select_related("person").first()


def _data(accident: Accident, actor: Actor) -> Data:
    content = _content(accident)
    if content is None:
        return {}
    with override(_VIETNAMESE):
        return {
            "hoa_giai_vien": content.victim,
            "to_hoa_giai": accident.team.name,
            "ngay_de_nghi": f"{accident.filed_on:%d/%m/%Y}",
            "nguoi_nhan": content.payee or content.victim,
            "tong_so_tien": legal_text("{} đồng").format(number(content.amount)),
            "khoan_ho_tro": [_row(line) for line in content.items],
            "ly_do": content.reason.rstrip(". "),
        }


def _row(line: dict[str, Any]) -> Row:
    return {
        "noi_dung": str(ItemKind(line["kind"]).label),
        "cach_tinh": line["how"],
        "can_cu": line["clause"],
        "so_tien": number(line["amount"]),
    }


def _title(words: str) -> Any:
    def title(accident: Accident | None) -> str:
        content = _content(accident) if accident else None
        return words.format(content.victim if content else "")

    return title


def _address(accident: Accident) -> str:
    return reverse("pay:accident", args=[accident.uuid])


def write_number(paper: Any, actor: Actor) -> None:
    """The number of the decision goes to the request, where none stands yet."""
    Accident.objects.filter(pk=paper.subject_id, decision_number="").update(decision_number=paper.code)


def take_number_back(paper: Any, actor: Actor) -> None:
    Accident.objects.filter(pk=paper.subject_id, decision_number=paper.code).update(decision_number="")


DECISION = PaperKind(
    key="quyet-dinh-ho-tro-tai-nan",
    label=gettext_lazy("Quyết định hỗ trợ hòa giải viên gặp tai nạn, rủi ro"),
    wording=_WORDINGS / "decision.json",
    fields=(_NAME, _TEAM, _FILED, _TAKER, _TOTAL, _ITEMS, _BASIS),
    title=_title(legal_text("Về việc hỗ trợ hòa giải viên {}")),
    subjects=_in_states(AccidentState.APPROVED, AccidentState.PAID),
    data=_data,
    address=_address,
    writers=_OFFICER,
    after_issue=write_number,
    after_void=take_number_back,
)
REFUSAL = PaperKind(
    key="tra-loi-khong-ho-tro-tai-nan",
    label=gettext_lazy("Văn bản trả lời về việc không hỗ trợ"),
    wording=_WORDINGS / "refusal.json",
    fields=(_NAME, _TEAM, _FILED, _WHY),
    title=_title(legal_text("Về việc trả lời đề nghị hỗ trợ hòa giải viên {}")),
    subjects=_in_states(AccidentState.REFUSED),
    data=_data,
    address=_address,
    writers=_OFFICER,
    after_issue=write_number,
    after_void=take_number_back,
)


def register_all() -> None:
    register_paper(DECISION, REFUSAL)


def offered(accident: Accident) -> list[dict[str, str]]:
    """What can be drawn up about a request now."""
    fits = {
        AccidentState.APPROVED: DECISION,
        AccidentState.PAID: DECISION,
        AccidentState.REFUSED: REFUSAL,
    }
    kind = fits.get(AccidentState(accident.state))
    if kind is None:
        return []
    url = f"{reverse('documents:new', args=[kind.key])}?doi_tuong={accident.uuid}"
    return [{"label": str(kind.label), "url": url}]


def request_pdf(accident: Accident, content: AccidentContent) -> bytes:
    """The request to be signed: made anew each time, kept nowhere."""
    commune = accident.now_commune.name if accident.now_commune else ""
    with override(_VIETNAMESE):
        paper = shapes.Official(
            head=shapes.Head(superior=commune.upper(), body=accident.team.name.upper(), place=_bare(commune)),
            kind=legal_text("GIẤY ĐỀ NGHỊ HỖ TRỢ"),
            summary=legal_text(
                "Hòa giải viên gặp tai nạn hoặc rủi ro trong khi thực hiện hoạt động hòa giải ở cơ sở"
            ),
            to=(legal_text("Chủ tịch Ủy ban nhân dân {}").format(commune[:1].lower() + commune[1:]),),
            blocks=tuple(shapes.Paragraph(text=text) for text in _said(content)),
            recipients=(),
            signer=shapes.Signer(
                lines=(legal_text("NGƯỜI ĐỀ NGHỊ"),),
                name=content.asker_name,
                note=legal_text("(Ký hoặc điểm chỉ, ghi rõ họ tên)"),
            ),
        )
    return render_pdf("official", paper, title=legal_text("Giấy đề nghị hỗ trợ"), author=accident.team.name)


def _bare(name: str) -> str:
    return name.partition(" ")[2] or name


def _happened(content: AccidentContent) -> str:
    """What happened, and of a death its own day: it may come later."""
    dead = content.harm == Harm.DEATH
    words = legal_text("gặp tai nạn, rủi ro") if dead else str(Harm(content.harm).label).lower()
    where = str(content.get_situation_display()).lower()
    said = legal_text("Ngày {}, tại {}, hòa giải viên {} {} {}").format(
        f"{content.happened_on:%d/%m/%Y}", content.place, content.victim, words, where
    )
    died = content.died_on or content.happened_on
    return said + (legal_text("; qua đời ngày {}.").format(f"{died:%d/%m/%Y}") if dead else ".")


def _said(content: AccidentContent) -> Sequence[str]:
    """The dossier's first paper: name, address, reason; confirmed below (procedure 2.000424)."""
    asked = legal_text("Tôi là {}").format(content.asker_name)
    if content.asker_relation:
        asked += legal_text(", {} của hòa giải viên {}").format(content.asker_relation, content.victim)
    lines = [asked + "."]
    if content.victim_address:
        lines.append(legal_text("Địa chỉ: {}.").format(content.victim_address))
    lines += [_happened(content), legal_text("Sự việc: {}").format(content.account)]
    if content.income_asked:
        lines.append(legal_text("Tôi đề nghị hỗ trợ cả phần thu nhập bị mất hoặc giảm."))
    lines.append(
        legal_text("Tôi cam đoan những điều trên là đúng và đề nghị Chủ tịch Ủy ban nhân dân xem xét, hỗ trợ theo {}.")
        .format(legal_text("Điều 16, Điều 17 Nghị định số 15/2014/NĐ-CP"))
    )  # fmt: skip
    who = legal_text("Tổ trưởng tổ hòa giải")
    if content.certifier == Certifier.FRONT_HEAD:
        who = legal_text("Trưởng ban công tác Mặt trận")
    lines.append(legal_text("Xác nhận của {} (ký, ghi rõ họ tên): ....................").format(who))
    return lines
