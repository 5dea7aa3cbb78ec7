"""Functions of the database that do, with their owner's rights, one thing that the application may not do itself.

Each checks its own condition and gives back a count, never a row that its caller may not read.
"""

from django.conf import settings
from django.db import migrations

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")


def definer(name: str, arguments: str, returns: str, body: str) -> migrations.RunSQL:
    """A migration step: a function that runs as the owner of the tables and that only the application may call."""
    signature = f"{name}({_types(arguments)})"
    return migrations.RunSQL(
        f"CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = public, pg_temp AS $body$ {body} $body$;"
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {signature} TO {APP_ROLE};",
        f"DROP FUNCTION {signature};",
    )


def invoker(name: str, arguments: str, returns: str, body: str, volatility: str) -> migrations.RunSQL:
    """A migration step: a function in SQL with its caller's rights."""
    return migrations.RunSQL(
        f"CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE sql {volatility}"
        f" SET search_path = public, pg_temp AS $body$ {body} $body$;",
        f"DROP FUNCTION {name}({_types(arguments)});",
    )


def _types(arguments: str) -> str:
    return ", ".join(part.split()[-1] for part in arguments.split(",") if part.strip())
