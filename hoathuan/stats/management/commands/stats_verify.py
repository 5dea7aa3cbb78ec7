"""`manage.py stats_verify`: recounts every sum from the facts; ends with an error where one differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoathuan.stats.cells.checking import verify
from hoathuan.stats.registry import with_cells

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Compares every sum above the province with a recount from the facts."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        for difference in found[:MOST_SHOWN]:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(
                f"{len(found)} sums differ from the facts. `manage.py stats_rebuild` makes them anew."
            )
        self.stdout.write(f"Every sum of {len(with_cells())} indicators equals its facts.")
