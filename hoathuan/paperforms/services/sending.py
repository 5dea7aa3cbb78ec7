"""Photographs of filled forms, from anyone of the commune: each goes to its team, or waits to be told whose it is."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import AttachmentRefused, store, store_bytes
from hoathuan.core.attachments.kinds import PDF, PICTURES, kind_of
from hoathuan.core.attachments.services import check_whole
from hoathuan.paperforms import codes, reading
from hoathuan.paperforms.choices import Fate
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.models import Form, Receipt
from hoathuan.paperforms.rights import SENDERS
from hoathuan.paperforms.selectors import forms_by_code, teams_of_commune, working_team
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit

log = logging.getLogger(__name__)
MOST_FILES: Final = 20
#: A sending is one request: whoever sends more than can be looked at in this time is asked to send less.
_SECONDS: Final = 120
_FATES: Final = {"new": Fate.TAKEN, "waiting": Fate.AGAIN, "discarded": Fate.AGAIN, "confirmed": Fate.BOOKED}


@dataclass(frozen=True)
class Sent:
    """One sending: its name, by which the sender looks at the receipts."""

    sending: UUID
    receipts: list[Receipt]


@dataclass
class _Found:
    """A page that was looked at: the receipt it begins with, its picture and the forms on it."""

    receipt: Receipt
    kept: Any = None
    forms: Sequence[Form] = ()

    @property
    def several(self) -> bool:
        """Whether forms of several teams are on it: then no team sees the picture."""
        return len({form.team_id for form in self.forms}) > 1


@transaction.atomic
def send(*, actor: Actor, files: Sequence[UploadedFile]) -> Sent:
    """Take pictures and scans. Raises FormRefused or AttachmentRefused for a file that is not taken; then none is."""
    if not SENDERS(actor):
        raise FormRefused(_("Người của xã, thôn và tổ hòa giải gửi được ảnh phiếu."))
    if not files or len(files) > MOST_FILES:
        raise FormRefused(_("Chọn từ 1 đến %(most)s tệp mỗi lần gửi.") % {"most": MOST_FILES}, "pictures")
    sending, begun = uuid4(), time.monotonic()
    pages: list[_Found] = []
    for number, file in enumerate(files, start=1):
        if time.monotonic() - begun > _SECONDS:
            raise FormRefused(_("Đọc các tệp lâu quá. Hãy chia ra, mỗi lần gửi vài ảnh."), "pictures")
        pages += _pages(actor, sending, number, file)
    receipts = _take_all(actor, pages)
    Receipt.objects.bulk_create(receipts)
    audit.record(actor=actor, action="paperforms.sent", data={"files": len(files), "pictures": len(receipts)})
    return Sent(sending, receipts)


def _pages(actor: Actor, sending: UUID, number: int, file: UploadedFile) -> Iterator[_Found]:
    """Each page of a file, looked at and kept. Slow: no draft is held meanwhile."""
    check_whole(file)
    kind = kind_of(file)
    if kind is not PDF and kind not in PICTURES:
        raise AttachmentRefused(_("Gửi ảnh chụp (JPG, PNG, WEBP) hoặc PDF đã quét."))
    try:
        pages = reading.pages_of(file, pdf=kind is PDF)
    except reading.Unreadable as problem:
        log.warning("a sent form cannot be read: %s", problem)
        raise FormRefused(
            _("Không mở được tệp thứ %(number)s. Hãy chụp hoặc quét lại rồi gửi.") % {"number": number},
            "pictures",
        ) from problem
    for page in pages:
        name = _("Ảnh %(number)s") % {"number": number}
        if kind is PDF:
            name = _("Tệp %(number)s, trang %(page)s") % {"number": number, "page": page.number}
        receipt = Receipt(sending=sending, seat_id=actor.seat_id or 0, picture=name)
        yield _sorted_out(actor, receipt, file, page)


def _take_all(actor: Actor, pages: Sequence[_Found]) -> list[Receipt]:
    """Put everything to its drafts, in the order of the forms: of two senders none waits for the other in a ring."""
    told: dict[tuple[int, int], Receipt] = {}
    for form, at in sorted(
        ((form, at) for at, page in enumerate(pages) for form in page.forms), key=lambda one: one[0].pk
    ):
        told[at, form.pk] = _taken(actor, pages[at], form)
    return [one for at, page in enumerate(pages) for one in _receipts(actor, at, page, told)]


def _sorted_out(actor: Actor, receipt: Receipt, file: UploadedFile, page: reading.Page) -> _Found:
    """What is on a page; its picture is kept unless it is another commune's or there is none."""
    if page.blank:
        receipt.fate = Fate.BLANK
        return _Found(receipt)
    forms = forms_by_code(page.codes)
    if any(form.team.now_commune_id != actor.commune_id for form in forms):
        # nothing of it is kept: what stands on it is another commune's
        receipt.fate = Fate.FOREIGN
        return _Found(receipt)
    return _Found(receipt, _kept(actor, file, page), forms)


