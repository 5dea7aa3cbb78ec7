"""`manage.py stats_fold`: what was written since the last time goes into the sums."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hoathuan.stats.cells.folding import fold


class Command(BaseCommand):
    help = (
        "Moves what was written since the last time into the sums above the province. Numbers do not change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, at this interval")

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        self.stdout.write(f"{fold()} changes moved.")
        while every:
            sleep(every)
            fold()
