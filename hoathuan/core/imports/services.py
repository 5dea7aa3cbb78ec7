"""The steps of an import: open, match columns, stage and check, confirm and write."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core import audit, jobs
from hoathuan.core.errors import DomainError
from hoathuan.core.imports import columns, retention, staging, storage
from hoathuan.core.imports.evaluating import Evaluated, SheetReader
from hoathuan.core.imports.models import ImportSession, State
from hoathuan.core.imports.registry import ImportKind, enter
from hoathuan.core.jobs import Progress
from hoathuan.core.jobs.models import Job
from hoathuan.core.jobs.models import State as JobState
from hoathuan.core.spreadsheets.read import describe, stream
from hoathuan.core.ui.numbers import number

_TELL_EVERY = 500


class ImportRefused(DomainError):
    """The import cannot go on as asked."""


def open_file(
    *, kind: ImportKind, upload: UploadedFile, actor: Any, options: Mapping[str, Any] | None = None
) -> ImportSession:
    """Keep an uploaded file and look for its headings. Raises `FileRefused` in words for the user."""
    file_hash, size = storage.keep(upload)
    try:
        sheets = _sheets(file_hash, kind, actor)
    except DomainError:
        retention.forget_files({file_hash})  # nobody asks for it again, and it may name people
        raise
    return ImportSession.objects.create(
        kind=kind.key,
        user_id=actor.user_id,
        seat_id=actor.seat_id,
        file_name=(upload.name or "")[-255:],
        file_hash=file_hash,
        file_size=size,
        sheets=sheets,
        options=dict(options or {}),
    )


def _sheets(file_hash: str, kind: ImportKind, actor: Any) -> list[dict[str, Any]]:
    sheets = columns.recognise(describe(storage.path_of(file_hash)), kind, actor.seat_id)
    if not sheets:
        raise ImportRefused(_("Tệp không có dòng nào. Hãy chọn đúng tệp có danh sách."))
    return sheets


def choose_columns(*, session: ImportSession, sheets: list[dict[str, Any]], actor: Any) -> Job:
    """Take the columns that a person confirmed, and start reading the file."""
    if not any(sheet["use"] for sheet in sheets):
        raise ImportRefused(_("Chưa chọn trang nào: đánh dấu ít nhất một trang để đọc."))
    with transaction.atomic():
        _move(session, (State.UPLOADED, State.CHECKED), State.STAGING, sheets=sheets, counts={}, timings={})
        columns.remember(session)
        return _start(session, stage, _("Đọc và kiểm tra %(file)s"), actor)


def confirm(*, session: ImportSession, actor: Any) -> Job:
    """Write the good rows; those with problems stay behind in the returned workbook."""
    if not session.counts.get("good"):
        raise ImportRefused(_("Không có dòng nào nhập được: hãy sửa tệp rồi tải lên lại."))
    with transaction.atomic():
        _move(session, (State.CHECKED,), State.APPLYING)
        return _start(session, apply, _("Nhập %(file)s"), actor)


def abandon(*, session: ImportSession) -> None:
    """Throw an import away before anything was written: its staged rows, and the file if nobody else needs it."""
    if session.state in (State.APPLYING, State.DONE):
        raise ImportRefused(_("Tệp này đang được nhập hoặc đã nhập xong nên không bỏ được."))
    staging.clear(session)
    session.delete()
    if not ImportSession.objects.filter(file_hash=session.file_hash).exists():
        storage.forget(session.file_hash)


def take_back(session: ImportSession) -> bool:
    """A step whose job failed wrote nothing: back to before it, so that it can be done otherwise or given up."""
    if session.job is None or not Job.objects.filter(uuid=session.job, state=JobState.FAILED).exists():
        return False
    before = {State.STAGING: State.UPLOADED, State.APPLYING: State.CHECKED}[State(session.state)]
    _move(session, (State(session.state),), before)
    return True


def _move(session: ImportSession, before: tuple[State, ...], after: State, **fields: Any) -> None:
    """One state to the next; who comes second (a double click, a second tab) is told so."""
    moved = ImportSession.objects.filter(pk=session.pk, state__in=before).update(
        state=after, version=F("version") + 1, **fields
    )
    if not moved:
        raise ImportRefused(_("Bước này đã được làm ở cửa sổ khác. Hãy tải lại trang."))
    session.refresh_from_db()


def _start(session: ImportSession, work: Callable[..., str], title: str, actor: Any) -> Job:
    job = jobs.start(
        work,
        title=title % {"file": session.file_name},
        actor=actor,
        result_url=reverse("imports:session", args=[session.uuid]),
        session=str(session.uuid),
    )
    ImportSession.objects.filter(pk=session.pk).update(job=job.uuid)
    session.refresh_from_db()
    return job


def stage(progress: Progress, actor: Any, *, session: str) -> str:
    """Job: read the file into staged rows and check them, in one transaction. May be run again."""
    found = _locked(session)
    if found.state != State.STAGING:
        return _("Tệp đã được kiểm tra.")
    clock = _Clock()
    staging.clear(found)
    used = [sheet for sheet in found.sheets if sheet["use"]]
    progress.report(done=0, total=sum(_expected(sheet) for sheet in used), message=_("Đang đọc tệp"))
    read = sum(_stage_sheet(found, sheet, progress) for sheet in used)
    clock.lap("read")
    progress.report(done=read, total=read, message=_("Đang đối chiếu với dữ liệu đã có"))
    staging.analyse()
    staging.check(found, actor)
    clock.lap("check")
    found.counts = staging.counts(found)
    found.timings |= clock.laps
    found.state = State.CHECKED
    found.save(update_fields=["counts", "timings", "state", "changed"])
    return _("Đã đọc %(rows)s dòng") % {"rows": number(found.counts["rows"])}


def _expected(sheet: dict[str, Any]) -> int:
    return max(int(sheet["height"]) - int(sheet["last"]), 0)


def _stage_sheet(session: ImportSession, sheet: dict[str, Any], progress: Progress) -> int:
    path = storage.path_of(session.file_hash)
    if not path.exists():
        raise ImportRefused(_("Tệp không còn trên máy chủ. Hãy tải tệp lên lại."))
    rows = SheetReader(session.kind_spec, sheet).read(stream(path, sheet["index"]))
    return staging.copy_rows(session, sheet["index"], _told(rows, progress))


def _told(rows: Iterable[Evaluated], progress: Progress) -> Iterator[Evaluated]:
    for count, row in enumerate(rows, start=1):
        if count % _TELL_EVERY == 0:
            progress.report(done=count)
        yield row


def apply(progress: Progress, actor: Any, *, session: str) -> str:
    """Job: write the good rows, in one transaction with the session's end. Run again, it finds nothing to do."""
    enter(actor)
    found = _locked(session)
    if found.state != State.APPLYING:
        return _("Tệp đã được nhập.")
    clock = _Clock()
    progress.report(done=0, total=found.counts["good"], message=_("Đang kiểm tra lần cuối"))
    staging.analyse()
    staging.check(found, actor)
    before = staging.counts(found)
    clock.lap("check again")
    progress.report(message=_("Đang ghi vào dữ liệu"))
    made = found.kind_spec.apply(found, actor, progress)
    clock.lap("apply")
    found.counts = before | {
        "created": made.created, "updated": made.updated, "same": made.same + before["same"], "left": before["bad"],
    }  # fmt: skip
    found.timings |= clock.laps
    found.state = State.DONE
    found.save(update_fields=["counts", "timings", "state", "changed"])
    # what became records is not kept twice; what is left is needed for the returned workbook
    staging.execute(
        found, "DELETE FROM imports_stagedrow r WHERE r.session_id = %(session)s AND r.problems = '[]'::jsonb"
    )
    transaction.on_commit(lambda: retention.forget_finished(found))
    audit.record(
        actor=actor, action="imports.applied", subject=found, data=found.counts | {"kind": found.kind}
    )
    return _("Đã nhập xong")


def _locked(session: str) -> ImportSession:
    """The session, held until the end of the transaction: a second worker waits, then finds the work done."""
    found = ImportSession.objects.select_for_update().filter(uuid=session).first()
    if found is None:
        raise ImportRefused(_("Phiên nhập này đã bị bỏ."))
    return found


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.laps[name] = round(now - self._last, 2)
        self._last = now
