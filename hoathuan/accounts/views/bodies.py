"""Bodies: the list, add, amend."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts import selectors
from hoathuan.accounts.forms.administration import BodyForm
from hoathuan.accounts.models import Body
from hoathuan.accounts.phones import dialled
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.accounts.services.bodies import BodyDetails, save_body
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate

from . import found


@require_GET
@access(ADMINISTRATORS)
def bodies(request: HttpRequest) -> HttpResponse:
    page = paginate(request, selectors.bodies_in_reach(found.actor_in(request)).select_related("unit"))
    return render(request, "accounts/bodies.html", {"page": page, "nav_key": "bodies"})


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, None, _("Ghi cơ quan, tổ chức"))


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    body = found.body_in_reach(request, pk)
    return _form(request, body, _("Sửa %(name)s") % {"name": body})


def _form(request: HttpRequest, body: Body | None, title: str) -> HttpResponse:
    actor = found.actor_in(request)
    initial = _initial(body) if body else {}
    form = BodyForm(request.POST or None, actor=actor, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            details = BodyDetails(data["name"], data["kind"], data["unit"], data["work_phone"])
            save_body(body=body, details=details, actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:bodies")
    context = {"form": form, "title": title, "back_url": reverse("accounts:bodies"), "submit": _("Lưu")}
    return render(request, "accounts/form.html", context | {"nav_key": "bodies"})


def _initial(body: Body) -> dict[str, str]:
    return {
        "name": body.name,
        "kind": body.kind,
        "unit": body.unit.name,
        "work_phone": dialled(body.work_phone),
    }
