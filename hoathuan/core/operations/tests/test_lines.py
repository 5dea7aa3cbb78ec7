"""The log tells what went wrong, where and in which request, and nothing about people."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test import Client

from hoathuan.core.jobs.models import Job
from hoathuan.core.jobs.running import run
from hoathuan.core.operations.lines import JsonLines

NAME = "Nguyễn Văn Thử"


class Kept(logging.Handler):
    """Every line as production writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, root, requests = Kept(), logging.getLogger(), logging.getLogger("hoathuan.requests")
    usual = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield handler
    requests.setLevel(usual)
    root.removeHandler(handler)


def broken(*args: object, **kwargs: object) -> None:
    raise ValueError(f"cannot read {NAME}")


@pytest.mark.django_db
def test_one_line_for_a_request_with_its_code_seat_and_pattern(
    kept: Kept, world: Any, seat_of: Callable[..., Any], client_for: Callable[..., Client]
) -> None:
    seat = seat_of("commune_officer", world.xa_a, name=NAME)
    answer = client_for(seat).get("/to-hoa-giai/", {"q": NAME})
    line = next(line for line in kept.lines if line["logger"] == "hoathuan.requests")
    assert line["request"] == answer["X-Request-ID"]
    assert (line["seat"], line["method"], line["status"]) == (seat.pk, "GET", answer.status_code)
    assert line["route"] == "/to-hoa-giai/"
    assert line["ms"] >= 0
    assert "Nguy" not in "".join(kept.texts)


def test_each_request_has_a_code_of_its_own_whatever_the_browser_says(client: Client, db: None) -> None:
    one = client.get("/tro-giup/", headers={"X-Request-ID": "chosen-by-a-stranger"})
    other = client.get("/tro-giup/")
    assert len({one["X-Request-ID"], other["X-Request-ID"], "chosen-by-a-stranger"}) == 3


@pytest.mark.django_db
def test_the_code_on_the_page_of_an_error_is_the_one_in_the_header_and_in_the_log(
    kept: Kept, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoathuan.core.ui.views.render", broken)
    client.raise_request_exception = False
    answer = client.get("/tro-giup/")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    mistakes = [line for line in kept.lines if line["level"] == "error"]
    assert {line["request"] for line in mistakes} == {answer["X-Request-ID"]}
    trace = next(line["error"] for line in mistakes if "error" in line)
    assert trace["kind"] == "ValueError"
    assert any("test_lines.py" in place for place in trace["at"])
    assert "Nguy" not in "".join(kept.texts), "the words of an exception may quote a person"


@pytest.mark.django_db
def test_keys_and_secrets_in_an_address_are_not_written_down(kept: Kept, client: Client) -> None:
    client.get("/khong-co/bi-mat-cua-toi/")
    client.get("/tai-khoan/kich-hoat/BIMAT-12345/")
    assert "bi-mat" not in "".join(kept.texts)
    assert "BIMAT" not in "".join(kept.texts)


@pytest.mark.django_db
def test_a_refusal_of_the_database_is_named_without_quoting_the_row(kept: Kept) -> None:
    get_user_model().objects.create_user("trung-ten", password="mat-khau-thu")
    try:
        with transaction.atomic():
            get_user_model().objects.create_user("trung-ten", password="mat-khau-thu")
    except IntegrityError:
        logging.getLogger("hoathuan.errors").exception("not stored")
    line = kept.lines[-1]
    names = str(line["error"])
    assert "23505" in names
    assert "accounts_user" in names
    assert "trung-ten" not in kept.texts[-1]


@pytest.mark.django_db
def test_lines_of_a_job_carry_the_job(kept: Kept) -> None:
    job = Job.objects.create(title="Hỏng", work=f"{__name__}.broken", arguments={})
    run.call(str(job.uuid))
    failed = next(line for line in kept.lines if "failed" in line["event"])
    assert failed["job"] == str(job.uuid)
    assert "Nguy" not in "".join(kept.texts)


def test_a_line_asks_nothing_of_the_database(kept: Kept, client: Client, db: None) -> None:
    """Who acts is told if it is known; asking for it would cost each line a query."""
    with connection.execute_wrapper(lambda run, sql, *rest: run(sql, *rest)):
        client.get("/static/khong-co.css")
    assert all("seat" not in line for line in kept.lines if line["logger"] == "hoathuan.requests")
