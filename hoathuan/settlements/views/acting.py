"""What every act page does: find the dispute, run the service, say what went wrong beside its field."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import TEAM_SEATS
from hoathuan.cases.api import CaseRefused, may_write_on, note_shown, own_case
from hoathuan.core.errors import DomainError
from hoathuan.core.stale import StaleRecord
from hoathuan.settlements import selectors
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.forms.texts import SeenForm


def writable_case(request, pk):
    """A dispute within reach whose agreement this seat may write; any other does not exist."""
    case = own_case(request, pk)
    if not may_write_on(request.actor, case):
        raise Http404
    note_shown(request.actor, case)
    return case


def agreement_or_404(case):
    agreement = selectors.agreement_of(case)
    if agreement is None:
        raise Http404
    return agreement


def done(form, deed):
    """Run the deed; what it refuses stands at its field, or above the form."""
    try:
        deed()
    except (SettlementRefused, CaseRefused) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except StaleRecord as stale:
        form.add_error(None, str(stale))
        if isinstance(form, SeenForm):
            form.renew()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def home(case):
    """The page of the dispute's agreement."""
    return reverse("settlements:home", args=[case.uuid])


def shown(actor, case, **more):
    """What every page of a dispute's agreement needs."""
    return {
        "case": case,
        "nav_key": "cases-book" if TEAM_SEATS(actor) else "cases",
        "crumbs": [
            (_("Vụ việc"), reverse("cases:list")),
            (_("Vụ việc số %(number)s") % {"number": case}, reverse("cases:detail", args=[case.uuid])),
        ],
        **more,
    }


def act_page(
    request, case, form, title, *, submit="", lead="", back="", draft="", warning="", danger=False, rows=()
):
    """One act on a page of its own; `rows`: what it is about, as it is stored now."""
    crumbs = [(_("Thỏa thuận"), home(case))]
    context = shown(request.actor, case, form=form, title=title, submit=submit or title, lead=lead)
    context |= {
        "back_url": back or home(case),
        "draft": draft,
        "warning": warning,
        "danger": danger,
        "rows": rows,
    }
    context["crumbs"] = context["crumbs"] + crumbs
    return TemplateResponse(request, "settlements/act.html", context)
