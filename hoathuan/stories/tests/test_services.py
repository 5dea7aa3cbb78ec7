"""A story is told, checked, read by a second person, shown, taken back; and nobody finds the way to its dispute."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import ProgrammingError, connection

from hoathuan.accounts.models import Seat
from hoathuan.cases import services as cases
from hoathuan.cases.api import AMENDED, Case, CaseRefused, Party
from hoathuan.core.dates import today
from hoathuan.privacy.models import Retention
from hoathuan.stories import selectors, services
from hoathuan.stories.choices import State, Trouble
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.listening import after_change
from hoathuan.stories.models import Origin, Report, Story, Useful
from hoathuan.stories.starting import starters
from hoathuan.stories.tests.conftest import FIT

pytestmark = pytest.mark.django_db


def told_with(acting: Any, seat: Any, story: Any, **changes: Any) -> Any:
    """The draft written anew with these answers."""
    with acting(seat) as actor:
        telling = replace(FIT, **changes)
        return services.amend(actor=actor, story=story, version=story.version, telling=telling)


def test_a_story_goes_from_its_teller_over_a_second_reader_to_colleagues(shown, acting, seat_of, world):
    assert shown.state == State.SHOWN
    assert shown.title == FIT.title
    neighbour = seat_of("mediator", world.villages["Xã Bình Mẫu"][0], team_id=77)
    abroad = seat_of("commune_officer", world.xa_c)
    with acting(neighbour) as actor:
        assert list(selectors.shown_to(actor)) == [shown]
    with acting(abroad) as actor:
        assert list(selectors.shown_to(actor)) == []


def test_one_for_the_whole_country_is_seen_in_another_province(
    acting, mediator, officer, told, seat_of, world
):
    told_with(acting, mediator, told, audience="country")
    with acting(mediator) as actor:
        services.send(actor=actor, story=told, version=told.version)
    with acting(officer) as actor:
        services.show(actor=actor, story=told, version=told.version)
    for kind, unit in (("province_officer", world.tinh_khac), ("ministry_viewer", world.country)):
        with acting(seat_of(kind, unit)) as actor:
            assert list(selectors.shown_to(actor)) == [told]


@pytest.mark.parametrize(
    "words",
    ["Bà Lò Thị Mẫu khóc", "lo thi mau", "anh Đào", "ông sơn được mời", "ĐÈO-THỊ-LIÊN", "bản Nà Mẫu", "xã An Mẫu",
     "Xã Bình Mẫu", "hòa giải viên Quàng Văn Giải", "gọi 0912 345 678", "ngày 5/6", "L.T.M", "xe 29A-123.45"],
)  # fmt: skip
@pytest.mark.parametrize("answer", ["title", "situation", "law", "lesson"])
def test_what_tells_who_or_where_is_held_back(words, answer, acting, mediator, told):
    if answer == "law" and words == "ngày 5/6":
        return  # the day of a law
    told_with(acting, mediator, told, **{answer: f"Hôm đó {words} nữa"})
    with acting(mediator) as actor, pytest.raises(StoryRefused, match="làm lộ"):
        services.send(actor=actor, story=told, version=told.version)
    told.refresh_from_db()
    assert (told.state, told.title, told.situation) == (State.DRAFT, "", "")


def test_who_was_to_be_invited_and_who_sat_there_is_looked_for_too(acting, mediator, officer, told, case):
    keys = {"case": case, "team_id": case.team_id, "now_commune_id": case.now_commune_id}
    with acting(officer):
        case.invited.create(**keys, full_name="Cầm Văn Bạc", asked_by="party", asked_on=date(2026, 6, 2))
        session = case.sessions.create(held_on=date(2026, 6, 3))
        present = [{"role": "party", "name": "Bế Thị Sương"}]
        case.session_contents.create(**keys, session=session, place="nhà văn hóa Phiêng Lò", present=present)
    for words in ("ông Bạc", "be thi suong", "ở nhà văn hóa PHIÊNG LÒ"):
        told_with(acting, mediator, told, helped=f"Có {words} nữa")
        with acting(mediator) as actor, pytest.raises(StoryRefused, match="làm lộ"):
            services.send(actor=actor, story=told, version=told.version)
        told.refresh_from_db()


def test_answers_that_read_as_they_began_are_not_sent(acting, mediator, told):
    told_with(acting, mediator, told, lesson=starters("successful")["lesson"])
    with acting(mediator) as actor, pytest.raises(StoryRefused, match="còn trống"):
        services.send(actor=actor, story=told, version=told.version)


def test_beginnings_take_nothing_from_the_register(case):
    for outcome in ("successful", "unsuccessful", ""):
        assert not any("Mẫu" in words for words in starters(outcome).values())


def test_only_a_dispute_that_is_over_is_told(acting, mediator, case):
    with acting(mediator) as actor:
        Case.objects.filter(pk=case.pk).update(
            state="received", ended_on=None, ending="", outcome="", closed_on=None
        )
        case.refresh_from_db()
        with pytest.raises(StoryRefused, match="đã kết thúc"):
            services.tell(actor=actor, case=case, telling=FIT)


def test_a_second_click_is_the_same_story(acting, mediator, case, told):
    with acting(mediator) as actor:
        assert services.tell(actor=actor, case=case, telling=FIT) == told
    assert Story.objects.count() == 1


def test_another_team_tells_nothing_of_this_dispute(acting, seat_of, world, case):
    stranger = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=77)
    with acting(stranger) as actor, pytest.raises(CaseRefused):
        services.tell(actor=actor, case=case, telling=FIT)


def test_the_author_never_reads_second(acting, mediator, officer, province, case, seat_of, world):
    """An officer's own story goes to the province; also when she wrote it in her seat as a mediator."""
    also = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=case.team_id)
    Seat.objects.filter(pk=also.pk).update(person=officer.person)
    also = Seat.objects.get(pk=also.pk)
    for seat in (officer, also):
        with acting(seat) as actor:
            story = services.tell(actor=actor, case=case, telling=FIT)
            story = services.send(actor=actor, story=story, version=story.version)
        for own in (officer, also):
            with acting(own) as actor, pytest.raises(StoryRefused, match="không phải người kể"):
                services.show(actor=actor, story=story, version=story.version)
        with acting(province) as actor:
            assert services.show(actor=actor, story=story, version=story.version).state == State.SHOWN


