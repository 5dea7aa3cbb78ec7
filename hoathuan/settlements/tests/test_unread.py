"""What a page showed is what is recorded, dropped or replaced: nobody decides on words that nobody has read."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoathuan.cases.api import Someone
from hoathuan.cases.models import CaseEvent
from hoathuan.cases.tests.conftest import PEOPLE
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.models import AuditEntry
from hoathuan.core.stale import StaleRecord
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.models import Draft, Promise, Scan, Signature, Version, VersionText
from hoathuan.settlements.services import drafting, promises, recording, signing
from hoathuan.settlements.services.promises import NewPromise

from .conftest import AGREED, record, write_all
from .test_agreements import amend

pytestmark = pytest.mark.django_db


def page_of(case, name, *rest):
    return reverse(f"settlements:{name}", args=[case.uuid, *rest])


def hidden(answer):
    """What the form of a page would send without anything being typed."""
    form = answer.context["form"]
    return {bound.name: bound.value() for bound in form.hidden_fields()}


def sent(answer, **typed):
    return {"agreed_on": "10/06/2026", "place": "Xã An Mẫu", **hidden(answer), **typed}


# recording


@pytest.fixture
def promised(acted, case):
    """Nothing is typed, and every group has words: the dispute and a promise give them."""
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    acted(lambda actor: promises.promise(actor=actor, case=case, new=new))
    return case


def test_words_of_the_dispute_that_changed_since_are_read_before_they_are_recorded(
    acted, promised, client_for, officer
):
    client, page = client_for(officer), page_of(promised, "record")
    seen = client.get(page)
    assert "Tranh chấp lối đi chung." in seen.content.decode()
    acted(lambda actor: amend(actor, promised, summary="Tranh chấp ranh giới.", people=PEOPLE))
    again = client.post(page, sent(seen))
    assert Version.objects.count() == 0
    assert "Người khác vừa lưu" in again.content.decode()
    assert "Tranh chấp ranh giới." in again.content.decode()
    assert client.post(page, sent(again)).status_code == 302
    assert acted(lambda actor: VersionText.objects.get().summary) == "Tranh chấp ranh giới."


def test_who_is_to_sign_is_who_stood_on_the_page(acted, case):
    draft = acted(lambda actor: write_all(actor, case))
    read = acted(lambda actor: recording.mark_of(draft, actor))
    people = (*PEOPLE, Someone("Vừ A Mẫu", 1980, "thôn 1"))
    acted(lambda actor: amend(actor, case, people=people))
    with pytest.raises(StaleRecord):
        acted(lambda actor: recording.record(actor=actor, case=case, seen=0, read=read, agreed_on=AGREED))
    assert Signature.objects.count() == 0


# leaving a draft


def test_what_somebody_typed_since_is_neither_dropped_nor_taken_anew(acted, case, client_for, officer):
    draft = acted(lambda actor: drafting.open_draft(actor=actor, case=case))
    client, compose = client_for(officer), page_of(case, "compose")
    page = client.get(compose)
    assert f'name="version" value="{draft.version}"' in page.content.decode()
    acted(lambda actor: drafting.write_group(
        actor=actor, case=case, name="duties", text="Gõ cả buổi", version=draft.version))  # fmt: skip
    for url in (compose, page_of(case, "drop")):
        for version in ({"version": draft.version}, {}):
            told = client.post(url, version, follow=True).content.decode()
            assert "Người khác vừa ghi tiếp bản nháp này" in told
    assert acted(lambda actor: Draft.objects.get().duties) == "Gõ cả buổi"


def test_an_old_page_of_a_draft_that_was_dropped_since_does_not_write_into_the_next(acted, case):
    old = acted(lambda actor: drafting.open_draft(actor=actor, case=case))

    def write(text, version):
        given = {"case": case, "name": "duties", "text": text, "version": version}
        return acted(lambda actor: drafting.write_group(actor=actor, **given))

    typed = write("Một", old.version)
    acted(lambda actor: drafting.take_anew(actor=actor, case=case, version=typed.version))
    with pytest.raises(StaleRecord):
        write("Từ trang cũ", old.version)
    anew = acted(lambda actor: Draft.objects.get())
    assert (anew.duties, anew.version) == ("", typed.version + 1)
    acted(lambda actor: drafting.drop(actor=actor, case=case, version=anew.version))
    with pytest.raises(StaleRecord):
        write("Từ trang cũ", old.version)
    assert AuditEntry.objects.filter(action="settlements.dropped").count() == 2


def test_nor_does_one_of_before_a_version_was_recorded(acted, case):
    old = acted(lambda actor: drafting.open_draft(actor=actor, case=case))
    acted(lambda actor: record(actor, case))
    with pytest.raises(StaleRecord):
        acted(lambda actor: drafting.write_group(
            actor=actor, case=case, name="duties", text="Từ trang cũ", version=old.version))  # fmt: skip


def test_a_draft_that_was_dropped_is_offered_no_more(acted, case, client_for, officer):
    draft = acted(lambda actor: write_all(actor, case))
    client, compose = client_for(officer), page_of(case, "compose")
    assert "Bỏ bản nháp" in client.get(compose).content.decode()
    client.post(page_of(case, "drop"), {"version": draft.version})
    page = client.get(compose).content.decode()
    assert "Bỏ bản nháp" not in page
    assert "Tranh chấp lối đi chung." in page, "the dispute's own words again"
    assert "Soạn tiếp" not in client.get(page_of(case, "home")).content.decode()


# signatures


@pytest.fixture
def line(acted, version):
    return acted(lambda actor: Signature.objects.filter(recorded=version).first())


def test_a_signature_that_somebody_wrote_since_is_seen_before_it_is_replaced(
    acted, case, line, client_for, officer
):
    client, page = client_for(officer), page_of(case, "sign", line.uuid)
    seen = hidden(client.get(page))
    acted(lambda actor: signing.sign(actor=actor, signature=line, hand=Hand.FINGERPRINT, on_date=AGREED))
    typed = {"hand": "would_not", "on_date": "10/06/2026", "reason": "Chưa đồng ý"}
    again = client.post(page, seen | typed)
    assert "Người khác vừa lưu" in again.content.decode()
    assert "Đang ghi" in again.content.decode()
    assert acted(lambda actor: Signature.objects.get(pk=line.pk).hand) == Hand.FINGERPRINT
    assert client.post(page, hidden(again) | typed).status_code == 302
    assert acted(lambda actor: Signature.objects.get(pk=line.pk).hand) == Hand.WOULD_NOT
    said = client.get(reverse("cases:detail", args=[case.uuid])).content.decode()
    assert "Dòng ký số 1: trước ghi “Đã điểm chỉ”, nay ghi “Không ký”." in said
    data = CaseEvent.objects.filter(verb="agr_signed").order_by("-id")[0].data
    assert data == {"signed": 0, "of": 2, "line": 1, "former": "fingerprint", "hand": "would_not"}


def test_the_same_signature_again_is_no_second_line_in_the_history(acted, line):
    for _time in range(2):
        acted(lambda actor: signing.sign(actor=actor, signature=line, hand=Hand.SIGNED, on_date=AGREED))
    assert CaseEvent.objects.filter(verb="agr_signed").count() == 1


# sent twice


def test_a_promise_sent_twice_is_one_promise(case, client_for, officer):
    client, page = client_for(officer), page_of(case, "promise-new")
    typed = {
        "debtor": "Hà Văn Mẫu", "deed": "Trả tiền", "amount": "5.000.000", "span": "day",
        "parts": "30/06/2026 2.000.000\n30/07/2026 3.000.000",
    }  # fmt: skip
    form = hidden(client.get(page))
    for _time in range(2):
        assert client.post(page, form | typed).status_code == 302
    assert Promise.objects.count() == 2, "its two instalments, once"
    client.post(page, hidden(client.get(page)) | typed)
    assert Promise.objects.count() == 4, "the same words on a new page are another promise"


def test_the_same_photo_sent_twice_is_kept_once(acted, version):
    def send(data):
        upload = SimpleUploadedFile("ban-ky.pdf", data)
        return acted(lambda actor: signing.add_scan(actor=actor, version=version, upload=upload))

    assert send(PDF) == send(PDF)
    send(PDF + b"\n")
    assert Scan.objects.count() == 2
    assert CaseEvent.objects.filter(verb="agr_scanned").count() == 2


# the day of the agreement


def test_after_another_success_the_day_is_that_of_the_new_agreement(
    acted, case, version, client_for, officer
):
    acted(lambda actor: amend(actor, case, ending="party"))
    acted(lambda actor: amend(actor, case, ending="agreement", ended_on=date(2026, 6, 18)))
    client, page = client_for(officer), page_of(case, "record")
    assert client.get(page).context["form"]["agreed_on"].value() == date(2026, 6, 18)


def test_a_paper_in_force_keeps_a_day_of_its_own(acted, case, version, client_for, officer):
    acted(lambda actor: amend(actor, case, ended_on=date(2026, 6, 18)))
    client, page = client_for(officer), page_of(case, "record")
    assert client.get(page).context["form"]["agreed_on"].value() == AGREED
