"""Who is asked after again cannot be chosen: not by a new rule, not by what is entered or struck out later."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.cases import services as cases
from hoathuan.pay import sampling, services
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import PayRule, Sample, SampleCase
from hoathuan.pay.services.stating import Statement, state_rule
from hoathuan.pay.standing import stated_on
from hoathuan.units.api import area_of
from hoathuan.units.selectors import now_of
from hoathuan.units.tests.conftest import Writer, fresh

from .conftest import TODAY

pytestmark = pytest.mark.django_db
FIRST = date(2026, 4, 1)


def rule(unit, percent, since=date(2026, 4, 1), number="12/QĐ-UBND"):
    row = PayRule(
        from_on=since, document_number=number, document_on=since, sample_percent=percent,
        rungs={"successful": [["register", "head"]], "unsuccessful": [["register", "head"]]},
    )  # fmt: skip
    row.locate(area_of(unit, since))
    row.save()
    return row


def keep(desk, seat="officer", first=FIRST):
    return desk(seat, services.keep_sample, commune=desk.team.now_commune, first=first)


def drawn(desk):
    quarter = sampling.quarter_of(desk.team.now_commune, FIRST)
    return [case.pk for case in quarter.kept], [case.pk for case in quarter.fresh]


def test_kept_once_the_list_stays_whatever_is_entered_or_struck_out_later(desk, world):
    rule(world.xa_a, 100)
    one, other = desk.case(), desk.case()
    assert keep(desk) == 2
    one.refresh_from_db()
    desk("officer", cases.void, case=one, version=one.version, reason="Ghi trùng")
    third = desk.case()
    assert drawn(desk) == ([one.pk, other.pk], [third.pk])
    assert (keep(desk), keep(desk)) == (1, 0), "pressed twice, the second press adds nothing"
    assert SampleCase.objects.count() == 3


def test_the_share_is_that_of_the_quarters_first_day_and_is_kept_with_it(desk, world):
    rule(world.xa_a, 100)
    desk.case()
    keep(desk)
    PayRule.objects.update(sample_percent=0)
    second = desk.case()
    assert drawn(desk)[1] == [second.pk], "the list goes on with the share that it began with"
    assert Sample.objects.get().percent == 100


def test_a_rule_of_today_does_not_draw_the_running_quarter_anew(desk, world):
    rule(world.xa_a, 100, since=date(2026, 3, 1))
    desk.case()
    before = drawn(desk)
    rule(world.xa_a, 0, since=TODAY, number="13/QĐ-UBND")
    rule(world.xa_a, 100, since=TODAY, number="14/QĐ-UBND")
    assert drawn(desk) == before


def test_a_rule_begins_today_at_the_earliest(desk):
    new = Statement(from_on=date(2026, 6, 22), document_number="12/QĐ-UBND", document_on=date(2026, 6, 1))
    with pytest.raises(PayRefused, match="sớm nhất từ hôm nay"):
        desk("leader", state_rule, new=new)
    assert desk("leader", state_rule, new=Statement(TODAY, "12/QĐ-UBND", date(2026, 6, 1))).from_on == TODAY


def test_only_the_own_officer_and_leader_keep_the_list(desk):
    desk.case()
    for seat in ("head", "accountant", "sister", "sister_officer", "parent"):
        with pytest.raises(NotYours):
            keep(desk, seat)
    assert keep(desk, "leader") == 1


def test_a_quarter_that_has_not_begun_is_not_drawn(desk):
    with pytest.raises(PayRefused, match="chưa bắt đầu"):
        keep(desk, first=date(2026, 7, 1))


def become(units, name, on=date(2026, 6, 15)):
    """These communes become one of that name; the unit that it is."""
    write = Writer(on)
    write.merge(units, name)
    write.apply()
    return now_of(fresh(units[0]))


def test_after_a_merger_the_drawn_list_goes_on_and_what_ended_before_keeps_its_own_share(desk, world):
    rule(world.xa_a, 100)
    one = desk.case()
    keep(desk)
    other = desk.case()
    new = become([world.xa_a, world.xa_b], "Xã Mới Mẫu")
    quarter = sampling.quarter_of(new, FIRST)
    assert ([case.pk for case in quarter.kept], [case.pk for case in quarter.fresh]) == ([one.pk], [other.pk])
    assert quarter.percents == "100", "the share that An Mẫu had stated, for what was An Mẫu's"


def test_a_merger_that_is_entered_late_changes_neither_the_list_nor_its_share(desk, world):
    rule(world.xa_a, 100, since=date(2026, 1, 1))
    one = desk.case()
    keep(desk)
    other = desk.case()
    quarter = sampling.quarter_of(become([world.xa_a, world.xa_b], "Xã Mới Mẫu", date(2026, 3, 1)), FIRST)
    assert ([case.pk for case in quarter.kept], [case.pk for case in quarter.fresh]) == ([one.pk], [other.pk])
    assert quarter.percents == "100", "though the commune of that day has stated nothing"


def test_a_commune_made_of_several_is_not_bound_by_what_one_of_them_had_stated(desk, world):
    row = rule(world.xa_a, 50)
    new = become([world.xa_a, world.xa_b], "Xã Mới Mẫu")
    assert stated_on(new.pk, date(2026, 7, 1)).row is None
    assert stated_on(world.xa_a.pk, date(2026, 5, 1)).row == row, "the days before keep their rule"
    own = rule(new, 20, since=date(2026, 7, 1))
    assert stated_on(new.pk, date(2026, 7, 1)).row == own


def test_a_commune_that_only_changed_its_name_goes_on_with_its_rule(desk, world):
    row = rule(world.xa_a, 50)
    new = become([world.xa_a], "Phường An Mẫu")
    assert new.pk != world.xa_a.pk
    assert stated_on(new.pk, date(2026, 7, 1)).row == row


def test_on_the_page_the_officer_keeps_the_list_and_an_inspector_reads_the_commune_chosen(
    desk, world, client_for, seat_of
):
    desk.case()
    url = reverse("pay:sample") + "?quy=2026-2"
    officer = client_for(desk.seats["officer"])
    assert "Giữ danh sách này" in officer.get(url).content.decode()
    assert officer.post(url).status_code == 302
    assert "Giữ danh sách này" not in officer.get(url).content.decode()
    inspector = client_for(seat_of("inspector", world.tinh_mau, "Thanh tra Mẫu"))
    chosen = inspector.get(url)
    assert (chosen.context["commune"], chosen.context["communes"]) == (None, [world.xa_a])
    page = inspector.get(f"{url}&xa={world.xa_a.pk}")
    assert [case.pk for case, _called, _kept in page.context["rows"]] == [SampleCase.objects.get().case_id]
    assert "Giữ danh sách này" not in page.content.decode()
    inspector.post(f"{url}&xa={world.xa_a.pk}")
    assert Sample.objects.count() == 1
    away = client_for(seat_of("inspector", world.xa_b, "Thanh tra xã bên"))
    assert not away.get(f"{url}&xa={world.xa_a.pk}").context["rows"], "the own commune whatever is asked for"


def test_the_officer_and_the_leader_read_the_same_list(desk, client_for):
    desk.case()
    rows = [
        client_for(desk.seats[seat]).get(reverse("pay:sample") + "?quy=2026-2").context["rows"]
        for seat in ("officer", "leader")
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 1
