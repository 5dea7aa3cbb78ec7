"""Who mediated: one answer for the register, the papers and the pay; who recused stays out, and no change is hidden."""

from datetime import date

import pytest

from hoathuan.cases import api, book, corrections, services
from hoathuan.cases.choices import BookColumn, Came, Ending, Part, PartyRole, Went
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.exporting import mediator_lines
from hoathuan.cases.forms.steps import initial_of
from hoathuan.cases.models import CaseCorrection, CaseMediator
from hoathuan.cases.parties import Someone
from hoathuan.cases.services.amending import Amendment
from hoathuan.teams.models import Mediator

from .conftest import PEOPLE, make_mediator

pytestmark = pytest.mark.django_db


def june(day):
    return date(2026, 6, day)


@pytest.fixture
def actor(acting, officer):
    with acting(officer) as actor:
        yield actor


@pytest.fixture
def lead(team):
    return make_mediator(team, "Vi Văn Mẫu")


@pytest.fixture
def second(team):
    return make_mediator(team, "Hà Thị Mẫu")


@pytest.fixture
def ended(actor, entry, lead):
    """From the 1st to the 10th, by the book with one mediator."""
    return services.record_ended_case(actor=actor, entry=entry(mediators=(lead.person.full_name,)))


def opened(actor, entry, **changes):
    case = services.receive(actor=actor, entry=entry(received_on=june(10), ended_on=None, **changes))
    return services.decide_scope(actor=actor, case=case, reason="Lối đi", on_date=june(10))


def mended(actor, case, *helpers, **changes):
    base = {"received_on": june(10), "field": "land", "mediator_id": case.mediator_id, "people": PEOPLE,
            "summary": "Tranh chấp lối đi chung."}  # fmt: skip
    people = (*PEOPLE, *(Someone(name, role=PartyRole.MEDIATOR) for name in helpers))
    new = Amendment(**(base | {"people": people} | changes))
    return services.amend(actor=actor, case=case, version=case.version, new=new)


def kept(case, column=BookColumn.MEDIATORS):
    found = CaseCorrection.objects.filter(case=case, column=column).order_by("id")
    return [one.former for one in found]


@pytest.fixture
def heard(monkeypatch):
    """What upper contexts are told."""
    found = []
    from hoathuan.cases import listening

    monkeypatch.setitem(listening._LISTENERS, "mau", lambda _a, _c, what, _b: found.append(what))
    return found


# column 3


def test_helpers_and_guests_of_the_book_stand_in_column_3_and_who_left_does_not(
    actor, entry, lead, second, team
):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    services.join_mediator(actor=actor, case=case, mediator=second, from_on=june(12))
    case = mended(actor, case, "Già làng Mẫu")
    assert mediator_lines(case) == ["Vi Văn Mẫu", "Hà Thị Mẫu", "Già làng Mẫu"]
    assert [one.full_name for one in api.who_mediated(case)] == mediator_lines(case)
    services.recuse(actor=actor, case=case, mediator=second, on_date=june(13), reason="Em một bên")
    services.end(actor=actor, case=case, ended_on=june(14), ending=Ending.PARTY)
    assert mediator_lines(case) == ["Vi Văn Mẫu", "Già làng Mẫu"]


def test_the_whole_book_asks_who_mediated_once(
    actor, entry, lead, second, team, django_assert_max_num_queries
):
    names = (lead.person.full_name, second.person.full_name)
    services.record_many(actor=actor, entries=[entry(summary=str(n), mediators=names) for n in range(12)])
    cases = list(book.entries_of_book(actor, team, 2026))
    with django_assert_max_num_queries(1):
        assert {line.mediators for line in book.lines(cases)} == {("Vi Văn Mẫu", "Hà Thị Mẫu")}


def test_who_recused_from_the_books_words_is_printed_no_more_and_not_typed_again(actor, entry, lead, second):
    case = opened(actor, entry, mediators=("Vi Văn Mẫu", "Hà Thị Mẫu"))
    services.recuse(actor=actor, case=case, mediator=second, on_date=june(12), reason="Em một bên")
    assert mediator_lines(case) == ["Vi Văn Mẫu"]
    assert initial_of(case, actor)["mediators"] == ""
    assert kept(case) == ["Vi Văn Mẫu\nHà Thị Mẫu"]


# who recused


def test_who_recused_does_not_come_back_by_a_name_in_the_entry(actor, entry, lead):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    services.recuse(actor=actor, case=case, mediator=lead, on_date=june(12), reason="Em một bên")
    with pytest.raises(CaseRefused, match="vi văn mẫu đã từ chối"):
        mended(actor, case, "vi văn mẫu")
    assert [row.went for row in CaseMediator.objects.filter(case=case)] == [Went.RECUSED]


