"""Sign-in, and what the sign-in package would let people do by themselves but we do not."""

from allauth.account import views as packaged
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hoathuan.accounts.models import User
from hoathuan.core.access import PUBLIC, access


@access(PUBLIC)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The package's sign-in; where nobody has an account yet, the set-up of the first administrator."""
    if not request.user.is_authenticated and not User.objects.exists():
        return redirect("accounts:start")
    return packaged.login(request)


@access(PUBLIC)
def ask_in_person(request: HttpRequest, **_parts: str) -> HttpResponse:
    """No sign-up, no reset by e-mail, no change of one's own names: whom to ask instead."""
    return render(request, "accounts/ask_in_person.html")
