"""Many papers of one kind at once: drafted, issued, signed, printed. Each verb is a job and may be run again."""

import io
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pypdf import PdfWriter

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.accounts.models import Body
from hoathuan.core import jobs
from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.attachments.kinds import PDF
from hoathuan.core.errors import DomainError
from hoathuan.documents import kinds
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NumberTaken, PaperRefused
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.models import Counter, Paper
from hoathuan.documents.rights import papers_seen
from hoathuan.units.changing import gate

from . import issuing
from .ahead import Ahead
from .drafting import Typed, draft_paper

#: A batch is one transaction, and its officer waits for it.
MOST: Final = 1_000
#: So many refusals are told one by one; the others are counted.
_TOLD: Final = 20
#: Papers signed in one transaction: no row is held longer, and a crash takes no more back.
_SLICE: Final = 50
#: Who was refused and why; two may have one name.
_Refused = Sequence[Sequence[str]]


def subjects_waiting(kind: PaperKind, actor: Actor) -> QuerySet[Any]:
    """The records of the seat that lack this paper and have no draft of it either."""
    if kind.subjects is None or kind.waiting is None:
        raise PaperRefused(_("Loại văn bản này không soạn hàng loạt được."))
    drafts = Paper.objects.filter(kind=kind.key, state=PaperState.DRAFT, unit__in=actor.home_units)
    return kind.waiting(kind.subjects(actor)).exclude(pk__in=drafts.values("subject_id"))


def papers_of(actor: Actor, batch: uuid.UUID) -> QuerySet[Paper]:
    """The papers of a batch that the seat sees, in the order in which they were drafted."""
    return papers_seen(actor).filter(batch=batch).order_by("id")


def draft_many(
    progress: jobs.Progress, actor: Actor, *, kind: str, batch: str, keys: list[int], typed: dict[str, Any]
) -> str:
    """A draft for each record; one that has its draft in this batch keeps it. Says which could not be drafted."""
    of_kind, whole = kinds.get(kind), uuid.UUID(batch)
    body = Body.objects.get(pk=typed.pop("body"))
    found = of_kind.subjects(actor).in_bulk(keys) if of_kind.subjects else {}

    def draft(subject: Any) -> None:
        with transaction.atomic():
            paper = draft_paper(
                kind=of_kind, subject=subject, actor=actor, token=uuid.uuid5(whole, str(subject.pk)), batch=whole,
                typed=Typed(body=body, title=of_kind.title(subject), **typed),
            )  # fmt: skip
            _refuse_unless_waiting(of_kind, subject, paper)

    refused = _each(progress, [found[key] for key in keys if key in found], draft)
    return _told(_("Đã soạn %(done)s dự thảo.") % {"done": len(found) - len(refused)}, refused)


def _refuse_unless_waiting(kind: PaperKind, subject: Any, paper: Paper) -> None:
    """Asked once the draft stands and keeps others out: since the page was opened, one may have been issued."""
    if paper.state != PaperState.DRAFT or kind.subjects is None or kind.waiting is None:
        return
    if not kind.waiting(kind.subjects(SYSTEM).filter(pk=subject.pk)).exists():
        raise PaperRefused(_("Hồ sơ này đã có văn bản loại này."))


def numbers_from(first: int, count: int, papers: Paper, on: date) -> list[int]:
    """`count` numbers one after the other; raises NumberTaken where the register has one of them already."""
    wanted = list(range(first, first + count))
    same = Paper.objects.filter(body=papers.body_id, sign=papers.sign, number_year=on.year)
    taken = same.filter(number__in=[str(number) for number in wanted]).values_list("number", flat=True)
    if found := sorted(map(int, taken)):
        words = {"number": found[0], "first": first, "last": wanted[-1]}
        raise NumberTaken(
            _("Số %(number)s đã dùng, nên không lấy liền các số từ %(first)s đến %(last)s được.") % words
        )
    return wanted


def issue_many(
    progress: jobs.Progress, actor: Actor, *, keys: list[int], issued_on: str, numbers: list[int]
) -> str:
    """Issue these drafts in this order; `numbers` as many, none where the register is kept here.

    One that is issued by now stays as it is, so that each keeps its number however often this is run.
    """
    typed = dict(zip(keys, map(str, numbers), strict=True)) if numbers else {}
    gate.hold()
    drafts = _in_order(_drafts_held(actor), keys)
    day = date.fromisoformat(issued_on)
    with Ahead(
        drafts, [typed.get(one.pk, "") for one in drafts] if typed else _to_be_drawn(drafts, day), day
    ) as ahead:

        def issue(paper: Paper) -> Paper:
            number = typed.get(paper.pk, "")
            return issuing.issue_paper(paper=paper, issued_on=day, actor=actor, number=number, ahead=ahead)

        refused = _each(progress, drafts, issue)
    issued = Paper.objects.filter(pk__in=keys).exclude(state=PaperState.DRAFT).count()
    return _told(_("Đã ban hành %(done)s văn bản.") % {"done": issued}, refused)


