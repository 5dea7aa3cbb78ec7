"""Pages for everybody: type a code, see what holds, compare a file."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hoathuan.core import rates
from hoathuan.core.access import PUBLIC, access
from hoathuan.core.attachments.api import AttachmentRefused

from .codes import read_code, spoken
from .comparing import compare_file
from .forms import CodeForm, FileForm
from .models import Check
from .telling import told_of

#: Of one address. An office or a hall shares one, so a person at work never meets it and a guesser soon does.
MOST_LOOKS = 120
MOST_FILES = 60
WINDOW_SECONDS = 300

View = Callable[..., HttpResponseBase]


def unlisted(view: View) -> View:
    """No search engine keeps these pages, and no cache."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return never_cache(marked)


@unlisted
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on a paper."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("checks:check", code=spoken(form.cleaned_data["code"]))
    return render(request, "checks/ask.html", {"form": form})


@unlisted
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the paper with this code; with a file, whether it is the paper's own."""
    if not _may_look(request):
        return render(request, "checks/too_often.html", status=429)
    plain = read_code(code)
    found = Check.objects.filter(code=plain).first() if plain else None
    if found is None:
        # one answer for a wrong code and for one that was never given; a response, so that the try stays counted
        return render(request, "checks/unknown.html", status=404)
    form, outcome = FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = compare_file(found, form.cleaned_data["file"])
        except AttachmentRefused as refused:
            form.add_error("file", str(refused))
    context = {"check": found, "form": form, "outcome": outcome, "told": told_of(found)}
    return render(request, "checks/check.html", context)


def _may_look(request: HttpRequest) -> bool:
    # the address as the trusted proxies tell it
    who = str(get_adapter().get_client_ip(request))
    if not rates.take("checks.look", who, most=MOST_LOOKS, seconds=WINDOW_SECONDS):
        return False
    files = request.method == "POST"
    return not files or rates.take("checks.file", who, most=MOST_FILES, seconds=WINDOW_SECONDS)
