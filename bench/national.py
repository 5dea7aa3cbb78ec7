"""What people wait for at national size, beside plain SQL of the same questions in the same run.

    .venv/bin/python -m bench.seed_national
    .venv/bin/python -m bench.national [--only reads|lists|writes|pages] [--draws 100] [--demo NAME]

Reads: random units, days and indicators, then and now. Lists and pages go through Django's test client as the seats
of the demo's province; `--demo` names the database of a loaded demo, whose pages are asked for beside those of the
country. Writes: 8 processes at once. Says medians, 95th percentiles and the load of the machine beside each figure.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402

from bench.indicators import FORM, machine  # noqa: E402
from bench.seed_national import PROVINCE, database  # noqa: E402
from bench.writers import Writers  # noqa: E402
from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import SYSTEM  # noqa: E402
from hoathuan.accounts.models import Seat, User  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.core.windows import Window  # noqa: E402
from hoathuan.stats import api  # noqa: E402
from hoathuan.stats.api import Measure  # noqa: E402
from hoathuan.units.api import country  # noqa: E402
from hoathuan.units.choices import Level  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

FIRST = date(2016, 7, 1)
ENDED = Measure("cases.ended", {"outcome": ("successful",)})
MEASURES = [
    ENDED,
    Measure("cases.received"),
    Measure("cases.received", {"matter": ("b",)}),
    Measure("cases.in_progress"),
    Measure("cases.not_yet"),
    Measure("cases.success_rate"),
    Measure("teams.active"),
    Measure("mediators.active", {"sex": ("F",)}),
]
Ask = Callable[[int], Any]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = work()
    return (time.perf_counter() - begun) * 1000, answer


def p95(times: Sequence[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def line(what: str, times: Sequence[float], target: str = "", beside: str = "") -> None:
    load = f"{os.getloadavg()[0]:.1f}"
    print(
        f"{what:<62} {len(times):>4} × median {statistics.median(times):>8.1f}  p95 {p95(times):>8.1f} ms"
        f"  {target:<12} load {load:>4}  {beside}",
        flush=True,
    )


def asked(what: str, draws: int, ask: Ask, target: str = "") -> list[float]:
    ask(-1)  # connections and definitions are warm in a running server
    times = [timed(lambda n=n: ask(n))[0] for n in range(draws)]
    line(what, times, target)
    return times


class Draws:
    """Random units, days and measures: the same for every contender."""

    def __init__(self) -> None:
        of_today = Unit.objects.filter(valid__endswith__isnull=True)
        former = Unit.objects.filter(valid__endswith__isnull=False)
        self.provinces = list(of_today.filter(level=Level.PROVINCE).order_by("pk"))
        self.communes = list(of_today.filter(level=Level.COMMUNE).order_by("pk"))
        counted = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        self.former = list(former.filter(level__in=counted).order_by("pk"))
        if not self.former:  # a country before the reform
            self.former = list(of_today.filter(level__in=counted).order_by("pk"))
        self.country = country()

    def unit(self, n: int) -> Unit:
        random = Random(n)
        return random.choice([self.country, random.choice(self.provinces), random.choice(self.communes)])

    def unit_then(self, n: int) -> Unit:
        """Also provinces, districts and communes that are no more."""
        random = Random(n)
        former = random.choice([unit for unit in self.former if unit.level == 1 + n % 3])
        return random.choice([self.country, random.choice(self.provinces), former])

    def measure(self, n: int) -> Measure:
        return Random(n * 7 + 1).choice(MEASURES)

    def window(self, n: int) -> Window:
        random = Random(n * 13 + 5)
        days = sorted(random.randrange((today() - FIRST).days) for _ in range(2))
        return Window(FIRST + timedelta(days=days[0]), FIRST + timedelta(days=days[1]))


def grid(measures: Sequence[Measure], unit: Unit, window: Window, **how: Any) -> list[list[Any]]:
    made = api.table(list(measures), unit, window, **how)
    return [[made.cell(row, column) for column in range(len(measures))] for row in made.rows]


def raw(sql: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


_SUCCESSFUL = (
    "FROM cases_case c WHERE c.outcome = 'successful' AND c.voided_on IS NULL"
    " AND c.ended_on BETWEEN %s AND %s"
)


def reads(draws: int) -> None:
    draw = Draws()
    with as_actor(SYSTEM):
        _numbers(draw, draws)
        _tables(draw, draws)
        _beside_raw(draw, draws)


def _numbers(draw: Draws, draws: int) -> None:
    asked("a number: any unit, any two days, as now", draws,
          lambda n: api.value(draw.measure(n), draw.unit(n), draw.window(n)), "p95 <= 100")  # fmt: skip
    asked("a number: any unit, any two days, as then", draws,
          lambda n: api.value(draw.measure(n), draw.unit_then(n), draw.window(n), then=True), "p95 <= 100")  # fmt: skip


def _tables(draw: Draws, draws: int) -> None:
    for name, then in (("now", False), ("then", True)):
        for what, units in (
            (f"{len(draw.provinces)} provinces", [draw.country]),
            ("a province by commune", draw.provinces),
        ):
            asked(
                f"table, one column: {what}, as {name}",
                draws,
                lambda n, units=units, then=then: grid(
                    [ENDED], units[n % len(units)], draw.window(n), then=then
                ),
                "p95 <= 100",
            )
            asked(
                f"form, 11 columns: {what}, as {name}",
                draws,
                lambda n, units=units, then=then: grid(
                    FORM, units[n % len(units)], draw.window(n), then=then
                ),
                "p95 <= 100",
            )
    asked("form, 11 columns: a commune by team", draws,
          lambda n: grid(FORM, draw.communes[n * 31 % len(draw.communes)], draw.window(n), rows="teams"),
          "p95 <= 100")  # fmt: skip


def _beside_raw(draw: Draws, draws: int) -> None:
    """The same question, ours and plain; they must agree."""
    whole = [Window(FIRST + timedelta(days=n), today()) for n in range(draws)]
    ours = asked(
        "nation, settled disputes of ten years", draws, lambda n: api.value(ENDED, draw.country, whole[n])
    )
    few = min(draws, 15)
    plain = asked("   the same, rows counted by plain SQL", few,
                  lambda n: raw(f"SELECT count(*) {_SUCCESSFUL}", whole[n].start, whole[n].end))  # fmt: skip
    for n in range(3):
        found = raw(f"SELECT count(*) {_SUCCESSFUL}", whole[n].start, whole[n].end)[0][0]
        assert found == api.value(ENDED, draw.country, whole[n]), "sums differ from rows"
    print(f"   ratio of medians: {statistics.median(plain) / statistics.median(ours):.0f} × (target 50)")
    few = min(draws, 30)
    asked("all communes of today, ten years", few,
          lambda n: grid([ENDED], draw.country, whole[n], rows="communes"), "<= 300")  # fmt: skip
    by_commune = f"SELECT c.now_commune_id, count(*) {_SUCCESSFUL} GROUP BY 1"
    asked("   the same by plain SQL", 10, lambda n: raw(by_commune, whole[n % few].start, whole[n % few].end))


def lists(draws: int) -> None:
    """The roster as seats of each level see it."""
    base = "/to-hoa-giai/hoa-giai-vien/"
    for who, where in (("tuphapxa", "commune"), ("sotuphap", "province"), ("botuphap", "nation")):
        client = signed_in(who)
        searches = {
            "all": lambda n: "",
            "filters": lambda n: f"?gioi={'MF'[n % 2]}&trinh_do={('law', 'other', 'none')[n % 3]}",
            "untrained": lambda n: "?tap_huan=chua-nam-nay",
            "rare name": lambda n: f"?ten=du+bich+{'abcdghiklmnoprstuvx'[n % 19]}",
            "common name": lambda n: f"?ten=mau+thi+{'abcdghiklmnoprstuvx'[n % 19]}",
            "a family's name": lambda n: f"?ten={('mau', 'thu', 'vi')[n % 3]}",
        }
        for name, query in searches.items():
            asked(f"mediators, {where}: {name}", draws // 2,
                  lambda n, c=client, q=query: fetched(c, base + q(n)), "p95 <= 200")  # fmt: skip
        if where != "commune":
            teams = "/to-hoa-giai/danh-sach/?ten=thon+"
            asked(f"teams, {where}: search", draws // 2,
                  lambda n, c=client, a=teams: fetched(c, a + "bcdgknrs"[n % 8]), "p95 <= 200")  # fmt: skip


def signed_in(username: str) -> Client:
    """A browser of this person, as after password and second factor."""
    user = User.objects.select_related("person").get(username=username)
    seat = Seat.objects.filter(person=user.person, stopped_at=None).order_by("-pk")[0]
    client = Client()
    client.force_login(user)
    session = client.session
    session["seat"] = str(seat.uuid)
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def fetched(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[arg-type]


def writes(each: int) -> None:
    name = connection.settings_dict["NAME"]
    officers = Seat.objects.filter(kind="commune_officer", stopped_at=None, valid__endswith=None).order_by(
        "pk"
    )
    same = (officers.filter(person__user__username="tuphapxa").first() or officers[0]).pk
    apart = list(
        officers.exclude(pk=same).order_by("unit", "pk").distinct("unit").values_list("pk", flat=True)[:8]
    )
    for what, seats, pause in (
        ("1 writer", [same], 0.0),
        ("8 writers in one commune, each once a second", [same] * 8, 1.0),
        ("8 writers in one province, each once a second", apart, 1.0),
        ("8 writers in one commune, without a pause", [same] * 8, 0.0),
        ("8 writers in one province, without a pause", apart, 0.0),
    ):
        with Writers(list(seats), name, pause, each=each) as at_work:
            met = at_work.collect()
        line(
            f"a dispute recorded, {what}",
            met.took,
            "p95 <= 100",
            f"{len(met.refused)} refused {met.refused[:1]}",
        )


PAGES = {
    "sotuphap": ["/", "/viec-den-han/", "/to-hoa-giai/", "/to-hoa-giai/danh-sach/", "/vu-viec/", "/so-lieu/",
                 "/so-lieu/cases.ended/", "/ke-hoach/", "/bao-cao/20-2013-bieu-12/"],
    "tuphapxa": ["/", "/viec-den-han/", "/to-hoa-giai/", "/vu-viec/", "/ke-hoach/", "/bao-cao/20-2013-bieu-12/"],
    "totruong": ["/", "/viec-den-han/", "/to-hoa-giai/cua-toi/", "/vu-viec/"],
    "botuphap": ["/", "/viec-den-han/", "/to-hoa-giai/", "/so-lieu/cases.ended/", "/bao-cao/20-2013-bieu-12/"],
}  # fmt: skip


def pages(demo: str, rounds: int) -> None:
    """Each page of the demo and of the country in turn, so that the machine's load is the same for both."""
    national = connection.settings_dict["NAME"]
    took: dict[tuple[str, str], dict[str, list[float]]] = {}
    for turn in range(rounds):
        for name in (demo, national):
            connections.close_all()
            connections["default"].settings_dict["NAME"] = name
            for who, paths in PAGES.items():
                client = signed_in(who)
                for path in paths:
                    if turn == 0:
                        fetched(client, path)
                    spent, _nothing = timed(lambda c=client, p=path: fetched(c, p))
                    took.setdefault((who, path), {}).setdefault(name, []).append(spent)
    for (who, path), times in took.items():
        small, large = statistics.median(times[demo]), statistics.median(times[national])
        line(
            f"page {path} of {who}",
            times[national],
            "<= 1.5 ×",
            f"demo {small:.0f} ms: {large / small:.2f} ×",
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--only", default="", help="reads, lists, writes or pages")
    parser.add_argument("--demo", default="", help="the name of a database with a loaded demo, for the pages")
    options = parser.parse_args()
    found = database()
    print(f"{found.name}: {machine()}; province {PROVINCE}")
    parts: dict[str, Callable[[], None]] = {
        "reads": lambda: reads(options.draws),
        "lists": lambda: lists(options.draws),
        "writes": lambda: writes(max(options.draws // 4, 5)),
        "pages": lambda: pages(options.demo, max(options.draws // 10, 5)),
    }
    for name, part in parts.items():
        if options.only in ("", name) and (name != "pages" or options.demo):
            part()
    return 0


if __name__ == "__main__":
    sys.exit(main())
