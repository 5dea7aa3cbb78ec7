"""First values, from `data/*.csv`: what published texts say (mark V: confirmed), and what somebody has to look up."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.text import legal_text

DATA = Path(__file__).parent / "data"
#: Until then the texts were read; what changed later is for a person to enter.
READ_ON = date(2026, 6, 30)
READ_BY = legal_text("Bản kèm phần mềm")
SOURCE = legal_text("Bản văn bản đã công bố")


def lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(apps: Any) -> int:
    """Add the national values that are not there yet (by kind and first day); say how many. Safe to repeat."""
    basis_of = _documents(apps.get_model("norms", "Basis"))
    values = apps.get_model("norms", "NormValue")
    there = set(values.objects.filter(unit=None).values_list("key", "valid__startswith"))
    new = [_value(values, line, basis_of) for line in lines("values")]
    new = [value for value in new if (value.key, value.valid.lower) not in there]
    values.objects.bulk_create(new)
    return len(new)


def _documents(model: Any) -> dict[str, Any]:
    found = {}
    for line in lines("documents"):
        issued = date.fromisoformat(line["issued_on"]) if line["issued_on"] else None
        found[line["number"]], _made = model.objects.get_or_create(
            province=None,
            number=line["number"],
            issued_on=issued,
            defaults={"issuer": line["issuer"], "title": line["title"]},
        )
    return found


def _value(model: Any, line: dict[str, str], basis_of: dict[str, Any]) -> Any:
    first = date.fromisoformat(line["first"])
    end = date.fromisoformat(line["last"]) + timedelta(days=1) if line["last"] else None
    confirmed = line["mark"] == "V"
    return model(
        key=line["key"],
        amount=Decimal(line["amount"]) if line["amount"] else None,
        day_type=line["day_type"],
        office=line["office"],
        office_level=int(line["level"]) if line["level"] else None,
        office_body=line["body"],
        valid=DateRange(first, end),
        basis=basis_of[line["document"]],
        clause=line["clause"],
        note=line["note"],
        recorded_by=READ_BY,
        confirmed_on=READ_ON if confirmed else None,
        confirmed_by=READ_BY if confirmed else "",
        source=SOURCE if confirmed else "",
    )
