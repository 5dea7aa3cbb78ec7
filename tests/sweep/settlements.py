"""Agreements of disputes: what their addresses answer, one of each team; a part of `expected`, `walls` and `world`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.cases import services as cases
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone
from hoathuan.documents.api import check_of
from hoathuan.settlements import rules
from hoathuan.settlements.models import Report, Signature
from hoathuan.settlements.services import court, drafting, failing, promises, recording, reporting, signing

from .people import at, of_kinds

WRITERS = of_kinds(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
FRONT = of_kinds(K.FRONT_HEAD)
OWN = at("own") - {"beside"}
DAY = date(2026, 1, 15)
TEAM = "(SELECT t.name FROM teams_team t WHERE t.id = team_id)"
#: Whose words these tables hold; of the later ones rows are added and never changed.
CHANGED = ("draft", "signature", "promisetext", "courttext")
ADDED = ("versiontext", "promiseevent", "failurenote")
#: What was agreed: read along by teams that mediate along, and by an inspector who said why.
READ = ("versiontext", "signature", "promisetext")
PDF = b"%PDF-1.4\n%ky\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def settlements(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """A recorded agreement with a draft of the next version, a promise, a report, a request, a note."""
    write = for_(WRITERS, "pk=case.own", inside=OWN)
    look, send = replace(write, methods="get"), replace(write, methods="post")
    keys = write.objects
    promise, report = {**keys, "key": "thing.promise"}, {**keys, "key": "thing.report"}
    return {
        # a wrong or a known code: the same page for everybody
        "settlements:compare": replace(for_(WRITERS), who=None, objects={"code": "thing.agreement_check"}),
        "settlements:front-list": for_(FRONT, methods="get"),
        "settlements:front": for_(FRONT, "key=thing.report", inside=frozenset()),
        "settlements:home": look,
        **each(
            "settlements compose record promise-new report-new scan scan-signers court application", write
        ),
        "settlements:drop": send,
        "settlements:group": replace(write, objects={**keys, "name": "=duties"}),
        **each("settlements version version-pdf", replace(look, objects={**keys, "number": "=1"})),
        "settlements:sign": replace(write, objects={**keys, "line": "thing.signature"}),
        "settlements:promise": replace(look, objects=promise),
        "settlements:follow": replace(write, objects={**promise, "word": "=da-xong"}),
        "settlements:report": replace(write, objects=report),
        "settlements:report-pass": replace(send, objects=report),
        "settlements:report-slip": replace(look, objects=report),
        "settlements:dossier": look,
        "settlements:court-step": replace(write, objects={**keys, "word": "=nop-don"}),
        "settlements:failures": look,
        # the dispute of the own commune ended well
        "settlements:failure-new": replace(write, objects={"pk": "thing.failed"}),
        "settlements:failure": replace(look, objects={"pk": "thing.failed", "key": "thing.failure"}),
    }


def agree(made: Any) -> None:
    """Everything of the own dispute, and of the others what their tables need a row of."""
    for name, person in {"own": "officer", "beside": "officer", "sister": "sister"}.items():
        actor = made.actor(person)
        with as_actor(actor):
            _agree(made, actor, name)


def _agree(made: Any, actor: Any, name: str) -> None:
    case = made.cases[name]
    version = _recorded(actor, case)
    new = promises.NewPromise(debtor="Lò Thị Mẫu", deed="Trả tiền", due_on=DAY)
    promise = promises.promise(actor=actor, case=case, new=new)[0]
    report = reporting.report(actor=actor, case=case, kind="late", seen_on=DAY)
    conditions = [key for key, _words in rules.CONDITIONS]
    court.wish(actor=actor, case=case, conditions=conditions, on_date=DAY)
    drafting.take_anew(actor=actor, case=case, version=0)
    failed = _failed(made, actor, name)
    texts = dict.fromkeys(failing.TEXTS, "Mẫu")
    note = failing.note_failure(actor=actor, case=failed, made_on=DAY, texts=texts)
    if name == "own":
        signing.add_scan(actor=actor, version=version, upload=SimpleUploadedFile("ky.pdf", PDF))
        Report.objects.filter(pk=report.pk).update(told_front_on=None)
        check = check_of(version)
        made.things |= {
            "promise": promise, "report": report, "failed": failed, "failure": note,
            "signature": Signature.objects.filter(recorded=version)[0],
            "agreement_check": SimpleNamespace(uuid=check.spoken if check else "", pk=None),
        }  # fmt: skip


def _recorded(actor: Any, case: Any) -> Any:
    draft = drafting.open_draft(actor=actor, case=case)
    for group in rules.lacking(draft):
        draft = drafting.write_group(
            actor=actor, case=case, name=group.name, text="Mẫu", version=draft.version
        )
    read = recording.mark_of(draft, actor)
    return recording.record(actor=actor, case=case, seen=0, read=read, agreed_on=DAY)


def _failed(made: Any, actor: Any, name: str) -> Any:
    entry = Entry(
        team=made.teams[name], field="land", received_on=date(2026, 1, 5), ended_on=DAY, ending="party",
        people=(Someone("Lò Thị Mẫu", 1972, "thôn 1"), Someone("Hà Văn Mẫu", 1968, "thôn 1")),
    )  # fmt: skip
    return cases.record_many(actor=actor, entries=[entry])[0]


def additions(made: Any) -> dict[str, tuple[str, list[Any]]]:
    """The very row that its owner could add, for each table of words."""
    case, commune = made.cases["own"], made.units.xa_a.pk
    team = case.team_id
    texts = "'', '', '', '', '', '', '', ''"
    columns = "place, ground, parties, summary, course, solution, duties, performance"
    recorded = "(SELECT max(id) FROM settlements_version)"
    promise = "(SELECT max(id) FROM settlements_promise)"
    rows = {
        "draft": (f"agreement_id, {columns}, saved_at, version", f"1000000, {texts}, now(), 1"),
        "versiontext": (f"recorded_id, {columns}, signing, reason", f"{recorded}, {texts}, '', ''"),
        "signature": (
            "recorded_id, uuid, position, full_name, role, hand, reason",
            f"{recorded}, gen_random_uuid(), 0, 'x', 'party', 'waiting', ''",
        ),
        "promisetext": ("promise_id, debtor, creditor, deed, quantity", f"{promise}, 'x', '', 'x', ''"),
        "promiseevent": (
            "promise_id, at, on_date, deed, words, seat_label", f"{promise}, now(), now(), 'kept', '', ''",
        ),
        "courttext": (
            "request_id, court, applicant, address, contact, requests, reasons, related, conditions, decision, version",
            "1000000, '', '', '', '', '', '', '', '[]', '', 1",
        ),
        "failurenote": (
            "case_id, uuid, made_on, made_at, place, parties, summary, requests, reason, mediator, seat_label",
            f"{case.pk}, gen_random_uuid(), now(), now(), '', '', '', '', '', '', ''",
        ),
    }  # fmt: skip
    return {
        f"settlements_{table}": (
            f"(team_id, now_commune_id, {names}) VALUES (%s, %s, {values})",
            [team, commune],
        )
        for table, (names, values) in rows.items()
    }
