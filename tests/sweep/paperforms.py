"""Forms on paper: what their addresses answer, a draft of each team; a part of `expected`, `walls` and `world`."""

import io
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.cases.choices import BookColumn
from hoathuan.cases.corrections import keep
from hoathuan.core.attachments.services import store
from hoathuan.paperforms.choices import Fate
from hoathuan.paperforms.models import Draft, Receipt
from hoathuan.paperforms.services import print_batch
from hoathuan.paperforms.services.sending import take

from .people import at, of_kinds

OFFICERS = of_kinds(K.COMMUNE_OFFICER)
WRITERS = of_kinds(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
SENDERS = WRITERS | of_kinds(K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT, K.FRONT_HEAD, K.VILLAGE_HEAD)
OFFICER = frozenset({"officer"})
TEAM = "(SELECT t.name FROM teams_team t WHERE t.id = team_id)"
TEAM_OF_DRAFT = (
    "(SELECT t.name FROM teams_team t JOIN paperforms_draft d ON d.team_id = t.id WHERE d.id = draft_id)"
)
#: Row that nobody but the database's own function may add.
PHOTO = (
    "(uuid, draft_id, file_id, mixed, at, seat_id, seat_label)"
    " VALUES (gen_random_uuid(), 1, 1, false, now(), 1, '')"
)


def paper_forms(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """A batch of the own commune, a draft of the own team, a picture that the officer sent."""
    draft = for_(WRITERS, "pk=thing.paper_draft", inside=at("own") - {"beside"})
    sending = for_(SENDERS, "sending=thing.sending", inside=OFFICER)
    return {
        **each("paperforms home send", for_(SENDERS)),
        "paperforms:print": for_(OFFICERS),
        **each("paperforms batch batch-pdf", for_(OFFICERS, "pk=thing.paper_batch", inside=OFFICER)),
        "paperforms:sent": sending,
        "paperforms:place": replace(sending, objects={**sending.objects, "pk": "thing.paper_receipt"}),
        **each("paperforms draft discard attach", draft),
        "paperforms:assign": replace(draft, who=OFFICERS),
        "cases:book-layout": for_(of_kinds(K.PROVINCE_OFFICER)),
    }


def hand_in_papers(made: Any) -> None:
    """A draft with its photograph of each team, and a former word of each team's dispute."""
    for name, person in {"own": "officer", "beside": "officer", "sister": "sister"}.items():
        actor = made.actor(person)
        with as_actor(actor):
            batch = print_batch(actor=actor, teams=[made.teams[name]], copies=1)
            form = batch.forms.select_related("team").get()
            found, _state = take(actor, store(_picture(), actor), form, form.team)
            keep(actor, made.cases[name], {BookColumn.SUMMARY: "Nội dung cũ"})
            if name == "own":
                made.things |= {
                    "paper_batch": batch, "paper_draft": Draft.objects.get(uuid=found), **_sent(actor, found)
                }  # fmt: skip


def _sent(actor: Any, draft: Any) -> dict[str, Any]:
    """A picture of which its sender has not yet said whose it is."""
    sending = uuid4()
    receipt = Receipt.objects.create(
        sending=sending, seat_id=actor.seat_id, picture="Ảnh 1", fate=Fate.UNCLEAR, draft=draft
    )
    return {"sending": SimpleNamespace(uuid=sending, pk=None), "paper_receipt": receipt}


def _picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("L", (40, 40), 200).save(out, "JPEG")
    return SimpleUploadedFile("phieu.jpg", out.getvalue(), "image/jpeg")


def additions(made: Any) -> dict[str, tuple[str, list[Any]]]:
    """The very row that its owner could add."""
    case, commune = made.cases["own"], made.units.xa_a.pk
    return {
        "paperforms_draft": (
            "(uuid, team_id, area_id, now_commune_id, state, made_at, decided_by, reason)"
            " VALUES (gen_random_uuid(), %s, %s, %s, 'waiting', now(), '', '')",
            [case.team_id, case.area_id, commune],
        ),
        "paperforms_photo": (PHOTO, []),
        "cases_casecorrection": (
            '(case_id, "column", former, on_date, at, seat_id, seat_label)'
            " VALUES (%s, 'summary', 'x', now(), now(), 1, '')",
            [case.pk],
        ),
    }
