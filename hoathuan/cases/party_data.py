"""What is held about one party of one dispute, as a paper for that person: not a word about the other parties."""

from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.documents.api import render_pdf, shapes

from .choices import PartyRole
from .displays import readers_of
from .models import CaseContent, Party
from .selectors import content_of

_MOST_READERS = 200


def paper(actor: Actor, party: Party) -> tuple[bytes, str]:
    """The PDF and its title, in Vietnamese whatever the officer reads.

    What was said stands in it for the parties alone, not for who was invited.
    """
    with translation.override("vi"):
        return _paper(actor, party)


def _paper(actor: Actor, party: Party) -> tuple[bytes, str]:
    case = party.case
    title = _("Dữ liệu đang giữ về %(name)s") % {"name": party.full_name}
    commune = str(case.now_commune or "")
    data = shapes.Official(
        head=shapes.Head(
            body=_("ỦY BAN NHÂN DÂN %(unit)s") % {"unit": commune.upper()}, place=commune, on=today()
        ),
        kind=_("PHIẾU CUNG CẤP DỮ LIỆU CÁ NHÂN"),
        summary=title,
        blocks=(
            shapes.Paragraph(text=_("Trong sổ theo dõi hoạt động hòa giải ở cơ sở, xã đang giữ:")),
            _table(_facts(party, content_of(actor, case))),
            shapes.Paragraph(text=_("Những lần có người đọc (vai, không ghi tên):")),
            _readers(party),
            shapes.Paragraph(
                text=_("Tên và nơi ở của những người khác trong vụ việc không có trong phiếu này.")
            ),
        ),
        signer=shapes.Signer(
            lines=(_("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"),), name=str(actor.seat.person) if actor.seat else ""
        ),
    )
    return render_pdf("official", data, title=title, author=commune), title


def _facts(party: Party, content: CaseContent | None) -> list[tuple[str, str]]:
    case = party.case
    rows = [
        (_("Họ và tên"), party.full_name),
        (_("Năm sinh"), str(party.birth_year or "")),
        (_("Nơi ở"), party.address),
        (_("Vai trò"), PartyRole(party.role).label),
        (_("Tổ hòa giải"), case.team.name),
        (_("Số trong sổ"), str(case)),
        (_("Ngày tiếp nhận"), f"{case.received_on:%d/%m/%Y}"),
        (_("Mâu thuẫn về việc gì"), case.get_field_display()),
        (_("Ngày kết thúc"), f"{case.ended_on:%d/%m/%Y}" if case.ended_on else ""),
        (_("Kết quả"), case.get_outcome_display()),
    ]
    if content and party.role == PartyRole.PARTY:
        rows += [(_("Nội dung chủ yếu"), content.summary), (_("Thỏa thuận, yêu cầu"), content.agreement)]
    return [(str(label), str(value)) for label, value in rows if value]


def _table(rows: list[tuple[str, str]]) -> shapes.TableBlock:
    columns = (shapes.TableColumn(title=_("Mục"), width=1), shapes.TableColumn(title=_("Nội dung"), width=2))
    return shapes.TableBlock(columns=columns, rows=tuple(rows))


def _readers(party: Party) -> shapes.TableBlock:
    shown = readers_of(party.case).order_by("-id")[:_MOST_READERS]
    rows = [(f"{one.on_date:%d/%m/%Y}", " · ".join(one.seat_label.split(" · ")[1:])) for one in shown]
    columns = (shapes.TableColumn(title=_("Ngày")), shapes.TableColumn(title=_("Vai, đơn vị")))
    return shapes.TableBlock(columns=columns, rows=tuple(rows), empty=_("Chưa có ai khác đọc."))
