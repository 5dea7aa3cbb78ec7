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
from hoathuan.documents.fields import labels, sample, vocabulary
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.models import Template, TemplateUse, TemplateVersion
from hoathuan.documents.printable import printable_data
from hoathuan.documents.qr import qr_png
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
            "number": _next(template), "engine": Engine.TYPST, "wording": wording, "made_by": SYSTEM.label,
        },
    )  # fmt: skip
    if new:
        audit.record(actor=SYSTEM, action="documents.template_shipped", subject=made, data={"kind": kind.key})
    return made


def version_for(kind: PaperKind, unit: Unit, on: date | None = None) -> TemplateVersion:
    """By which version a paper of this unit is made on a day: the province's own if it uses one, else ours."""
    province = province_of(unit)
    use = use_of(kind.key, province.pk, on) if province else None
    return use.version if use and use.version else shipped_version(kind)


def use_of(kind: str, province: int, on: date | None = None) -> TemplateUse | None:
    """The decision of a province that holds on a day for a kind."""
    decided = TemplateUse.objects.filter(
        template__kind=kind, template__unit=province, used_from__lte=on or today()
    )
    newest = decided.select_related("version__template", "version__file").order_by("-used_from", "-id")
    return newest.first()


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
def use_shipped(*, kind: PaperKind, used_from: date, actor: Actor) -> TemplateUse:
    """Go back to the product's own wording from a day on, whichever it is then."""
    return _decided(_held(kind, _own_province(actor)), None, used_from, actor)


@transaction.atomic
def use_from(*, version: TemplateVersion, used_from: date, actor: Actor) -> TemplateUse:
    """Make papers by this version from a day on, today or later: what was drafted before stays as it is."""
    template = Template.objects.select_for_update().get(pk=version.template_id)
    if template.unit_id is None or template.unit_id != _own_province(actor).pk:
        raise NotYours(_("Chỉ cán bộ Sở Tư pháp của tỉnh mới đổi mẫu của tỉnh."))
    return _decided(template, version, used_from, actor)


def _decided(
    template: Template, version: TemplateVersion | None, used_from: date, actor: Actor
) -> TemplateUse:
    """One more decision; the last for a day holds, and the same said again is no new one."""
    if used_from < today():
        raise TemplateRefused(_("Chỉ dùng mẫu mới từ hôm nay trở đi: văn bản đã soạn giữ mẫu cũ."))
    known = template.uses.filter(used_from=used_from).order_by("-id").first()
    if known is not None and known.version == version:
        return known
    made = TemplateUse.objects.create(
        template=template, version=version, used_from=used_from, decided_by=actor.label
    )
    data = {"kind": template.kind, "number": version and version.number, "from": used_from.isoformat()}
    audit.record(actor=actor, action="documents.template_used", subject=version or template, data=data)
    return made


def check_file(kind: PaperKind, upload: UploadedFile) -> None:
    """Raises TemplateRefused (or AttachmentRefused: macro, two files in one) for what cannot be a template."""
    if kind_of(upload) is not DOCX:
        raise TemplateRefused(_("Mẫu phải là tệp Word (.docx). Hãy lưu lại dạng .docx rồi tải lên."))
    upload.seek(0)
    content = upload.read()
    found = run.check(content, vocabulary(kind.fields))
    if found:
        told = tuple(_sentences(kind, found))
        raise TemplateRefused(
            _("Mẫu chưa dùng được: sửa các điểm dưới đây trong Word rồi tải lên lại."), told
        )
    _try_out(content, kind)


def _try_out(content: bytes, kind: PaperKind) -> None:
    """Filled with the longest name and forty rows: what breaks or swells is told now and not when a paper waits."""
    run.fill(
        content, vocabulary(kind.fields), printable_data(sample(kind.fields)), qr_png("https://mau.example")
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
