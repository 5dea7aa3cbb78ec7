"""Which server answers a request, with a replica that is played by a second, read-only connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.http import Http404, HttpResponse
from django.test import Client

from hoathuan.cases.models import CaseContent
from hoathuan.core.operations import replica
from tests.moving.country import Country, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> Country:
    return build()


@pytest.fixture(autouse=True)
def second(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Another connection to the same database under the alias of the replica."""
    primary = connections["default"]
    other = primary.__class__(deepcopy(primary.settings_dict), alias=replica.ALIAS)
    connections[replica.ALIAS] = other
    monkeypatch.setattr(replica, "configured", lambda: True)
    monkeypatch.setattr(replica, "is_fresh", lambda: True)
    monkeypatch.setattr(replica, "_writers", set())
    monkeypatch.setattr(replica, "_state", replica._State())
    yield other
    other.close()
    del connections[replica.ALIAS]


def process() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def process_of(alias: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Ask a page whose work is given; `client.get(...)` answers with the server process that did it."""

    def with_work(work: Callable[[], Any]) -> None:
        def view(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            work()
            return HttpResponse(str(process()))

        monkeypatch.setattr("hoathuan.core.ui.views.render", view)

    return with_work


def served_by(response: Any) -> str:
    number = int(response.content)
    names = {process_of(alias): alias for alias in ("default", replica.ALIAS)}
    return names[number]


def test_who_only_looks_is_answered_by_the_replica(client: Client, ask: Callable[..., Any]) -> None:
    ask(lambda: None)
    assert served_by(client.get("/tro-giup/")) == replica.ALIAS
    assert connections["default"] is not connections[replica.ALIAS]


def test_who_has_written_is_answered_by_the_primary_for_some_seconds(
    client: Client, ask: Callable[..., Any], settings: Any
) -> None:
    ask(lambda: None)
    done = client.post("/hien-thi/", {"next": "/", "text": "large"})
    assert done.cookies[replica.COOKIE]["max-age"] == settings.HT_REPLICA_SECONDS
    assert served_by(client.get("/tro-giup/")) == "default"
    del client.cookies[replica.COOKIE]
    assert served_by(client.get("/tro-giup/")) == replica.ALIAS


def test_a_page_that_has_to_write_begins_again_at_the_primary(
    client: Client, ask: Callable[..., Any]
) -> None:
    from hoathuan.core import audit

    ask(lambda: audit.record(actor=None, action="a.b"))
    answer = client.get("/tro-giup/")
    assert served_by(answer) == "default"
    assert replica.COOKIE in answer.cookies, "and what it wrote is seen by the next"
    from hoathuan.core.models import AuditEntry

    assert AuditEntry.objects.filter(action="a.b").count() == 1
    assert replica._writers == {"core:help"}


def test_a_write_whose_refusal_is_swallowed_is_noticed_too(client: Client, ask: Callable[..., Any]) -> None:
    """The cache of rate limits goes on without its write; a limit that never counts would be none."""
    from django.core.cache import cache

    ask(lambda: cache.set("limit", 7, 60))
    assert served_by(client.get("/tro-giup/")) == "default"
    assert cache.get("limit") == 7


def test_what_has_not_arrived_yet_is_looked_for_at_the_primary(
    client: Client, ask: Callable[..., Any]
) -> None:
    def missing_there() -> None:
        if connection.alias == replica.ALIAS:
            raise Http404

    ask(missing_there)
    assert served_by(client.get("/tro-giup/")) == "default"


def test_a_replica_that_is_away_or_behind_is_left_alone(
    client: Client, ask: Callable[..., Any], second: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(lambda: None)
    tries: list[int] = []

    def away() -> None:
        tries.append(1)
        raise OperationalError("connection failed")

    monkeypatch.setattr(second, "ensure_connection", away)
    second.close()
    assert client.get("/tro-giup/").status_code == 200
    assert client.get("/tro-giup/").status_code == 200
    assert len(tries) == 1, "not tried for every page"
    monkeypatch.setattr(replica, "_state", replica._State())
    monkeypatch.setattr(replica, "is_fresh", lambda: False)
    client.get("/tro-giup/")
    assert len(tries) == 1


def test_a_server_that_is_no_replica_is_not_read_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a fail-over nobody follows: what stands there grows old without a sign."""
    monkeypatch.undo()
    assert replica.is_fresh() is False


def test_row_security_holds_there_for_each_actor(
    made: Country, client_for: Callable[..., Client], ask: Callable[..., Any]
) -> None:
    """On one connection, one after the other: each sees only her own commune, nobody sees anything."""
    seen: list[tuple[str, set[str]]] = []

    def look() -> None:
        found = set(CaseContent.objects.values_list("case__now_commune__name", flat=True))
        seen.append((connection.alias, found))

    ask(look)
    for name in ("Xã An Mẫu", "Xã Bình Mẫu", "Tỉnh Mẫu", "Xã An Mẫu"):
        assert served_by(client_for(made.seats[name]).get("/tro-giup/")) == replica.ALIAS
    Client().get("/tro-giup/")
    assert [alias for alias, _found in seen] == [replica.ALIAS] * 5
    assert [found for _alias, found in seen] == [{"Xã An Mẫu"}, {"Xã Bình Mẫu"}, set(), {"Xã An Mẫu"}, set()]
    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('ht.content_commune', true), '')")
        assert cursor.fetchone() == ("",)


def test_pages_are_the_same_from_both(made: Country, client_for: Callable[..., Client]) -> None:
    client = client_for(made.seats["Xã An Mẫu"])
    for path in ("/", "/vu-viec/", "/to-hoa-giai/", "/so-lieu/"):
        client.cookies.pop(replica.COOKIE, None)
        there = client.get(path)
        client.cookies[replica.COOKIE] = "1"
        here = client.get(path)
        assert (there.status_code, here.status_code) == (200, 200)
        assert there.templates == [] or len(there.content) == len(here.content)