def test_a_team_s_story_is_the_officer_s_to_read_and_nobody_else_s(
    sent, acting, seat_of, world, province, team
):
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    for seat in (
        seat_of("commune_officer", world.xa_b),
        province,
        head,
        seat_of("commune_leader", world.xa_a),
    ):
        with acting(seat) as actor:
            assert list(selectors.waiting_for(actor)) == []
            with pytest.raises(StoryRefused):
                services.show(actor=actor, story=sent, version=sent.version)


def test_it_comes_back_with_words_that_name_nobody_and_goes_again(sent, acting, mediator, officer):
    with acting(officer) as actor:
        with pytest.raises(StoryRefused, match="cũng không ghi tên"):
            services.give_back(actor=actor, story=sent, version=sent.version, words="Bỏ bà Mẫu đi")
        services.give_back(actor=actor, story=sent, version=sent.version, words="Bỏ nghề của bên A")
    assert (sent.state, sent.back_words, sent.situation) == (State.RETURNED, "Bỏ nghề của bên A", "")
    with acting(mediator) as actor:
        services.send(actor=actor, story=sent, version=sent.version)
    assert (sent.state, sent.back_words) == (State.WAITING, "")


def test_somebody_written_into_the_dispute_later_is_looked_for_too(sent, acting, officer, mediator, case):
    with acting(officer) as actor:
        Party.objects.create(
            case=case, full_name="Bế Văn Ruộng", team_id=case.team_id, now_commune_id=case.now_commune_id
        )
        Story.objects.filter(pk=sent.pk).update(situation="Nhà Ruộng không có lối")
        sent.refresh_from_db()
        with pytest.raises(StoryRefused, match="làm lộ"):
            services.show(actor=actor, story=sent, version=sent.version)


def test_a_story_that_is_shown_goes_back_when_its_dispute_gets_a_name_that_stands_in_it(
    shown, acting, officer, case
):
    Story.objects.filter(pk=shown.pk).update(lesson="Nên nghe anh Ruộng")
    with acting(officer) as actor:
        after_change(actor, case, AMENDED, {})
        shown.refresh_from_db()
        assert shown.state == State.SHOWN
        Party.objects.create(
            case=case, full_name="Bế Văn Ruộng", team_id=case.team_id, now_commune_id=case.now_commune_id
        )
        after_change(actor, case, AMENDED, {})
    shown.refresh_from_db()
    assert (shown.state, shown.lesson) == (State.RETURNED, "")


@pytest.mark.parametrize("who", ["mediator", "officer"])
def test_author_and_second_reader_take_it_back_at_once(who, shown, acting, mediator, officer):
    with acting({"mediator": mediator, "officer": officer}[who]) as actor:
        services.withdraw(actor=actor, story=shown)
        assert not selectors.shown_to(actor).exists()
    assert (shown.state, shown.situation, shown.folded) == (State.WITHDRAWN, "", "")
    with acting(mediator) as actor:
        assert services.send(actor=actor, story=shown, version=shown.version).situation == FIT.situation


def test_nobody_else_takes_it_back(shown, acting, province, seat_of, world):
    for seat in (province, seat_of("mediator", world.villages["Xã Bình Mẫu"][0], team_id=77)):
        with acting(seat) as actor, pytest.raises(StoryRefused):
            services.withdraw(actor=actor, story=shown)


