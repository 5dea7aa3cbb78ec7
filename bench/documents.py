"""How long issuing decisions takes, whole: number from the register, code, PDF, file with its hash, trail.

    HT_DB_NAME=ht_bench_documents .venv/bin/python manage.py setup
    HT_DB_NAME=ht_bench_documents .venv/bin/python -m bench.documents [--papers 1000] [--baseline 30]

Each paper is a transaction of its own, as when an officer presses the button; files go to a folder that is thrown
away. Then as many as one batch, which sets the next paper while the one before is written down. The baseline takes the
same steps one by one with a typesetter begun anew for every paper, which reads the fonts and parses the templates
again; it is measured on fewer papers in the same run, and its total for all is marked as computed.
`bench.typesetting` measures the typesetting alone.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.typesetting import machine, report, timed  # noqa: E402
from conftest import START, World, build_world  # noqa: E402
from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import Actor, actor_for  # noqa: E402
from hoathuan.accounts.models import Body, Person, Seat, User  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.documents import kinds, rendering  # noqa: E402
from hoathuan.documents.fonts import typesetter_fonts  # noqa: E402
from hoathuan.documents.models import Paper  # noqa: E402
from hoathuan.documents.services.batches import issue_many  # noqa: E402
from hoathuan.documents.services.drafting import Typed, draft_paper  # noqa: E402
from hoathuan.documents.services.issuing import issue_paper  # noqa: E402
from hoathuan.documents.services.series import start_series  # noqa: E402
from hoathuan.teams.models import Team  # noqa: E402
from hoathuan.teams.tests.registry import complete_team  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

SIGN = "QĐ-UBND"


def commune() -> Unit:
    """The commune of the small world of the tests, made once."""
    found = Unit.objects.filter(code=90101).first()
    world: World | None = None if found else build_world()
    return found or world.xa_a  # type: ignore[union-attr]


def officer(unit: Unit) -> tuple[Actor, Body]:
    """A new committee with its officer and a register that begins at 1."""
    name = uuid.uuid4().hex[:8]
    body = Body.objects.create(name=f"Ủy ban nhân dân xã Mẫu {name}", kind="peoples_committee", unit=unit)
    person = Person.objects.create(full_name="Người Mẫu", user=User.objects.create_user(f"mau-{name}"))
    seat = Seat.objects.create(
        person=person, kind="commune_officer", unit=unit, body=body, valid=DateRange(START, None)
    )
    actor = actor_for(seat, person.user)
    with as_actor(actor):
        start_series(body=body, sign=SIGN, started_on=today(), first_number=1, actor=actor)
    return actor, body


def drafted(team: Team, actor: Actor, body: Body) -> Paper:
    typed = Typed(body, "Về việc công nhận hòa giải viên", SIGN, "Phạm Văn Mẫu", "CHỦ TỊCH", {})
    with as_actor(actor):
        kind = kinds.get("cong-nhan-hoa-giai-vien")
        return draft_paper(kind=kind, subject=team, typed=typed, actor=actor)


def issued(paper: Paper, actor: Actor, *, fresh: bool = False) -> None:
    if fresh:
        rendering._kept.compilers = {}
        typesetter_fonts.cache_clear()
    with as_actor(actor):
        issue_paper(paper=paper, issued_on=today(), actor=actor)


class Silent:
    """A progress that nobody watches."""

    def report(self, **told: object) -> None:
        """Says nothing."""


def as_one_batch(keys: list[int], actor: Actor) -> None:
    with as_actor(actor):
        issue_many(Silent(), actor, keys=keys, issued_on=today().isoformat(), numbers=[])  # type: ignore[arg-type]


def worked(begun: float, papers: int) -> None:
    """How long our process computed for each: other work on the machine changes it little."""
    print(
        f"{'  computing time of our process, each':<52} {(time.process_time() - begun) / papers * 1000:15.1f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--baseline", type=int, default=30)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        settings.HT_PUBLIC_URL, settings.DEBUG = "https://mau.example", False
        unit = commune()
        actor, body = officer(unit)
        teams = (
            complete_team(unit, f"Tổ {body.pk}-{number}")
            for number in range(2 * options.papers + options.baseline + 1)
        )
        papers = [drafted(team, actor, body) for team in teams]
        reverse("checks:ask")  # a serving process has read its addresses long ago
        first = timed(lambda: issued(papers.pop(), actor))
        print(f"{'first decision of a process':<52} {first * 1000:15.1f} ms")
        begun = time.process_time()
        ours = [timed(lambda: issued(papers.pop(), actor)) for _ in range(options.papers)]
        worked(begun, options.papers)
        report("decision issued, compiler kept", ours, options.papers)
        print(f"{'slowest of them':<52} {max(ours) * 1000:15.1f} ms")
        batch = [papers.pop().pk for _ in range(options.papers)]
        begun = time.process_time()
        whole = timed(lambda: as_one_batch(batch, actor))
        worked(begun, options.papers)
        print(f"{'the same as one batch':<52} {whole / options.papers * 1000:15.1f} ms   all {whole:7.1f} s")
        begun = time.process_time()
        fresh = [timed(lambda: issued(papers.pop(), actor, fresh=True)) for _ in range(options.baseline)]
        worked(begun, options.baseline)
        report("decision issued, fresh compiler each", fresh, options.papers, computed=True)
        print(f"{'times as fast':<52} {statistics.median(fresh) / statistics.median(ours):15.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
