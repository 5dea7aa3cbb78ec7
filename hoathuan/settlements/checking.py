"""What anybody may learn of an agreement by its code: days, versions and digests. Never a name, never a word of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core import rates
from hoathuan.core.ui.rows import Row
from hoathuan.documents.api import Told, check_by_code

from . import digests, rules, words
from .models import Version

#: Of one address and of one paper. A party with a magnifying glass stays below it; who guesses words does not.
MOST_TRIES, TRY_SECONDS = 20, 300
MOST_OF_PAPER, PAPER_SECONDS = 40, 3_600
MOST_LOOKS = 120


def version_of(subject_id: str) -> Version | None:
    found = Version.objects.filter(pk=subject_id) if subject_id.isdigit() else Version.objects.none()
    return found.select_related("agreement__case__team", "agreement__case__now_commune").first()


def tell(check: object) -> Told | None:
    """The lines of the public page of one version."""
    version = version_of(getattr(check, "subject_id", ""))
    if version is None:
        return None
    state, said = standing_of(version)
    code = getattr(check, "spoken", "")
    rows = [
        Row(_("Tổ hòa giải"), getattr(check, "issuer", "")),
        Row(_("Ngày các bên thỏa thuận"), _day(version.agreed_on)),
        Row(
            _("Bản số"), str(version.number), note=_("ghi ngày %(day)s") % {"day": _day(version.recorded_on)}
        ),
        Row(_("Mã kiểm tra"), code),
        Row(_("Mã của toàn văn bản"), version.spoken),
    ]
    rows += [
        Row(
            _("Mã phần %(letter)s") % {"letter": group.letter},
            digests.spoken(version.parts[group.letter]),
            note=group.label,
        )
        for group in rules.GROUPS
    ]
    return Told(
        state=state,
        words=said,
        rows=rows,
        links=[(_("Gõ lại một phần để so với bản đã ghi"), reverse("settlements:compare", args=[code]))],
        notes=[
            _("So từng mã với mã in ở cuối văn bản đang cầm: khác một mã là phần đó đã bị thay."),
        ],
    )


def standing_of(version: Version) -> tuple[str, str]:
    """Whether this is what holds: newest and signed, newest, replaced, or no longer in force."""
    agreement = version.agreement
    if agreement.ended_on:
        return "late", _("Không còn hiệu lực từ ngày %(day)s") % {"day": _day(agreement.ended_on)}
    if version.replaced_on is not None:
        return "risk", _("Đã được thay bằng bản mới ngày %(day)s") % {"day": _day(version.replaced_on)}
    if agreement.signed_on is None:
        return "risk", words.unsigned(agreement)
    return "done", _("Là bản mới nhất, đang có hiệu lực")


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def may_try(address: str, version: Version) -> bool:
    """Count one try; False when it is one too many from there, or about this paper from anywhere."""
    by_address = rates.take("settlements.words", address, most=MOST_TRIES, seconds=TRY_SECONDS)
    by_paper = rates.take("settlements.paper", str(version.pk), most=MOST_OF_PAPER, seconds=PAPER_SECONDS)
    return by_address and by_paper


def is_same(version: Version, letter: str, text: str) -> bool:
    """Whether the typed words are those of this group, after what does not matter is left out."""
    return digests.is_same(version.parts[letter], version.nonce, letter, text)


def version_by_code(code: str) -> Version | None:
    """The version that bears this code; None for a code of another paper, or of none."""
    check = check_by_code(code, Version._meta.label_lower)
    return version_of(check.subject_id) if check else None


def may_look(address: str) -> bool:
    """Codes are not tried one after the other: counted together with the looks at the check page."""
    return rates.take("checks.look", address, most=MOST_LOOKS, seconds=TRY_SECONDS)