def _receipts(actor: Actor, at: int, page: _Found, told: Mapping[tuple[int, int], Receipt]) -> list[Receipt]:
    """In the order of the forms on the page; a picture without a code waits to be told whose it is."""
    if page.forms:
        return [told[at, form.pk] for form in page.forms]
    if page.kept is not None:
        page.receipt.draft, _state = take(actor, page.kept, None, None)
        page.receipt.fate = Fate.UNCLEAR
    return [page.receipt]


def _kept(actor: Actor, file: UploadedFile, page: reading.Page) -> Any:
    if page.content:
        return store_bytes(page.content, f"phieu-trang-{page.number}.jpg", actor)
    return store(file, actor)


def _taken(actor: Actor, page: _Found, form: Form) -> Receipt:
    team = working_team(form)
    draft, state = take(actor, page.kept, form, team, several=page.several)
    return Receipt(
        sending=page.receipt.sending,
        seat_id=page.receipt.seat_id,
        picture=page.receipt.picture,
        fate=_FATES[state] if team else Fate.UNCLEAR,
        team=team,
        number=form.number,
        draft=draft,
    )


def take(actor: Actor, kept: Any, form: Form | None, team: Any, *, several: bool = False) -> tuple[UUID, str]:
    """Put a kept picture to its draft; returns the draft's name and how it stood ("new" if it was made)."""
    area = area_of(Unit.objects.get(pk=actor.home_unit_id))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT paperforms_take(%s, %s, %s, %s, %s, %s, %s)",
            [
                kept.pk,
                form.pk if form else None,
                team.pk if team else None,
                actor.commune_id,
                area.pk,
                several,
                actor.label[:300],
            ],
        )
        name, state, told = cursor.fetchone()[0]
    if told:
        audit.record(actor=actor, action="paperforms.reopened", data={"draft": name})
    return UUID(name), state


@transaction.atomic
def place(*, actor: Actor, receipt: Receipt, code: str = "", team: Any = None) -> Receipt:
    """The sender says whose a picture is, by the short code on the paper or by the team. Raises FormRefused."""
    if not SENDERS(actor) or receipt.seat_id != actor.seat_id:
        raise FormRefused(_("Chỉ người đã gửi ảnh nói được ảnh là của tổ nào."))
    form = _form_of(actor, code) if code else None
    place_in = working_team(form) if form else _own_team(actor, team)
    if place_in is None:
        raise FormRefused(_("Gõ mã trên phiếu, hoặc chọn tổ hòa giải."), "team")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT paperforms_place(%s, %s, %s)", [receipt.draft, form.pk if form else None, place_in.pk]
        )
        state = cursor.fetchone()[0]
    if not state:
        raise FormRefused(_("Ảnh này đã được chuyển đến tổ. Không cần làm gì thêm."))
    receipt.fate, receipt.team, receipt.number = _FATES[state], place_in, form.number if form else None
    receipt.save(update_fields=["fate", "team", "number"])
    audit.record(actor=actor, action="paperforms.placed", subject=receipt, data={"team": place_in.pk})
    return receipt


def _own_team(actor: Actor, team: Any) -> Any:
    return teams_of_commune(actor).filter(pk=team.pk).first() if team else None


def _form_of(actor: Actor, text: str) -> Form:
    found = forms_by_code([codes.typed(text)])
    if not found:
        raise FormRefused(
            _("Không có phiếu nào mang mã này. Mã có 12 chữ và số, in dưới mã vuông, ví dụ 7K2M-9QXA-4D0T."),
            "code",
        )
    if found[0].team.now_commune_id != actor.commune_id:
        raise FormRefused(
            _("Phiếu này là của tổ thuộc xã khác. Hãy gửi cho công chức tư pháp của xã đó."), "code"
        )
    return found[0]
