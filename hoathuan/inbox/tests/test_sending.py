"""What is told goes outside once: a server that is down for a day loses nothing, and nothing goes twice."""

import smtplib
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from hoathuan.accounts import notices
from hoathuan.accounts.models import User
from hoathuan.core.dates import ZONE
from hoathuan.inbox.choices import State
from hoathuan.inbox.models import Delivery, Preference
from hoathuan.inbox.services import planning, reminding, sending

from .conftest import DAY, SECRETS, due_of

START = datetime(2026, 6, 23, 8, tzinfo=ZONE)


class Server:
    """Stands for the mail server: up or down, and what it has taken."""

    def __init__(self) -> None:
        self.problem: Exception | None = None
        self.at_opening = True
        self.taken: list[str] = []

    def open(self, *_: Any) -> bool:
        if self.problem and self.at_opening:
            raise self.problem
        return True

    def take(self, messages: list[Any]) -> int:
        if self.problem and not self.at_opening:
            raise self.problem
        self.taken += [message.extra_headers["Message-ID"] for message in messages]
        return len(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    backend = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(f"{backend}.open", lambda _self: made.open())
    monkeypatch.setattr(f"{backend}.send_messages", lambda _self, messages: made.take(messages))
    return made


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """`hours(24)`: a day after the start. Days of rows made by the database itself are not touched."""

    def turn(passed: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: START + timedelta(hours=passed))

    turn(0)
    return turn


@pytest.fixture
def user(db: None) -> Any:
    return User.objects.create_user("nguoi-nhan", email="nguoi.nhan@example.com")


def tell(user: Any, kind: str = "due_today") -> Delivery:
    notices.tell([user.pk], kind, title="Việc thử", day="23/06/2026")
    return Delivery.objects.latest("id")


@pytest.mark.django_db
def test_a_notice_and_its_delivery_are_kept_together_or_not_at_all(user: Any) -> None:
    with transaction.atomic():
        tell(user)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    tell(user)
    assert Delivery.objects.get().state == State.WAITING


@pytest.mark.django_db
@override_settings(HT_PUBLIC_URL="https://hoathuan.example")
def test_an_email_says_the_notice_and_where_to_read_on(user: Any) -> None:
    delivery = tell(user)
    assert sending.send_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == ["nguoi.nhan@example.com"]
    assert "Hạn hôm nay, 23/06/2026: Việc thử." in sent.body
    assert "https://hoathuan.example/viec-den-han/" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{delivery.uuid}@hoathuan>"
    assert sending.send_waiting() == 0


@pytest.mark.django_db
def test_a_server_that_is_down_for_a_day_loses_nothing_and_sends_nothing_twice(
    user: Any, server: Server, hours: Any
) -> None:
    made = {f"<{tell(user).uuid}@hoathuan>" for _ in range(5)}
    server.problem = ConnectionRefusedError("refused")
    for quarter in range(24 * 4):
        hours(quarter / 4)
        assert sending.send_waiting() == 0
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.WAITING}
    stuck = Delivery.objects.order_by("id")[0]
    assert stuck.last_error == "Không nối được với máy chủ thư; hệ thống tự thử lại."
    assert 5 < stuck.attempts < 20
    server.problem = None
    for quarter in range(24 * 4, 32 * 4):
        hours(quarter / 4)
        sending.send_waiting()
    assert sorted(server.taken) == sorted(made)
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}


def test_between_attempts_the_wait_grows_and_then_stays() -> None:
    waits = [sending.next_try(attempts, START) - START for attempts in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == waits[-2] == timedelta(hours=4)


@pytest.mark.django_db
def test_after_three_days_a_person_has_to_look(user: Any, server: Server, hours: Any) -> None:
    delivery = tell(user)
    server.problem = ConnectionRefusedError("refused")
    hours(73)
    sending.send_waiting()
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}), State.FAILED),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), State.WAITING),
        (smtplib.SMTPDataError(451, b"later"), State.WAITING),
        (smtplib.SMTPDataError(554, b"never"), State.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), State.UNSURE),
        (TimeoutError(), State.UNSURE),
    ],
)
def test_what_surely_did_not_go_is_tried_again_and_what_may_have_gone_is_not(
    user: Any, server: Server, problem: Exception, state: str
) -> None:
    delivery = tell(user)
    server.problem, server.at_opening = problem, False
    sending.send_waiting()
    delivery.refresh_from_db()
    assert delivery.state == state
    assert delivery.last_error


