"""What recipients do: open, answer, mend, ask; what the issuer sees of it, and when somebody is late."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.models import Notice, Seat
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.dates import today
from hoathuan.inbox.directions import rights
from hoathuan.inbox.directions.errors import AnsweredAlready, DirectionRefused, NotYours
from hoathuan.inbox.directions.models import Question, Reply
from hoathuan.inbox.directions.services import acting as answers
from hoathuan.inbox.directions.services import asking, issuing
from hoathuan.inbox.directions.standing import counts_of, with_standing
from hoathuan.inbox.dues.holders import holders_of
from hoathuan.inbox.dues.reading import counts_below, lines_of
from hoathuan.inbox.services import reminding

from .conftest import line_of

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 23)


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def letter(offices: Any, sent: Any, clock: Any) -> Any:
    """Sent on 20/06/2026 to both communes and the union, to be answered by 23/06/2026."""
    clock(2026, 6, 20, 9)
    return sent(due_on=DUE, bodies=[offices.union])


def answered(acting: Any, seat: Any, letter: Any, unit: Any, **fields: Any) -> Any:
    with acting(seat) as actor:
        return answers.act(recipient=line_of(letter, unit, body=None), actor=actor, **fields)


def standings(letter: Any) -> dict[str, str]:
    rows = with_standing(letter.recipients.select_related("unit", "body", "former_unit"), today())
    return {str(row): row.standing for row in rows}


def test_the_first_of_an_office_who_looks_is_written_down(offices, letter, acting) -> None:
    for seat in (offices.leader_a, offices.a):
        with acting(seat) as actor:
            answers.open_for(letter, actor)
    line = line_of(letter, offices.world.xa_a)
    assert line.opened_by == offices.leader_a
    assert line_of(letter, offices.world.xa_b).opened_at is None
    with acting(offices.province) as actor:
        answers.open_for(letter, actor)
    assert letter.recipients.filter(opened_at__isnull=False).count() == 1


def test_who_was_late_follows_the_clock_over_midnight(offices, letter, acting, clock) -> None:
    world = offices.world
    clock(2026, 6, 23, 23, 59)
    assert set(standings(letter).values()) == {"chua-mo"}
    answered(acting, offices.a, letter, world.xa_a, text="Đã rà soát")
    clock(2026, 6, 24, 0, 0)
    with acting(offices.b) as actor:
        answers.open_for(letter, actor)
    assert standings(letter) == {
        "Xã An Mẫu": "xong",
        "Xã Bình Mẫu": "qua-han",
        "Hội Phụ nữ tỉnh Mẫu": "qua-han",
    }
    answered(acting, offices.b, letter, world.xa_b, text="Muộn một phút")
    assert standings(letter)["Xã Bình Mẫu"] == "xong-muon"


def test_counts_close_whatever_has_happened(offices, letter, acting, clock) -> None:
    answered(acting, offices.a, letter, offices.world.xa_a, text="Xong")
    with acting(offices.b) as actor:
        answers.open_for(letter, actor)
    counts = counts_of(letter.recipients, today())
    assert [(one.value, n) for one, n in counts.lines] == [("xong", 1), ("da-mo", 1), ("chua-mo", 1)]
    clock(2026, 7, 1, 9)
    counts = counts_of(letter.recipients, today())
    assert (counts.total, counts.acted, counts.late) == (3, 1, 2)
    with acting(offices.province) as actor:
        issuing.withdraw(direction=letter, reason="Không cần nữa", actor=actor)
    counts = counts_of(letter.recipients, today())
    assert (counts.total, counts.late) == (3, 0), "who need not act is not late"


def test_a_report_is_words_or_a_file_and_may_be_mended_until_it_is_accepted(
    offices, letter, acting, clock
) -> None:
    line = line_of(letter, offices.world.xa_a)
    with acting(offices.a) as actor:
        with pytest.raises(DirectionRefused, match="nội dung báo cáo"):
            answers.act(recipient=line, actor=actor, text=" \n ")
        first = answers.act(recipient=line, actor=actor, upload=SimpleUploadedFile("bc.pdf", PDF))
    clock(2026, 6, 25, 9)
    second = answered(acting, offices.leader_a, letter, offices.world.xa_a, text="Bổ sung")
    assert standings(letter)["Xã An Mẫu"] == "xong", "what was answered in time stays in time"
    with acting(offices.director) as actor:
        with pytest.raises(DirectionRefused, match="vừa sửa báo cáo"):
            answers.accept(recipient=line, seen=first.uuid, actor=actor)
        answers.accept(recipient=line, seen=second.uuid, actor=actor)
        answers.accept(recipient=line, seen="", actor=actor)
    with pytest.raises(DirectionRefused, match="đã nhận báo cáo"):
        answered(acting, offices.a, letter, offices.world.xa_a, text="Nữa")
    line.refresh_from_db()
    assert (line.accepted_by, line.replies.count()) == (offices.director, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE directions_reply SET text = 'x'")


def test_where_no_report_is_asked_done_is_said_once(offices, sent, acting) -> None:
    letter = sent(asks="done")
    answered(acting, offices.a, letter, offices.world.xa_a)
    assert answered(acting, offices.leader_a, letter, offices.world.xa_a) is None
    assert Reply.objects.count() == 1
    assert standings(letter)["Xã An Mẫu"] == "xong"


def test_only_the_office_itself_acts_and_only_while_the_letter_holds(offices, letter, acting) -> None:
    line = line_of(letter, offices.world.xa_a)
    for seat in (offices.b, offices.c, offices.province, offices.women, offices.inspector, offices.ministry):
        with acting(seat) as actor:
            with pytest.raises(NotYours):
                answers.act(recipient=line, actor=actor, text="Thay")
            with pytest.raises(NotYours):
                asking.ask(recipient=line, text="Hỏi thay", actor=actor)
    with acting(offices.women) as actor:
        union = letter.recipients.select_related("direction").get(body=offices.union)
        assert answers.act(recipient=union, actor=actor, text="Hội báo cáo")
    with acting(offices.a) as actor, pytest.raises(NotYours):
        answers.accept(recipient=line, seen="", actor=actor)
    with acting(offices.province) as actor:
        with pytest.raises(DirectionRefused, match="chưa gửi báo cáo"):
            answers.accept(recipient=line, seen="", actor=actor)
        issuing.withdraw(direction=letter, reason="Sai mẫu", actor=actor)
    with pytest.raises(DirectionRefused, match="bị thu hồi"):
        answered(acting, offices.a, letter, offices.world.xa_a, text="Muộn rồi")


def test_the_late_are_reminded_once_a_day(offices, letter, acting, clock) -> None:
    answered(acting, offices.a, letter, offices.world.xa_a, text="Xong")
    with acting(offices.province) as actor:
        with pytest.raises(DirectionRefused, match="Không có nơi nhận nào quá hạn"):
            issuing.remind(direction=letter, actor=actor)
        clock(2026, 6, 24, 9)
        assert issuing.remind(direction=letter, actor=actor) == 2
        with pytest.raises(DirectionRefused, match="Hôm nay đã nhắc"):
            issuing.remind(direction=letter, actor=actor)
        clock(2026, 6, 25, 0, 0)
        assert issuing.remind(direction=letter, actor=actor) == 2
    heard = Notice.objects.filter(kind="direction_late").values_list("user__person__full_name", flat=True)
    assert set(heard) == {"Ông Mẫu Bình", offices.women.person.full_name}
    assert len(heard) == 4
    with acting(offices.b) as actor, pytest.raises(NotYours):
        issuing.remind(direction=letter, actor=actor)


def test_a_question_is_seen_by_who_asked_and_answers_and_then_by_everybody(
    offices, letter, acting, actor_of
) -> None:
    line = line_of(letter, offices.world.xa_a)
    with acting(offices.a) as actor:
        with pytest.raises(DirectionRefused, match="câu hỏi"):
            asking.ask(recipient=line, text=" ? ", actor=actor)
        question = asking.ask(recipient=line, text="Tính cả tổ ghép không?", actor=actor)
        assert asking.ask(recipient=line, text=" Tính cả tổ ghép  không?", actor=actor) == question
        for number in range(asking.MOST_OPEN - 1):
            asking.ask(recipient=line, text=f"Câu hỏi thứ {number}", actor=actor)
        with pytest.raises(DirectionRefused, match="5 câu hỏi đang chờ"):
            asking.ask(recipient=line, text="Câu hỏi quá nhiều", actor=actor)
    Question.objects.exclude(pk=question.pk).delete()

    def sees(seat: Any) -> bool:
        return rights.questions_seen(actor_of(seat), letter).filter(pk=question.pk).exists()

    assert [sees(one) for one in (offices.leader_a, offices.second, offices.inspector, offices.ministry)] == [
        True
    ] * 4
    assert not sees(offices.b)
    with acting(offices.b) as actor, pytest.raises(NotYours):
        asking.answer(question=question, text="Tôi nghĩ là có", actor=actor)
    with acting(offices.second) as actor:
        asking.answer(question=question, text="Có, tính cả tổ ghép.", actor=actor)
    assert sees(offices.b)
    assert sees(offices.women)
    heard = Notice.objects.filter(kind="direction_answered").values_list("user", flat=True)
    assert {one.person.user_id for one in (offices.a, offices.b, offices.women)} <= set(heard)
    asked = Notice.objects.filter(kind="direction_asked").values_list("user", flat=True)
    assert set(asked) == {one.person.user_id for one in (offices.province, offices.second, offices.director)}


def test_answered_once_and_the_second_is_told_by_whom(offices, letter, acting) -> None:
    with acting(offices.a) as actor:
        question = asking.ask(recipient=line_of(letter, offices.world.xa_a), text="Mẫu nào?", actor=actor)
    with acting(offices.province) as actor:
        asking.answer(question=question, text="Mẫu 01", actor=actor)
    with acting(offices.second) as actor, pytest.raises(AnsweredAlready, match="Bà Mẫu Sở trả lời lúc"):
        asking.answer(question=question, text="Mẫu 02", actor=actor)
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Mẫu 01", offices.province)


def titles(actor: Any, source: str) -> list[str]:
    return [str(line.due.title) for line in lines_of(actor) if line.source.key == source]


def test_what_is_owed_stands_among_the_dues_until_it_is_done(
    offices, letter, acting, actor_of, clock
) -> None:
    words = ["Báo cáo theo văn bản 12/STP-HG: Rà soát tổ hòa giải"]
    for seat in (offices.a, offices.b, offices.women):
        assert titles(actor_of(seat), "directions.reply") == words
    for seat in (offices.c, offices.other, offices.province, offices.ministry):
        assert titles(actor_of(seat), "directions.reply") == []
    below = {row.unit.name: (row.open, row.late) for row in counts_below(actor_of(offices.province))}
    assert (below["Xã An Mẫu"], below["Xã Bình Mẫu"]) == ((1, 0), (1, 0))
    clock(2026, 6, 24, 9)
    assert {row.unit.name: row.late for row in counts_below(actor_of(offices.province))}["Xã An Mẫu"] == 1
    answered(acting, offices.a, letter, offices.world.xa_a, text="Xong")
    assert titles(actor_of(offices.a), "directions.reply") == []
    with acting(offices.a) as actor:
        asking.ask(recipient=line_of(letter, offices.world.xa_a), text="Mẫu nào?", actor=actor)
    assert titles(actor_of(offices.second), "directions.question") == ["Xã An Mẫu hỏi về văn bản 12/STP-HG"]
    with acting(offices.province) as actor:
        issuing.withdraw(direction=letter, reason="Sai mẫu", actor=actor)
    assert titles(actor_of(offices.b), "directions.reply") == []
    assert titles(actor_of(offices.second), "directions.question") == []


def test_it_outlives_the_seat_and_is_reminded_like_any_other_due(
    offices, letter, actor_of, seat_of, clock
) -> None:
    (line,) = [one for one in lines_of(actor_of(offices.a)) if one.source.key == "directions.reply"]
    assert holders_of([line.due]).of(line.due.office) == [offices.a]
    Seat.objects.filter(pk=offices.a.pk).update(valid=DateRange(date(2025, 7, 1), today()))
    assert titles(actor_of(offices.province), "directions.reply"), "nobody sits there: it stands above"
    new = seat_of("commune_officer", offices.world.xa_a)
    assert titles(actor_of(new), "directions.reply")
    assert titles(actor_of(offices.province), "directions.reply") == []
    clock(2026, 6, 24, 8)
    reminding.every_morning()
    told = Notice.objects.filter(user=new.person.user).values_list("kind", flat=True)
    assert [kind for kind in told if kind.startswith("due")], list(told)


def test_a_letter_without_a_day_waits_and_reminds_nobody(offices, sent, actor_of, clock) -> None:
    clock(2026, 6, 20, 9)
    sent(asks="done")
    (line,) = [one for one in lines_of(actor_of(offices.a)) if one.source.key == "directions.reply"]
    assert (line.due.due_on, line.due.title) == (None, "Thực hiện văn bản 12/STP-HG: Rà soát tổ hòa giải")
    clock(2027, 6, 20, 9)
    reminding.every_morning()
    assert not Notice.objects.filter(user=offices.a.person.user).exclude(kind="direction_new").exists()


def test_a_village_head_owes_what_the_commune_asks(offices, sent, seat_of, actor_of, acting) -> None:
    from hoathuan.accounts.models import Body

    world = offices.world
    body = Body.objects.create(name="UBND Xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    first, second = world.villages["Xã An Mẫu"]
    head, team = seat_of("village_head", first), seat_of("team_head", first, team_id=7)
    beside, at_commune = seat_of("village_head", second), seat_of("team_head", world.xa_a, team_id=8)
    letter = sent(offices.a, body=body)
    for seat, owed in ((head, 1), (team, 1), (beside, 1), (at_commune, 0), (offices.a, 0)):
        assert len(titles(actor_of(seat), "directions.reply")) == owed
    answered(acting, team, letter, first, text="Tổ đã làm")
    assert titles(actor_of(head), "directions.reply") == []
    assert len(titles(actor_of(beside), "directions.reply")) == 1


def test_a_person_gets_what_she_did_with_letters_and_nothing_of_others(offices, letter, acting) -> None:
    from hoathuan.inbox.directions.privacy import done_by
    from hoathuan.privacy.api import Subject

    answered(acting, offices.a, letter, offices.world.xa_a, text="Báo cáo của tôi")
    answered(acting, offices.b, letter, offices.world.xa_b, text="Báo cáo của người khác")
    with acting(offices.leader_a) as actor:
        asking.ask(recipient=line_of(letter, offices.world.xa_a), text="Câu hỏi của lãnh đạo", actor=actor)
    (section,) = done_by(Subject(offices.a.person.user, offices.a.person))
    text = str(section.rows)
    assert "Báo cáo của tôi" in text
    assert "người khác" not in text
    assert "lãnh đạo" not in text
    (section,) = done_by(Subject(offices.leader_a.person.user, offices.leader_a.person))
    assert [row[0] for row in section.rows] == ["Hỏi"]
    assert done_by(Subject(offices.a.person.user, None)) == []


def test_every_notice_can_be_said_and_may_be_turned_off_as_directions(offices, letter, acting, clock) -> None:
    from hoathuan.accounts import notices

    with acting(offices.a) as actor:
        question = asking.ask(
            recipient=line_of(letter, offices.world.xa_a), text="100% hay %(x)s?", actor=actor
        )
    clock(2026, 6, 24, 9)
    with acting(offices.province) as actor:
        asking.answer(question=question, text="Cả hai", actor=actor)
        issuing.remind(direction=letter, actor=actor)
        issuing.withdraw(direction=letter, reason="Sai 100%", actor=actor)
    told = {one.kind: notices.sentence(one) for one in Notice.objects.all()}
    assert {notices.group_of(kind) for kind in told} == {"directions"}
    assert told["direction_new_due"].startswith(
        "Sở Tư pháp tỉnh Mẫu gửi văn bản chỉ đạo số 12/STP-HG, hạn 23/06/2026:"
    )
    assert told["direction_withdrawn"].endswith("Lý do: Sai 100%")
    assert told["direction_asked"].startswith("Xã An Mẫu hỏi về")
    assert set(told) == {
        "direction_new_due", "direction_asked", "direction_answered", "direction_late", "direction_withdrawn",
    }  # fmt: skip
    assert "100% hay" not in " ".join(told.values()), "what is asked stays inside"
