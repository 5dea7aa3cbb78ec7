"""The author's pages: write, look at what the check found, send."""

from types import SimpleNamespace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.cases.api import may_write_on, own_case
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.stale import sent_version
from hoathuan.stories import rules, selectors, services
from hoathuan.stories.choices import Mark
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.finding import blocking
from hoathuan.stories.forms import TellingForm
from hoathuan.stories.hidden import wanted_of
from hoathuan.stories.models import Origin
from hoathuan.stories.rights import TELLERS
from hoathuan.stories.starting import starters
from hoathuan.stories.views.own import told_story
from hoathuan.stories.wording import DO


@access(TELLERS)
def tell(request, case):
    """Begin a story of a dispute; what was begun is gone on with."""
    case = _writable(request, case)
    former = Origin.objects.filter(case=case, seat_id=request.actor.seat_id).select_related("story").first()
    if former is not None:
        return redirect("stories:story", pk=former.story.uuid)
    form = TellingForm(request.POST or None, initial=starters(case.outcome))
    if form.is_valid():
        try:
            story = services.tell(actor=request.actor, case=case, telling=form.telling())
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("stories:check", pk=story.uuid)
    context = {
        "form": form,
        "title": _("Kể lại cho đồng nghiệp"),
        "back_url": reverse("cases:detail", args=[case.uuid]),
        "back_text": _("Vụ việc %(number)s") % {"number": case},
    }
    return TemplateResponse(request, "stories/write.html", context)


def _writable(request, pk):
    """A dispute for which this seat writes; any other does not exist."""
    case = own_case(request, pk)
    if not may_write_on(request.actor, case):
        raise Http404
    return case


@access(TELLERS)
def amend(request, pk):
    """Write on."""
    story, origin = told_story(request, pk)
    if request.method == "GET" and not rules.may("amend", story.state):
        messages.warning(request, _("Rút chuyện về trước, rồi sửa."))
        return redirect("stories:story", pk=story.uuid)
    initial = {name: getattr(origin, name) for name in rules.TEXTS}
    initial |= {name: getattr(story, name) for name in ("audience", "names_province", "names_role")}
    # the texts stand beside the story: after a clash they are shown as well
    record = SimpleNamespace(version=story.version, **initial)
    form = TellingForm(request.POST or None, initial=initial, record=record)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.amend(actor=request.actor, story=story, version=version, telling=form.telling())
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("stories:check", pk=story.uuid)
    context = {
        "form": form,
        "title": _("Sửa chuyện"),
        "back_url": reverse("stories:check", args=[story.uuid]),
        "back_text": _("Kiểm tra chuyện"),
    }
    return TemplateResponse(request, "stories/write.html", context)


@require_GET
@access(TELLERS)
def check(request, pk):
    """What the automatic check finds, marked in the text, with what to do about it."""
    story, origin = told_story(request, pk)
    if not rules.may("send", story.state):
        return redirect("stories:story", pk=story.uuid)
    answers = selectors.looked_through(origin, wanted_of(request.actor, origin.case))
    context = {
        "story": story,
        "answers": answers,
        "advice": advice_on(answers),
        "held": any(blocking(answer.hits) for answer in answers),
        "open": services.unwritten(story, origin),
        "exact": any(hit.mark == Mark.AMOUNT for answer in answers for hit in answer.hits),
        "crumbs": [(_("Chuyện hòa giải"), reverse("stories:list"))],
    }
    return TemplateResponse(request, "stories/check.html", context)


def advice_on(answers):
    """(what was found, what to do, whether it must go), each once, what must go first."""
    found = {hit.mark: hit.blocks for answer in answers for hit in answer.hits}
    return [(mark.label, DO[mark], found[mark]) for mark in Mark if mark in found]


@require_POST
@access(TELLERS)
def round_amounts(request, pk):
    story, _origin = told_story(request, pk)
    return _done(request, story, "stories:check", services.round_amounts, _("Đã làm tròn số tiền."))


@require_POST
@access(TELLERS)
def send(request, pk):
    story, _origin = told_story(request, pk)
    words = _("Đã gửi. Khi người thứ hai đọc xong, chuyện hiện cho đồng nghiệp.")
    return _done(request, story, "stories:check", services.send, words, version=sent_version(request))


def _done(request, story, page, service, words, **arguments):
    try:
        service(actor=request.actor, story=story, **arguments)
    except StoryRefused as refused:
        messages.error(request, str(refused))
        return redirect(page, pk=story.uuid)
    messages.success(request, words)
    return redirect(page if service is services.round_amounts else "stories:story", pk=story.uuid)
