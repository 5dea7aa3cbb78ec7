"""The application signs in as a role that can do its work and nothing beyond it."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from hoathuan.core.postgres.roles import READONLY

pytestmark = pytest.mark.django_db


def ask(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def refused(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_tests_run_as_the_application() -> None:
    assert ask("SELECT current_user") == [(settings.DATABASES["default"]["USER"],)]
    assert settings.DATABASES["default"]["USER"] != settings.DATABASES["owner"]["USER"]


def test_the_application_owns_nothing_and_row_security_holds_for_it() -> None:
    assert ask("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert ask("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (n int)",
        "TRUNCATE django_session",
        "ALTER TABLE django_session DISABLE TRIGGER ALL",
        "DROP TABLE django_session",
        "DELETE FROM django_migrations",
        "CREATE ROLE other",
    ],
)
def test_the_application_cannot_change_the_schema(statement: str) -> None:
    refused(statement)


def test_every_view_asks_with_the_rights_of_its_reader() -> None:
    """A plain view reads with its owner's rights and leaks every row."""
    plain = ask(
        "SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
        " AND NOT coalesce(reloptions @> ARRAY['security_invoker=true'], false)"
    )
    assert plain == []


def test_functions_with_the_rights_of_their_owner_fix_where_they_look() -> None:
    loose = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT coalesce(array_to_string(proconfig, ' ') LIKE '%%search_path=public, pg_temp%%', false)"
    )
    assert loose == []


def test_the_reading_role_sees_no_secret_of_a_sign_in() -> None:
    readable = {
        name
        for (name,) in ask(
            "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = %s"
            " UNION SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND has_table_privilege(%s, oid, 'SELECT')",
            READONLY,
            READONLY,
        )
    }
    assert "units_unit" in readable
    assert not {
        name for name in readable if name.startswith(("django_session", "account_", "mfa_", "accounts_user"))
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_for_the_next(time: str) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    assert not Session.objects.exists()
    Session.objects.create(session_key=time, session_data="", expire_date=timezone.now())