def test_useful_is_counted_once_for_a_seat_and_never_for_the_author(
    shown, acting, province, officer, mediator
):
    for seat in (province, province, officer):
        with acting(seat) as actor:
            services.mark_useful(actor=actor, story=shown, useful=True)
    with acting(officer) as actor:
        held = services.mark_useful(actor=actor, story=shown, useful=False)
        services.mark_useful(actor=actor, story=shown, useful=False)
    assert (held.useful, Useful.objects.count()) == (1, 1)
    with acting(mediator) as actor, pytest.raises(StoryRefused, match="ông/bà kể"):
        services.mark_useful(actor=actor, story=shown, useful=True)


def test_who_thinks_that_people_can_be_recognised_hides_the_story_until_it_is_read_again(
    shown, acting, province, officer
):
    with acting(province) as actor:
        services.report(actor=actor, story=shown, trouble=Trouble.RECOGNISED)
        assert not selectors.shown_to(actor).exists()
    shown.refresh_from_db()
    with acting(officer) as actor:
        assert [one.trouble for one in selectors.open_reports(shown)] == [Trouble.RECOGNISED]
        services.show(actor=actor, story=shown, version=shown.version)
        assert selectors.open_reports(shown) == []


def test_another_report_leaves_it_shown_and_is_written_once(shown, acting, province):
    with acting(province) as actor:
        for _click in range(2):
            services.report(actor=actor, story=shown, trouble=Trouble.LAW)
    shown.refresh_from_db()
    assert (shown.state, Report.objects.count()) == (State.SHOWN, 1)


def test_amounts_are_rounded_when_the_author_asks_and_not_before(told, acting, mediator):
    told_with(acting, mediator, told, ended="Bên B trả 12.350.000 đồng")
    with acting(mediator) as actor:
        assert Origin.objects.get(story=told).ended == "Bên B trả 12.350.000 đồng"
        services.round_amounts(actor=actor, story=told)
        assert Origin.objects.get(story=told).ended == "Bên B trả 12 triệu đồng"


def test_the_search_finds_words_without_marks_and_by_kind_of_quarrel(shown, acting, province):
    with acting(province) as actor:
        seen = selectors.shown_to(actor)
        assert list(selectors.searched(seen, words="LOI DI ruong")) == [shown]
        assert list(selectors.searched(seen, words="trâu")) == []
        assert list(selectors.searched(seen, field="land")) == [shown]
        assert list(selectors.searched(seen, field="divorce")) == []


def test_the_tie_to_the_dispute_is_behind_row_security(
    shown, acting, officer, province, mediator, seat_of, world
):
    sister = seat_of("commune_officer", world.xa_b)
    stranger = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=77)
    for seat, rows in ((mediator, 1), (officer, 1), (province, 0), (sister, 0), (stranger, 0)):
        with acting(seat):
            assert (seat.kind, Origin.objects.count()) == (seat.kind, rows)


def test_nothing_goes_before_its_time(shown):
    assert ask("SELECT stories_origins_due(%s)", date(2026, 6, 10)) == 0
    assert ask("SELECT stories_origins_due(%s)", date(2026, 6, 11)) == 1
    with pytest.raises(ProgrammingError, match="not over"):
        ask("SELECT stories_forget_origins(%s, 10)", date(2026, 6, 11))


def ask(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def allow_erasing() -> None:
    Retention.objects.create(
        key="cases.content", amount=12, unit="month", valid_from=today(), switched_on=True, unconfirmed=False,
        confirmed_on=today(), confirmed_by="Người xác nhận",
    )  # fmt: skip


def old_enough() -> None:
    """The dispute ended longer ago than anything is kept."""
    Case.objects.update(received_on=date(1990, 1, 1), ended_on=date(1990, 1, 2), closed_on=date(1990, 1, 2))


def test_of_an_old_dispute_the_shown_story_stays_and_the_draft_goes(shown, acting, mediator, officer, case):
    with acting(officer) as actor:
        draft = services.tell(actor=actor, case=case, telling=FIT)
    old_enough()
    allow_erasing()
    assert ask("SELECT stories_forget_origins(%s, 10)", date(2000, 1, 1)) == 2
    assert list(Story.objects.values_list("pk", flat=True)) == [shown.pk]
    assert draft.pk != shown.pk
    with acting(mediator) as actor:
        assert Origin.objects.count() == 0
        assert services.withdraw(actor=actor, story=shown).state == State.WITHDRAWN


def test_a_teller_whose_account_waits_to_be_confirmed_does_nothing(told, actor_of, mediator):
    actor = replace(actor_of(mediator), user=SimpleNamespace(pk=1, unproven_since=date(2026, 1, 1)))
    assert not selectors.own_of(actor).exists()


def test_a_dispute_that_was_struck_out_meanwhile_is_not_told(acting, mediator, officer, case):
    seen_before = Case.objects.get(pk=case.pk)
    with acting(officer) as actor:
        cases.void(actor=actor, case=case, version=case.version, reason="ghi trùng")
    with acting(mediator) as actor, pytest.raises(StoryRefused, match="đã kết thúc"):
        services.tell(actor=actor, case=seen_before, telling=FIT)
    assert not Story.objects.exists()
