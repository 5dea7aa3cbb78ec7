"""A party asks what is held about her: the commune's officer finds it, checks who it is, and prints it."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import seats
from hoathuan.cases import displays, selectors
from hoathuan.cases.choices import Way
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.party_data import PartySearch, ProofForm
from hoathuan.cases.party_data import paper
from hoathuan.cases.services.giving import give_party_data
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.own import own_case
from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.documents.api import pdf_response

OFFICER = seats(SeatKind.COMMUNE_OFFICER)


@require_GET
@never_cache
@access(OFFICER)
def search(request):
    """Disputes of the commune in which somebody of this name stands."""
    form = PartySearch(request.GET or None)
    asked = form.asked() if request.GET else None
    found = (
        selectors.parties_named(request.actor, *asked)
        if asked
        else selectors.parties_named(request.actor, "")
    )
    page = paginate(request, found, order=("-id",))
    displays.note(request.actor, {one.case_id: one.case for one in page.rows}.values(), Way.LIST)
    context = {"form_filter": form, "asked": asked, "page": page, "nav_key": nav_key(request.actor)}
    return TemplateResponse(request, "cases/party_search.html", context)


def _party(request, pk, number):
    case = own_case(request, pk)
    party = next((one for one in selectors.people_of(request.actor, case) if one.pk == number), None)
    if party is None:
        raise Http404
    party.case = case
    displays.note(request.actor, [case], Way.PAGE)
    return party


@require_http_methods(["GET", "POST"])
@never_cache
@access(OFFICER)
def give(request, pk, number):
    """Who it is, by what the officer knows it; then the paper."""
    party = _party(request, pk, number)
    form = ProofForm(request.POST or None)
    if form.is_valid():
        try:
            give_party_data(actor=request.actor, party=party, proof=form.cleaned_data["proof"])
        except CaseRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return pdf_response(*paper(request.actor, party), inline=True)
    context = {
        "case": party.case,
        "form": form,
        "title": _("Trao dữ liệu cho %(name)s") % {"name": party.full_name},
        "lead": _("Chỉ trao cho chính người đó. Việc trao được ghi lại và hiện cho tổ hòa giải."),
        "nav_key": nav_key(request.actor),
        "back_url": reverse("cases:party-search"),
    }
    return TemplateResponse(request, "cases/party_give.html", context)
