"""What is held about one party of one dispute, as a paper for that person: not a word about the other parties."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.documents.api import render_pdf, shapes

from .choices import BookColumn, PartyRole
from .displays import readers_of
from .models import CaseContent, CaseCorrection, Invited, Party, SessionContent
from .party_sections import Asked, PartySection, register_party_data, sections_of
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
    asked = asked_by(actor, party)
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
            _table(_facts(asked, content_of(actor, case))),
            *(block for section in sections_of(asked) for block in _blocks(section)),
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


def asked_by(actor: Actor, party: Party) -> Asked:
    """The person, and the names of all the others that the register knows there."""
    case = party.case
    others = [one.full_name for one in Party.objects.filter(case=case).exclude(pk=party.pk)]
    known = [one.full_name for one in Invited.objects.filter(case=case)]
    for sat in SessionContent.objects.filter(case=case):
        known += [str(one.get("name", "")) for one in sat.present]
    own = fold(party.full_name)
    return Asked(actor, party, case, (*others, *(name for name in known if fold(name) != own)))


def _blocks(section: PartySection) -> tuple[shapes.Paragraph, shapes.TableBlock]:
    rows = [(str(label), words) for label, words in section.rows if words]
    return shapes.Paragraph(text=str(section.title)), _table(rows)


def sessions(asked: Asked) -> PartySection:
    """Meetings: a party's all, for others those at which they were; what came of them for the parties alone."""
    rows = []
    held = SessionContent.objects.filter(case=asked.case).select_related("session")
    for sat in held.order_by("session__held_on", "session_id"):
        present = any(asked.names(str(one.get("name", ""))) for one in sat.present)
        if asked.is_party or present:
            said = [sat.place, _("có mặt") if present else "", sat.result if asked.is_party else ""]
            words = "; ".join(word for word in said if word) or _("đã ghi ngày")
            rows.append((_day(sat.session.held_on), asked.without_others(words)))
    return PartySection(_("Các buổi hòa giải:"), rows)


def corrections(asked: Asked) -> PartySection:
    """That the register was put right, for the parties: who stood in the former words may be known nowhere else."""
    title = _("Những chỗ trong sổ đã sửa:")
    if not asked.is_party:
        return PartySection(title)
    text = _("%(what)s, sửa ngày %(day)s")
    rows = [
        (text % {"what": BookColumn(one.column).label, "day": _day(one.on_date)}, _("đã sửa"))
        for one in CaseCorrection.objects.filter(case=asked.case).order_by("id")
    ]
    return PartySection(title, rows)


def invitations(asked: Asked) -> PartySection:
    """That somebody wished to invite this person."""
    rows = [
        (_("Đề nghị mời ngày %(day)s") % {"day": _day(one.asked_on)}, asked.without_others(one.reason) or _("đã ghi"))
        for one in Invited.objects.filter(case=asked.case).order_by("id")
        if asked.names(one.full_name)
    ]  # fmt: skip
    return PartySection(_("Việc mời tham gia:"), rows)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def register_all() -> None:
    """Make the sections of disputes themselves known."""
    register_party_data("cases.sessions", sessions)
    register_party_data("cases.invitations", invitations)
    register_party_data("cases.corrections", corrections)


def _facts(asked: Asked, content: CaseContent | None) -> list[tuple[str, str]]:
    party, case = asked.party, asked.case
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
    if content and asked.is_party:
        said = [(_("Nội dung chủ yếu"), content.summary), (_("Thỏa thuận, yêu cầu"), content.agreement)]
        rows += [(label, asked.without_others(words)) for label, words in said]
    return [(str(label), str(value)) for label, value in rows if value]


def _table(rows: list[tuple[str, str]]) -> shapes.TableBlock:
    columns = (shapes.TableColumn(title=_("Mục"), width=1), shapes.TableColumn(title=_("Nội dung"), width=2))
    return shapes.TableBlock(columns=columns, rows=tuple(rows))


def _readers(party: Party) -> shapes.TableBlock:
    shown = readers_of(party.case).order_by("-id")[:_MOST_READERS]
    rows = [(f"{one.on_date:%d/%m/%Y}", " · ".join(one.seat_label.split(" · ")[1:])) for one in shown]
    columns = (shapes.TableColumn(title=_("Ngày")), shapes.TableColumn(title=_("Vai, đơn vị")))
    return shapes.TableBlock(columns=columns, rows=tuple(rows), empty=_("Chưa có ai khác đọc."))
