"""`manage.py reencrypt`: make identity and bank numbers anew with the newest of FIELD_KEYS and HASH_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.numbers.rekeying import left, rekey


class Command(BaseCommand):
    """Runs as the owner of the tables; may be stopped and started again at any time."""

    help = "Encrypts identity and bank numbers anew with the newest keys. Put the new key first, keep the old one."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            for count in rekey(using="owner"):
                done += count
                self.stdout.write(f"{done} rows made anew.")
        except PrivacyRefused as problem:
            raise CommandError(
                f"A row cannot be read with any of FIELD_KEYS; {done} were made anew."
            ) from problem
        self.stdout.write(
            f"Done: {left(using='owner')} rows left with older keys. The old keys may be removed."
        )
