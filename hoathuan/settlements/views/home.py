"""The page of a dispute's agreement: what is written, what was promised, how it is kept, the court."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases.api import Outcome
from hoathuan.core.access import access
from hoathuan.core.ui.rows import Row, Task
from hoathuan.settlements import selectors, words
from hoathuan.settlements.models import Report

from .acting import shown, writable_case


@require_GET
@access(CASE_WRITERS)
def home(request, pk):
    """Where every act on an agreement begins."""
    case = writable_case(request, pk)
    agreement = selectors.agreement_of(case)
    version = selectors.newest_of(agreement)
    promises = selectors.promises_of(agreement)
    reports = list(Report.objects.filter(agreement=agreement).order_by("-id")) if agreement else []
    context = shown(
        request.actor,
        case,
        agreement=agreement,
        version=version,
        draft=selectors.draft_of(agreement),
        open=selectors.takes_words(case, agreement),
        failed=case.outcome == Outcome.UNSUCCESSFUL and case.voided_on is None,
        written=words.written_rows(agreement, version),
        tasks=[_task(case, one) for one in promises],
        followed=words.followed(agreement, promises),
        reports=[_report(case, one) for one in reports],
        court=words.court_rows(agreement),
        recognised=words.is_recognised(agreement),
        older=[_older(case, one) for one in _versions(agreement)],
    )
    return TemplateResponse(request, "settlements/home.html", context)


def _versions(agreement):
    return agreement.versions.filter(number__lt=agreement.newest).order_by("-number") if agreement else []


def _older(case, one):
    words_ = _("Bản số %(number)s, đã thay ngày %(day)s") % {
        "number": one.number,
        "day": f"{one.replaced_on:%d/%m/%Y}" if one.replaced_on else "",
    }
    return words_, reverse("settlements:version", args=[case.uuid, one.number])


def _task(case, one):
    state, state_words = words.standing(one)
    return Task(
        words.promise_title(one),
        reverse("settlements:promise", args=[case.uuid, one.uuid]),
        state,
        state_words,
        words.promise_note(one),
    )


def _report(case, one):
    value, link = words.report_state(one), ""
    if one.told_front_on is None or one.heard_on is None:
        link = reverse("settlements:report", args=[case.uuid, one.uuid])
    return Row(one.get_kind_display(), value, f"{one.seen_on:%d/%m/%Y}", link, _("Mở") if link else "")
