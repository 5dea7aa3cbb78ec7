"""The pages: who opens what, what they say, how many questions they ask."""

import pytest
from django.urls import reverse

from hoathuan.pay import services
from hoathuan.pay.models import Claim, Layout, Line, Payment, PayRule, Proof, ProofContent
from hoathuan.pay.patterns import of_claim

from .conftest import TODAY, make_team, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world_of_pay(desk, money):
    desk.case()
    claim, payment = desk.paid()
    return {"claim": claim, "payment": payment, "case": claim.items.get().case, "batch": payment.batch}


OWN = {
    "claim": lambda made: reverse("pay:claim", args=[made["claim"].uuid]),
    "payment": lambda made: reverse("pay:payment", args=[made["payment"].uuid]),
    "paper": lambda made: reverse("pay:paper", args=[made["claim"].uuid, "giay-de-nghi"]),
    "sheet paper": lambda made: reverse("pay:sheet-pdf", args=[made["payment"].uuid]),
    "batch": lambda made: reverse("pay:batch", args=[made["batch"].uuid]),
}


@pytest.mark.parametrize("page", OWN)
def test_the_own_commune_opens_a_page_the_sister_finds_none_and_nobody_signs_in(
    page, world_of_pay, desk, client_for
):
    url = OWN[page](world_of_pay)
    assert client_for(desk.seats["accountant"]).get(url).status_code == 200
    assert client_for(desk.seats["sister"]).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302


def test_the_province_reads_a_claim_and_does_nothing_to_it(world_of_pay, desk, client_for):
    client = client_for(desk.seats["parent"])
    assert client.get(OWN["claim"](world_of_pay)).status_code == 200
    assert client.get(OWN["paper"](world_of_pay)).status_code == 404
    step = reverse("pay:step", args=[world_of_pay["claim"].uuid, "quyet-dinh"])
    assert client.get(step).status_code == 404


@pytest.mark.parametrize("name", ["list", "owed", "arrears", "totals", "rule", "layouts"])
def test_the_pages_of_a_commune_answer_its_accountant(name, world_of_pay, desk, client_for):
    answer = client_for(desk.seats["accountant"]).get(reverse(f"pay:{name}"))
    assert answer.status_code == 200


def read(claim, **more):
    """What is sent with a step on a claim as it stands."""
    claim.refresh_from_db()
    return {"version": claim.version, **more}


def test_from_the_click_to_the_head_to_the_decision_on_pages_alone(desk, money, client_for):
    desk.case()
    head, leader = client_for(desk.seats["head"]), client_for(desk.seats["leader"])
    answer = head.post(reverse("pay:draft"), {"since": "01/01/2026"})
    claim = Claim.objects.get()
    assert answer["Location"] == reverse("pay:claim", args=[claim.uuid])
    assert "400.000" in head.get(answer["Location"]).content.decode()
    step = reverse("pay:step", args=[claim.uuid, "xac-nhan"])
    assert "Đánh dấu vào ô xác nhận" in head.post(step, read(claim)).content.decode()
    assert "Có người vi phạm thì bỏ vụ việc đó" in head.post(step, read(claim, true="on")).content.decode()
    assert head.post(step, read(claim, true="on", duties="on")).status_code == 302
    decide = reverse("pay:step", args=[claim.uuid, "quyet-dinh"])
    assert "10.000.000" in leader.get(decide).content.decode()
    item = claim.items.get()
    bare = leader.post(decide, read(claim, **{f"refuse_{item.pk}": "on"}))
    assert "Ghi lý do từ chối" in bare.content.decode()
    assert leader.post(decide, read(claim)).status_code == 302
    assert "đã được quyết định" in leader.get(decide, follow=True).content.decode()
    assert Line.objects.get().amount == 400_000