@pytest.mark.django_db
def test_a_worker_that_died_while_sending_leaves_a_question_not_a_second_email(
    user: Any, server: Server, hours: Any
) -> None:
    tell(user)
    assert sending.claim("email") is not None  # and then nothing: it was killed
    hours(0.1)
    assert sending.send_waiting() == 0
    hours(1)
    sending.send_waiting()
    assert Delivery.objects.get().state == State.UNSURE
    assert server.taken == []


@pytest.mark.django_db
def test_what_was_read_in_the_application_is_not_sent_any_more(user: Any) -> None:
    tell(user)
    notices.unread(user).update(read_at=timezone.now())
    sending.send_waiting()
    assert Delivery.objects.get().state == State.DROPPED
    assert mail.outbox == []


@pytest.mark.django_db
def test_wishes_hold_but_what_concerns_the_account_always_goes(user: Any) -> None:
    Preference.objects.create(user=user, email=False, muted=["dues"])
    notices.tell([user.pk], "due_today", title="Việc", day="23/06/2026")
    assert not Delivery.objects.exists()
    notices.tell([user.pk], "factor_added")
    assert Delivery.objects.get().channel == "email"
    Preference.objects.update(email=True)
    notices.tell([user.pk], "due_today", title="Việc", day="23/06/2026")
    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_a_closed_account_and_one_without_an_address_get_nothing_outside(user: Any) -> None:
    other = User.objects.create_user("khong-thu")
    User.objects.filter(pk=user.pk).update(is_active=False)
    notices.tell([user.pk, other.pk], "factor_added")
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_an_account_that_was_closed_meanwhile_gets_nothing_more(user: Any) -> None:
    tell(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sending.send_waiting() == 0
    assert (mail.outbox, Delivery.objects.get().state) == ([], State.DROPPED)


@pytest.mark.django_db
def test_what_cannot_be_put_into_words_is_known_not_to_have_gone(user: Any) -> None:
    notices.tell([user.pk], "due_today")  # without the day and the title that its words name
    tell(user)
    assert sending.send_waiting() == 1
    assert [one.state for one in Delivery.objects.order_by("id")] == [State.FAILED, State.SENT]


@pytest.mark.django_db
def test_a_text_message_says_that_there_is_something_and_never_what(user: Any, tmp_path: Any) -> None:
    User.objects.filter(pk=user.pk).update(phone="0900000001", email="")
    Preference.objects.create(user=user, text=True)
    file = tmp_path / "tin" / "nhan.jsonl"
    adapter = "hoathuan.inbox.channels.texts.FileAdapter"
    with override_settings(HT_TEXT_ADAPTER=adapter, HT_TEXT_FILE=str(file)):
        tell(user)
        assert sending.send_waiting() == 1
    line = file.read_text()
    assert "0900000001" in line
    assert "đăng nhập để đọc" in line
    assert "Việc thử" not in line


@pytest.mark.django_db
def test_a_digest_comes_on_its_day_once_and_only_with_something_in_it(world, seat_of, dues, clock) -> None:
    officer, idle = seat_of("commune_officer", world.xa_a), seat_of("commune_officer", world.xa_b)
    for seat, digest in ((officer, "weekly"), (idle, "daily")):
        User.objects.filter(pk=seat.person.user_id).update(email=f"{digest}@example.com")
        Preference.objects.create(user=seat.person.user, digest=digest)
    dues.append(due_of(world.xa_a, DAY + timedelta(30)))
    clock(2026, 6, 23, 7)  # a Tuesday
    assert planning.plan_digests(DAY) == 1
    clock(2026, 6, 29, 7)  # a Monday
    monday = DAY + timedelta(6)
    planning.plan_digests(monday)
    planning.plan_digests(monday)
    assert Delivery.objects.filter(digest_on=monday).count() == 2
    assert sending.send_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == ["weekly@example.com"]
    assert "23/07/2026: Việc 1" in sent.body
    assert Delivery.objects.filter(state=State.DROPPED).count() == 2


@pytest.mark.django_db
def test_after_days_without_a_server_one_digest_comes_and_not_one_for_each_day(
    world, seat_of, dues, clock
) -> None:
    """What is due is said as it stands when it goes: three digests would say the same thrice."""
    seat = seat_of("commune_officer", world.xa_a)
    User.objects.filter(pk=seat.person.user_id).update(email="toi@example.com")
    Preference.objects.create(user=seat.person.user, digest="daily")
    dues.append(due_of(world.xa_a, DAY + timedelta(30)))
    for day in (23, 24, 25):
        clock(2026, 6, day, 7)
        planning.plan_digests(DAY + timedelta(day - 23))
    clock(2026, 6, 25, 8)
    assert sending.send_waiting() == 1
    assert len(mail.outbox) == 1
    states = list(Delivery.objects.order_by("digest_on").values_list("state", flat=True))
    assert states == [State.DROPPED, State.DROPPED, State.SENT]


@pytest.mark.django_db
def test_an_adapter_that_cannot_be_loaded_keeps_the_message_and_stops_no_other_way(user: Any) -> None:
    User.objects.filter(pk=user.pk).update(phone="0900000001")
    Preference.objects.create(user=user, text=True)
    with override_settings(HT_TEXT_ADAPTER="khong.co.Adapter"):
        tell(user)
        assert sending.send_waiting() == 1
    assert len(mail.outbox) == 1
    waiting = Delivery.objects.get(channel="text")
    assert (waiting.state, waiting.attempts) == (State.WAITING, 1)
    assert "TEXT_ADAPTER" in waiting.last_error


class Answers:
    """Stands for an operator of text messages."""

    def __init__(self, code: int = 200, problem: Exception | None = None) -> None:
        self.code, self.problem = code, problem
        self.came: list[dict[str, str]] = []

    def post(self, _url: str, json: dict[str, str], **_: Any) -> Any:
        if self.problem:
            raise self.problem
        self.came.append(json)
        answer = requests.Response()
        answer.status_code = self.code
        return answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("operator", "state"),
    [
        (Answers(), State.SENT),
        (Answers(503), State.WAITING),
        (Answers(404), State.FAILED),
        (Answers(problem=requests.ConnectionError()), State.WAITING),
        (Answers(problem=requests.ReadTimeout()), State.UNSURE),
    ],
)
def test_the_adapter_of_the_handbook_does_what_the_handbook_says(
    user: Any, operator: Answers, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/how-to/telling.md").read_text(encoding="utf-8")
    made = ModuleType("operator_of_the_handbook")
    exec(page.split("```python")[1].split("```")[0], made.__dict__)
    monkeypatch.setitem(sys.modules, made.__name__, made)
    monkeypatch.setattr(requests, "post", operator.post)
    User.objects.filter(pk=user.pk).update(phone="0900000001", email="")
    Preference.objects.create(user=user, text=True)
    with override_settings(HT_TEXT_ADAPTER=f"{made.__name__}.Operator"):
        delivery = tell(user)
        sending.send_waiting()
    delivery.refresh_from_db()
    assert delivery.state == state
    for one in operator.came:
        assert one["id"] == str(delivery.uuid)
        assert "Việc thử" not in one["text"]


@pytest.mark.django_db
def test_nothing_of_a_dispute_goes_outside_by_any_way(dispute, world, seat_of, clock, tmp_path) -> None:
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=dispute.team_id)
    for number, seat in enumerate((head, dispute.officer)):
        contact = {"email": f"thu{number}@example.com", "phone": f"090000000{number}"}
        User.objects.filter(pk=seat.person.user_id).update(**contact)
        Preference.objects.create(user=seat.person.user, text=True, digest="daily")
    file = tmp_path / "nhan.jsonl"
    adapter = "hoathuan.inbox.channels.texts.FileAdapter"
    with override_settings(HT_TEXT_ADAPTER=adapter, HT_TEXT_FILE=str(file)):
        for day in (22, 23, 24, 26):
            clock(2026, 6, day, 8)
            reminding.remind()
            planning.plan_digests(timezone.now().astimezone(ZONE).date())
            sending.send_waiting()
    outside = [f"{one.subject}\n{one.body}" for one in mail.outbox] + [file.read_text()]
    assert any(f"Vụ việc số {dispute}" in text for text in outside)
    assert not [secret for secret in SECRETS for text in outside if secret in text]


@pytest.fixture
def twenty(transactional_db: None) -> None:
    user = User.objects.create_user("nguoi-nhan", email="nguoi.nhan@example.com")
    for _ in range(20):
        tell(user)


@pytest.mark.django_db(transaction=True)
def test_workers_that_send_together_send_each_once(twenty: None, server: Server, race: Any) -> None:
    went = race(sending.send_waiting, 4)
    assert sum(went) == 20
    assert len(server.taken) == len(set(server.taken)) == 20


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_claim(
    twenty: None, server: Server, race: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All look for the next line before one of them takes it."""
    looked = threading.Barrier(4)

    def look_and_take(channel: str) -> Delivery | None:
        found = Delivery.objects.filter(state=State.WAITING, channel=channel).order_by("id").first()
        looked.wait()
        if found is not None:
            Delivery.objects.filter(pk=found.pk).update(state=State.SENDING)
            looked.wait()
        return found

    monkeypatch.setattr(sending, "claim", look_and_take)
    race(sending.send_waiting, 4)
    assert len(server.taken) > len(set(server.taken))
    connection.close()
