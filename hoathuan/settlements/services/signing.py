"""Who signed, who gave a fingerprint, who would not; and the scans that show it."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import tell_proved, trace
from hoathuan.core.attachments.api import store
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
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
    *, actor: Actor, signature: Signature, hand: str, on_date: date | None, reason: str = "", seen: str = ""
) -> Signature:
    """Write down how one person stands behind the newest version. The same again changes nothing.

    Whoever would not sign needs no reason, and loses nothing by it. `seen`: how the line stood on the writer's page,
    without it as `signature` was read; what somebody else wrote since raises StaleRecord.
    """
    version = signature.recorded
    agreement = _held(version, actor)
    day = on_date or today()
    if hand != Hand.WAITING and not version.agreed_on <= day <= today():
        words = _("Ngày ký phải từ ngày thỏa thuận %(day)s đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{version.agreed_on:%d/%m/%Y}"}, "on_date")
    former, seen = Signature.objects.get(pk=signature.pk), seen or signature.stand
    signature.hand, signature.on_date = hand, None if hand == Hand.WAITING else day
    signature.reason = clean(reason)[:300] if hand == Hand.WOULD_NOT else ""
    if (former.stand, former.reason) == (signature.stand, signature.reason):
        return signature
    if former.stand != seen:
        raise StaleRecord
    signature.save(update_fields=["hand", "on_date", "reason"])
    before = agreement.proved
    _count(agreement, version)
    told = {"line": former.position + 1, "former": former.hand, "hand": hand}
    counted = {"signed": agreement.signed, "of": agreement.signers}
    trace(agreement.case, actor, "agr_signed", day, counted | told)
    if agreement.proved != before:
        tell_proved(actor, agreement.case)
    return signature


def _count(agreement: Agreement, version: Version) -> None:
    lines = list(version.signatures.all())
    done = [line for line in lines if line.hand in (Hand.SIGNED, Hand.FINGERPRINT)]
    agreement.signers, agreement.signed = len(lines), len(done)
    days = [line.on_date for line in done if line.on_date]
    agreement.signed_on = max(days) if rules.all_signed(line.hand for line in lines) and days else None
    agreement.proved = _proved(agreement)
    agreement.version += 1
    agreement.save()


def _proved(agreement: Agreement) -> bool:
    """Whether all have signed one of the versions; whoever signs reads the lines, who judges the proof does not."""
    hands: dict[int, list[str]] = {}
    for version, hand in Signature.objects.filter(recorded__agreement=agreement).values_list(
        "recorded", "hand"
    ):
        hands.setdefault(version, []).append(hand)
    return any(rules.all_signed(those) for those in hands.values())


@transaction.atomic
def add_scan(*, actor: Actor, version: Version, upload: UploadedFile) -> Scan:
    """Keep a photo of the signed paper; from now on the same file is recognised by its check code.

    The same file again is the same photo.
    """
    agreement = _held(version, actor)
    kept = store(upload, actor)
    same = version.scans.filter(file__sha256=kept.sha256).first()
    if same is not None:
        return same
    scan = Scan.objects.create(recorded=version, file=kept, seat_id=actor.seat_id)
    add_file(version, kept.sha256, role="signed", actor=actor)
    trace(agreement.case, actor, "agr_scanned", today())
    return scan
