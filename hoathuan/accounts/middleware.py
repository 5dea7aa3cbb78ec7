"""One middleware: find the acting seat, refuse undeclared views, run the view in the actor's transaction."""

from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from hoathuan.core.access import View, is_declared
from hoathuan.core.operations import replica
from hoathuan.core.ui import errors
from hoathuan.units.api import UnitsAreChanging, refusal_of

from . import last_used, second_factor
from .acting import as_actor
from .actor import NOBODY, Actor, actor_for, seats_today
from .following import chosen_of
from .models import User

SESSION_KEY = "seat"
#: Knows which page follows a refusal of the sign-in package, such as "type your password once more".
_sign_in: Any = AccountMiddleware(lambda request: HttpResponse())


class ActorMiddleware:
    """Must stand last. It calls the view itself, and renders, inside the transaction.

    An exception leaves the transaction before the error page is made, so nothing half-done is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        if not is_declared(view, request.path):
            raise PermissionDenied(f"{request.path} declares no access rule")
        if isinstance(request.user, User):
            last_used.note(request)
        try:
            return replica.answer(request, lambda: _answer(request, view, args, kwargs))
        except Exception as problem:
            # Django asks no middleware about what goes wrong in here, and the sign-in package answers by exceptions
            answer: HttpResponseBase | None = _sign_in.process_exception(request, problem)
            if answer is not None:
                return answer
            refusal = problem if isinstance(problem, UnitsAreChanging) else refusal_of(problem)
            if refusal is None:
                raise
            return errors.try_again(request, refusal)


def _answer(
    request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    with as_actor(request.actor):  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and hasattr(response, "render"):
            response = response.render()
        return response


def actor_of(request: HttpRequest) -> Actor:
    """The seat chosen in this session, if its term still runs; the only seat, if there is but one.

    A seat that needs a second factor does not act before this sign-in has shown one: until then nobody acts.
    """
    if not isinstance(request.user, User):
        return NOBODY
    seats = seats_today(request.user)
    chosen = request.session.get(SESSION_KEY)
    seat = chosen_of(seats, chosen) or (seats[0] if len(seats) == 1 else None)
    if seat is None or second_factor.holds_back(request, seat):
        return Actor(user=request.user)
    return actor_for(seat, request.user)
