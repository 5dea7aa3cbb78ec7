"""A province's roster of 25,000 mediators from .xlsx, beside openpyxl and one save() per row. In one run.

    .venv/bin/python bench/import_roster.py [--rows 25000] [--baseline-rows 2500]

Works in the database that the settings name (see HT_DB_NAME), migrated before, inside transactions that are
rolled back. Peak memory is the whole process's (VmHWM), so each contender runs in a process of its own. The
baseline is measured on fewer rows, since each costs what the other does; its total is marked as computed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

COMMUNES = 166
TEAM = 6
HEADING = [
    "TT", "Xã", "Tổ hòa giải", "Họ và tên", "Ngày, tháng, năm sinh", "Nam", "Nữ", "Dân tộc", "Trình độ chuyên môn",
    "Chức vụ", "Chức danh trong tổ", "Số điện thoại", "Địa chỉ", "Số quyết định công nhận", "Ngày công nhận",
    "Ngày tập huấn gần nhất",
]  # fmt: skip


def make_workbook(path: Path, rows: int) -> None:
    """A list as a province gathers it; one row in fifty has something to mend."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "DANH SÁCH HÒA GIẢI VIÊN")
        sheet.write_row(2, 0, HEADING)
        for n in range(rows):
            sheet.write_row(3 + n, 0, row(n))


def row(n: int) -> list[Any]:
    team, place = divmod(n, TEAM)
    born: Any = "198" if n % 50 == 49 else 1950 + n % 50 if n % 3 else f"15/{1 + n % 12}/{1950 + n % 50}"
    woman = place == 1
    return [
        n + 1, f"Xã Mẫu {team % COMMUNES}", f"Tổ hòa giải thôn {team // COMMUNES + 1}", f"Người Mẫu {letters(n)}", born,
        None if woman else "x", "x" if woman else None, "Kinh" if n % 3 else "Mường", "Luật" if n % 9 == 0 else "12/12",
        "Nông dân", "Tổ trưởng" if place == 0 else "Hòa giải viên", f"09{n:08d}", f"Thôn {team // COMMUNES + 1}",
        "12/QĐ-UBND", "15/08/2025", "03/04/2026" if n % 2 else None,
    ]  # fmt: skip


def letters(n: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(n)).capitalize()


def world() -> Any:
    """A province of made-up communes with an officer; returns the officer's actor."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    from hoathuan.accounts.actor import actor_for
    from hoathuan.accounts.models import Person, Seat, User
    from hoathuan.units.models import Area, Placement, Unit, Zone
    from hoathuan.units.services import rebuild_reach

    valid = DateRange("2025-07-01", None)

    def unit(level: int, name: str, parent: Any) -> Any:
        made = Unit.objects.create(level=level, name=name, valid=valid)
        Placement.objects.create(unit=made, parent=parent, valid=valid)
        return made

    country = unit(0, "Nước Mẫu", None)
    province = unit(1, "Tỉnh Mẫu", country)
    zone = Zone.objects.create(then_province=province, now_province=province)
    for n in range(COMMUNES):
        commune = unit(3, f"Xã Mẫu {n}", province)
        Area.objects.create(
            then_commune=commune, then_province=province, now_commune=commune, now_province=province, zone=zone,
            valid=valid,
        )  # fmt: skip
    rebuild_reach()
    user = User.objects.create_user("do-toc-do")
    person = Person.objects.create(full_name="Người Đo", user=user)
    seat = Seat.objects.create(person=person, kind="province_officer", unit=province, valid=valid)
    return actor_for(Seat.objects.get(pk=seat.pk), user)


def ours(path: Path) -> dict[str, Any]:
    """Upload, stage, check and write; then the same file again."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from hoathuan.accounts.acting import as_actor
    from hoathuan.core.imports import services
    from hoathuan.core.imports.models import State
    from hoathuan.teams.roster.kind import KIND

    content = path.read_bytes()
    with transaction.atomic():
        actor = world()

        def once() -> dict[str, Any]:
            with as_actor(actor):
                start = time.perf_counter()
                upload = SimpleUploadedFile("do.xlsx", content)
                session = services.open_file(kind=KIND, upload=upload, actor=actor)
                for state, step in ((State.STAGING, services.stage), (State.APPLYING, services.apply)):
                    type(session).objects.filter(pk=session.pk).update(state=state)
                    step(_Silent(), actor, session=str(session.uuid))
                session.refresh_from_db()
                return {
                    "seconds": time.perf_counter() - start,
                    "laps": session.timings,
                    "counts": session.counts,
                }

        first, again = once(), once()
        transaction.set_rollback(True)
    return {"first": first, "again": again, "peak": peak()}


