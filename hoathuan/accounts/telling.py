"""At each sign-in: who has recovered this account lately, and the notices not yet read."""

import time
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from . import last_used, notices
from .models import Recovery, User

_MOST = 5


@receiver(user_logged_in, dispatch_uid="accounts.telling")
def tell_at_sign_in(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    """As messages on the first page; told again at each sign-in, since an intruder could wave them away."""
    request.session[last_used.KEY] = int(time.time())
    if not hasattr(request, "_messages"):
        return
    since = timezone.now() - timedelta(days=notices.RECENT)
    lately = Recovery.objects.filter(user=user, again=True, at__gte=since).order_by("-id")[:_MOST]
    for recovery in lately:
        messages.warning(request, notices.of_recovery(recovery))
    for notice in notices.unread(user)[:_MOST]:
        messages.warning(request, notices.sentence(notice))
