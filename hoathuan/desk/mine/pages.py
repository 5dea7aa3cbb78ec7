"""The pages: one thing on each, and only one's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import TEAM_SEATS
from hoathuan.core.access import access
from hoathuan.documents.api import pdf_response
from hoathuan.pay import api as pay
from hoathuan.teams import api as teams

from . import asking, money, papers, proof, sentences, work


def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is next, and four doors."""
    waiting = sentences.next_of(actor)
    context = {
        "nav_key": "home",
        "sentences": waiting[: sentences.FIRST],
        "more": max(len(waiting) - sentences.FIRST, 0),
        "team": teams.team_of(actor),
    }
    return render(request, "desk/mine/home.html", context)


@require_GET
@access(TEAM_SEATS)
def my_work(request: HttpRequest) -> HttpResponse:
    """What is next, my disputes, those that are over."""
    actor = actor_in(request)
    head = actor.kind == SeatKind.TEAM_HEAD
    context = {
        "nav_key": "home",
        "sentences": sentences.next_of(actor),
        "open": sentences.numbered(work.open_of(actor), head=head),
        "over": sentences.numbered(work.over_of(actor), head=head),
    }
    return render(request, "desk/mine/work.html", context)


@require_GET
@access(TEAM_SEATS)
def my_money(request: HttpRequest) -> HttpResponse:
    """How much, where it is, why not, and one tap when it is in hand."""
    actor = actor_in(request)
    context: dict[str, object] = {"nav_key": "home"}
    if not actor.unproven:
        mine = pay.money_of(actor)
        context |= {
            "sums": money.sums_of(mine),
            "supports": pay.supports_of(actor)[:MOST],
            "receipts": money.receipts_of(mine.lines),
            "lines": money.standing_of(actor, mine.lines[:MOST]),
            "more": max(len(mine.lines) - MOST, 0),
        }
    return render(request, "desk/mine/money.html", context)


#: Lines of money on one page.
MOST = 40


@require_GET
@access(TEAM_SEATS)
def my_papers(request: HttpRequest) -> HttpResponse:
    """Terms with their decisions, as a card; training; the record to print."""
    person = papers.person_of(actor_in(request))
    terms = papers.terms_of(person)
    context = {
        "nav_key": "home",
        "person": person,
        "terms": [term for term in terms if term.running],
        "former": [term for term in terms if not term.running],
        "trainings": papers.trainings_of(person),
    }
    return render(request, "desk/mine/papers.html", context)


@require_POST
@access(TEAM_SEATS)
def my_proof(request: HttpRequest) -> HttpResponse:
    """The record as a PDF, noted in the register of checks; not for an account whose holder nobody has met."""
    actor = actor_in(request)
    team = teams.team_of(actor)
    if team is None or actor.unproven:
        raise Http404
    return pdf_response(proof.proof_of(actor, team, request), _("Bản ghi quá trình làm hòa giải viên"))


@require_GET
@access(TEAM_SEATS)
def whom_to_ask(request: HttpRequest) -> HttpResponse:
    """In danger first, then near to far."""
    return render(
        request, "desk/mine/ask.html", {"nav_key": "home", "helpers": asking.helpers_of(actor_in(request))}
    )
