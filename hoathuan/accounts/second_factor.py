"""Which seats need a second factor, and whether this sign-in has shown one.

A password can be watched, guessed or told. Where a seat approves, pays, signs or administers, one stolen password
would spend money or open other people's accounts in somebody's name, so a second thing that only the holder has
must be shown. Villagers and those who only record need none: a phone lost in the field must not stop a mediation.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from . import notices
from .choices import POWER_KINDS
from .models import Seat, User
from .services.sessions import end_sessions

_METHOD = "mfa"
_REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required(seat: Seat) -> bool:
    """Whether this seat acts only after a second factor, on this installation."""
    return bool(settings.HT_REQUIRE_SECOND_FACTOR) and seat.kind in POWER_KINDS


def is_shown(request: HttpRequest) -> bool:
    """Whether this sign-in has shown its second factor: when signing in, when setting it up, or later."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == _METHOD for record in records)


def holds_back(request: HttpRequest, seat: Seat) -> bool:
    return is_required(seat) and not is_shown(request)


def is_set_up(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=_REAL).exists()


@receiver(authenticator_added, dispatch_uid="accounts.second_factor.added")
def _added(request: HttpRequest, user: Any, authenticator: Authenticator, **_more: Any) -> None:
    """Setting it up has just shown it: a code of the app was typed, the key was touched.

    Sign-ins from before the first one knew the password alone; they end, and the person hears that one was added.
    """
    if authenticator.type not in _REAL:
        return
    record_authentication(request, user, _METHOD, id=authenticator.pk, type=authenticator.type)
    notices.tell([user.pk], "factor_added")
    others = Authenticator.objects.filter(user=user, type__in=_REAL).exclude(pk=authenticator.pk)
    if not others.exists():
        end_sessions([user.pk], but=request.session.session_key)


@receiver(authenticator_removed, dispatch_uid="accounts.second_factor.removed")
def _removed(request: HttpRequest, user: Any, **_more: Any) -> None:
    """With the last one gone no sign-in has shown any: here it is forgotten, elsewhere the sign-ins end."""
    if is_set_up(user):
        return
    records = get_authentication_records(request, user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [r for r in records if r.get("method") != _METHOD]
    end_sessions([user.pk], but=request.session.session_key)
