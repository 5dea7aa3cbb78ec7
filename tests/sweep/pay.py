"""Pay of mediators: what its addresses answer, one thing of each kind; a part of `expected`, `walls` and `world`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.dates import today
from hoathuan.pay import services
from hoathuan.pay.models import Batch, ClaimItem, Difference, Line, Payment, Receipt, Transfer
from hoathuan.pay.services.proving import add_proof

from .people import INSIDE, of_kinds

COMMUNE = of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT)
ABOVE = of_kinds(K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.PROVINCE_FINANCE, K.MINISTRY_VIEWER, K.INSPECTOR)
TEAM = of_kinds(K.TEAM_HEAD, K.MEDIATOR)
READERS = COMMUNE | ABOVE | TEAM
PREPARERS = of_kinds(K.COMMUNE_OFFICER) | TEAM
PAYERS = of_kinds(K.COMMUNE_ACCOUNTANT)
SEEN = INSIDE - {"beside"}
OFFICES = frozenset({"officer", "leader", "accountant"})
WRITERS = frozenset({"officer", "head", "mediator"})
PROOF = (
    "(SELECT t.name FROM teams_team t JOIN cases_case c ON c.team_id = t.id JOIN pay_proof p ON p.case_id = c.id"
    " WHERE p.id = proof_id)"
)


def pay(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """A draft of the own team, a proof, a payment with a voucher too many, a difference to be given back."""
    claim, case = "pk=thing.pay_claim", "pk=case.own"
    payment = for_(READERS, "pk=thing.payment", inside=SEEN)
    keeper = replace(payment, who=PAYERS, inside=frozenset({"accountant"}))
    proof = for_(PREPARERS, case, inside=WRITERS)
    objects = payment.objects
    return {
        **each("pay list rule", for_(READERS)),
        **each("pay draft evidence", for_(PREPARERS)),
        **each("pay owed layouts", for_(COMMUNE)),
        **each("pay arrears totals", for_(COMMUNE | ABOVE)),
        "pay:sample": for_(of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.INSPECTOR)),
        "pay:rule-new": for_(of_kinds(K.COMMUNE_LEADER)),
        "pay:layout-new": for_(PAYERS),
        "pay:claim": for_(READERS, claim, inside=SEEN),
        "pay:paper": for_(READERS, f"{claim} word==giay-de-nghi", inside=OFFICES | WRITERS),
        "pay:step": for_(READERS, f"{claim} word==xac-nhan", inside=frozenset({"officer", "head"})),
        "pay:item": for_(PREPARERS, f"{claim} number=thing.pay_item", inside=WRITERS),
        "pay:evidence-case": proof,
        "pay:again": replace(proof, methods="post"),
        "pay:proof-void": replace(proof, objects={**proof.objects, "number": "thing.proof"}),
        "pay:line": for_(READERS, "pk=thing.pay_line", inside=SEEN),
        "pay:batch": for_(COMMUNE, "pk=thing.pay_batch", inside=OFFICES),
        "pay:batch-file": for_(PAYERS, "pk=thing.pay_batch", inside=frozenset({"accountant"})),
        "pay:payment": payment,
        # nobody of the sweep has a part in this payment
        "pay:receive": replace(payment, who=TEAM, inside=frozenset()),
        "pay:sheet": replace(
            payment,
            who=of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.TEAM_HEAD),
            inside=frozenset({"officer", "accountant", "head"}),
        ),
        "pay:sheet-pdf": replace(payment, inside=OFFICES | {"head", "mediator"}),
        "pay:payment-void": keeper,
        "pay:extra": replace(keeper, objects={**objects, "number": "thing.transfer"}),
        "pay:transfer-void": replace(keeper, objects={**objects, "number": "thing.transfer"}),
        "pay:receipt-void": replace(
            payment,
            who=TEAM | of_kinds(K.COMMUNE_OFFICER),
            inside=frozenset({"officer"}),
            objects={**objects, "number": "thing.receipt"},
        ),
        "pay:give-back": replace(keeper, objects={"pk": "thing.difference"}),
        "pay:not-given-back": replace(keeper, objects={"pk": "thing.returned"}),
    }


def claim_pay(made: Any) -> None:
    """Drafts of all teams, a proof of each; of the own team also what was paid."""
    for name, person in {"own": "officer", "beside": "officer", "sister": "sister"}.items():
        actor = made.actor(person)
        with as_actor(actor):
            (claim,) = services.draft(actor=actor, teams=[made.teams[name]], since=date(2020, 1, 1))
            proof = add_proof(
                actor=actor, case=made.cases[name], kind="witness", on=today(), who="Người chứng Mẫu"
            )
            if name == "own":
                made.things |= {"pay_claim": claim, "proof": proof, **_paid(made, claim)}


def _paid(made: Any, claim: Any) -> dict[str, Any]:
    """A payment that the bank carried out twice, and a dispute of it that was put right later."""
    item = ClaimItem.objects.filter(claim=claim).order_by("pk")[0]
    common = {"area": claim.area, "now_province": claim.now_province, "now_commune": claim.now_commune}
    batch = Batch.objects.create(
        book=claim.book, book_year=2026, book_number=1, made_on=today(), count=1, total=400_000, **common
    )
    payment = Payment.objects.create(
        reference="HT26X1", team=claim.team, amount=400_000, state="paid", paid_on=today(), made_on=today(),
        batch=batch, **common,
    )  # fmt: skip
    line = Line.objects.create(
        purpose="claims", subject=str(claim.uuid), label="Thù lao", team=claim.team, amount=400_000,
        cost_line="mediation.pay", year=2026, since=today(), state="paid", payment=payment, paid_on=today(), **common,
    )  # fmt: skip
    transfer = Transfer.objects.create(
        payment=payment, bank_reference="2", amount=400_000, on_date=today(), extra=True
    )
    receipt = Receipt.objects.create(
        payment=payment, person=made.seats["accountant"].person, amount=1, got_on=today(), way="sheet"
    )
    difference = Difference.objects.create(item=item, found_on=today(), what="amended", amount=-100_000)
    returned = Difference.objects.create(
        item=item, found_on=today(), what="amended", amount=-100_000, state="refunded", refunded_on=today()
    )
    return {
        "pay_item": item, "payment": payment, "pay_line": line, "pay_batch": batch, "transfer": transfer,
        "receipt": receipt, "difference": difference, "returned": returned,
    }  # fmt: skip


def additions(made: Any) -> dict[str, tuple[str, list[Any]]]:
    """Who gave a proof of the own team's dispute."""
    case = made.cases["own"]
    return {
        "pay_proofcontent": (
            "(proof_id, team_id, now_commune_id, who, note) VALUES (1000000, %s, %s, '', '')",
            [case.team_id, made.units.xa_a.pk],
        )
    }
