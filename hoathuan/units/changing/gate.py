"""While a reform is applied nobody writes a located row; who read the units before it is told to begin anew.

Every located table has two triggers for each statement: one shares a lock that a reform takes alone, the other refuses
rows whose columns of today are not those of their area (their writer had looked before the reform).
"""

from __future__ import annotations

import time
from typing import Any

from django.apps import apps
from django.db import Error, connection, transaction
from django.utils.translation import gettext as _

from hoathuan.core.errors import DomainError
from hoathuan.units.models import Located

from .moving import Say, quiet

LOCK = 7205134777  # as in units_gate()
"""Shared by writers of located rows, held alone by a reform."""

STALE = "HT010"
"""SQLSTATE of a row that was placed by units of before a reform."""
BUSY = "55P03"
"""SQLSTATE of a lock that did not come in time."""
CROSSED = "40P01"
"""SQLSTATE of the one that PostgreSQL sends back of two that wait for one another."""

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION units_gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '8s' AS $gate$ BEGIN
    PERFORM pg_advisory_xact_lock_shared(7205134777);
    RETURN NULL;
END $gate$;
CREATE OR REPLACE FUNCTION units_hold() RETURNS void LANGUAGE plpgsql SET lock_timeout = '8s' AS $hold$ BEGIN
    PERFORM pg_advisory_xact_lock_shared(7205134777);
END $hold$;
CREATE OR REPLACE FUNCTION units_check_place() RETURNS trigger LANGUAGE plpgsql AS $place$ BEGIN
    IF EXISTS (
        SELECT 1 FROM added r JOIN units_area a ON a.id = r.area_id
        WHERE r.now_commune_id IS DISTINCT FROM a.now_commune_id
           OR r.now_province_id IS DISTINCT FROM a.now_province_id
    ) THEN
        RAISE EXCEPTION 'a row of % was placed by units that have changed', TG_TABLE_NAME
            USING ERRCODE = 'HT010';
    END IF;
    RETURN NULL;
END $place$;
"""


class UnitsAreChanging(DomainError):
    """A reform is being applied, or was applied since the page was read."""


def located_models() -> list[type[Located]]:
    """The tables of facts with a place, in the order in which contexts were installed."""
    return [model for model in apps.get_models() if issubclass(model, Located)]


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """The handler of post_migrate: every located table gets its triggers."""
    present = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in located_models() if model._meta.db_table in present]
    if using != "default" or "units_area" not in present:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS)
        for table in tables:
            cursor.execute(_triggers(table))


def _triggers(table: str) -> str:
    added = "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION units_check_place()"
    return (
        f'CREATE OR REPLACE TRIGGER units_gate BEFORE INSERT OR UPDATE OR DELETE ON "{table}"'
        f" FOR EACH STATEMENT EXECUTE FUNCTION units_gate();"
        f'CREATE OR REPLACE TRIGGER units_place_added AFTER INSERT ON "{table}" {added};'
        f'CREATE OR REPLACE TRIGGER units_place_changed AFTER UPDATE ON "{table}" {added};'
    )


def close(say: Say = quiet, patience: int = 120) -> None:
    """Keep writers out until the transaction ends; wait for those at work without stopping others meanwhile."""
    for second in range(patience):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone()[0]:
                return
        if second == 0:
            say(_("Đang chờ các việc ghi khác xong"))
        time.sleep(1)
    raise UnitsAreChanging(_("Có việc ghi dữ liệu chạy lâu chưa xong. Chưa có gì thay đổi; hãy thử lại sau."))


def hold() -> None:
    """For writers of what stands under a unit without being a located fact: no reform begins before this ends.

    Read the unit again afterwards: a reform may have ended it a moment ago.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT units_hold()")


def have_changed() -> UnitsAreChanging:
    """For who has looked at the units before a reform."""
    return UnitsAreChanging(
        _("Đơn vị hành chính vừa thay đổi trong lúc ghi. Chưa ghi gì: mở lại trang rồi ghi lại.")
    )


def refusal_of(problem: BaseException) -> UnitsAreChanging | None:
    """The refusal in words, if it was the gate that refused."""
    cause = problem.__cause__ if isinstance(problem, Error) else None
    state = getattr(cause, "sqlstate", None)
    if state == STALE:
        return have_changed()
    if state == BUSY:
        return UnitsAreChanging(
            _("Đang sắp xếp đơn vị hành chính, chưa ghi được. Chưa mất gì: ít phút nữa hãy ghi lại.")
        )
    if state == CROSSED:
        return UnitsAreChanging(_("Hai người cùng ghi vào một chỗ. Chưa ghi gì: hãy ghi lại."))
    return None
