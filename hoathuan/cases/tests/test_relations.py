"""Warnings: a mediator who is related to a party, the same dispute told before; nobody is barred by them."""

import pytest
from django.db import connection

from hoathuan.accounts.models import PersonContact
from hoathuan.cases import relations, services
from hoathuan.cases.models import Party
from hoathuan.core.text import fold

from .conftest import make_mediator
from .test_work import june, received

pytestmark = pytest.mark.django_db


def test_a_relative_and_an_earlier_dispute_are_named_and_bar_nothing(actor, entry, team, world):
    relative = make_mediator(team, "Lò Văn Mẫu")
    PersonContact.objects.create(
        person=relative.person,
        address="Thôn 1, Xã An Mẫu",
        now_province=world.tinh_mau,
        now_commune=world.xa_a,
    )
    make_mediator(team, "Hà Văn Mẫu")
    former = services.record_ended_case(actor=actor, entry=entry())
    case = received(actor, entry, summary="lại cãi nhau")
    told = " ".join(relations.warnings_of(actor, case))
    assert "Lò Văn Mẫu cùng họ và cùng nơi ở với Lò Thị Mẫu" in told
    assert "Hà Văn Mẫu trùng họ tên với một bên" in told
    assert f"vụ việc số {former}" in told
    services.assign(actor=actor, case=case, mediator=relative, assigned_on=june(11))


def lives(mediator, world, address):
    PersonContact.objects.create(
        person=mediator.person, address=address, now_province=world.tinh_mau, now_commune=world.xa_a
    )


def test_a_head_who_reads_no_addresses_is_warned_of_a_relative_all_the_same(
    entry, team, world, head, officer, acting, client_for
):
    with acting(officer):
        lives(make_mediator(team, "Lò Văn Mẫu"), world, "Xóm Đồi,  THÔN 1, Xã An Mẫu")
        lives(make_mediator(team, "Lò Thị Xa"), world, "Thôn 9")
    with acting(head) as own:
        case = received(own, entry)
        assert not PersonContact.objects.exists(), "closed to the head"
        told = " ".join(relations.warnings_of(own, case))
    assert "Lò Văn Mẫu cùng họ và cùng nơi ở với Lò Thị Mẫu" in told
    assert "Lò Thị Xa" not in told
    page = client_for(head).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "cùng họ và cùng nơi ở" in page
    assert "Xóm Đồi" not in page


def test_the_database_compares_homes_for_the_dispute_s_own_people_and_team_alone(
    actor, entry, team, other_team, world, head, acting, seat_of
):
    own, beside = make_mediator(team, "Lò Văn Mẫu"), make_mediator(other_team, "Lò Thị Bạn")
    for one in (own, beside):
        lives(one, world, "thôn 1")
    party = Party.objects.get(case=received(actor, entry), full_name="Lò Thị Mẫu")

    def same_home(who):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cases_same_home(%s, %s)", [party.pk, who.person_id])
            return cursor.fetchone()[0]

    village = world.villages["Xã An Mẫu"][1]
    others = [
        seat_of("commune_officer", world.xa_b), seat_of("province_officer", world.tinh_mau),
        seat_of("commune_leader", world.xa_a), seat_of("team_head", village, team_id=other_team.pk),
    ]  # fmt: skip
    with acting(head):
        assert (same_home(own), same_home(beside)) == (True, False)
    for seat in others:
        with acting(seat):
            assert same_home(own) is False, seat.kind


def test_a_relative_in_a_team_that_mediates_along_is_named_before_anybody_adds_him(
    entry, team, other_team, sister_team, world, head, officer, acting, client_for
):
    """Law 35 Art. 10(3), 22: the other village's team is there because a party lives in its village."""
    with acting(officer):
        lives(make_mediator(other_team, "Lò Văn Bạn"), world, "thôn 1, Xã An Mẫu")
        make_mediator(other_team, "Hà Văn Mẫu")
        lives(make_mediator(sister_team, "Lò Văn Xa"), world, "thôn 1, Xã An Mẫu")
    with acting(head) as own:
        case = received(own, entry)
        assert relations.related_mediators(own, case) == []
        joined = services.join_team(actor=own, case=case, team=other_team, joined_on=june(12))
        assert relations.related_mediators(own, case) == [
            f"Hà Văn Mẫu ({other_team}) trùng họ tên với một bên. Nếu là một người thì không giao vụ việc này.",
            f"Lò Văn Bạn ({other_team}) cùng họ và cùng nơi ở với Lò Thị Mẫu. "
            "Hỏi xem có liên quan không trước khi giao.",
        ]
    page = client_for(head).get(f"/vu-viec/{case.uuid}/dien-bien/cung-hoa-giai/").content.decode()
    assert "Lò Văn Bạn" in page
    assert "cùng họ và cùng nơi ở với Lò Thị Mẫu" in page
    with acting(head) as own:
        services.leave_team(actor=own, case=case, team=joined, on_date=june(13))
        assert relations.related_mediators(own, case) == []


@pytest.mark.parametrize("words", ["Xóm Đồi,  THÔN 1", "Ấp ƯỜNG  ", "Đường Đ. số 3", "thôn Nà Ngoa", ""])
def test_words_are_folded_in_the_database_as_everywhere(db, words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_folded(%s)", [words])
        assert cursor.fetchone()[0] == fold(words)
