import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hoathuan.accounts.models import User
from hoathuan.core.dates import today
from hoathuan.core.migrating import as_owner
from hoathuan.demo.offices import PASSWORD, SignIn
from hoathuan.demo.story import Story
from hoathuan.units.facts import Facts

SHOWN = [
    "botuphap",
    "ubndtinh",
    "sotuphap",
    "giamdoc",
    "thanhtra",
    "hoiphunu",
    "ketoantinh",
    "tuphapxa",
    "chutichxa",
    "ketoanxa",
    "mattran",
    "truongthon",
    "totruong",
    "hoagiaivien",
    "quantri",
]


class Command(BaseCommand):
    requires_system_checks: list[str] = []
    help = "Load a fictional province at work (once), and print a sign-in for each role."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--province", type=int, default=38, help="code of the province (38: Thanh Hóa)")
        parser.add_argument("--teams", type=int, default=4000)
        parser.add_argument("--mediators", type=int, default=25_000)
        parser.add_argument("--disputes", type=int, default=12_800)

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = time.monotonic()
        with as_owner():  # the load writes as no seat could: all communes at once
            if not User.objects.exists():
                self._load(options)
                self._say("demo province loaded")
            elif not User.objects.filter(username="sotuphap").exists():
                raise CommandError(
                    "This database has users who are not the demo's: nothing is loaded into it."
                )
            self._print()

    @transaction.atomic
    def _load(self, options: dict[str, Any]) -> None:
        """All or nothing: a load that was cut leaves an empty database, and the next start loads anew."""
        story = Story(Facts(), options["province"], today(), self._say)
        story.run(options["teams"], options["mediators"], options["disputes"])

    def _say(self, words: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.started:4.0f} s  {words}")
        self.stdout.flush()

    def _print(self) -> None:
        users = User.objects.filter(username__in=SHOWN).prefetch_related(
            "person__seats__unit", "person__seats__body"
        )
        by_name = {user.username: user for user in users}
        self.stdout.write(f"\nSign-ins (password of all: {PASSWORD}):")
        for sign_in in (_sign_in(by_name[name]) for name in SHOWN if name in by_name):
            self.stdout.write(f"  {sign_in.username:<12} {sign_in.role} · {sign_in.place}")


def _sign_in(user: User) -> SignIn:
    seat = user.person.seats.order_by("id")[0]
    return SignIn(str(seat.get_kind_display()), user.username, str(seat.body or seat.unit))