def _drafts_held(actor: Actor) -> QuerySet[Paper]:
    """Held before the register is, as who issues a single one holds them: nobody waits in a circle."""
    drafts = papers_seen(actor).filter(state=PaperState.DRAFT).select_for_update(of=("self",))
    return drafts.select_related("body__superior", "unit", "version_used__template").order_by("id")


def _to_be_drawn(drafts: Sequence[Paper], on: date) -> list[str]:
    """The numbers that the register will give, which nobody else draws from until we have ended."""
    series = issuing.series_for(drafts[0], on) if drafts else None
    if series is None:
        return ["" for _one in drafts]
    held = Counter.objects.select_for_update().filter(book=issuing.book_of(series, on.year)).first()
    last = held.last if held else 0
    return [str(last + place) for place in range(1, len(drafts) + 1)]


def sign_many(
    progress: jobs.Progress,
    actor: Actor,
    *,
    keys: list[int],
    asked: list[int] | None = None,
    before: _Refused = (),
) -> str:
    """Sign these with the body's certificate; a signed one stays as it is.

    One slice; the job of the next is queued in the same transaction, so that none is lost. `asked`: all that the
    first slice was asked for; `before`: what former slices refused. A slice that is run again tells the same.
    """
    whole = asked or keys
    waiting = _in_order(papers_seen(actor).filter(state=PaperState.ISSUED), keys[:_SLICE])
    new = _each(progress, waiting, lambda paper: issuing.sign_here(paper=paper, actor=actor), total=len(keys))
    refused = [*before, *new]
    if left := keys[_SLICE:]:
        _sign_next(progress, actor, keys=left, asked=whole, before=refused)
    signed = Paper.objects.filter(pk__in=whole, state=PaperState.SIGNED).count()
    words = _("Đã ký số %(done)s văn bản.") % {"done": signed}
    return words if left else _told(words, refused)


def _sign_next(progress: jobs.Progress, actor: Actor, *, keys: list[int], **so_far: Any) -> None:
    """Who watches the finished job is led on to the next one."""
    words = _("Ký số %(n)s văn bản") % {"n": len(keys)}
    job = jobs.start(sign_many, title=words, actor=actor, result_url=progress.result_url, keys=keys, **so_far)
    progress.result_url = job.get_absolute_url()


def print_many(progress: jobs.Progress, actor: Actor, *, keys: list[int], name: str) -> str:
    """One PDF of all that were issued and hold, for the printer: our own files, none that came from outside."""
    issued = papers_seen(actor).select_related("issued_file").filter(issued_file__mime=PDF.mime)
    papers = _in_order(issued.exclude(state=PaperState.VOIDED), keys)
    if not papers:
        raise PaperRefused(_("Trong đợt chưa có văn bản PDF nào đã ban hành để in."))
    jobs.keep(
        progress, actor, name=name, content_type=PDF.mime, fill=lambda file: _joined(progress, papers, file)
    )
    return _("Tệp để in đã sẵn sàng.")


def _joined(progress: jobs.Progress, papers: Sequence[Paper], file: IO[bytes]) -> None:
    whole = PdfWriter()
    for number, paper in enumerate(papers, start=1):
        if paper.issued_file is not None:
            whole.append(io.BytesIO(read_attachment(paper.issued_file)), import_outline=False)
        progress.report(done=number, total=len(papers))
    whole.write(file)


def _in_order(papers: QuerySet[Paper], keys: list[int]) -> list[Paper]:
    found = papers.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _each(
    progress: jobs.Progress, items: Sequence[Any], verb: Callable[[Any], object], total: int | None = None
) -> list[tuple[str, str]]:
    """Do it for each; what is refused is told with its reason and keeps nobody else from it."""
    refused: list[tuple[str, str]] = []
    for number, item in enumerate(items, start=1):
        try:
            verb(item)
        except DomainError as refusal:
            refused.append((str(item), str(refusal)))
        progress.report(done=number, total=total or len(items))
    return refused


def _told(words: str, refused: _Refused) -> str:
    lines: Iterable[str] = [f"{who}: {why}" for who, why in refused[:_TOLD]]
    if len(refused) > _TOLD:
        lines = [*lines, _("và %(n)s văn bản khác.") % {"n": len(refused) - _TOLD}]
    if not refused:
        return words
    return "\n".join([words, _("%(n)s chưa làm được:") % {"n": len(refused)}, *lines])
