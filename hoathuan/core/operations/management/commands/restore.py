"""`manage.py restore BACKUP`: bring back what a backup holds, into an empty place or beside what is there."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hoathuan.core.operations.backup import BackupProblem, Wishes, restore
from hoathuan.core.postgres import PostgresProblem


class Command(BaseCommand):
    """Runs as the owner of the tables, while the services are stopped."""

    help = "Restores a backup, compares it table by table and brings it to this version of the program."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="a folder that `manage.py backup` made")
        parser.add_argument(
            "--check", action="store_true", help="only look whether it is whole; changes nothing"
        )
        parser.add_argument(
            "--replace",
            default="",
            metavar="DATABASE",
            help="put the database of this name aside, and the files",
        )
        parser.add_argument(
            "--keys-lost", action="store_true", help="restore although its numbers can no longer be read"
        )

    def handle(self, *args: Any, backup: Path, check: bool, **options: Any) -> None:
        wishes = Wishes(options["replace"], options["keys_lost"], only_check=check)
        try:
            restore(backup.resolve(), wishes, self.stdout.write)
        except (BackupProblem, PostgresProblem) as problem:
            raise CommandError(str(problem)) from problem
