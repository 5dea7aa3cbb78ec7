"""A party asks at the commune what is held about her; the officer sees who she is and prints it."""

from io import BytesIO
from typing import Any

import pypdf
import pytest

from hoathuan.cases import services
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Display, Party
from hoathuan.cases.services.giving import give_party_data
from hoathuan.core.models import AuditEntry

pytestmark = pytest.mark.django_db
SEARCH = "/vu-viec/nguoi/"
PROOF = {"proof": "card", "same": "on"}


@pytest.fixture
def party(acting: Any, officer: Any, entry: Any) -> Any:
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry())
        return Party.objects.select_related("case").get(case=case, full_name="Lò Thị Mẫu")


def address(party: Any) -> str:
    return f"/vu-viec/{party.case.uuid}/nguoi/{party.pk}/"


def test_a_party_is_found_by_name_and_nobody_without_one(party: Any, officer: Any, client_for: Any) -> None:
    client = client_for(officer)
    assert "Lò Thị Mẫu" not in client.get(SEARCH).content.decode()
    assert "Lò Thị Mẫu" not in client.get(f"{SEARCH}?ten=&nam_sinh=1972").content.decode()
    for asked in ("lo thi", "Lò Mẫu", "mẫu&nam_sinh=1972"):
        assert address(party) in client.get(f"{SEARCH}?ten={asked}").content.decode(), asked
    assert address(party) not in client.get(f"{SEARCH}?ten=lo thi&nam_sinh=1990").content.decode()


def test_the_paper_tells_of_the_party_alone(party: Any, officer: Any, head: Any, client_for: Any) -> None:
    client_for(head).get(f"/vu-viec/{party.case.uuid}/")
    answer = client_for(officer).post(address(party), PROOF)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)
    for words in ("Lò Thị Mẫu", "1972", "thôn 1", "Tranh chấp lối đi chung", "01/06/2026"):
        assert words in text, words
    for words in ("Hà Văn Mẫu", "1968", "Tổ trưởng Mẫu"):
        assert words not in text, words
    assert "Tổ trưởng tổ hòa giải" in text, "who read it is told by role"


def test_somebody_invited_does_not_get_what_was_said(
    party: Any, officer: Any, client_for: Any, acting: Any
) -> None:
    with acting(officer):
        Party.objects.filter(pk=party.pk).update(role="invited")
    answer = client_for(officer).post(address(party), PROOF)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)
    assert "Tranh chấp lối đi chung" not in text


def test_nothing_is_given_before_the_officer_has_seen_who_it_is(
    party: Any, officer: Any, client_for: Any, acting: Any
) -> None:
    client = client_for(officer)
    for wrong in ({"same": ""}, {"proof": ""}, {"proof": "word"}):
        answer = client.post(address(party), PROOF | wrong)
        assert "text/html" in answer["Content-Type"]
    assert not AuditEntry.objects.filter(action="cases.party_data_given").exists()
    client.post(address(party), PROOF)
    line = AuditEntry.objects.get(action="cases.party_data_given")
    assert (line.subject_id, line.data) == (str(party.case.pk), {"proof": "card", "party": party.pk})
    with acting(officer):
        assert Display.objects.count() <= 1


def test_pages_for_four_people(
    world: Any, party: Any, officer: Any, head: Any, seat_of: Any, client_for: Any
) -> None:
    for seat, answers in (
        (officer, (200, 200)),
        (head, (403, 403)),
        (seat_of("commune_officer", world.xa_b), (200, 404)),
        (seat_of("province_officer", world.tinh_mau), (403, 403)),
        (seat_of("commune_leader", world.xa_a), (403, 403)),
        (None, (302, 302)),
    ):
        client = client_for(seat)
        found = client.get(f"{SEARCH}?ten=lo thi")
        assert (found.status_code, client.get(address(party)).status_code) == answers
        if seat is not officer:
            assert "Lò Thị Mẫu" not in found.content.decode()
            assert client.post(address(party), PROOF).status_code == answers[1]
    assert not AuditEntry.objects.filter(action="cases.party_data_given").exists()


def test_the_service_asks_for_the_right_again(
    world: Any, party: Any, head: Any, seat_of: Any, actor_of: Any
) -> None:
    for seat in (head, seat_of("commune_officer", world.xa_b), seat_of("administrator", world.xa_a)):
        with pytest.raises(CaseRefused, match="tư pháp"):
            give_party_data(actor=actor_of(seat), party=party, proof="card")
