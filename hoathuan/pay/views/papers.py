"""The papers of a claim and of a payment, to be printed."""

from __future__ import annotations

from django.http import Http404

from hoathuan.core.access import access
from hoathuan.documents.api import pdf_response
from hoathuan.pay import papers, rights, services
from hoathuan.pay.choices import ItemState

from .pages import claim_or_404, payment_or_404


@access(rights.READERS)
def printed(request, pk, word):
    """The request itself, or the written refusal where something was refused."""
    found = claim_or_404(request, pk)
    if not rights.of_team(request.actor, team_id=found.team_id, commune_id=found.now_commune_id):
        raise Http404
    if word == "giay-de-nghi":
        return pdf_response(
            papers.request_pdf(found), f"de-nghi-{found.book_year}-{found.book_number}.pdf", inline=True
        )
    if word == "tu-choi" and found.items.filter(state=ItemState.REFUSED).exists():
        return pdf_response(
            papers.refusal_pdf(found), f"tu-choi-{found.book_year}-{found.book_number}.pdf", inline=True
        )
    raise Http404


@access(rights.READERS)
def sheet(request, pk):
    """The sheet to be signed by everybody who gets money of this payment."""
    found = payment_or_404(request, pk)
    if not rights.of_team(request.actor, team_id=found.team_id, commune_id=found.now_commune_id):
        raise Http404
    content = papers.sheet_pdf(found, services.receivers_of(found))
    return pdf_response(content, f"ky-nhan-{found.reference}.pdf", inline=True)
