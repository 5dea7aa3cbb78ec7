"""The forms: which there are, one filled for a unit and period, as a page, a workbook and a PDF."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.access import access
from hoathuan.documents.api import pdf_response
from hoathuan.stats.api import offered_former

from . import screen, selectors
from .errors import FormProblem
from .exporting import form_response
from .forms import AskForm
from .printing import pdf_of
from .rules import FORM_READERS
from .services import fill


@access(FORM_READERS)
def forms_list(request):
    return render(request, "reports/list.html", {"versions": selectors.newest_forms(), "nav_key": "reports"})


@access(FORM_READERS)
def form(request, code):
    """The form for the asked unit and period, in its official layout."""
    version, unit, asked = _asked(request, code)
    context = {"version": version, "definition": version.form, "form": asked, "unit": unit}
    context |= {"nav_key": "reports", "crumbs": _crumbs((version.form.title, ""))}
    if asked.is_valid():
        context |= screen.sheet(_filled(version, unit, asked), asked)
    return render(request, "reports/form.html", context)


@access(FORM_READERS)
def workbook(request, code):
    version, unit, asked = _asked(request, code)
    if not asked.is_valid():
        return _ask_again(request, code)
    return form_response(_filled(version, unit, asked))


@access(FORM_READERS)
def printed(request, code):
    version, unit, asked = _asked(request, code)
    if not asked.is_valid():
        return _ask_again(request, code)
    filled = _filled(version, unit, asked)
    name = f"{version.code} {unit.name} {filled.window.title()}"
    return pdf_response(pdf_of(filled), name, inline=True)


@access(FORM_READERS)
def cell(request, code):
    """What a composed number is made of, each part with its records."""
    version, unit, asked = _asked(request, code)
    if not asked.is_valid():
        return _ask_again(request, code)
    filled = _filled(version, unit, asked)
    found = screen.cell(filled, request.GET.get("dong", ""), request.GET.get("cot", ""))
    if found is None:
        raise Http404
    back = f"{reverse('reports:form', args=[code])}?{asked.query()}"
    crumbs = _crumbs((version.form.title, back), (_("Cột %(key)s") % {"key": found["column"].key}, ""))
    context = found | {"definition": version.form, "filled": filled, "nav_key": "reports", "crumbs": crumbs}
    return render(request, "reports/cell.html", context)


def _asked(request, code):
    version = selectors.newest_form(code)
    unit = selectors.unit_for(request.actor, request.GET.get("don_vi", ""))
    if version is None or unit is None:
        raise Http404
    units = selectors.choosable_units(request.actor, unit)
    asked = AskForm(request.GET, version.form, unit, units)
    if asked.is_valid():
        asked.offer_then(offered_former(request.actor))
    return version, unit, asked


def _filled(version, unit, asked):
    try:
        return fill(version.form, unit, asked.window(), asked.units())
    except FormProblem as problem:
        raise Http404(str(problem)) from problem


def _ask_again(request, code):
    """A file cannot show what is wrong with the question: the page can."""
    return redirect(f"{reverse('reports:form', args=[code])}?{request.GET.urlencode()}")


def _crumbs(*rest):
    return [(_("Báo cáo"), reverse("reports:list")), *rest]
