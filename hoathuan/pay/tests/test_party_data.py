"""Who confirmed a dispute for the mediators' pay is told of it in the paper of what is held about that person."""

import pytest

from hoathuan.cases import party_data as cases
from hoathuan.cases.models import Party
from hoathuan.pay import party_data
from hoathuan.pay.choices import ProofKind
from hoathuan.pay.services.proving import add_proof

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def test_a_person_is_told_what_she_confirmed_and_not_what_others_did(desk):
    case = desk.case()
    for who in ("Lò Thị Mẫu", "Hà Văn Mẫu"):
        desk("officer", add_proof, case=case, kind=ProofKind.WITNESS, on=TODAY, who=who,
             note="Cùng ngồi với Hà Văn Mẫu.")  # fmt: skip

    def told(actor):
        party = Party.objects.select_related("case").get(case=case, full_name="Lò Thị Mẫu")
        return party_data.held(cases.asked_by(actor, party)).rows

    ((label, words),) = desk("officer", told)
    assert label == "Người làm chứng xác nhận"
    assert words == "23/06/2026; Cùng ngồi với (người khác)."
