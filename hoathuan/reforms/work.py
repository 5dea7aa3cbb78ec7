"""The two jobs: a trial that is taken back, and the act itself. Each is one transaction, safe to run again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.errors import DomainError
from hoathuan.units.changing import applying, deciding, gate
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform, Unit

from .errors import ReformsError
from .rules import check_may
from .services.deciding import may_decide
from .services.running import back_to_draft
from .trial import try_out

_SEEN = ("seats", "seats_count", "split", "split_count", "units")
"""What only a trial can look at: it goes on to the reform that was applied."""


def preview(progress: Any, actor: Any, *, reform: int, version: int) -> str:
    """Try the reform out and keep what was found, if its rows are still those that were asked for."""
    draft = _of(reform, actor)
    if draft.state != ReformState.DRAFT or draft.version != version:
        return _("Bản soạn đã sửa sau khi yêu cầu: xem trước lại.")
    found: dict[str, Any] = {"version": version, "at": timezone.now().isoformat()}
    try:
        found |= try_out(draft, lambda words: progress.report(message=words))
    except DomainError as refused:
        found["problems"] = getattr(refused, "problems", [str(refused)])
    kept = Reform.objects.filter(pk=reform, version=version, state=ReformState.DRAFT).update(found=found)
    if not kept:
        return _("Bản soạn đã sửa sau khi yêu cầu: xem trước lại.")
    return _("Xem trước thấy lỗi.") if "problems" in found else _("Đã xem trước, chưa thay đổi gì.")


def carry_out(progress: Any, actor: Any, *, reform: int, version: int) -> str:
    """Apply the reform. Run again after it has happened, it says so; refused, it is a draft again with the reasons."""
    held = _of(reform, actor)
    if held.state == ReformState.APPLIED:
        return _("Việc sắp xếp này đã thực hiện rồi.")
    if held.state != ReformState.APPLYING or held.version != version:
        raise ReformsError(_("Việc sắp xếp này không còn chờ thực hiện: mở lại trang rồi yêu cầu lại."))
    try:
        with transaction.atomic():
            _apply(held, actor, progress)
    except DomainError as refused:
        back_to_draft(held, getattr(refused, "problems", [str(refused)]))
        held.refresh_from_db(fields=["state"])
        if held.state == ReformState.APPLIED:  # by a worker that was taken for dead, while this one waited
            return _("Việc sắp xếp này đã thực hiện rồi.")
        return _("Chưa thực hiện được, chưa có gì thay đổi.")
    return _("Đã thực hiện.")


def _apply(held: Reform, actor: Any, progress: Any) -> None:
    seen = {key: held.found[key] for key in _SEEN if key in held.found}
    outcome = applying.apply(held, lambda words: progress.report(message=words))
    told = (
        seen
        | outcome.as_data()
        | {"version": held.version, "at": timezone.now().isoformat(), "by_seat": actor.seat_id}
    )
    Reform.objects.filter(pk=held.pk).update(found=told)
    audit.record(actor=actor, action="reforms.applied", subject=held, data={"title": held.title})


def _of(key: int, actor: Any) -> Reform:
    found = Reform.objects.filter(pk=key).first()
    if found is None:
        raise ReformsError(_("Bản soạn này đã bị bỏ."))
    check_may(actor, found)
    return found


def decide(progress: Any, actor: Any, *, unit: int, ways: dict[str, list[int]], rest: int | None) -> str:
    """Place the villages of a split commune, then what is left of it; all or nothing, and once for one job."""
    commune = Unit.objects.get(pk=unit)
    job = getattr(progress, "job_id", None)
    done = _("Đã ghi quyết định về %(unit)s.") % {"unit": commune.name}

    def say(words: str) -> None:
        progress.report(message=words)

    gate.close(say)  # first: a worker that was taken for dead may be at it still
    if _was_decided_by(commune, job):
        return done
    may_decide(actor, commune)
    _place(commune, ways, rest, say)
    data = {"unit": commune.name, "job": job}
    audit.record(actor=actor, action="reforms.decided", subject=commune, data=data)
    return done


def _was_decided_by(commune: Unit, job: int | None) -> bool:
    """Whether this job had done its work already when its worker died."""
    told = audit.entries_about(commune).filter(action="reforms.decided")
    return job is not None and told.filter(data__job=job).exists()


def _place(commune: Unit, ways: dict[str, list[int]], rest: int | None, say: Callable[[str], None]) -> None:
    for target, villages in ways.items():
        chosen = list(Unit.objects.filter(pk__in=villages))
        deciding.place_villages(commune, chosen, Unit.objects.get(pk=target), say)
    if rest is not None:
        deciding.place_rest(commune, Unit.objects.get(pk=rest), say)