def test_the_person_is_barred_also_when_elected_anew(actor, entry, lead, team):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    services.recuse(actor=actor, case=case, mediator=lead, on_date=june(12), reason="Em một bên")
    Mediator.objects.filter(pk=lead.pk).update(ended_on=june(13))
    anew = Mediator(person=lead.person, team=team, started_on=june(14), sort=lead.sort, folded=lead.folded)
    anew.locate(team.area)
    anew.save()
    for deed in (
        lambda: services.assign(actor=actor, case=case, mediator=anew, assigned_on=june(15)),
        lambda: services.join_mediator(actor=actor, case=case, mediator=anew, from_on=june(15)),
        lambda: services.recuse(actor=actor, case=case, mediator=anew, on_date=june(15), reason="Vẫn thế"),
    ):
        with pytest.raises(CaseRefused, match="từ chối"):
            deed()


def test_giving_it_to_another_keeps_the_part_of_who_recused(actor, entry, lead, second):
    case = opened(actor, entry, mediators=(lead.person.full_name,))
    services.recuse(actor=actor, case=case, mediator=lead, on_date=june(12), reason="Em một bên")
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(13))
    parts = CaseMediator.objects.filter(case=case, part=Part.LEAD).values_list("mediator", "went")
    assert sorted(parts) == sorted([(lead.pk, Went.RECUSED), (second.pk, "")])


@pytest.mark.parametrize("sat", [True, False], ids=["after a meeting", "without one"])
def test_who_sat_with_the_parties_before_keeps_the_part(actor, entry, lead, second, sat):
    case = opened(actor, entry, mediators=(lead.person.full_name,))
    if sat:
        services.hold_session(actor=actor, case=case, held_on=june(12))
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(14))
    rows = CaseMediator.objects.filter(case=case).order_by("from_on")
    found = [(row.mediator_id, row.until_on, row.went) for row in rows]
    before = [(lead.pk, june(14), Went.REASSIGNED)] if sat else []
    assert found == [*before, (second.pk, None, "")]


def test_putting_an_entry_right_changes_no_part_of_who_recused(actor, entry, lead, second):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    services.recuse(actor=actor, case=case, mediator=lead, on_date=june(12), reason="Em một bên")
    services.end(actor=actor, case=case, ended_on=june(14), ending=Ending.PARTY)
    told = {"ended_on": june(14), "ending": Ending.PARTY}
    mended(actor, case, mediator_id=second.pk, **told)
    mended(actor, case, mediator_id=None, **told)
    rows = CaseMediator.objects.filter(case=case)
    assert [(row.mediator_id, row.went) for row in rows] == [(lead.pk, Went.RECUSED)]


# every change is seen


def test_another_mediator_afterwards_leaves_the_former_name_in_the_book_and_is_told(
    actor, ended, second, heard
):
    services.assign(actor=actor, case=ended, mediator=second, assigned_on=june(3), reason="Ghi nhầm người")
    assert kept(ended) == ["Vi Văn Mẫu"]
    assert heard == [api.AMENDED]
    assert mediator_lines(ended) == ["Hà Thị Mẫu"]


def test_a_reassignment_under_way_leaves_the_former_name_and_a_first_one_leaves_nothing(
    actor, entry, lead, second
):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    assert kept(case) == []
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(12), reason="Bận")
    assert kept(case) == ["Vi Văn Mẫu"]


def test_who_comes_along_corrects_nobody(actor, ended, second, heard):
    services.join_mediator(actor=actor, case=ended, mediator=second, from_on=june(3))
    assert kept(ended) == []
    assert heard == [api.AMENDED]


def test_a_meeting_written_after_the_end_is_told_without_touching_the_line(actor, ended, heard):
    services.hold_session(actor=actor, case=ended, held_on=june(5))
    assert heard == [api.ADDED]
    assert CaseCorrection.objects.filter(case=ended).count() == 0


def test_a_dispute_under_way_tells_nobody(actor, entry, lead, heard):
    case = opened(actor, entry)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(11))
    services.hold_session(actor=actor, case=case, held_on=june(12))
    assert heard == []


def test_former_names_of_column_3_are_printed_struck_through(actor, ended, second, team):
    services.assign(actor=actor, case=ended, mediator=second, assigned_on=june(3), reason="Ghi nhầm")
    (line,) = book.lines(list(book.entries_of_book(actor, team, 2026)))
    assert [(one.column, one.text) for one in line.former] == [("mediators", "Vi Văn Mẫu")]
    assert corrections.of_cases([ended])[ended.pk][0].seat_label


def test_pay_sees_no_part_of_a_lead_named_by_the_book_alone(actor, entry, lead, second):
    case = opened(actor, entry, mediators=(lead.person.full_name,))
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(11), came=Came.CHOSEN)
    assert list(CaseMediator.objects.filter(case=case).values_list("mediator", flat=True)) == [second.pk]
