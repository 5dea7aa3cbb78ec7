"""The printed record of a mediator: terms, decisions, disputes by year, training; with a code to ask about it."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import day
from hoathuan.desk.models import ServiceProof
from hoathuan.documents import api as documents
from hoathuan.documents.api import shapes
from hoathuan.teams.api import Team
from hoathuan.units.models import Unit

from .papers import Term, person_of, terms_of, trainings_of, years_of

_KIND = legal_text("BẢN GHI QUÁ TRÌNH LÀM HÒA GIẢI VIÊN")
_CHECKED_AS = legal_text("Bản ghi quá trình làm hòa giải viên, in từ hệ thống")
_NOW = legal_text("nay")
#: Columns of days and figures are no wider.
_SHORT = 1.2


@transaction.atomic
def proof_of(actor: Actor, team: Team, request: HttpRequest) -> bytes:
    """The person's own record as a PDF; printed again on one day it bears the same code."""
    person = person_of(actor)
    proof, made = ServiceProof.objects.get_or_create(person=person, team=team, made_on=today())
    unit = team.now_commune or team.area.then_commune
    place = unit.name
    check = documents.issue_check(
        *(proof,), kind=_CHECKED_AS, number=str(proof.pk), issued_on=proof.made_on, issuer=place, actor=actor
    )
    if made:
        audit.record(actor=actor, action="desk.proof_printed", subject=proof)
    address = documents.check_url(check, request)
    paper = shapes.Official(
        head=shapes.Head(superior=place.upper(), body=team.name.upper(), place=_bare(unit), on=proof.made_on),
        kind=_KIND,
        summary=person.full_name,
        blocks=_blocks(actor, terms_of(person)),
        signer=shapes.Signer(
            lines=(legal_text("XÁC NHẬN CỦA"), legal_text("ỦY BAN NHÂN DÂN CẤP XÃ")),
            note=legal_text("(Ký, đóng dấu khi nơi nhận yêu cầu)"),
        ),
        mark=shapes.Mark(code=check.spoken, address=address.split("://")[-1], qr=documents.qr_svg(address)),
    )
    return documents.render_pdf("official", paper, title=f"{_KIND}, {person.full_name}", author=place)


def _bare(unit: Unit) -> str:
    """The name without its kind, as it stands before the day: "An Mẫu, ngày …"."""
    name: str = unit.name
    kind: str = unit.kind
    return name[len(kind) :].strip() if kind and name.lower().startswith(f"{kind.lower()} ") else name


def _blocks(
    actor: Actor, terms: list[Term]
) -> tuple[shapes.Paragraph | shapes.Centred | shapes.TableBlock, ...]:
    person = person_of(actor)
    born = f", sinh năm {person.birth_year}" if person.birth_year else ""
    return (
        shapes.Paragraph(text=legal_text(f"Ông (bà) {person.full_name}{born}.")),
        shapes.Centred(text=legal_text("1. Thời gian làm hòa giải viên")),
        _table(("Tổ hòa giải", 2.2), ("Từ ngày", 1.1), ("Đến ngày", 1.1), ("Quyết định công nhận", 1.6),
               ("Làm tổ trưởng", 1.7), rows=[_term(term) for term in terms]),
        shapes.Centred(text=legal_text("2. Số vụ, việc đã hòa giải")),
        _table(("Năm", 1), ("Hòa giải thành", 1), ("Hòa giải không thành", 1.2), ("Chuyển cơ quan khác", 1.2),
               ("Tổng số", 1),
               rows=[(str(one.year), str(one.successful), str(one.unsuccessful), str(one.other), str(one.total))
                     for one in years_of(person)]),
        shapes.Centred(text=legal_text("3. Bồi dưỡng, tập huấn")),
        _table(("Ngày", 1), ("Lớp", 4), rows=[(day(one.trained_on), one.title) for one in trainings_of(person)]),
        shapes.Paragraph(text=legal_text(
            f"Số liệu lấy từ danh sách hòa giải viên và sổ theo dõi ghi trên hệ thống đến ngày {day(today())}.")),
    )  # fmt: skip


def _table(*columns: tuple[str, float], rows: list[tuple[str, ...]]) -> shapes.TableBlock:
    titles = tuple(
        shapes.TableColumn(title=legal_text(title), width=width, align="left" if width > _SHORT else "center")
        for title, width in columns
    )
    return shapes.TableBlock(columns=titles, rows=tuple(rows), empty=legal_text("Chưa ghi"))


def _term(term: Term) -> tuple[str, ...]:
    one = term.mediator
    heads = "\n".join(f"{day(first)} – {day(last) if last else _NOW}" for first, last in term.head)
    until = day(one.ended_on) if one.ended_on else _NOW
    return (one.team.name, day(one.started_on), until, one.decision_number, heads)
