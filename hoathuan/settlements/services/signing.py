"""Who signed, who gave a fingerprint, who would not; and the scans that show it."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import trace
from hoathuan.core.attachments.api import store
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.documents.api import add_file
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, Scan, Signature, Version

from .drafting import require_words
from .turns import hold_agreement


def _held(version: Version, actor: Actor) -> Agreement:
    """The agreement, held; raises SettlementRefused where this version is no longer the one in force."""
    agreement = hold_agreement(actor, version.agreement.case)
    require_words(agreement)
    if agreement.newest != version.number or not agreement.in_force:
        raise SettlementRefused(_("Bản này không còn là bản đang dùng. Mở bản mới nhất để ghi chữ ký."))
    return agreement


@transaction.atomic
def sign(
    *, actor: Actor, signature: Signature, hand: str, on_date: date | None, reason: str = ""
) -> Signature:
    """Write down how one person stands behind the newest version. The same again changes nothing.

    Whoever would not sign needs no reason, and loses nothing by it.
    """
    version = signature.recorded
    agreement = _held(version, actor)
    day = on_date or today()
    if hand != Hand.WAITING and not version.agreed_on <= day <= today():
        words = _("Ngày ký phải từ ngày thỏa thuận %(day)s đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{version.agreed_on:%d/%m/%Y}"}, "on_date")
    waits = hand == Hand.WAITING
    Signature.objects.filter(pk=signature.pk).update(
        hand=hand,
        on_date=None if waits else day,
        reason=clean(reason)[:300] if hand == Hand.WOULD_NOT else "",
    )
    _count(agreement, version)
    signature.refresh_from_db()
    trace(agreement.case, actor, "agr_signed", day, {"signed": agreement.signed, "of": agreement.signers})
    return signature


def _count(agreement: Agreement, version: Version) -> None:
    lines = list(version.signatures.all())
    done = [line for line in lines if line.hand in (Hand.SIGNED, Hand.FINGERPRINT)]
    agreement.signers, agreement.signed = len(lines), len(done)
    days = [line.on_date for line in done if line.on_date]
    agreement.signed_on = max(days) if rules.all_signed(line.hand for line in lines) and days else None
    agreement.version += 1
    agreement.save()


@transaction.atomic
def add_scan(*, actor: Actor, version: Version, upload: UploadedFile) -> Scan:
    """Keep a photo of the signed paper; from now on the same file is recognised by its check code."""
    agreement = _held(version, actor)
    kept = store(upload, actor)
    scan = Scan.objects.create(recorded=version, file=kept, seat_id=actor.seat_id)
    add_file(version, kept.sha256, role="signed", actor=actor)
    trace(agreement.case, actor, "agr_scanned", today())
    return scan
