"""What concerns one's own account: notices, and who opened or recovered it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts import notices
from hoathuan.accounts.models import Notice, Recovery, User
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.lists import paginate


@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def own_notices(request: HttpRequest) -> HttpResponse:
    """Notices, newest first; one button says that they were read."""
    user = cast(User, request.user)
    if request.method == "POST":
        notices.unread(user).update(read_at=timezone.now())
        messages.success(request, _("Đã đánh dấu là đã đọc."))
        return redirect("accounts:notices")
    page = paginate(request, Notice.objects.filter(user=user), order=("-id",))
    opened = Recovery.objects.filter(user=user).select_related("confirmed_by__person").order_by("-id")[:10]
    context = {
        "page": page,
        "lines": [(one, notices.sentence(one), notices.address(one)) for one in page.rows],
        "unread": any(notice.read_at is None for notice in page.rows),
        "recoveries": [(one, notices.of_recovery(one)) for one in opened],
    }
    return render(request, "accounts/notices.html", context)
