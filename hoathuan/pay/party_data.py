"""What a person of a dispute confirmed for the mediators' pay, for the paper of what is held about this person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoathuan.cases.api import Asked, PartySection, register_party_data

from .models import ProofContent


def held(asked: Asked) -> PartySection:
    """Proofs that name this person: of which kind, when, and what was noted."""
    rows = []
    given = ProofContent.objects.filter(proof__case=asked.case).select_related("proof").order_by("proof_id")
    for one in given:
        if asked.names(one.who):
            words = [
                f"{one.proof.on_date:%d/%m/%Y}",
                one.proof.get_result_display(),
                asked.without_others(one.note),
            ]
            rows.append((one.proof.get_kind_display(), "; ".join(str(word) for word in words if word)))
    return PartySection(_("Xác nhận để chi thù lao hòa giải viên:"), rows)


def register_all() -> None:
    """Add it to the paper of the person."""
    register_party_data("pay.proofs", held)
