"""Danger that the questions found waits for nobody's button: the team stops until it is reported or denied."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.cases import services
from hoathuan.cases.choices import Ending, State
from hoathuan.cases.dues_danger import dangers
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseEvent, Escalation
from hoathuan.inbox.api import Asked

from .conftest import make_mediator
from .test_danger import june
from .test_scoping import LAND, TODAY, WEAPON, answer_with, check, kept_of, query, text_of

pytestmark = pytest.mark.django_db
WAITS = "Báo khẩn ngay, chưa hòa giải"


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.receive(actor=actor, entry=entry(ended_on=None))


@pytest.fixture
def browser(client_for, head, case):
    return client_for(head)


@pytest.fixture
def found(browser, case):
    """The head answered that there is a knife, and closed the page."""
    answer = answer_with(browser, case, "", WEAPON)
    assert answer.url == f"/vu-viec/{case.uuid}/pham-vi/{query(WEAPON)}"
    case.refresh_from_db()
    return case


def test_who_answers_that_there_is_a_knife_and_closes_the_page_does_not_mediate(
    found, browser, acting, head, team
):
    told = {"case": found}
    with acting(head) as actor:
        told["actor"] = actor
        second = make_mediator(team, "Hà Thị Mẫu")
        for deed in (
            lambda: services.hold_session(**told, held_on=TODAY),
            lambda: services.hold_session(**told, held_on=june(2)),
            lambda: services.decide_scope(**told, reason="Chuyện nhỏ", on_date=TODAY, check=check(LAND)),
            lambda: services.end(**told, ended_on=TODAY, ending=Ending.AGREEMENT),
            lambda: services.end(**told, ended_on=june(2), ending=Ending.MEDIATOR),
        ):
            with pytest.raises(CaseRefused, match=WAITS):
                deed()
        services.refer(**told, referred_on=TODAY, reason="Có người cầm dao", body="Công an xã")
    assert second.pk
    assert found.state == State.REFERRED


def test_the_answer_is_kept_once_and_looking_at_the_verdict_keeps_nothing(found, browser, acting, head):
    browser.get(f"/vu-viec/{found.uuid}/pham-vi/{query(WEAPON)}")
    answer_with(browser, found, "", WEAPON)
    assert kept_of(acting, head, found).scope_check["kind"] == "escalate"
    with as_actor(SYSTEM):
        assert CaseEvent.objects.filter(case=found, verb="danger_found").count() == 1
    assert not Escalation.objects.filter(case=found).exists()
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/"))
    assert "Các câu trả lời ngày 23/06/2026 cho thấy phải báo khẩn" in page


def test_a_calm_answer_writes_nothing(browser, case):
    version = case.version
    answer_with(browser, case, LAND[:-1], LAND[-1])
    case.refresh_from_db()
    assert case.version == version


def test_the_page_of_the_dispute_says_so_first_and_reports_in_one_press(found, browser):
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/"))
    assert WAITS in page
    report = f"/vu-viec/{found.uuid}/pham-vi/bao-ngay/{query(WEAPON)}"
    first = page[page.index('class="govuk-button"') :]
    assert first.index(report.replace("&", "&amp;")) < first.index("Báo khẩn")
    assert 'href="tel:113"' in text_of(browser.get(report))
    browser.post(report, {"needed": ""})
    assert Escalation.objects.get(case=found).kind == "violence"
    assert WAITS not in text_of(browser.get(f"/vu-viec/{found.uuid}/"))
    acts = text_of(browser.get(f"/vu-viec/{found.uuid}/dien-bien/"))
    assert "khong-nguy-hiem" not in acts


def test_what_was_reported_waits_for_the_authority_as_every_report(found, acting, head):
    with acting(head) as actor:
        told = {"actor": actor, "case": found}
        one = services.report_danger(**told, check=check(WEAPON))
        with pytest.raises(CaseRefused, match="Đã báo khẩn"):
            services.hold_session(**told, held_on=TODAY)
        services.hold_session(**told, held_on=june(20))  # before it
        services.answer_escalation(
            **told, escalation=one, answer="returned", answered_on=TODAY, words="Công an xã, số 12"
        )
        services.hold_session(**told, held_on=TODAY)


def test_a_report_of_something_smaller_does_not_settle_a_knife(found, acting, head):
    with acting(head) as actor:
        told = {"actor": actor, "case": found}
        services.escalate(**told, kind="administrative", needed="Xem xét", told_at=june(22, 8))
        with pytest.raises(CaseRefused, match=WAITS):
            services.hold_session(**told, held_on=TODAY)
        services.escalate(**told, kind="crime", needed="Công an", told_at=june(22, 9))
        assert not found.events.danger_waiting().exists()


def test_an_answer_of_something_smaller_does_not_replace_a_knife(found, browser, acting, head):
    small = replace(check(WEAPON), verdict=replace(check(WEAPON).verdict, alarm="administrative"))
    with acting(head) as actor:
        services.find_danger(actor=actor, case=found, check=small)
        services.report_danger(actor=actor, case=found, check=small)
        assert [one.data["kind"] for one in found.events.danger_waiting()] == ["violence"]


def test_the_head_says_with_a_reason_that_stays_that_the_answer_was_wrong(found, browser, acting, head):
    assert text_of(browser.get(f"/vu-viec/{found.uuid}/dien-bien/")).index("bao-khan") > 0
    address = f"/vu-viec/{found.uuid}/dien-bien/khong-nguy-hiem/"
    browser.post(address, {"reason": " "})
    assert found.events.danger_waiting().exists()
    browser.post(address, {"reason": "Bấm nhầm dòng, đã hỏi cả hai bên"})
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/"))
    assert WAITS not in page
    assert "Bấm nhầm dòng, đã hỏi cả hai bên" in page
    with acting(head) as actor:
        told = {"actor": actor, "case": Case.objects.get(pk=found.pk)}
        services.hold_session(**told, held_on=TODAY)
        with pytest.raises(CaseRefused, match="Lần hỏi trước thấy nguy hiểm"):
            services.decide_scope(**told, reason="Nhỏ", on_date=TODAY)
        services.decide_scope(**told, reason="Ranh giới", on_date=TODAY, check=check(LAND))
        services.end(**told, ended_on=TODAY, ending=Ending.AGREEMENT)
    assert "Bấm nhầm dòng, đã hỏi cả hai bên" in text_of(browser.get(f"/vu-viec/{found.uuid}/"))


def test_a_mediator_alone_denies_no_danger(found, acting, seat_of, client_for, world):
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], "Hà Văn Mẫu", team_id=found.team_id)
    with acting(seat) as alone, pytest.raises(NotYours, match="Tổ trưởng hoặc công chức"):
        services.deny_danger(actor=alone, case=found, reason="Không sao")
    page = text_of(client_for(seat).get(f"/vu-viec/{found.uuid}/dien-bien/"))
    assert "khong-nguy-hiem" not in page
    assert page.index("bao-khan") < page.index("dien-bien/buoi")


def test_a_sister_neither_finds_nor_denies(found, acting, seat_of, world):
    with acting(seat_of("commune_officer", world.xa_b)) as actor:
        with pytest.raises(NotYours):
            services.find_danger(actor=actor, case=found, check=check(WEAPON))
        with pytest.raises(NotYours):
            services.deny_danger(actor=actor, case=found, reason="Không sao")


def test_answered_anew_nothing_is_accepted_while_the_first_answer_stands(found, browser):
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/pham-vi/{query(LAND)}"))
    assert WAITS in page
    assert "Nhận hòa giải" not in page
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/pham-vi/"))
    assert f'href="/vu-viec/{found.uuid}/thuoc-pham-vi/"' not in page


def test_head_and_officer_are_told_to_report_until_somebody_did(found, acting, officer, head, seat_of, world):
    for seat in (officer, head):
        with acting(seat) as actor:
            due = list(dangers(Asked(until=TODAY, actor=actor)))
            assert [(one.due_on, one.key.split(":")[0]) for one in due] == [(TODAY, "cases.danger")], (
                seat.kind
            )
    with acting(seat_of("commune_leader", world.xa_a)) as chair:
        assert list(dangers(Asked(until=TODAY, actor=chair))) == []
    with as_actor(SYSTEM):
        assert len(list(dangers(Asked(until=TODAY, units=[world.xa_a.pk])))) == 1
        assert list(dangers(Asked(until=TODAY, units=[world.xa_b.pk]))) == []
    with acting(head) as actor:
        services.deny_danger(actor=actor, case=found, reason="Bấm nhầm")
        assert list(dangers(Asked(until=TODAY, actor=actor))) == []


def test_of_a_dispute_that_is_over_danger_is_kept_afterwards_and_nothing_is_refused(
    browser, acting, head, officer, entry, case
):
    with acting(officer) as actor:
        ended = services.record_ended_case(actor=actor, entry=entry())
    answer_with(browser, ended, "", WEAPON)
    assert kept_of(acting, head, ended).scope_check == {}
    browser.post(f"/vu-viec/{ended.uuid}/pham-vi/ghi-lai/{query(WEAPON)}")
    assert kept_of(acting, head, ended).scope_check["kind"] == "escalate"
    with acting(head) as actor:
        services.hold_session(actor=actor, case=Case.objects.get(pk=ended.pk), held_on=june(5))


def test_danger_found_before_the_dispute_was_written_down_comes_along_and_is_reported_first(browser):
    page = browser.get(f"/pham-vi/{query(WEAPON)}").content.decode()
    address = f"/vu-viec/tiep-nhan/{query(WEAPON)}"
    assert address.replace("&", "&amp;") in page
    sent = {
        "received_on": "23/06/2026",
        "parties": "Vi Văn Lạ, 40 tuổi\nMa Thị Lạ, 41 tuổi",
        "field": "neighbours",
    }
    answer = browser.post(address, sent, follow=True)
    made = Case.objects.latest("id")
    assert made.events.danger_waiting().exists()
    page = text_of(answer)
    assert WAITS in page
    report = f"/vu-viec/{made.uuid}/pham-vi/bao-ngay/{query(WEAPON)}".replace("&", "&amp;")
    assert page.index(report) < page.index("Ghi vụ việc khác của tổ này")


def test_the_form_that_is_sent_again_brings_no_danger_back_that_was_denied(acting, officer, head, entry):
    form = entry(ended_on=None, key=uuid4())
    with acting(head) as actor:
        made = services.receive(actor=actor, entry=form, check=check(WEAPON))
        services.deny_danger(actor=actor, case=made, reason="Bấm nhầm dòng")
        again = services.receive(actor=actor, entry=form, check=check(WEAPON))
    assert again.pk == made.pk
    assert not again.events.danger_waiting().exists()


def test_once_the_questions_are_others_danger_is_reported_in_own_words(found, browser, monkeypatch):
    from hoathuan.cases import scoping

    questions = scoping.questions_on(TODAY)
    newer = type(questions)(2, questions.start, questions.questions, questions.verdicts)
    monkeypatch.setattr(scoping, "questions_on", lambda day: newer)
    page = text_of(browser.get(f"/vu-viec/{found.uuid}/"))
    assert f'href="/vu-viec/{found.uuid}/dien-bien/bao-khan/"' in page
    form = text_of(browser.get(f"/vu-viec/{found.uuid}/dien-bien/bao-khan/"))
    violence = form[form.index('value="violence"') :]
    assert "checked" in violence[: violence.index(">")]
