"""`manage.py setup`: everything between installing the program and the first sign-in, as often as you like."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hoathuan.core import postgres
from hoathuan.core.migrating import migrate_as_owner
from hoathuan.core.postgres.prepare import Database


class Command(BaseCommand):
    """Starts the embedded server where there is no other, makes the database and migrates it as its owner."""

    help = "Starts the embedded database if DATABASE_URL names none, creates the database and migrates it."
    # the checks of the database would need the database
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._prepare()
        except postgres.PostgresProblem as problem:
            raise CommandError(str(problem)) from problem

    def _prepare(self) -> None:
        if postgres.is_embedded():
            self._say("PostgreSQL", "started" if postgres.start() else "is running")
        database = Database.from_settings(
            dict(settings.DATABASES["owner"]), dict(settings.DATABASES["default"])
        )
        self._say(f"Database {database.name}", "created" if database.create() else "is there")
        migrate_as_owner()
        self._say("Tables", "are up to date")
        database.settle()
        self._say("Rights", f"are set: {database.owner} owns, {database.app} uses")

    def _say(self, what: str, how: str) -> None:
        self.stdout.write(f"{what} {how}.")
        self.stdout.flush()
