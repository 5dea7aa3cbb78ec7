"""Versions of templates: the product's own, and those that a province brings in as Word files."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import store
from hoathuan.core.attachments.kinds import DOCX, kind_of
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.documents.choices import Engine
from hoathuan.documents.errors import NotYours, TemplateRefused
from hoathuan.documents.fields import labels, vocabulary
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.models import Template, TemplateVersion
from hoathuan.documents.rights import province_above
from hoathuan.documents.word import run
from hoathuan.documents.word.rules import Problem
from hoathuan.units.models import Unit
from hoathuan.units.selectors import province_of


def shipped_version(kind: PaperKind) -> TemplateVersion:
    """The product's own wording as it is today; a changed one becomes a new version with the first paper."""
    wording = kind.shipped()
    digest = _digest(json.dumps(wording, sort_keys=True).encode())
    known = TemplateVersion.objects.filter(
        template__kind=kind.key, template__unit=None, digest=digest
    ).first()
    return known or _ship(kind, dict(wording), digest)


@transaction.atomic
def _ship(kind: PaperKind, wording: dict[str, object], digest: str) -> TemplateVersion:
    template = _held(kind, None)
    made, new = TemplateVersion.objects.get_or_create(
        template=template,
        digest=digest,
        defaults={
            "number": _next(template), "engine": Engine.TYPST, "wording": wording, "used_from": today(),
            "made_by": SYSTEM.label,
        },
    )  # fmt: skip
    if new:
        audit.record(actor=SYSTEM, action="documents.template_shipped", subject=made, data={"kind": kind.key})
    return made


def version_for(kind: PaperKind, unit: Unit, on: date | None = None) -> TemplateVersion:
    """By which version a paper of this unit is made on a day: the province's own if it uses one, else ours."""
    province = province_of(unit)
    own = TemplateVersion.objects.filter(
        template__kind=kind.key, template__unit=province, used_from__lte=on or today()
    ).select_related("template", "file")
    found = own.order_by("-used_from", "-number").first() if province else None
    return found or shipped_version(kind)


@transaction.atomic
def bring_in(*, kind: PaperKind, upload: UploadedFile, note: str, actor: Actor) -> TemplateVersion:
    """Keep a province's Word file as a new version; it is not used before somebody says from which day.

    The same file again is the same version. Raises TemplateRefused with a sentence for each thing that is wrong.
    """
    province = _own_province(actor)
    check_file(kind, upload)
    template = _held(kind, province)
    upload.seek(0)
    digest = _digest(upload.read())
    known = template.versions.filter(digest=digest).first()
    if known is not None:
        return known
    made = TemplateVersion.objects.create(
        template=template, number=_next(template), engine=Engine.WORD, wording={}, file=store(upload, actor),
        digest=digest, note=clean(note), made_by=actor.label,
    )  # fmt: skip
    data = {"kind": kind.key, "number": made.number, "sha256": digest}
    audit.record(actor=actor, action="documents.template_added", subject=made, data=data)
    return made


@transaction.atomic
def use_shipped(*, kind: PaperKind, used_from: date, actor: Actor) -> TemplateVersion:
    """Go back to the product's own wording from a day, as a version of the province like the others."""
    template = _held(kind, _own_province(actor))
    wording = dict(kind.shipped())
    digest = _digest(json.dumps(wording, sort_keys=True).encode())
    made, _new = TemplateVersion.objects.get_or_create(
        template=template,
        digest=digest,
        defaults={
            "number": _next(template), "engine": Engine.TYPST, "wording": wording, "made_by": actor.label,
        },
    )  # fmt: skip
    return use_from(version=made, used_from=used_from, actor=actor)


@transaction.atomic
def use_from(*, version: TemplateVersion, used_from: date, actor: Actor) -> TemplateVersion:
    """Make papers by this version from a day on, today or later: what was drafted before stays as it is."""
    held = (
        TemplateVersion.objects.select_for_update(of=("self",)).select_related("template").get(pk=version.pk)
    )
    if held.template.unit_id is None or held.template.unit_id != _own_province(actor).pk:
        raise NotYours(_("Chỉ cán bộ Sở Tư pháp của tỉnh mới đổi mẫu của tỉnh."))
    if used_from < today():
        raise TemplateRefused(_("Chỉ dùng mẫu mới từ hôm nay trở đi: văn bản đã soạn giữ mẫu cũ."))
    if held.used_from != used_from:
        held.used_from = used_from
        held.save(update_fields=["used_from"])
        data = {"kind": held.template.kind, "number": held.number, "from": used_from.isoformat()}
        audit.record(actor=actor, action="documents.template_used", subject=held, data=data)
    return held


def check_file(kind: PaperKind, upload: UploadedFile) -> None:
    """Raises TemplateRefused (or AttachmentRefused: macro, two files in one) for what cannot be a template."""
    if kind_of(upload) is not DOCX:
        raise TemplateRefused(_("Mẫu phải là tệp Word (.docx). Hãy lưu lại dạng .docx rồi tải lên."))
    upload.seek(0)
    found = run.check(upload.read(), vocabulary(kind.fields))
    if found:
        told = tuple(_sentences(kind, found))
        raise TemplateRefused(
            _("Mẫu chưa dùng được: sửa các điểm dưới đây trong Word rồi tải lên lại."), told
        )


def _sentences(kind: PaperKind, problems: Iterable[Problem]) -> Iterable[str]:
    known = labels(kind.fields)
    for problem in problems:
        words = {"what": problem.what, "label": known.get(problem.what, problem.what)}
        told = {
            "field": _("Trường “%(what)s” không có trong loại văn bản này. Xem bảng trường được dùng."),
            "missing": _("Thiếu trường bắt buộc “%(what)s” (%(label)s)."),
            "loops": _("Vòng lặp chỉ được chạy qua một bảng, không lồng nhau: “%(what)s”."),
            "syntax": _("Viết sai cú pháp của trường: %(what)s. Kiểm tra đủ hai dấu ngoặc mở và đóng."),
        }
        code = _("Có lệnh không được dùng trong mẫu: “%(what)s”. Chỉ dùng trường, bảng và điều kiện.")
        yield told.get(problem.code, code) % words


def _own_province(actor: Actor) -> Unit:
    province = province_above(actor)
    if province is None:
        raise NotYours(_("Chỉ cán bộ Sở Tư pháp của tỉnh mới đổi mẫu của tỉnh."))
    return Unit.objects.get(pk=province)


def _held(kind: PaperKind, unit: Unit | None) -> Template:
    """The template's row, held: versions of one template are numbered one after the other."""
    Template.objects.bulk_create([Template(kind=kind.key, unit=unit)], ignore_conflicts=True)
    return Template.objects.select_for_update().get(kind=kind.key, unit=unit)


def _next(template: Template) -> int:
    return int(template.versions.aggregate(most=Max("number"))["most"] or 0) + 1


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