def test_one_click_says_what_it_made_and_not_what_others_had_drafted_before(desk, world, client_for):
    desk.case()
    desk.draft()
    desk.case(team=make_team(world.xa_a, "Tổ thôn 2"), mediator=None)
    answer = client_for(desk.seats["officer"]).post(reverse("pay:draft"), {"since": "01/01/2026"})
    assert answer["Location"] == reverse("pay:claim", args=[Claim.objects.latest("pk").uuid])


def test_the_accountant_makes_a_batch_downloads_the_file_and_writes_the_voucher(desk, money, client_for):
    desk.case()
    desk.decided()
    client = client_for(desk.seats["accountant"])
    line = Line.objects.get()
    answer = client.post(reverse("pay:owed"), {"chon": str(line.uuid), "method": "bank", "layout": ""})
    batch = Payment.objects.get().batch
    assert answer["Location"] == reverse("pay:batch", args=[batch.uuid])
    file = client.get(reverse("pay:batch-file", args=[batch.uuid]))
    assert file["Content-Disposition"].endswith('.xlsx"')
    sent = {"bank_reference": "UNC-1", "on": f"{TODAY:%d/%m/%Y}", "amount": "400.000"}
    assert client.post(reverse("pay:batch", args=[batch.uuid]), sent).status_code == 302
    assert Payment.objects.get().state == "paid"


def test_a_signed_sheet_is_sent_in_as_one_picture(world_of_pay, desk, client_for):
    from django.core.files.uploadedfile import SimpleUploadedFile

    payment = world_of_pay["payment"]
    sent = {
        "people": [str(desk.mediators[0].person_id)], "on": f"{TODAY:%d/%m/%Y}",
        "sheet": SimpleUploadedFile("ky.png", picture(), "image/png"),
    }  # fmt: skip
    answer = client_for(desk.seats["head"]).post(reverse("pay:sheet", args=[payment.uuid]), sent)
    assert answer.status_code == 302
    payment.refresh_from_db()
    assert payment.handed_out_on == TODAY
    scan = payment.receipts.get().sheet.get_absolute_url()
    assert client_for(desk.seats["accountant"]).get(scan).status_code == 200
    assert client_for(desk.seats["sister"]).get(scan).status_code == 404


def test_a_witness_is_added_and_named_only_to_those_who_read_the_dispute(desk, client_for, acting):
    case = desk.case()
    client = client_for(desk.seats["officer"])
    url = reverse("pay:evidence-case", args=[case.uuid])
    sent = {"kind": "witness", "on": f"{TODAY:%d/%m/%Y}", "who": "Bà Chứng Mẫu", "note": ""}
    assert client.post(url, sent).status_code == 302
    assert "Bà Chứng Mẫu" in client.get(url).content.decode()
    assert client_for(desk.seats["sister_officer"]).get(url).status_code == 404
    with acting(desk.seats["leader"]):
        assert Proof.objects.filter(case=case).exists()
        assert not ProofContent.objects.exists()


def test_a_leader_states_the_rule_and_one_that_needs_signatures_is_refused(desk, client_for):
    client = client_for(desk.seats["leader"])
    sent = {
        "document_number": "12/QĐ-UBND", "document_on": "01/06/2026", "from_on": "23/06/2026",
        "successful_1": ["register", "agreement"], "unsuccessful_1": ["register", "head"], "sharing": "equal",
        "sample_percent": "20", "a_day": "3", "last_night": "5",
    }  # fmt: skip
    assert "vẫn được thù lao" in client.post(reverse("pay:rule-new"), sent).content.decode()
    assert not PayRule.objects.exists()
    sent["successful_2"] = ["register", "head", "witness"]
    assert client.post(reverse("pay:rule-new"), sent).status_code == 302
    assert PayRule.objects.get().rungs["successful"] == [
        ["agreement", "register"],
        ["head", "register", "witness"],
    ]


def test_under_the_communes_rule_a_success_without_proof_asks_for_the_lower_rate(desk, client_for):
    test_a_leader_states_the_rule_and_one_that_needs_signatures_is_refused(desk, client_for)
    desk.case()
    item = desk.draft().items.get()
    assert (item.amount, item.rate, item.unlocked) == (300_000, 300_000, False)


