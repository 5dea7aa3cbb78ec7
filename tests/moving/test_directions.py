"""Guidance letters through a reform: the successor's office sees and owes them, and nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Body, Seat
from hoathuan.core.dates import today
from hoathuan.inbox.directions import rights
from hoathuan.inbox.directions.errors import DirectionRefused
from hoathuan.inbox.directions.models import Direction, Question, Recipient, Reply
from hoathuan.inbox.directions.services import acting, asking, drafting, issuing
from hoathuan.inbox.directions.standing import counts_of
from hoathuan.inbox.dues.reading import lines_of

from .country import Country, Writer, actor_of, great_reform, seat
from .test_people import after


def letter_of(officer: Seat, **fields: Any) -> Direction:
    actor = actor_of(officer)
    given = {
        "body": officer.body, "title": "Rà soát tổ hòa giải", "text": "Gửi danh sách", "number": "12/STP",
        "signed_on": date(2026, 1, 5), "scope": "below", "due_on": today(),
    }  # fmt: skip
    with as_actor(actor):
        draft = drafting.draft(typed=drafting.Typed(**(given | fields)), actor=actor)
        return issuing.issue(direction=draft, actor=actor)


def line_of(letter: Direction, name: str) -> Recipient:
    lines = letter.recipients.select_related("direction", "unit", "body", "former_unit")
    return next(
        line for line in lines if name in (line.unit.name, line.former_unit and line.former_unit.name)
    )


def reply(letter: Direction, name: str, officer: Seat) -> None:
    actor = actor_of(officer)
    with as_actor(actor):
        acting.act(recipient=line_of(letter, name), actor=actor, text=f"Báo cáo của {name}")


def owed(officer: Seat) -> int:
    return len([line for line in lines_of(actor_of(officer)) if line.source.key == "directions.reply"])


def test_merged_communes_owe_one_answer_and_both_officers_have_it(made: Country) -> None:
    letter = letter_of(made.seats["Tỉnh Mẫu"])
    assert (owed(made.seats["Xã An Mẫu"]), owed(made.seats["Xã Bình Mẫu"])) == (1, 1)
    great_reform(made).apply()
    first, second = (after(made.seats[name]) for name in ("Xã An Mẫu", "Xã Bình Mẫu"))
    assert (owed(first), owed(second)) == (1, 1)
    line = letter.recipients.get(merged_into=None)
    assert (line.unit.name, line.former_unit.name) == ("Xã Hợp Mẫu", "Xã An Mẫu")
    gone = letter.recipients.get(merged_into=line)
    with as_actor(actor_of(second)):
        with pytest.raises(DirectionRefused, match="gộp vào đơn vị khác"):
            acting.act(recipient=gone, actor=actor_of(second), text="Riêng")
        acting.act(recipient=line, actor=actor_of(second), text="Cho cả hai")
    assert (owed(first), owed(second)) == (0, 0)
    assert counts_of(letter.recipients.filter(merged_into=None), today()).acted == 1


def test_what_one_of_them_had_answered_stays_and_the_other_part_is_owed(made: Country) -> None:
    letter = letter_of(made.seats["Tỉnh Mẫu"])
    reply(letter, "Xã An Mẫu", made.seats["Xã An Mẫu"])
    great_reform(made).apply()
    new = after(made.seats["Xã An Mẫu"])
    assert owed(new) == 1
    lines = rights.own_recipients(actor_of(new), letter)
    assert [(str(line), line.acted_at is None) for line in lines] == [
        ("Xã Hợp Mẫu (Xã An Mẫu)", False),
        ("Xã Hợp Mẫu (Xã Bình Mẫu)", True),
    ]
    sister = actor_of(after(made.seats["Xã Phú Khác"]))
    assert not rights.directions_seen(sister).filter(pk=letter.pk).exists()


def test_the_province_that_took_over_goes_on_with_the_letter(made: Country) -> None:
    letter = letter_of(made.seats["Tỉnh Mẫu"])
    with as_actor(actor_of(made.seats["Xã An Mẫu"])):
        question = asking.ask(
            recipient=line_of(letter, "Xã An Mẫu"), text="Mẫu nào?", actor=actor_of(made.seats["Xã An Mẫu"])
        )
    great_reform(made).apply()
    letter.refresh_from_db()
    assert (letter.unit.name, letter.former_unit.name) == ("Tỉnh Gộp", "Tỉnh Mẫu")
    assert letter.body.name == "Sở Tư pháp tỉnh Mẫu", "who signed it stays"
    for name in ("Tỉnh Mẫu", "Tỉnh Khác"):
        assert rights.may_write(actor_of(after(made.seats[name])), letter)
    officer = actor_of(after(made.seats["Tỉnh Khác"]))
    with as_actor(officer):
        question = Question.objects.select_related("direction__body").get(pk=question.pk)
        asking.answer(question=question, text="Mẫu 01", actor=officer)


def test_of_a_split_commune_nobody_is_late_and_the_counts_close(made: Country) -> None:
    letter = letter_of(made.seats["Tỉnh Khác"], due_on=None)
    outcome = great_reform(made).apply()
    lines = {line.label: line.count for line in outcome.lines}
    assert lines["Văn bản chỉ đạo gửi đến đơn vị chưa có nơi tiếp nhận"] == 1
    counts = counts_of(letter.recipients.filter(merged_into=None), today())
    assert {one.value: n for one, n in counts.lines} == {"ket-thuc": 1, "chua-mo": 1}
    assert owed(after(made.seats["Xã Phú Khác"])) == 1


def test_a_body_goes_on_as_its_successor(made: Country) -> None:
    front = Body.objects.create(name="Mặt trận tỉnh Mẫu", kind="front", unit=made.world.tinh_mau)
    officer = seat("body_officer", made.world.tinh_mau, body=front)
    letter = letter_of(made.seats["Tỉnh Mẫu"], scope="chosen", bodies=[front])
    great_reform(made).apply()
    assert owed(after(officer)) == 1
    assert letter.recipients.get().unit.name == "Tỉnh Gộp"


@pytest.mark.parametrize("target_name", [None, "Xã Phú Khác"])
def test_a_correction_parts_them_again_and_who_owes_owes(made: Country, target_name: str | None) -> None:
    letter = letter_of(made.seats["Tỉnh Mẫu"])
    wrong = Writer()
    wrong.link(made.world.xa_a, made.world.xa_b)
    wrong.apply()
    assert letter.recipients.filter(merged_into=None).get().unit.name == "Xã Bình Mẫu"
    mend = Writer(corrects=wrong.reform)
    mend.link(made.world.xa_a, made.unit(target_name) if target_name else None)
    mend.apply()
    open_lines = letter.recipients.filter(merged_into=None).order_by("pk")
    assert [line.unit.name for line in open_lines] == [target_name or "Xã An Mẫu", "Xã Bình Mẫu"]
    assert [line.former_unit and line.former_unit.name for line in open_lines] == [
        target_name and "Xã An Mẫu",
        None,
    ]


def test_twice_merged_one_line_carries_all_of_them(made: Country) -> None:
    letter = letter_of(made.seats["Tỉnh Mẫu"])
    reply(letter, "Xã An Mẫu", made.seats["Xã An Mẫu"])
    other = letter_of(made.seats["Tỉnh Mẫu"], number="13/STP")
    first = Writer(date(2026, 2, 1))
    first.merge([made.world.xa_a, made.world.xa_b], "Xã Một Mẫu")
    first.apply()
    second = Writer(date(2026, 3, 1))
    second.link(made.unit("Xã Một Mẫu"), second.new("Xã Hai Mẫu", made.world.tinh_mau))
    second.apply()
    assert {line.unit.name for line in Recipient.objects.all()} == {"Xã Hai Mẫu"}
    assert letter.recipients.filter(acted_at=None, merged_into=None).count() == 1
    assert other.recipients.filter(merged_into=None).count() == 1
    assert Reply.objects.count() == 1
