"""A streaming replica and pgbouncer as the page makes them, the product in front of both, and the primary lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
import pytest

from hoathuan.core.postgres.roles import APP

from .following import blocks
from .pairing import PAGE, Pair, lost_and_found, paired
from .rig import Installation, new_installation
from .serving import Browser, Web, web_server


@pytest.fixture(scope="module")
def pair(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A primary of its own, restored from a backup, its replica and the pool."""
    target = tmp_path_factory.mktemp("for-the-pair")
    filled.must("backup", str(target))
    (backup,) = target.glob("hoathuan-*")
    with new_installation(keys=filled.keys) as primary:
        primary.must("restore", str(backup))
        primary.must("collectstatic", "--noinput", "--verbosity", "0")
        with paired(primary) as made:
            yield made


@pytest.fixture
def web(pair: Pair) -> Iterator[Web]:
    with web_server(pair.primary, "--workers", "1", "--threads", "4", **pair.settings) as running:
        yield running


#: The justice officer of a commune gets a name, and the password of the one who is filled in.
NAMED = """
UPDATE accounts_user SET username = %s,
    password = (SELECT password FROM accounts_user WHERE username = 'canbo')
WHERE id = (SELECT p.user_id FROM accounts_seat s JOIN accounts_person p ON p.id = s.person_id
            JOIN units_unit u ON u.id = s.unit_id WHERE s.kind = 'commune_officer' AND u.name = %s)
"""


def officer(pair: Pair, web: Web, commune: str, name: str) -> Browser:
    """Sign in as the justice officer of a commune."""
    pair.primary.ask(NAMED, name, commune)
    pair.catch_up()
    browser = web.browser()
    browser.sign_in(name)
    return browser


def read_from(web: Web, answer_code: str) -> str:
    web.program.until(lambda lines: any(answer_code in line and '"answered"' in line for line in lines))
    return next(line["read"] for line in web.answered() if line["request"] == answer_code)


def where(web: Web, browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status == 200, answer.text
    return read_from(web, answer.headers["x-request-id"])


def seconds_later(browser: Browser) -> None:
    """The browser forgets the mark as it does when its seconds are over."""
    browser.cookies.pop("ht-primary", None)


def test_the_replica_follows_with_the_samples_settings(pair: Pair) -> None:
    assert pair.ask_standby("SELECT pg_is_in_recovery()") == [(True,)]
    assert pair.ask_standby("SHOW wal_receiver_timeout") == [("5s",)]
    assert pair.primary.ask("SHOW wal_sender_timeout") == [("10s",)]
    assert pair.primary.ask("SELECT slot_name::text, active FROM pg_replication_slots") == [
        ("hoathuan_replica", True)
    ]


def test_readers_are_answered_by_the_replica_and_writers_by_the_primary(pair: Pair, web: Web) -> None:
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    assert where(web, browser, "/to-hoa-giai/") == "primary", "who has just signed in has written"
    seconds_later(browser)
    assert where(web, browser, "/to-hoa-giai/") == "replica"
    browser.ask("POST", "/hien-thi/", "")  # refused or not: it might have written
    assert where(web, browser, "/to-hoa-giai/") == "primary"


def test_on_one_shared_connection_each_actor_sees_only_her_own(pair: Pair, web: Web) -> None:
    """The pool has one connection to each server: the settings of one must not reach the next."""
    here = officer(pair, web, "Xã An Mẫu", "canbo")
    there = officer(pair, web, "Xã Bình Mẫu", "canbo2")
    seen: dict[str, set[str]] = {}
    for _turn in range(3):
        for name, browser in (("here", here), ("there", there)):
            seconds_later(browser)
            page = browser.get("/vu-viec/")
            assert read_from(web, page.headers["x-request-id"]) == "replica"
            found = set(re.findall(r'href="(/vu-viec/[0-9a-f-]{36}/)"', page.text))
            assert found == seen.setdefault(name, found)
            assert {browser.get(path).status for path in found} == {200}
    assert len(seen["here"]) == len(seen["there"]) == 4
    assert not seen["here"] & seen["there"]
    assert {here.get(path).status for path in seen["there"]} == {404}
    password = pair.primary.place.passwords()[APP]
    for database in ("hoathuan", "hoathuan_replica"):
        with psycopg.connect(
            host="127.0.0.1", port=pair.pool_port, user=APP, password=password, dbname=database
        ) as connection:
            assert connection.execute("SELECT count(*) FROM cases_casecontent").fetchone() == (0,)


def test_what_was_written_is_on_the_replica_in_a_moment(pair: Pair, web: Web) -> None:
    pair.primary.ask("UPDATE teams_team SET name = 'Tổ hòa giải đổi tên' WHERE now_commune_id = (SELECT id FROM"
                     " units_unit WHERE name = 'Xã An Mẫu')")  # fmt: skip
    pair.catch_up()
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    seconds_later(browser)
    answer = browser.get("/to-hoa-giai/")
    assert "Tổ hòa giải đổi tên" in answer.text
    assert read_from(web, answer.headers["x-request-id"]) == "replica"


def test_without_the_replica_everything_goes_on(pair: Pair, web: Web) -> None:
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    seconds_later(browser)
    assert where(web, browser, "/to-hoa-giai/") == "replica"
    pair.second.lose()
    assert where(web, browser, "/to-hoa-giai/") == "primary"
    assert where(web, browser, "/vu-viec/") == "primary"
    pair.second.follow(["systemctl start postgresql@15-main"])
    while not pair.pool_reaches_standby():
        pass


def test_jobs_and_commands_work_through_the_pool(pair: Pair) -> None:
    done = pair.primary.manage("stats_verify", env=pair.primary.environment | pair.settings)
    assert done.returncode == 0, done.stderr
    done = pair.primary.manage("run_jobs", "--once", env=pair.primary.environment | pair.settings)
    assert done.returncode == 0, done.stderr


#: Three answers and the team are enough to write a dispute down.
DISPUTE = {
    "ended_on": "10/06/2026",
    "parties": "Lò Thị Mẫu\nHà Văn Mẫu",
    "field": "land",
    "ending": "agreement",
}


def test_when_the_primary_is_lost_the_replica_takes_over_as_the_page_says(pair: Pair) -> None:
    pair.catch_up()
    ((team, count),) = pair.ask_standby(
        "SELECT t.id, (SELECT count(*) FROM cases_case) FROM teams_team t"
        " JOIN units_unit u ON u.id = t.now_commune_id WHERE u.name = 'Xã An Mẫu'"
    )
    promote, lead, begin = blocks(PAGE, under="When the primary is lost")
    with lost_and_found(pair):
        pair.second.follow([promote])
        pair.program.follow([lead])
        pair.pool.until(lambda lines: any("re-reading config" in line for line in lines))
        pair.program.follow([begin])
        assert pair.program.told_systemd()[-1] == "systemctl restart hoathuan-web hoathuan-jobs@*"
        assert "DATABASE_REPLICA_URL" not in pair.settings
        with web_server(pair.primary, "--workers", "1", **pair.settings) as web:
            browser = web.browser()
            browser.sign_in("canbo")
            assert browser.post("/vu-viec/ghi/", team=str(team), **DISPUTE).status == 302
            assert where(web, browser, "/vu-viec/") == "primary"
        asked = "SELECT pg_is_in_recovery(), (SELECT count(*) FROM cases_case)"
        assert pair.ask_standby(asked) == [(False, count + 1)]
