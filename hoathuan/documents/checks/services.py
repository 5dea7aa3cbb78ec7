"""Giving a paper its code, writing down its files, voiding it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean

from .codes import new_code
from .errors import CheckRefused
from .models import Check, CheckFile, FileRole


@transaction.atomic
def issue_check(
    subject: models.Model,
    *,
    kind: str,
    number: str,
    issued_on: date,
    issuer: str,
    actor: Any,
    sha256: str = "",
    code: str = "",
) -> Check:
    """The code of a paper. Asked again for the same subject it is the same code, with what is told of it now.

    `code`: a new one that was thought of before, for a paper that has none yet.
    Everything given here is public: no name of a person may stand in `kind`, `number` or `issuer`.
    Raises CheckRefused for a paper that was voided.
    """
    told = {"kind": clean(kind), "number": clean(number), "issued_on": issued_on, "issuer": clean(issuer)}
    check = _row_of(subject, told, code or new_code())
    if check.voided_on is not None:
        raise CheckRefused(_("Văn bản này đã bị hủy bỏ, không cấp lại mã kiểm tra được."))
    if sha256:
        add_to_held(check, sha256, role=FileRole.ISSUED, actor=actor)
    audit.record(
        actor=actor,
        action="checks.issued",
        subject=check,
        data={"paper": check.subject_type, "key": check.subject_id, "number": check.number},
    )
    return check


def _row_of(subject: models.Model, told: dict[str, Any], code: str) -> Check:
    """The one row of this subject, held until the transaction ends; of two who make it at once the second waits."""
    named = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    Check.objects.bulk_create([Check(code=code, **named, **told)], ignore_conflicts=True)
    check = Check.objects.select_for_update().filter(**named).first()
    if check is None:  # the code was taken: one in 78 billion
        return _row_of(subject, told, new_code())
    if check.voided_on is None and any(getattr(check, name) != value for name, value in told.items()):
        Check.objects.filter(pk=check.pk).update(**told)
        check.refresh_from_db()
    return check


@transaction.atomic
def add_file(subject: models.Model, sha256: str, *, role: str, actor: Any) -> None:
    """Let copies of this file be recognised; the same file again changes nothing."""
    add_to_held(_held(subject), sha256, role=role, actor=actor)


def add_to_held(check: Check, sha256: str, *, role: str, actor: Any) -> None:
    """The same for a check that this transaction holds, as `issue_check` gives it."""
    if not check.files.filter(sha256=sha256).exists():  # the check is held: nobody adds it meanwhile
        CheckFile.objects.create(check_row=check, sha256=sha256, role=role)
        audit.record(
            actor=actor, action="checks.file_added", subject=check, data={"sha256": sha256, "role": role}
        )


@transaction.atomic
def void_check(subject: models.Model, *, actor: Any, on: date | None = None) -> Check:
    """The paper holds no longer from `on` (today). Again changes nothing: the first day stays."""
    check = _held(subject)
    if check.voided_on is None:
        check.voided_on = max(on or today(), check.issued_on)
        check.save(update_fields=["voided_on"])
        audit.record(actor=actor, action="checks.voided", subject=check, data={"on": str(check.voided_on)})
    return check


def check_of(subject: models.Model) -> Check | None:
    """The code of a paper, if it has one."""
    return Check.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).first()


def check_by_code(code: str, subject_type: str) -> Check | None:
    """The code of a paper of this kind of record; None for any other code. `code` is as it is stored."""
    return Check.objects.filter(code=code, subject_type=subject_type).first()


def _held(subject: models.Model) -> Check:
    named = (
        {"pk": subject.pk}
        if isinstance(subject, Check)
        else {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    )
    check = Check.objects.select_for_update().filter(**named).first()
    if check is None:
        raise CheckRefused(_("Văn bản này chưa có mã kiểm tra."))
    return check


def check_url(check: Check, request: HttpRequest | None = None) -> str:
    """The public address of a code, for the square code on the paper.

    By `HT_PUBLIC_URL`; without it by the request at hand, else by the first name under which this is reached.
    """
    path = reverse("checks:check", args=[check.spoken])
    base = settings.HT_PUBLIC_URL.rstrip("/")
    if not base and request is not None:
        return request.build_absolute_uri(path)
    return f"{base or _own_host()}{path}"


def _own_host() -> str:
    """The first whole name of `ALLOWED_HOSTS`; "" where only this machine is named."""
    named = (host for host in settings.ALLOWED_HOSTS if "." in host.strip(".") and not host.startswith("."))
    found = next((host for host in named if host != "127.0.0.1"), "")
    return f"https://{found}" if found else ""
