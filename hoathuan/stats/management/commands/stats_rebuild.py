"""`manage.py stats_rebuild`: all sums anew from the facts, while people go on writing."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from hoathuan.stats.cells.filling import rebuild


class Command(BaseCommand):
    help = "Counts all sums above the province anew from the facts. Readers and writers need not stop."

    def handle(self, *args: Any, **options: Any) -> None:
        start = perf_counter()
        rebuild()
        self.stdout.write(f"Sums made anew in {perf_counter() - start:.1f} s.")
