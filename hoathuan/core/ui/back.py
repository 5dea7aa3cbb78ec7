"""Back to the page from which somebody came."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_page(request: HttpRequest, asked: str | None) -> str:
    """The page that was asked for, where it is one of ours; else nothing."""
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and own else ""
