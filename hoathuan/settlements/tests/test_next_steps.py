"""What an officer is led to after a success, and that a paper without signatures never looks finished."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hoathuan.cases import services as cases
from hoathuan.documents.api import check_of
from hoathuan.settlements.models import CourtText, Signature
from hoathuan.settlements.services import court, signing

from .conftest import AGREED
from .test_court import ALL

pytestmark = pytest.mark.django_db
UNSIGNED = "Là bản mới nhất tổ đã ghi; mới có 0 trên 2 người ký hoặc điểm chỉ"
IN_FORCE = "Là bản mới nhất, đang có hiệu lực"


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def main_button(html):
    """The words and the address of the first button of the page's head."""
    button = html.split('<a class="govuk-button" href="', 1)[1]
    address, rest = button.split('"', 1)
    return rest.split(">", 1)[1].split("<", 1)[0], address


def all_sign(acted, version):
    for line in acted(lambda actor: list(Signature.objects.filter(recorded=version))):
        acted(
            lambda actor, line=line: signing.sign(actor=actor, signature=line, hand="signed", on_date=AGREED)
        )


@pytest.mark.parametrize("signed", [False, True])
def test_whoever_holds_a_copy_reads_how_many_have_signed_and_no_name(
    acted, case, version, client_for, officer, signed
):
    if signed:
        all_sign(acted, version)
    code, said = check_of(version).spoken, IN_FORCE if signed else UNSIGNED
    public = [Client().get(f"/kiem-tra/{code}/"), Client().get(f"/thoa-thuan/so-ban/{code}/")]
    own = page(client_for(officer), "settlements:version", case.uuid, 1)
    for html in [*(answer.content.decode() for answer in public), own]:
        assert said in html
        assert (UNSIGNED if signed else IN_FORCE) not in html
    assert "Lò Thị" not in public[0].content.decode() + public[1].content.decode()


def test_before_an_application_is_filed_the_page_says_that_nobody_signed(
    acted, case, version, client_for, officer
):
    acted(lambda actor: court.wish(actor=actor, case=case, conditions=ALL, on_date=AGREED))
    client = client_for(officer)
    html = page(client, "settlements:court", case.uuid)
    assert html.index(UNSIGNED) < html.index('class="govuk-button"')
    assert UNSIGNED in page(client, "settlements:court-step", case.uuid, "nop-don")
    all_sign(acted, version)
    assert "mới có" not in page(client, "settlements:court", case.uuid)


def test_the_application_is_written_then_everything_printed_then_filed(
    acted, case, version, client_for, officer
):
    request = acted(lambda actor: court.wish(actor=actor, case=case, conditions=ALL, on_date=AGREED))
    client, home = client_for(officer), reverse("settlements:court", args=[case.uuid])
    assert main_button(client.get(home).content.decode())[0] == "Soạn đơn yêu cầu"
    text = acted(lambda actor: CourtText.objects.get(request=request))
    texts = {"applicant": "Hà Văn Mẫu", "requests": "Công nhận", "reasons": "Đã thỏa thuận"}
    acted(lambda actor: court.write(actor=actor, court=request, version=text.version, texts=texts))
    html = client.get(home).content.decode()
    assert main_button(html)[0] == "In cả hồ sơ"
    assert html.index("In cả hồ sơ") < html.index("Đã nộp đơn")
    request.refresh_from_db()
    acted(
        lambda actor: court.step(
            actor=actor, court=request, word="filed", version=request.version, on_date=date(2026, 6, 15)
        )
    )
    assert main_button(client.get(home).content.decode())[0] == "Tòa án đã thụ lý"


def test_after_a_success_the_main_button_leads_to_the_agreement(case, client_for, officer):
    html = page(client_for(officer), "cases:detail", case.uuid)
    assert main_button(html) == ("Mở trang thỏa thuận", reverse("settlements:home", args=[case.uuid]))
    assert "Chưa lập văn bản" in html
    assert "Không lập văn bản" not in html


def test_after_a_failure_nothing_leads_to_an_agreement(failed, client_for, officer):
    assert main_button(page(client_for(officer), "cases:detail", failed.uuid))[0] != "Mở trang thỏa thuận"


def test_while_the_parties_wait_the_main_button_goes_on(acted, entry, client_for, officer):
    made = entry(ended_on=None)
    case = acted(lambda actor: cases.receive(actor=actor, entry=made))
    acted(lambda actor: cases.pause(actor=actor, case=case, from_on=date(2026, 6, 12), asked_by="party"))
    assert main_button(page(client_for(officer), "cases:detail", case.uuid))[0] == "Hòa giải tiếp"
