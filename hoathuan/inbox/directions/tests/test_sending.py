"""A letter is drafted, sent to whom it may go, frozen, withdrawn; its number stands once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from hoathuan.accounts.models import Body, Notice
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.inbox.directions.errors import DirectionRefused, NotYours, NumberTaken
from hoathuan.inbox.directions.models import Direction, Recipient
from hoathuan.inbox.directions.services import drafting, issuing
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Unit

from .conftest import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind).select_related("user__person")
    return {row.user.person.full_name for row in rows}


def names(direction: Direction) -> set[str]:
    return {str(line) for line in direction.recipients.all()}


def test_one_click_sends_it_to_every_commune_of_the_province_and_to_no_other(offices, sent) -> None:
    letter = sent()
    assert (letter.state, names(letter)) == ("issued", {"Xã An Mẫu", "Xã Bình Mẫu"})
    heard = told("direction_new")
    assert {"Bà Mẫu An", "Ông Mẫu Bình", offices.leader_a.person.full_name} == heard


def test_a_village_that_waits_under_the_province_is_no_recipient(offices, sent) -> None:
    village = offices.world.villages["Xã An Mẫu"][0]
    Placement.objects.filter(unit=village).update(parent=offices.world.tinh_mau)
    assert names(sent()) == {"Xã An Mẫu", "Xã Bình Mẫu"}


def test_a_chosen_few_and_a_body_beside(offices, sent) -> None:
    letter = sent(scope="chosen", units=[offices.world.xa_b], bodies=[offices.union], due_on=today())
    assert names(letter) == {"Xã Bình Mẫu", "Hội Phụ nữ tỉnh Mẫu"}
    assert told("direction_new_due") == {"Ông Mẫu Bình", offices.women.person.full_name}


def test_a_whole_scope_with_a_body_besides(offices, sent) -> None:
    assert len(names(sent(bodies=[offices.union]))) == 3


@pytest.mark.parametrize("scope, expected", [("below", 2), ("communes", 3)])
def test_the_ministry_writes_to_provinces_or_to_all_communes(offices, sent, scope, expected) -> None:
    ministry = Body.objects.create(name="Bộ Tư pháp", kind="ministry", unit=offices.world.country)
    assert sent(offices.ministry, body=ministry, scope=scope).recipients.count() == expected


def test_a_commune_writes_to_its_villages(offices, sent, seat_of) -> None:
    body = Body.objects.create(name="UBND Xã An Mẫu", kind="peoples_committee", unit=offices.world.xa_a)
    village = offices.world.villages["Xã An Mẫu"][0]
    head, team = seat_of("village_head", village), seat_of("team_head", village, team_id=7)
    letter = sent(offices.leader_a, body=body)
    assert names(letter) == {"Thôn 1", "Thôn 2"}
    assert told("direction_new") == {head.person.full_name, team.person.full_name}


def test_nobody_writes_upwards_sideways_or_into_another_province(offices, written) -> None:
    world = offices.world
    committee = Body.objects.create(name="UBND Xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    abroad = Body.objects.create(name="Sở khác", kind="agency", unit=world.tinh_khac)
    for fields in (
        {"scope": "chosen", "units": [world.xa_c]},
        {"scope": "chosen", "units": [world.country]},
        {"scope": "chosen", "units": [world.tinh_mau]},
        {"scope": "chosen", "bodies": [abroad]},
        {"scope": "communes"},
        {"body": abroad},
        {"by": offices.a, "body": committee, "scope": "chosen", "units": [world.xa_b]},
        {"by": offices.inspector},
        {"by": offices.women},
    ):
        with pytest.raises(NotYours):
            written(**fields)
    assert not Direction.objects.exists()


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"scope": "chosen"}, "ít nhất một nơi nhận"),
        ({"title": " \u200b "}, "trích yếu"),
        ({"text": "\n \n"}, "nội dung"),
        ({"scope": "x"}, "nơi gửi đến"),
        ({"asks": "x"}, "nơi nhận phải làm gì"),
    ],
)
def test_what_is_lacking_is_said(written, fields, words) -> None:
    with pytest.raises(DirectionRefused, match=words):
        written(**fields)


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"number": ""}, "số và ngày"),
        ({"signed_on": None}, "số và ngày"),
        ({"signed_on": date(2199, 1, 1)}, "tương lai"),
        ({"due_on": date(2020, 1, 1)}, "Hạn đã qua"),
    ],
)
def test_a_draft_may_wait_for_its_number_and_is_not_sent_without(sent, fields, words) -> None:
    with pytest.raises(DirectionRefused, match=words):
        sent(**fields)
    assert Direction.objects.get().state == "draft"


def test_hostile_and_huge_text_stays_text(offices, sent, client_for) -> None:
    letter = sent(
        title="<script>alert(1)</script> %(x)s {{ 7|add:1 }}" + "á" * 400, text="<b>" + "x\n" * 9000
    )
    assert len(letter.title) == 300
    page = client_for(offices.a).get(f"/chi-dao/{letter.uuid}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert client_for(offices.a).get("/tai-khoan/tin-bao/").status_code in (200, 404)


def test_sent_twice_from_one_form_it_is_one_draft(offices, acting) -> None:
    token = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    with acting(offices.province) as actor:
        one = drafting.draft(typed=typed(offices), actor=actor, token=token)
        assert drafting.draft(typed=typed(offices), actor=actor, token=token) == one


def test_a_number_stands_once_in_its_year_however_it_is_typed(offices, sent) -> None:
    sent()
    with pytest.raises(NumberTaken, match="Số 012/stp-hg của năm 2026"):
        sent(number="012/stp-hg")
    assert sent(number="12/STP-HG", signed_on=date(2025, 12, 31)).state == "issued"
    assert sent(number="13/STP-HG").state == "issued"


def test_issuing_again_changes_nothing(offices, sent, acting) -> None:
    letter = sent()
    with acting(offices.director) as actor:
        again = issuing.issue(direction=letter, actor=actor)
    assert again.recipients.count() == 2
    assert Notice.objects.filter(kind="direction_new").count() == 3


def test_what_was_sent_is_frozen_for_everybody(offices, sent, acting) -> None:
    letter = sent()
    with acting(offices.province) as actor:
        with pytest.raises(DirectionRefused, match="không sửa được nữa"):
            drafting.amend(direction=letter, version=letter.version, typed=typed(offices), actor=actor)
        with pytest.raises(DirectionRefused, match="không sửa được nữa"):
            drafting.discard(direction=letter, actor=actor)
        with pytest.raises(DirectionRefused, match="không sửa được nữa"):
            drafting.attach(direction=letter, upload=SimpleUploadedFile("a.pdf", PDF), actor=actor)
    for change in ("title = 'x'", "due_on = '2030-01-01'", "state = 'draft'", "number = '9'"):
        with pytest.raises(DatabaseError, match="its words stay"), transaction.atomic():
            connection.cursor().execute(f"UPDATE directions_direction SET {change}")


def test_a_draft_is_mended_by_one_of_two(offices, written, acting) -> None:
    draft = written()
    with acting(offices.director) as actor:
        changed = typed(offices, scope="chosen", units=[offices.world.xa_a], title="Mới")
        drafting.amend(direction=draft, version=1, typed=changed, actor=actor)
        with pytest.raises(StaleRecord):
            drafting.amend(direction=draft, version=1, typed=typed(offices), actor=actor)
    draft.refresh_from_db()
    assert (draft.title, names(draft)) == ("Mới", {"Xã An Mẫu"})


def test_files_of_a_draft_come_and_go_and_it_may_be_thrown_away(offices, written, acting) -> None:
    draft = written(bodies=[offices.union])
    with acting(offices.province) as actor:
        file = drafting.attach(direction=draft, upload=SimpleUploadedFile("cv.pdf", PDF), actor=actor)
        drafting.detach(direction=draft, file=file.uuid, actor=actor)
        assert not draft.attachments.exists()
        for _ in range(drafting.MOST_FILES):
            drafting.attach(direction=draft, upload=SimpleUploadedFile("cv.pdf", PDF), actor=actor)
        with pytest.raises(DirectionRefused, match="nhiều nhất 10 tệp"):
            drafting.attach(direction=draft, upload=SimpleUploadedFile("cv.pdf", PDF), actor=actor)
        drafting.discard(direction=draft, actor=actor)
        drafting.discard(direction=draft, actor=actor)
    assert not Direction.objects.exists()
    assert not Recipient.objects.exists()


def test_withdrawn_with_a_reason_and_its_number_stays_used(offices, sent, acting) -> None:
    letter = sent()
    with acting(offices.director) as actor:
        with pytest.raises(DirectionRefused, match="lý do"):
            issuing.withdraw(direction=letter, reason=" x ", actor=actor)
        issuing.withdraw(direction=letter, reason="Sai biểu mẫu", actor=actor)
        assert (
            issuing.withdraw(direction=letter, reason="Khác hẳn", actor=actor).withdraw_reason
            == "Sai biểu mẫu"
        )
        with pytest.raises(DirectionRefused, match="thu hồi nên không gửi lại"):
            issuing.issue(direction=letter, actor=actor)
    assert "Bà Mẫu An" in told("direction_withdrawn")
    with pytest.raises(NumberTaken):
        sent()


def test_a_unit_that_was_chosen_and_ended_is_named_before_it_is_sent(offices, written, acting) -> None:
    draft = written(scope="chosen", units=[offices.world.xa_a])
    Placement.objects.filter(unit=offices.world.xa_a).update(parent=offices.world.tinh_khac)
    with acting(offices.province) as actor, pytest.raises(DirectionRefused, match="Xã An Mẫu không còn"):
        issuing.issue(direction=draft, actor=actor)


@pytest.mark.parametrize("number", [166, 3321])
def test_a_letter_to_very_many_is_written_in_few_queries(
    offices, written, acting, number, django_assert_max_num_queries
) -> None:
    world = offices.world
    made = Unit.objects.bulk_create(
        Unit(level=Level.COMMUNE, name=f"Xã {n}", valid=world.xa_a.valid, sort=f"{n}", folded=f"xa {n}")
        for n in range(number - 2)
    )
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=world.tinh_mau, valid=world.xa_a.valid) for unit in made
    )
    draft = written()
    with acting(offices.province) as actor, django_assert_max_num_queries(30):
        assert issuing.issue(direction=draft, actor=actor).recipients.count() == number


def test_a_due_day_may_be_today(sent) -> None:
    assert sent(due_on=today()).due_on == today()
    assert sent(due_on=today() + timedelta(400), number="14/STP").state == "issued"
