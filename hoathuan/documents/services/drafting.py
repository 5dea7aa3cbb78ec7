"""Drafts: what a paper will say, frozen when it is written and whenever its officer takes it anew."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, fold
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NotYours, PaperRefused
from hoathuan.documents.fields import Data, Rows
from hoathuan.documents.kinds import PaperKind, get
from hoathuan.documents.models import Paper
from hoathuan.documents.rights import bodies_of, check_write, may_draft

from .templates import version_for

_MOST_ROWS = 2_000


@dataclass(frozen=True)
class Typed:
    """What the officer writes: the head and foot, and the typed fields of the kind."""

    body: Body
    title: str
    sign: str
    signer: str
    signer_office: str
    fields: Mapping[str, str]


@transaction.atomic
def draft_paper(
    *,
    kind: PaperKind,
    subject: Model | None,
    typed: Typed,
    actor: Actor,
    token: uuid.UUID | None = None,
    batch: uuid.UUID | None = None,
) -> Paper:
    """A new draft; the same `token` again is the same draft.

    Raises PaperRefused where something needed is empty, and where the record has a draft of this kind.
    """
    if not may_draft(actor, kind) or not bodies_of(actor).filter(pk=typed.body.pk).exists():
        raise NotYours(_("Vai trò này không soạn được loại văn bản này cho cơ quan đó."))
    token = token or uuid.uuid4()
    known = Paper.objects.filter(token=token).first()
    if known is not None:
        check_write(actor, known)
        return known
    paper = Paper(
        kind=kind.key, unit=typed.body.unit, token=token, version_used=version_for(kind, typed.body.unit),
        subject_type=subject._meta.label_lower if subject else "", subject_id=subject.pk if subject else None,
        batch=batch,
    )  # fmt: skip
    _write(paper, kind, subject, typed, actor)
    if not actor.system:
        _drop_of_former_unit(kind, subject, actor)
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as error:
        return _a_little_earlier(paper, error)
    audit.record(actor=actor, action="documents.drafted", subject=paper, data={"kind": kind.key})
    return paper


def draft_about(kind: PaperKind, subject: Model | None, actor: Actor) -> Paper | None:
    """The draft of this kind that the record has, in the actor's unit."""
    drafts = _drafts_about(kind, subject)
    return drafts.filter(unit__in=actor.home_units).first()


def _drafts_about(kind: PaperKind, subject: Model | None) -> QuerySet[Paper]:
    if subject is None:
        return Paper.objects.none()
    about = Paper.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return about.filter(kind=kind.key, state=PaperState.DRAFT)


def _drop_of_former_unit(kind: PaperKind, subject: Model | None, actor: Actor) -> None:
    """The record has come here from another unit: that one's draft stands in the way, and nobody here can open it."""
    for known in _drafts_about(kind, subject).exclude(unit__in=actor.home_units):
        discard_draft(paper=known, actor=SYSTEM)


def _a_little_earlier(paper: Paper, error: IntegrityError) -> Paper:
    """Sent twice at the same moment it is one draft; what somebody else has drafted about the record is hers."""
    known = Paper.objects.filter(token=paper.token).first()
    if known is not None:
        return known
    if "paper_one_draft_of_a_record" not in str(error):
        raise error
    raise PaperRefused(
        _(
            "Đã có dự thảo loại này cho hồ sơ này: mở dự thảo đó để sửa hoặc ban hành, hoặc bỏ nó rồi soạn lại."
        )
    )


@transaction.atomic
def amend_draft(*, paper: Paper, version: int, typed: Typed, actor: Actor) -> Paper:
    """Write a draft anew, with what its subject says now and by the template that holds now."""
    held = held_draft(paper, actor)
    if held.version != version:
        raise StaleRecord
    if not bodies_of(actor).filter(pk=typed.body.pk).exists():
        raise NotYours(_("Vai trò này không soạn được loại văn bản này cho cơ quan đó."))
    kind = get(held.kind)
    held.version_used = version_for(kind, typed.body.unit)
    _write(held, kind, _subject_of(held, kind), typed, actor)
    held.unit, held.version = typed.body.unit, version + 1
    held.save()
    audit.record(actor=actor, action="documents.amended", subject=held, data={})
    return held


def _subject_of(held: Paper, kind: PaperKind) -> Model | None:
    """The record that a draft is about; raises PaperRefused where that has ended since, and gives nothing any more."""
    subject = kind.subject(held.subject_id)
    if subject is None and held.subject_id:
        raise PaperRefused(
            _(
                "Hồ sơ của dự thảo này đã kết thúc nên không soạn lại được: bỏ dự thảo, hoặc ban hành như đã soạn."
            )
        )
    return subject


@transaction.atomic
def discard_draft(*, paper: Paper, actor: Actor) -> None:
    """Throw a draft away: it had no number and left nobody's desk. Again changes nothing."""
    held = Paper.objects.select_for_update().filter(pk=paper.pk).first()
    if held is None:
        return
    check_write(actor, held)
    _refuse_unless_draft(held)
    audit.record(actor=actor, action="documents.discarded", subject=held, data={"kind": held.kind})
    held.delete()


def held_draft(paper: Paper, actor: Actor) -> Paper:
    """The row, held, for who may write it; raises PaperRefused once it was issued."""
    held = Paper.objects.select_for_update().filter(pk=paper.pk).first()
    if held is None:
        raise PaperRefused(_("Dự thảo này đã bị bỏ."))
    check_write(actor, held)
    _refuse_unless_draft(held)
    return held


def _refuse_unless_draft(paper: Paper) -> None:
    if paper.state != PaperState.DRAFT:
        raise PaperRefused(
            _(
                "Văn bản đã ban hành số %(code)s nên không sửa được nữa; nếu sai, hãy hủy và ban hành văn bản khác."
            )
            % {"code": paper.code}
        )


def _write(paper: Paper, kind: PaperKind, subject: Any, typed: Typed, actor: Actor) -> None:
    given: Data = kind.data(subject, actor)
    words: Data = {field.key: _cleaned(typed.fields.get(field.key, "")) for field in kind.typed}
    paper.data = given | words
    paper.body, paper.title, paper.folded = typed.body, clean(typed.title), fold(typed.title)[:400]
    paper.sign, paper.signer = clean(typed.sign), clean(typed.signer)
    paper.signer_office = _cleaned(typed.signer_office)
    _check_whole(paper, kind)


def _check_whole(paper: Paper, kind: PaperKind) -> None:
    """Everything that the paper needs is there: an empty place on a signed paper is found too late."""
    lacking = [str(field.label) for field in kind.fields if field.required and not paper.data.get(field.key)]
    if lacking:
        raise PaperRefused(_("Chưa soạn được vì còn thiếu: %(what)s.") % {"what": ", ".join(lacking)})
    for rows in kind.fields:
        if isinstance(rows, Rows) and len(paper.data.get(rows.key, ())) > _MOST_ROWS:
            raise PaperRefused(
                _("Danh sách dài quá %(most)s dòng: hãy chia thành nhiều văn bản.") % {"most": _MOST_ROWS}
            )


def _cleaned(text: str) -> str:
    """Several lines, each cleaned; empty ones go."""
    return "\n".join(line for part in text.splitlines() if (line := clean(part)))