class _Silent:
    def report(self, **told: Any) -> None:
        """Nobody watches."""


def baseline(path: Path, rows: int) -> dict[str, Any]:
    """What a first version does: read all with openpyxl, then find or make each record, row by row."""
    from django.db import transaction
    from openpyxl import load_workbook

    from hoathuan.accounts.models import Person, PersonContact
    from hoathuan.teams.models import Mediator, MediatorTraining, Team
    from hoathuan.units.models import Area, Unit

    with transaction.atomic():
        world()
        start = time.perf_counter()
        read = list(load_workbook(path).active.values)
        reading = time.perf_counter() - start
        from hoathuan.accounts.acting import as_actor
        from hoathuan.accounts.actor import SYSTEM

        start = time.perf_counter()
        with as_actor(SYSTEM):
            for values in read[3 : 3 + rows]:
                commune = Unit.objects.get(name=values[1])
                area = Area.objects.get(then_commune=commune)
                team = Team.objects.filter(now_commune=commune, name=values[2]).first()
                if team is None:
                    team = Team(name=values[2], started_on="2025-07-01")
                    team.locate(area)
                    team.save()
                person = Person.objects.filter(full_name=values[3], mediator_terms__team=team).first()
                if person is None:
                    person = Person.objects.create(full_name=values[3], birth_year=1970)
                mediator = Mediator(team=team, person=person, started_on="2025-08-15", sort=person.sort)
                mediator.locate(area)
                mediator.save()
                PersonContact.objects.update_or_create(
                    person=person, defaults={"phone": values[11], "now_province": area.now_province}
                )
                if values[15]:
                    training = MediatorTraining(mediator=mediator, trained_on="2026-04-03")
                    training.locate(area)
                    training.save()
        writing = time.perf_counter() - start
        transaction.set_rollback(True)
    return {"reading": reading, "writing": writing, "rows": rows, "peak": peak()}


def peak() -> int:
    """The process's peak memory in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def run(contender: str, path: Path, rows: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--contender", contender, "--file", str(path), "--baseline-rows", str(rows)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--baseline-rows", type=int, default=2_500)
    parser.add_argument("--contender")
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.contender:
        import django

        django.setup()
        from django.conf import settings

        with tempfile.TemporaryDirectory() as media:
            settings.MEDIA_ROOT = Path(media)
            result = (
                ours(asked.file) if asked.contender == "ours" else baseline(asked.file, asked.baseline_rows)
            )
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        make_workbook(path, asked.rows)
        mine, plain = run("ours", path, 0), run("baseline", path, asked.baseline_rows)
    for name in ("first", "again"):
        print(f"{name}: {mine[name]['seconds']:.1f} s  {mine[name]['laps']}  {mine[name]['counts']}")
    print(f"peak memory {mine['peak']} MB")
    total = plain["reading"] + plain["writing"] * asked.rows / plain["rows"]
    print(
        f"row by row: read {plain['reading']:.1f} s, {plain['rows']} rows {plain['writing']:.1f} s,"
        f" so {total:.0f} s for {asked.rows} (computed); peak {plain['peak']} MB"
    )


if __name__ == "__main__":
    main()
