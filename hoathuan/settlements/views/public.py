"""For everybody, without an account: does the copy in hand say what was recorded? Nothing typed is kept."""

from allauth.account.adapter import get_adapter
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hoathuan.core.access import PUBLIC, access
from hoathuan.documents.api import read_code
from hoathuan.settlements import checking
from hoathuan.settlements.forms.texts import CompareForm


@sensitive_post_parameters("text")
@never_cache
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def compare(request, code):
    """Type one group of the paper: equal or not equal, and not a word more."""
    response = _answer(request, code)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _answer(request, code):
    if not checking.may_look(_address(request)):
        return render(request, "checks/too_often.html", status=429)
    plain = read_code(code)
    version = checking.version_by_code(plain) if plain else None
    if version is None:
        return render(request, "checks/unknown.html", status=404)
    form, same = CompareForm(request.POST or None), None
    if request.method == "POST":
        if not checking.may_try(_address(request), version):
            return render(request, "checks/too_often.html", status=429)
        if form.is_valid():
            same = checking.is_same(version, form.cleaned_data["letter"], form.cleaned_data["text"])
    state, words = checking.standing_of(version)
    context = {"form": form, "same": same, "state": state, "words": words, "code": code, "version": version}
    return render(request, "settlements/compare.html", context)


def _address(request):
    # the address as the trusted proxies tell it
    return str(get_adapter().get_client_ip(request))
