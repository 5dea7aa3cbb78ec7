import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hoathuan.core.imports import storage
from hoathuan.core.imports.models import ImportSession, StagedRow, State
from hoathuan.core.imports.retention import KEEP, NAME_GONE, _Said, forget_finished, forget_old

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


def test_nothing_of_an_import_without_rows_to_mend_is_kept_beyond_its_end(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    whole = session(State.DONE, days=0, file_hash="dd1")
    lacking = session(State.DONE, days=0, file_hash="ee1")
    ImportSession.objects.filter(pk=lacking.pk).update(counts={"left": 1})
    for one in (whole, lacking):
        one.refresh_from_db()
        forget_finished(one)
    assert [row.session for row in StagedRow.objects.all()] == [lacking]
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"ee1"}


def test_the_period_is_what_the_installation_says(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(_Said, "keep", staticmethod(lambda: timedelta(days=3)))
    old_one = session(State.CHECKED, days=4, file_hash="ff1")
    young = session(State.CHECKED, days=2, file_hash="ff2")
    forget_old()
    assert list(ImportSession.objects.all()) == [young]
    assert not ImportSession.objects.filter(pk=old_one.pk).exists()


def test_a_finished_import_told_after_its_period_names_no_file(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    done = session(State.DONE, days=KEEP.days + 1, file_hash="ab1")
    forget_old()
    done.refresh_from_db()
    assert (done.file_name, done.file_hash) == (NAME_GONE, "")
    assert forget_old() == 0


def test_files_that_no_import_names_are_swept_up_when_they_are_old(settings: Any, tmp_path: Path) -> None:
    """A process killed while it took a file leaves one behind; a young one may still become an import."""
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "imports"
    folder.mkdir()
    left, young = folder / "tmpleft", folder / "tmpyoung"
    for path in (left, young):
        path.write_bytes(b"Lo Thi Mau")
    long_ago = timezone.now().timestamp() - 7 * 60 * 60
    os.utime(left, (long_ago, long_ago))
    forget_old()
    assert (left.exists(), young.exists()) == (False, True)
