"""`manage.py push_key`: a key for web push, to be put into the environment as PUSH_KEY."""

from typing import Any

from django.core.management.base import BaseCommand

from config.settings.push_key import make


class Command(BaseCommand):
    help = "Prints a new key for web push. Machines that people have added stop working when it changes."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make())
