"""The list, one story, and what its readers and its second reader do."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.core.stale import sent_version
from hoathuan.stories import rules, selectors, services
from hoathuan.stories.choices import State
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.finding import parts
from hoathuan.stories.forms import CHECKS, MINE, BackForm, ReportForm, StoryFilter
from hoathuan.stories.models import Story
from hoathuan.stories.rights import ANSWERERS, CHECKERS, READERS, TELLERS, WORKERS, is_author
from hoathuan.stories.selectors import Answer
from hoathuan.stories.views.own import checked_story, seen_story
from hoathuan.stories.views.telling import advice_on

NEWEST = ("-shown_on", "-id")
MARKS = {
    State.DRAFT: "idle",
    State.WAITING: "go",
    State.RETURNED: "risk",
    State.SHOWN: "done",
    State.WITHDRAWN: "idle",
}


@require_GET
@access(READERS)
def story_list(request):
    actor = request.actor
    waiting = selectors.waiting_for(actor)
    form = StoryFilter(request.GET, tells=TELLERS(actor), checks=CHECKERS(actor))
    which = form.asked("cua")
    stories, order = {
        MINE: (selectors.own_of(actor), ("-id",)),
        CHECKS: (waiting, ("sent_at", "id")),
    }.get(which, (selectors.shown_to(actor), NEWEST))
    stories = selectors.searched(stories, words=form.asked("tim"), field=form.asked("viec"))
    page = paginate(request, stories.defer("situation", "helped", "ended", "law"), order=order)
    for story in page.rows:
        story.mark = MARKS[State(story.state)]
    context = {
        "form": form,
        "page": page,
        "which": which,
        "query": request.GET.urlencode(),
        "waiting": waiting.count() if CHECKERS(actor) and which != CHECKS else 0,
        "tells": TELLERS(actor),
        "foot_key": "stories",
    }
    return TemplateResponse(request, "stories/list.html", context)


@require_GET
@access(READERS)
def story_page(request, pk):
    """One story as its reader, its author or its second reader needs it."""
    actor, story = request.actor, seen_story(request, pk)
    author = is_author(actor, story)
    checks = not author and selectors.checked_by(actor).filter(pk=story.pk).exists()
    answers = _answers(actor, story, checks)
    context = {
        "story": story,
        "author": author,
        "checks": checks,
        "answers_back": not author and ANSWERERS(actor) and story.state == State.SHOWN,
        "answers": answers,
        "advice": advice_on(answers),
        "mark": MARKS[State(story.state)],
        "can": {deed: rules.may(deed, story.state) for deed in rules.DEEDS},
        "tied": author and selectors.origin_of(actor, story) is not None,
        "reports": selectors.open_reports(story) if author or checks else [],
        "crumbs": [(_("Chuyện hòa giải"), reverse("stories:list"))],
    }
    return TemplateResponse(request, "stories/story.html", context)


def _answers(actor, story, checks):
    """What is read: the author reads his own text, the second reader with what the check finds in it."""
    if checks and story.state == State.WAITING:
        return selectors.looked_through(story, services.wanted_by(actor, story))
    texts = story
    if not any(getattr(story, name) for name in rules.TEXTS):
        texts = selectors.origin_of(actor, story) or story
    names = [name for name in rules.TEXTS if name != "title" and getattr(texts, name)]
    label = Story._meta.get_field
    return [
        Answer(name, str(label(name).verbose_name), [], parts(getattr(texts, name), [])) for name in names
    ]


@require_POST
@access(CHECKERS)
def show(request, pk):
    story = checked_story(request, pk)
    return _done(
        *(request, story, services.show, _("Chuyện đang hiện cho đồng nghiệp.")),
        version=sent_version(request),
    )


@access(CHECKERS)
def give_back(request, pk):
    """Return it with words."""
    story = checked_story(request, pk)
    form = BackForm(request.POST or None, initial={"version": story.version})
    if form.is_valid():
        try:
            services.give_back(actor=request.actor, story=story, **form.cleaned_data)
        except StoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã trả lại người kể."))
            return redirect("stories:list")
    context = {
        "form": form,
        "title": _("Trả lại để sửa"),
        "submit": _("Trả lại"),
        "back_url": reverse("stories:story", args=[story.uuid]),
        "back_text": story.title,
    }
    return TemplateResponse(request, "stories/step.html", context)


@require_POST
@access(WORKERS)
def withdraw(request, pk):
    story = seen_story(request, pk)
    return _done(request, story, services.withdraw, _("Đã rút chuyện về. Không đồng nghiệp nào còn thấy."))


@require_POST
@access(ANSWERERS)
def useful(request, pk):
    story = seen_story(request, pk)
    wanted = request.POST.get("co") == "1"
    return _done(request, story, services.mark_useful, _("Cảm ơn ông/bà."), useful=wanted)


@access(ANSWERERS)
def report(request, pk):
    """Say that something is wrong."""
    story = seen_story(request, pk)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            services.report(actor=request.actor, story=story, trouble=form.cleaned_data["trouble"])
        except StoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã báo người đọc thứ hai xem lại. Cảm ơn ông/bà."))
            return redirect("stories:list")
    context = {
        "form": form,
        "title": _("Báo có điều không ổn"),
        "submit": _("Báo"),
        "back_url": reverse("stories:story", args=[story.uuid]),
        "back_text": story.title,
    }
    return TemplateResponse(request, "stories/step.html", context)


def _done(request, story, service, words, **arguments):
    try:
        service(actor=request.actor, story=story, **arguments)
    except StoryRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    still = selectors.readable(request.actor).filter(pk=story.pk).exists()
    return redirect("stories:story", pk=story.uuid) if still else redirect("stories:list")
