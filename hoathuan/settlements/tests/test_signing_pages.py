"""Writing down who signed: nothing looks done that is not, and one photo takes one page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoathuan.cases.models import CaseEvent
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.stale import StaleRecord
from hoathuan.settlements.models import Agreement, Signature
from hoathuan.settlements.services import scanned, signing

from .conftest import AGREED
from .test_unread import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(acted, version):
    return acted(lambda actor: list(Signature.objects.filter(recorded=version)))


@pytest.fixture
def client(client_for, officer):
    return client_for(officer)


@pytest.fixture
def photo(client, case, version):
    """The page after a photo of the signed paper was sent."""
    url = reverse("settlements:scan", args=[case.uuid])
    return client.post(url, {"file": SimpleUploadedFile("ban-ky.pdf", PDF)})["Location"]


def hands(acted):
    return acted(lambda actor: list(Signature.objects.order_by("position").values_list("hand", flat=True)))


def test_nothing_is_chosen_for_who_has_not_signed_and_that_alone_is_not_written(acted, case, lines, client):
    url = reverse("settlements:sign", args=[case.uuid, lines[0].uuid])
    page = client.get(url)
    assert "checked" not in page.content.decode().split("<form", 1)[1]
    same = client.post(url, hidden(page) | {"hand": "waiting", "on_date": "10/06/2026"})
    assert "Đang ghi là chưa ký, không có gì để đổi" in same.content.decode()
    assert client.post(url, hidden(page) | {"on_date": "10/06/2026"}).status_code == 200
    assert not CaseEvent.objects.filter(verb="agr_signed").exists()


def test_a_signature_written_by_mistake_goes_back_to_not_yet(acted, case, lines, client):
    acted(lambda actor: signing.sign(actor=actor, signature=lines[0], hand="signed", on_date=AGREED))
    url = reverse("settlements:sign", args=[case.uuid, lines[0].uuid])
    page = client.get(url)
    assert "checked" in page.content.decode().split("<form", 1)[1], "what was written is shown"
    assert client.post(url, hidden(page) | {"hand": "waiting"}).status_code == 302
    assert hands(acted) == ["waiting", "waiting"]


def test_after_a_photo_everybody_on_it_is_written_down_at_once(acted, case, lines, client, photo):
    page = client.get(photo).content.decode()
    assert photo == reverse("settlements:scan-signers", args=[case.uuid])
    assert "Ai đã ký trên ảnh này?" in page
    assert page.count("Lò Thị Mẫu") >= 2, "a box to sign, a box for a fingerprint"
    sent = {"signed": [lines[0].uuid], "fingerprint": [lines[1].uuid], "on_date": "10/06/2026"}
    assert client.post(photo, sent)["Location"] == reverse("settlements:version", args=[case.uuid, 1])
    assert hands(acted) == ["signed", "fingerprint"]
    assert Agreement.objects.get().signed_on == AGREED
    assert client.get(photo).status_code == 302, "nobody is left to ask about"


@pytest.mark.parametrize(
    "ticked, words",
    [
        ({}, "Đánh dấu người đã ký"),
        ({"signed": [0], "fingerprint": [0]}, "không chọn cả hai"),
        ({"signed": [0, 1], "on_date": "01/06/2026"}, "Ngày ký phải từ ngày thỏa thuận"),
    ],
)
def test_what_does_not_fit_writes_nobody(acted, lines, client, photo, ticked, words):
    sent = {"on_date": "10/06/2026"} | ticked
    for name in ("signed", "fingerprint"):
        sent[name] = [lines[at].uuid for at in ticked.get(name, ())]
    assert words in client.post(photo, sent).content.decode()
    assert hands(acted) == ["waiting", "waiting"]


def test_of_several_none_is_written_when_somebody_else_was_faster(acted, lines):
    acted(lambda actor: signing.sign(actor=actor, signature=lines[1], hand="would_not", on_date=AGREED))
    told = {lines[0]: "signed", lines[1]: "signed"}
    with pytest.raises(StaleRecord):
        acted(lambda actor: scanned.sign_together(actor=actor, hands=told, on_date=AGREED))
    assert hands(acted) == ["waiting", "would_not"]


def test_without_a_photo_nobody_is_asked_who_stands_on_it(case, version, client):
    url = reverse("settlements:scan-signers", args=[case.uuid])
    assert client.get(url)["Location"] == reverse("settlements:version", args=[case.uuid, 1])
