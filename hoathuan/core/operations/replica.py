"""Reading from a streaming replica, a whole request at a time.

A request that only looks (GET, HEAD) is answered by the replica, in one transaction and with the settings of row
security like any other; one that writes, whoever wrote within the last seconds, and whatever did not go well on the
replica is answered by the primary. The choice is made for all of a page and not for each query: a page has one
moment, and sums that are counted by hand-written SQL are read there, too (ADR 0009).
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, OperationalError, connections, transaction
from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("hoathuan.operations")

ALIAS: Final = "replica"
COOKIE: Final = "ht-primary"
LOOKING: Final = ("GET", "HEAD")
#: A replica that is further behind, or away, is left alone for this long.
REST_SECONDS: Final = 10.0
#: How often each process asks how far behind it is. With LARGEST_LAG no more than HT_REPLICA_SECONDS in all.
ASK_SECONDS: Final = 3.0
LARGEST_LAG: Final = 5.0
_LAG = """
SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver),
       CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0) END
"""
#: A write, or a table that a replica does not have (the cache and the counts of tries are unlogged).
_NOT_THERE: Final = ("25006", "0A000")

Run = Callable[[], HttpResponseBase]


class _State(threading.local):
    """What this thread knows of the replica."""

    rests_until = 0.0
    asked_at = -ASK_SECONDS


_state = _State()
#: Views that turned out to write while they were only asked to show: the next time they go to the primary at once.
_writers: set[str] = set()


class Watch:
    """Sees every statement that the replica refuses, also where the page goes on without it."""

    def __init__(self) -> None:
        self.refused = False
        self.wanted_to_write = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except DatabaseError as problem:
            self.refused = True
            self.wanted_to_write |= getattr(problem.__cause__, "sqlstate", None) in _NOT_THERE
            raise


def answer(request: HttpRequest, run: Run) -> HttpResponseBase:
    """Run the view where it may be run; `run` opens its own transaction and may be called twice."""
    if not configured():
        return run()
    if request.method not in LOOKING:
        return _remember(run())
    if not _may_read_there(request):
        return run()
    watch = Watch()
    response = _try(request, run, watch)
    if response is not None:
        request.ht_read = ALIAS  # type: ignore[attr-defined]
        return response
    if not watch.wanted_to_write:
        return run()
    _writers.add(_name(request))
    return _remember(run())


def configured() -> bool:
    return ALIAS in settings.DATABASES


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _may_read_there(request: HttpRequest) -> bool:
    if COOKIE in request.COOKIES or _name(request) in _writers or time.monotonic() < _state.rests_until:
        return False
    # who acts, and whether still, is asked of the primary, before anything moves
    getattr(getattr(request, "actor", None), "user_id", None)
    return is_fresh()


def _try(request: HttpRequest, run: Run, watch: Watch) -> HttpResponseBase | None:
    """The replica's answer; None where anything was not as it should be: then the primary is asked."""
    try:
        with _reading_there(watch):
            response = run()
    except Exception as problem:
        # also a 404: what somebody else has just made may not have arrived yet
        if isinstance(problem, OperationalError) and not watch.wanted_to_write:
            log.warning("the replica broke off", exc_info=True)
            _rest()
        return None
    return None if watch.refused else response


@contextmanager
def _reading_there(watch: Watch) -> Iterator[None]:
    """In this thread the alias `default` leads to the replica, in a transaction that can only read."""
    primary, replica = connections["default"], connections[ALIAS]
    connections["default"] = replica
    try:
        with transaction.atomic():
            with replica.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            with replica.execute_wrapper(watch):
                yield
    finally:
        connections["default"] = primary


def is_fresh() -> bool:
    """The replica follows the primary closely enough; asked every few seconds, not for every page."""
    if time.monotonic() - _state.asked_at < ASK_SECONDS:
        return True
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(_LAG)
            follows, lag = cursor.fetchone()
    except DatabaseError:
        log.warning("the replica does not answer", exc_info=True)
        follows, lag = False, 0
    if not follows or lag > LARGEST_LAG:
        log.warning("the replica is behind", extra={"follows": follows, "lag": float(lag)})
        _rest()
        return False
    _state.asked_at = time.monotonic()
    return True


def _rest() -> None:
    _state.rests_until = time.monotonic() + REST_SECONDS
    _state.asked_at = -ASK_SECONDS
    connections[ALIAS].close()


def _remember(response: HttpResponseBase) -> HttpResponseBase:
    """Whoever has written sees what was written: the next seconds of this browser are the primary's."""
    response.set_cookie(
        COOKIE,
        "1",
        max_age=settings.HT_REPLICA_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
