"""Agreements and what goes with them as files: in Vietnamese, whatever the reader's language is."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from hoathuan.cases.api import Case
from hoathuan.core.dates import ZONE
from hoathuan.core.filenames import safe_filename
from hoathuan.core.text import legal_text
from hoathuan.documents.api import qr_svg, render_pdf, shapes

from . import rules
from .choices import SignerRole
from .digests import spoken
from .models import FailureNote, Report, Version, VersionText

_WORDINGS = Path(__file__).parent / "wordings"
_NOTE = legal_text("(Ký hoặc điểm chỉ, ghi rõ họ tên)")
_TITLES = {
    "a": legal_text("Căn cứ tiến hành hòa giải"),
    "b": legal_text("Thông tin cơ bản về các bên"),
    "c": legal_text("Nội dung chủ yếu của vụ, việc"),
    "d": legal_text("Diễn biến của quá trình hòa giải"),
    legal_text("đ"): legal_text("Thỏa thuận đạt được và giải pháp thực hiện"),
    "e": legal_text("Quyền và nghĩa vụ của các bên"),
    "g": legal_text("Phương thức, thời hạn thực hiện thỏa thuận"),
    "h": legal_text("Chữ ký hoặc điểm chỉ"),
}


@cache
def wording(name: str) -> Mapping[str, Any]:
    """A paper's words as data; `confirmed: false` where nobody has compared them with the signed text."""
    return json.loads((_WORDINGS / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def issuer_of(case: Case) -> str:
    """The team and its commune, as the public page names them: no person."""
    return ", ".join(part for part in (case.team.name, str(case.now_commune or "")) if part)


def file_name(case: Case, kind: str) -> str:
    return safe_filename(f"{kind} {case.book_number}-{case.book_year}", ".pdf")


def _head(case: Case, place: str, day: Any) -> shapes.Head:
    commune = case.now_commune.name if case.now_commune else ""
    return shapes.Head(superior=commune.upper(), body=case.team.name.upper(), place=place or commune, on=day)


def _hands(names: Sequence[tuple[str, str]]) -> tuple[shapes.Signer, ...]:
    made = []
    for at, (name, role) in enumerate(names, start=1):
        title = (
            legal_text("HÒA GIẢI VIÊN")
            if role == SignerRole.MEDIATOR
            else legal_text("BÊN THỨ {}").format(at)
        )
        made.append(shapes.Signer(lines=(title,), name=name, note=_NOTE))
    return tuple(made)


def signer_names(text: VersionText) -> list[tuple[str, str]]:
    """Name and role, as group h says them."""
    ending = legal_text(", hòa giải viên.")
    found: list[tuple[str, str]] = []
    for line in text.signing.splitlines():
        mediator = line.endswith(ending)
        name = line.removesuffix(ending).removesuffix(legal_text(", một bên."))
        found.append((name, SignerRole.MEDIATOR if mediator else SignerRole.PARTY))
    return found


def agreement_parts(
    version: Version, text: VersionText, *, code: str, address: str, copies: Sequence[str]
) -> tuple[shapes.SettlementPart, ...]:
    """The same paper once for each copy."""
    names = signer_names(text)
    sections = tuple(
        shapes.Section(letter=group.letter, title=_TITLES[group.letter], text=getattr(text, group.name))
        for group in rules.WRITTEN
    )
    part = shapes.SettlementPart(
        head=_head(version.agreement.case, text.place, version.agreed_on),
        kind=legal_text("VĂN BẢN HÒA GIẢI THÀNH"),
        summary=legal_text("(Bản số {}, sửa: {})").format(version.number, text.reason)
        if version.number > 1
        else "",
        sections=(*sections, shapes.Section(letter="h", title=_TITLES["h"])),
        signers=_hands(names),
        codes=tuple(
            shapes.CodeLine(
                letter=group.letter, title=_TITLES[group.letter], code=spoken(version.parts[group.letter])
            )
            for group in rules.GROUPS
        ),
        whole=version.spoken,
        mark=shapes.Mark(code=code, address=address, qr=qr_svg(address)),
    )
    return tuple(part.model_copy(update={"copy_for": words}) for words in copies)


def copies_of(text: VersionText) -> list[str]:
    """One for each party and one for the team."""
    parties = [name for name, role in signer_names(text) if role == SignerRole.PARTY]
    return [
        *(legal_text("Bản giao cho ông (bà) {}").format(name) for name in parties),
        legal_text("Bản lưu của tổ hòa giải"),
    ]


def agreement_pdf(version: Version, text: VersionText, *, code: str, address: str) -> bytes:
    """All copies in one file; the same version gives the same bytes."""
    parts = agreement_parts(version, text, code=code, address=address, copies=copies_of(text))
    return _printed(parts, legal_text("Văn bản hòa giải thành"), version.agreement.case, version.recorded_on)


def _printed(parts: Sequence[shapes.SettlementPart], title: str, case: Case, day: Any) -> bytes:
    when = datetime.combine(day, time(12), tzinfo=ZONE)
    papers = shapes.SettlementPapers(parts=tuple(parts))
    return render_pdf("settlement", papers, title=title, author=issuer_of(case), when=when)


def failure_pdf(note: FailureNote) -> bytes:
    """The note that a party asked for, with the mark that its form is not confirmed."""
    words = wording("failure")
    part = shapes.SettlementPart(
        head=_head(note.case, note.place, note.made_on),
        kind=words["kind"],
        unconfirmed="" if words["confirmed"] else words["unconfirmed"],
        opening=words["opening"],
        sections=tuple(
            shapes.Section(letter=str(at), title=title, text=getattr(note, name))
            for at, (name, title) in enumerate(words["sections"].items(), start=1)
        ),
        closing=words["closing"],
        signers=(shapes.Signer(lines=(words["signer"],), name=note.mediator, note=words["signer_note"]),),
    )
    return _printed([part], words["kind"].capitalize(), note.case, note.made_on)


def report_pdf(one: Report) -> bytes:
    """The slip for a Front's committee without an account: days and types, no content."""
    words, case = wording("report"), one.agreement.case
    lines = (
        (legal_text("Vụ, việc"), legal_text("Số {} trong sổ của {}").format(case, case.team.name)),
        (legal_text("Vướng mắc"), legal_text(str(one.get_kind_display()))),
        (legal_text("Ngày xảy ra"), f"{one.seen_on:%d/%m/%Y}"),
        (legal_text("Ngày các bên thỏa thuận"), f"{one.agreement.agreed_on:%d/%m/%Y}"),
    )
    part = shapes.SettlementPart(
        head=_head(case, "", one.told_front_on or one.told_head_on),
        kind=words["kind"],
        summary=words["summary"],
        opening=words["opening"],
        sections=tuple(shapes.Section(title=title, text=text) for title, text in lines),
        signers=(
            shapes.Signer(lines=(words["heard"],), note=words["heard_note"]),
            shapes.Signer(lines=(words["signer"],), note=legal_text("(Ký, ghi rõ họ tên)")),
        ),
    )
    return _printed([part], words["summary"], case, one.told_front_on or one.told_head_on)
