"""25,000 rows of .xlsx through a staged import, beside openpyxl and one save() per row. In one run.

    .venv/bin/python bench/import_rows.py [--rows 25000]

Works in the database that the settings name (see HT_DB_NAME), migrated before, inside transactions that
are rolled back; only the made workbook is written, to a temporary folder. Peak memory is the whole
process's (VmHWM), so each contender runs in a process of its own.
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

HEADING = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Điện thoại", "Tổ hòa giải", "Địa chỉ"]


def make_workbook(path: Path, rows: int) -> None:
    """A list as communes keep it; one row in fifty has something to mend."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "DANH SÁCH HÒA GIẢI VIÊN")
        sheet.write_row(2, 0, HEADING)
        for n in range(1, rows + 1):
            year: Any = (
                "198" if n % 50 == 0 else 1950 + n % 50 if n % 3 else f"15/{1 + n % 12}/{1950 + n % 50}"
            )
            values = [n, f"Người Mẫu {n}", "Nam" if n % 2 else "Nữ", year, "Mường" if n % 4 else "Kinh"]
            sheet.write_row(
                2 + n, 0, [*values, f"09{n:08d}", f"Tổ hòa giải {n // 6}", f"Thôn {n % 19}, Xã Mẫu"]
            )


def kind() -> Any:
    from pydantic import BaseModel

    from hoathuan.core.imports import Counts, ImportKind, staging
    from hoathuan.core.imports.fields import Ethnicity, PersonDate, Phone, Sex, Text
    from hoathuan.core.spreadsheets.headers import ColumnSpec

    class Member(BaseModel):
        name: Text
        sex: Sex = ""
        birth: PersonDate = None
        people: Ethnicity = ""
        phone: Phone = ""
        team: Text
        address: Text = ""

    def check(session: Any, actor: Any) -> None:
        staging.set_action(
            session,
            "same",
            source="bench_member m",
            where="m.team = r.data->>'team' AND m.name = r.data->>'name'",
        )

    def apply(session: Any, actor: Any, progress: Any) -> Counts:
        return Counts(
            created=staging.execute(
                session,
                f"""
            INSERT INTO bench_member (name, sex, year, people, phone, team, address)
            SELECT r.data->>'name', r.data->>'sex', (r.data->'birth'->>0)::int, r.data->>'people', r.data->>'phone',
                   r.data->>'team', r.data->>'address'
            FROM imports_stagedrow r WHERE {staging.GOOD}""",
            )
        )

    keys = ("no", "name", "sex", "birth", "people", "phone", "team", "address")
    required = {"name", "birth", "team"}
    specs = tuple(
        ColumnSpec(k, label, required=k in required) for k, label in zip(keys, HEADING, strict=True)
    )
    return ImportKind(
        key="bench", title="Thử", columns=specs, rule=lambda actor: True, row=Member, check=check, apply=apply,
        key_of=lambda clean: f"{clean['team']}|{clean['name']}|{clean['birth'][0]}",
    )  # fmt: skip


def staged(path: Path) -> dict[str, Any]:
    """The import of this project: read apart, COPY, checks in SQL, one INSERT … SELECT."""
    from types import SimpleNamespace

    from django.core.files.uploadedfile import SimpleUploadedFile

    from hoathuan.core import imports
    from hoathuan.core.imports import services
    from hoathuan.core.imports.models import ImportSession

    imports.register(kind())
    progress = SimpleNamespace(report=lambda **told: None)
    actor = SimpleNamespace(user_id=None, seat_id=0, label="bench")
    upload = SimpleUploadedFile("a.xlsx", path.read_bytes())
    session = services.open_file(kind=imports.get("bench"), upload=upload, actor=actor)
    found = ImportSession.objects.filter(pk=session.pk)
    found.update(state="staging")
    services.stage(progress, actor, session=str(session.uuid))
    found.update(state="applying")
    services.apply(progress, actor, session=str(session.uuid))
    session.refresh_from_db()
    return {"created": session.counts["created"], "bad": session.counts["left"], "steps": session.timings}


def naive(path: Path) -> dict[str, Any]:
    """What is usually written first: openpyxl, a form for each row, get_or_create for each row."""
    from django import forms
    from django.db import connection, models
    from openpyxl import load_workbook

    class Member(models.Model):
        name, sex, people = (models.TextField() for _ in range(3))
        phone, team, address = (models.TextField() for _ in range(3))
        year = models.IntegerField()

        class Meta:
            app_label = "bench"
            db_table = "bench_member"

    class Form(forms.ModelForm):
        class Meta:
            model = Member
            fields = ("name", "sex", "year", "people", "phone", "team", "address")

    created, bad = 0, 0
    rows = load_workbook(path).active.iter_rows(min_row=4, values_only=True)  # type: ignore[union-attr]
    for _, name, sex, year, people, phone, team, address in rows:
        year = str(year)[-4:]
        data = {"name": name, "sex": sex, "year": year, "people": people, "phone": phone, "team": team}
        form = Form(data | {"address": address})
        if not form.is_valid() or len(year) < 4:
            bad += 1
            continue
        _, made = Member.objects.get_or_create(
            team=form.cleaned_data["team"], name=form.cleaned_data["name"], defaults=form.cleaned_data
        )
        created += made
    assert connection.connection
    return {"created": created, "bad": bad}


def contend(name: str, path: Path) -> None:
    """One contender, in a transaction that is rolled back; prints its figures as JSON."""
    import django

    django.setup()
    from django.db import connection, transaction

    with transaction.atomic():
        connection.cursor().execute(
            "CREATE TEMP TABLE bench_member (id bigserial, name text, sex text, year int, people text, phone text, "
            "team text, address text); CREATE INDEX ON bench_member (team, name)"
        )
        before = _peak()
        start = time.monotonic()
        result = {"staged": staged, "naive": naive}[name](path)
        result |= {"seconds": round(time.monotonic() - start, 1), "peak_mb": _peak(), "before_mb": before}
        transaction.set_rollback(True)
    print(json.dumps(result, ensure_ascii=False))


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--contender", choices=["staged", "naive"])
    parser.add_argument("--path", type=Path)
    asked = parser.parse_args()
    if asked.contender:
        contend(asked.contender, asked.path)
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in (asked.rows // 10, asked.rows):
            path = Path(folder) / f"{rows}.xlsx"
            make_workbook(path, rows)
            for name in ("staged", "naive"):
                command = [sys.executable, __file__, "--contender", name, "--path", str(path)]
                done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
                print(f"{rows:>7} rows  {name:<7} {done.stdout.strip() or done.stderr[-800:]}", flush=True)


if __name__ == "__main__":
    main()
