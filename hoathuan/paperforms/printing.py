"""The blank forms of a batch as PDF: one page for one dispute, its questions in the order of the screen.

Its words are those of the short form; they stay Vietnamese in every interface language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import EndedCaseForm, field_choices
from hoathuan.core.filenames import safe_filename
from hoathuan.core.jobs import Progress, keep
from hoathuan.core.text import legal_text
from hoathuan.documents.api import render_pdf, shapes
from hoathuan.teams.api import TeamHead, TeamVillage

from . import codes
from .errors import FormRefused
from .models import Batch, Form
from .selectors import batches_seen


def printed(batch: Batch) -> tuple[bytes, str]:
    """The PDF and its title; the same codes however often it is printed."""
    with translation.override("vi"):
        forms = list(
            batch.forms.select_related("team__now_commune").order_by("team__sort", "team_id", "number")
        )
        commune = batch.now_commune or batch.area.then_commune
        title = legal_text("Phiếu ghi vụ việc hòa giải, {}, in ngày {:%d/%m/%Y}").format(
            commune.name, batch.printed_on
        )
        return render_pdf("paper-forms", sheets(batch, forms), title=title, author=commune.name), title


def export(progress: Progress, actor: Actor, *, batch: str) -> str:
    """The same as a job, for a batch of many forms."""
    found = batches_seen(actor).filter(uuid=batch).first()
    if found is None:
        raise FormRefused(_("Đợt in này không còn thuộc phạm vi của ông/bà."))
    total = found.forms.count()
    progress.report(done=0, total=total, message=_("Đang dàn trang phiếu"))
    content, title = printed(found)
    progress.report(done=total)
    keep(
        progress,
        actor,
        name=safe_filename(title, ".pdf"),
        content_type="application/pdf",
        fill=lambda file: file.write(content),
    )
    return _("Tệp đã sẵn sàng.")


def sheets(batch: Batch, forms: Sequence[Form]) -> shapes.PaperForms:
    """What the template prints."""
    heads, villages = _heads(batch, forms), _villages(batch, forms)
    asked: Any = field_choices()  # type: ignore[no-untyped-call]
    endings: Any = EndedCaseForm.base_fields["ending"]
    return shapes.PaperForms(
        fields=tuple(str(label) for _group, rows in asked[1:] for _value, label in rows),
        endings=tuple(str(label) for _value, label in endings.choices),
        forms=tuple(
            shapes.PaperForm(
                code=codes.shown(form.code),
                square=codes.in_square(form.code),
                number=form.number,
                commune=form.team.now_commune.name if form.team.now_commune else "",
                village=", ".join(villages.get(form.team_id, ())),
                team=str(form.team),
                head=heads.get(form.team_id, ""),
            )
            for form in forms
        ),
    )


def _heads(batch: Batch, forms: Sequence[Form]) -> dict[int, str]:
    """Who led each team on the day of printing."""
    day = batch.printed_on
    terms = TeamHead.objects.filter(team__in={form.team_id for form in forms}, started_on__lte=day)
    terms = terms.exclude(ended_on__lt=day).select_related("mediator__person").order_by("started_on", "id")
    return {term.team_id: term.mediator.person.full_name for term in terms}


def _villages(batch: Batch, forms: Sequence[Form]) -> dict[int, list[str]]:
    served = TeamVillage.objects.filter(team__in={form.team_id for form in forms}, ended_on=None)
    found: dict[int, list[str]] = {}
    for row in served.select_related("village").order_by("village__sort", "id"):
        found.setdefault(row.team_id, []).append(row.village.name)
    return found