def test_odd_patterns_are_said_in_plain_words_to_the_approver(desk, acting):
    desk.case()
    desk.case()
    desk.case()
    claim = desk.sent()
    with acting(desk.seats["leader"]):
        odd = {one.key: one.text for one in of_claim(claim)}
    assert "giống hệt" in odd["same_text"]
    assert "đúng các bên" in odd["same_parties"]
    assert "trong một ngày (10/06/2026)" in odd["a_day"]


def test_a_list_of_claims_asks_the_same_number_of_questions_for_one_and_for_many(
    desk, client_for, django_assert_max_num_queries
):
    for _number in range(3):
        desk.case()
        desk.sent()
    client = client_for(desk.seats["officer"])
    client.get(reverse("pay:list"))
    with django_assert_max_num_queries(45):
        assert client.get(reverse("pay:list")).status_code == 200


def test_the_dispute_itself_says_how_its_pay_stands(world_of_pay, desk, client_for):
    url = reverse("cases:detail", args=[world_of_pay["case"].uuid])
    text = client_for(desk.seats["officer"]).get(url).content.decode()
    assert "Xã đã chi ngày 23/06/2026" in text


def test_a_written_refusal_can_be_printed(desk, money, client_for):
    desk.case()
    claim = desk("leader", services.refuse, claim=desk.sent(), reason="Ngoài phạm vi")
    answer = client_for(desk.seats["officer"]).get(reverse("pay:paper", args=[claim.uuid, "tu-choi"]))
    assert answer["Content-Type"] == "application/pdf"


def test_a_refusal_names_its_ground_and_a_breach_is_said_in_words(desk, money, client_for):
    desk.case()
    claim = desk.sent()
    client, url = client_for(desk.seats["leader"]), reverse("pay:step", args=[claim.uuid, "tu-choi"])
    assert "Chọn lý do từ chối" in client.post(url, read(claim, ground="", reason="Sai")).content.decode()
    assert "Ghi lý do từ chối" in client.post(url, read(claim, ground="breach", reason="")).content.decode()
    sent = read(claim, ground="breach", reason="Tiết lộ chuyện của các bên")
    assert client.post(url, sent).status_code == 302
    assert claim.items.get().reason == (
        "Hòa giải viên vi phạm nghĩa vụ (Luật Hòa giải ở cơ sở, Điều 10). Tiết lộ chuyện của các bên"
    )


def test_one_dispute_is_refused_by_a_ground_alone(desk, money, client_for):
    desk.case()
    claim = desk.sent()
    item = claim.items.get()
    url = reverse("pay:step", args=[claim.uuid, "quyet-dinh"])
    sent = read(claim, **{f"refuse_{item.pk}": "on", f"ground_{item.pk}": "twice"})
    client_for(desk.seats["leader"]).post(url, sent)
    item.refresh_from_db()
    assert (item.state, item.reason) == ("refused", "Trùng với vụ việc đã đề nghị")


def test_the_columns_of_a_payment_file_are_named_in_vietnamese(desk, client_for):
    client, url = client_for(desk.seats["accountant"]), reverse("pay:layout-new")
    assert "Số tiền: Số tiền" in client.get(url).content.decode()
    sent = {
        "name": "Kho bạc",
        "form": "csv",
        "separator": ";",
        "encoding": "utf-8",
        "columns": "TIEN: Số tiền",
    }
    assert "cột số tiền và cột mã chi" in client.post(url, sent).content.decode()
    sent["columns"] = "MA: Mã chi\nTIEN: Số tiền\nTEN: Chủ tài khoản không dấu, chữ hoa"
    assert client.post(url, sent).status_code == 302
    assert [one["value"] for one in Layout.objects.get().columns] == ["reference", "amount", "holder_plain"]
