from typing import Any

from django.core.management.base import BaseCommand

from hoathuan.units.loading import load_units


class Command(BaseCommand):
    help = "Load the administrative units of Viet Nam before and after 01/07/2025 (once)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Units loaded." if load_units() else "Units are there already.")
