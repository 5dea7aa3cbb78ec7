"""Who may call a view. A view that does not say so is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

Rule = Callable[[Any], bool]
View = Callable[..., HttpResponseBase]

# Views of packages carry no rule of ours: every prefix served by one stands here, with what guards it.
THIRD_PARTY = {
    "/tai-khoan/": "allauth: sign-in, sign-out, password, second factor, own sessions",
    "/static/": "files of the build",
}


def PUBLIC(actor: Any) -> bool:
    """Everyone, also without an account."""
    return True


def SIGNED_IN(actor: Any) -> bool:
    """Anyone with an account, also before a seat is chosen."""
    return actor.user_id is not None


def access(rule: Rule) -> Callable[[View], View]:
    """Declare who may call a view: without account to sign-in, without seat to the choice, else 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if rule(actor):
                return view(request, *args, **kwargs)
            if actor.user_id is None:
                return redirect_to_login(request.get_full_path())
            if actor.seat_id is None:
                return redirect("accounts:choose-seat")
            raise PermissionDenied

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return mark


def is_declared(view: View, path: str) -> bool:
    """Whether a view names its rule, or stands under a reviewed prefix of a package."""
    return hasattr(view, "access_rule") or any(path.startswith(prefix) for prefix in THIRD_PARTY)
