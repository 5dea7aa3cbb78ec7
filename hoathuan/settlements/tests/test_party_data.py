"""What a party may learn of an agreement: her own promises and signature, without the other party's name."""

from datetime import date

import pytest

from hoathuan.cases import party_data as cases
from hoathuan.cases.models import Party
from hoathuan.settlements import party_data
from hoathuan.settlements.services import promises
from hoathuan.settlements.services.promises import NewPromise

pytestmark = pytest.mark.django_db


def held(actor, case, name):
    party = Party.objects.select_related("case").get(case=case, full_name=name)
    return " | ".join(
        f"{label}: {words}" for label, words in party_data.held(cases.asked_by(actor, party)).rows
    )


@pytest.fixture
def promised(acted, case, version):
    new = NewPromise(
        debtor="Ông Hà Văn Mẫu",
        creditor="Vi Văn Khác",
        deed="Dời hàng rào của Hà Văn Mẫu",
        due_on=date(2026, 6, 20),
    )
    acted(lambda actor: promises.promise(actor=actor, case=case, new=new))
    return case


def test_each_party_is_given_her_own_promises_and_the_paper_without_the_others_name(acted, promised):
    his = acted(lambda actor: held(actor, promised, "Hà Văn Mẫu"))
    hers = acted(lambda actor: held(actor, promised, "Lò Thị Mẫu"))
    assert "Việc đã hứa: Dời hàng rào của Hà Văn Mẫu; hạn cuối 20/06/2026" in his
    assert "Lò Thị Mẫu" not in his
    assert "Việc đã hứa" not in hers, "what he owes is his"
    assert "Văn bản hòa giải thành: lập ngày" in hers
    assert "Chữ ký" in hers
    assert "Hà Văn Mẫu" not in hers


def test_who_was_only_invited_learns_nothing_of_the_agreements_words(acted, promised):
    def invited(actor):
        Party.objects.filter(case=promised, full_name="Lò Thị Mẫu").update(role="invited")
        return held(actor, promised, "Lò Thị Mẫu")

    assert "Giải pháp" not in acted(invited)
