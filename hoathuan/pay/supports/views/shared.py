"""What pages of support share."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hoathuan.core.errors import DomainError
from hoathuan.pay.views.pages import form_page, refused

__all__ = ["NAV", "done", "form_page", "saved"]

NAV = "pay"


def done(form, deed, **given):
    """Run a service; a refusal stands beside the form. True if it was done."""
    try:
        deed(**given)
    except DomainError as refusal:
        refused(form, refusal)
        return False
    return True


def saved(request, url, words=""):
    messages.success(request, words or _("Đã lưu."))
    return redirect(url)
