"""`manage.py backup FOLDER`: database and files of one moment into a new folder below FOLDER."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hoathuan.core.operations.backup import BackupProblem, Orders, make
from hoathuan.core.postgres import PostgresProblem


class Command(BaseCommand):
    """Runs as the owner of the tables, beside the running services."""

    help = "Backs up database and files; the keys are kept apart."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where backups lie; each becomes a folder of its own")
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="afterwards keep the newest N only"
        )
        parser.add_argument(
            "--keys-to", type=Path, metavar="FOLDER", help="write the keys there; not with the backups"
        )

    def handle(self, *args: Any, folder: Path, keep: int, keys_to: Path | None, **options: Any) -> None:
        try:
            make(Orders(folder, keep, keys_to), self.stdout.write)
        except (BackupProblem, PostgresProblem) as problem:
            raise CommandError(str(problem)) from problem
