"""What a draft agreement already says: everything that the dispute knows, each thing once."""

from datetime import date, time

import pytest
from django.urls import reverse

from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending, PartyRole
from hoathuan.cases.models import SessionContent
from hoathuan.cases.parties import Someone
from hoathuan.settlements import rules
from hoathuan.settlements.services import drafting, promises
from hoathuan.settlements.services.promises import NewPromise

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(acted, entry):
    """A success after two meetings and a pause between them."""

    def worked(actor):
        case = cases.receive(actor=actor, entry=entry(ended_on=None, ground="request"))
        told = {"actor": actor, "case": case}
        sat = [Someone("Lò Thị Mẫu", role=PartyRole.PARTY), Someone("Hà Văn Mẫu", role=PartyRole.PARTY)]
        cases.hold_session(**told, held_on=date(2026, 6, 3), held_at=time(14, 30), place="nhà văn hóa thôn 1",
                           present=sat, result="Chưa thống nhất\nđược lối đi.")  # fmt: skip
        cases.pause(**told, from_on=date(2026, 6, 4), asked_by="parties", until_on=date(2026, 6, 8))
        cases.hold_session(**told, held_on=date(2026, 6, 9))
        return cases.end(
            **told, ended_on=date(2026, 6, 10), ending=Ending.AGREEMENT, agreement="Dời hàng rào."
        )

    return acted(worked)


def test_part_d_has_a_line_for_each_meeting_and_each_pause(acted, met):
    draft = acted(lambda actor: drafting.draft_shown(actor=actor, case=met))
    lines = draft.course.splitlines()
    first = (
        "Ngày 03/06/2026, 14 giờ 30, tại nhà văn hóa thôn 1: buổi hòa giải; có mặt Lò Thị Mẫu, Hà Văn Mẫu; "
        "kết quả: Chưa thống nhất được lối đi."
    )
    pause = "Từ ngày 04/06/2026 đến ngày 08/06/2026: tạm dừng hòa giải theo yêu cầu của các bên."
    at = lines.index(first)
    assert lines[at + 1 : at + 3] == [pause, "Ngày 09/06/2026: buổi hòa giải."]
    assert lines[-1] == "Ngày 10/06/2026: các bên đạt được thỏa thuận."


def test_of_a_meeting_whose_words_are_closed_to_the_reader_the_day_stands(acted, met):
    acted(lambda actor: SessionContent.objects.filter(case=met).delete())
    draft = acted(lambda actor: drafting.draft_shown(actor=actor, case=met))
    assert "Ngày 03/06/2026, 14 giờ 30: buổi hòa giải." in draft.course


def test_the_hint_names_the_parts_that_are_there_already(acted, met, client_for, officer):
    url = reverse("settlements:compose", args=[met.uuid])
    page = client_for(officer).get(url).content.decode()
    assert "Năm phần đầu lấy từ vụ việc; ghi việc đã hứa trước thì phần e, g cũng có sẵn." in page
    draft = acted(lambda actor: drafting.draft_shown(actor=actor, case=met))
    assert [group.letter for group in rules.lacking(draft)] == ["e", "g"]
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    acted(lambda actor: promises.promise(actor=actor, case=met, new=new))
    assert rules.lacking(acted(lambda actor: drafting.draft_shown(actor=actor, case=met))) == []
