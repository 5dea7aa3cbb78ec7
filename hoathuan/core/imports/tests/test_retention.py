from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hoathuan.core.imports import storage
from hoathuan.core.imports.models import ImportSession, StagedRow, State
from hoathuan.core.imports.retention import KEEP, forget_old

pytestmark = pytest.mark.django_db


def session(state: State, *, days: int, file_hash: str) -> ImportSession:
    made = ImportSession.objects.create(
        kind="x", seat_id=1, file_name="a.xlsx", file_hash=file_hash, file_size=1, state=state
    )
    StagedRow.objects.create(session=made, sheet=0, number=1, key="", data={}, problems=[], action="create")
    path = storage.path_of(file_hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    ImportSession.objects.filter(pk=made.pk).update(changed=timezone.now() - timedelta(days=days))
    return made


def test_uploads_are_forgotten_after_a_month_but_what_was_imported_stays_told(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    done = session(State.DONE, days=KEEP.days + 1, file_hash="aa1")
    session(State.CHECKED, days=KEEP.days + 1, file_hash="bb1")
    young = session(State.CHECKED, days=1, file_hash="cc1")
    again = session(State.DONE, days=KEEP.days + 1, file_hash="cc1")
    forget_old()
    assert set(ImportSession.objects.all()) == {done, young, again}
    assert [row.session for row in StagedRow.objects.all()] == [young]
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"cc1"}, "the file of a young import stays, though an old one had it too"
