"""Handing a party what is held about her: by the commune's officer, who has seen who it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases import displays
from hoathuan.cases.choices import Way
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Party
from hoathuan.cases.selectors import may_read_content
from hoathuan.core import audit


@transaction.atomic
def give_party_data(*, actor: Actor, party: Party, proof: str) -> None:
    """Note that a party was given her data, and by what the officer knew her; raises CaseRefused for other seats."""
    if actor.kind != SeatKind.COMMUNE_OFFICER or not may_read_content(actor, party.case):
        raise CaseRefused(_("Chỉ công chức tư pháp của xã trao được dữ liệu cho các bên."))
    displays.note(actor, [party.case], Way.FILE)
    data = {"proof": proof, "party": party.pk}
    audit.record(actor=actor, action="cases.party_data_given", subject=party.case, data=data)
