"""A small world with one object of each kind in one commune, and everybody of the sweep around it."""

import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from conftest import START, World, build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM, actor_for
from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.models import Body, Notice, Person, PersonContact, Recovery, Seat, User
from hoathuan.cases import services
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone as Party
from hoathuan.core.attachments.services import store
from hoathuan.core.dates import today
from hoathuan.core.imports.registry import get as kind_of
from hoathuan.core.imports.services import open_file
from hoathuan.core.jobs.models import Job, ResultFile
from hoathuan.core.jobs.models import State as JobState
from hoathuan.core.jobs.results import path_of
from hoathuan.documents.checks.services import issue_check
from hoathuan.documents.kinds import get as kind_of_paper
from hoathuan.documents.services.drafting import Typed, draft_paper
from hoathuan.documents.services.issuing import issue_paper
from hoathuan.inbox.directions.services import asking, drafting, issuing
from hoathuan.inbox.models import Delivery
from hoathuan.norms import services as norms
from hoathuan.norms.models import CalendarException
from hoathuan.norms.planning import Entry as Rate
from hoathuan.norms.values import Document
from hoathuan.plans.services import plans, targets, tasks
from hoathuan.privacy.models import Erasure, OwnFile
from hoathuan.teams.models import CommuneDecision, Mediator, Team
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformUnit
from hoathuan.units.selectors import area_of

from .money_world import money
from .paperforms import hand_in_papers
from .pay import claim_pay
from .people import PEOPLE
from .scope import draft_questions
from .settlements import agree
from .stories import tell_stories
from .supports import support
from .work import go_through

PDF = b"%PDF-1.4\n%mau\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Sweep:
    """The world of a module: seats and browsers by name, and the objects of the commune `own`."""

    units: World
    seats: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    teams: dict[str, Any] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def actor(self, name: str) -> Any:
        seat = self.seats[name]
        return actor_for(seat, seat.person.user)


def build() -> Sweep:
    made = Sweep(build_world())
    for name, commune in _communes(made).items():
        made.teams[name] = _team(commune, f"Tổ {name}")
    made.teams["beside"] = _team(made.units.xa_a, "Tổ bên cạnh")
    _seat_everyone(made)
    _write_disputes(made)
    _people_and_papers(made)
    _plans(made)
    _office_papers(made)
    _background(made)
    _privacy(made)
    _reform(made)
    _norms(made)
    _directions(made)
    money(made)
    hand_in_papers(made)
    go_through(made)
    tell_stories(made)
    support(made)
    agree(made)
    claim_pay(made)
    draft_questions(made)
    return made


def _communes(made: Sweep) -> dict[str, Any]:
    return {"own": made.units.xa_a, "sister": made.units.xa_b, "abroad": made.units.xa_c}


def _team(commune: Any, name: str) -> Any:
    team = Team(name=name, started_on=date(2025, 7, 1))
    team.locate(area_of(commune))
    team.save()
    return team


def _seat_everyone(made: Sweep) -> None:
    units = _communes(made) | {"parent": made.units.tinh_mau, "country": made.units.country}
    for name, one in PEOPLE.items():
        made.clients[name] = Client()
        if name == "nobody":
            continue
        user = User.objects.create_user(f"nguoi-{name}")
        person = Person.objects.create(full_name=f"Người Mẫu {name}", user=user)
        made.clients[name].force_login(user)
        if one.kind is None:
            continue
        unit = made.units.tinh_khac if name.startswith("abroad") else units[one.place]
        team = made.teams[one.team].pk if one.team else None
        seat = Seat.objects.create(
            person=person, kind=one.kind, unit=unit, team_id=team, valid=DateRange(START, None)
        )
        made.seats[name] = seat
        _choose(made.clients[name], seat)


def _choose(client: Client, seat: Any) -> None:
    session = client.session
    session["seat"] = str(seat.uuid)
    # as after a sign-in with a second factor
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(seat.person.user.pk)
    session.save()


def _write_disputes(made: Sweep) -> None:
    """One of each team; `open` waits in the own commune."""
    writers = {"own": "officer", "sister": "sister", "beside": "officer"}
    for team, name in writers.items():
        made.cases[team] = _dispute(made, name, made.teams[team], ended_on=date(2026, 1, 15))
    made.cases["open"] = _dispute(made, "officer", made.teams["own"], ended_on=None)
    with as_actor(made.actor("officer")):
        made.things["party"] = made.cases["own"].parties.all()[0]


def _dispute(made: Sweep, writer: str, team: Any, ended_on: date | None) -> Any:
    people = (Party("Lò Thị Mẫu", 1972, "thôn 1"), Party("Hà Văn Mẫu", 1968, "thôn 1"))
    entry = Entry(
        team=team, field="land", received_on=date(2026, 1, 5), ended_on=ended_on,
        ending="agreement" if ended_on else "", people=people, summary=f"Nội dung của {team.name}",
    )  # fmt: skip
    with as_actor(made.actor(writer)):
        return services.record_many(actor=made.actor(writer), entries=[entry])[0]


def _people_and_papers(made: Sweep) -> None:
    person = Person.objects.create(full_name="Vi Văn Mẫu", user=User.objects.create_user("vi-van-mau"))
    things = made.things
    things["person"] = person
    things["mediator"] = Mediator(
        person=person, team=made.teams["own"], started_on=START, sort=person.sort, folded=person.folded
    )
    things["mediator"].locate(made.teams["own"].area)
    things["mediator"].save()
    things["seat"] = Seat.objects.create(
        person=person,
        kind="village_head",
        unit=made.units.villages["Xã An Mẫu"][0],
        valid=DateRange(START, None),
    )
    things["body"] = Body.objects.create(
        name="UBND Xã An Mẫu", kind=BodyKind.PEOPLES_COMMITTEE, unit=made.units.xa_a
    )
    things["recovery"] = Recovery.objects.create(user=person.user, at="2026-01-01T00:00:00Z", again=True)
    notice = Notice.objects.create(user=person.user, kind="recovered", data={"by": "A", "name": "B"})
    things["delivery"] = Delivery.objects.create(
        user=person.user, notice=notice, channel="email", state="failed", next_try=timezone.now()
    )
    with as_actor(SYSTEM):
        for name, place in (("own", made.units.xa_a), ("sister", made.units.xa_b)):
            someone = Person.objects.create(full_name=f"Người Mẫu ở {name}") if name != "own" else person
            province = made.units.tinh_mau
            PersonContact.objects.create(
                person=someone, phone="0900000000", now_commune=place, now_province=province
            )
    decision = CommuneDecision(number="1/QĐ-UBND", decided_on=START, teams_count=2)
    decision.file = store(SimpleUploadedFile("qd.pdf", PDF), made.actor("officer"))
    decision.locate(area_of(made.units.xa_a))
    decision.save()
    things |= {"decision": decision, "decision_file": decision.file}
    check = issue_check(
        decision,
        kind="Quyết định",
        number="1/QĐ-UBND",
        issued_on=START,
        issuer="UBND Xã An Mẫu",
        actor=SYSTEM,
    )
    things["check"] = SimpleNamespace(uuid=check.spoken, pk=None)


def _plans(made: Sweep) -> None:
    """An issued plan of the own commune, with a task, a target and a reported figure."""
    actor, day = made.actor("officer"), today()
    plan = plans.create_plan(actor=actor, body=made.things["body"], year=day.year, title="Kế hoạch hòa giải")
    task = tasks.add_task(plan=plan, actor=actor, content="Phát tờ gấp", section="II. Hòa giải")
    target = targets.add_target(
        task=task, actor=actor, title="Tờ gấp", quantity=Decimal(100), unit_label="tờ", is_main=True,
        starts_on=date(day.year, 1, 1), ends_on=date(day.year, 12, 31),
    )  # fmt: skip
    made.things["plan_file"] = plans.attach(plan=plan, upload=SimpleUploadedFile("kh.pdf", PDF), actor=actor)
    plans.issue_plan(
        plan=plan, actor=actor, signed_on=day, number="1/KH-UBND", signer="Bà Mẫu", signer_office="Chủ tịch"
    )
    made.things |= {"plan": plan, "task": task, "target": target}
    made.things["report"] = targets.report_progress(
        target=target,
        on_date=day,
        kind="increment",
        amount=Decimal(5),
        actor=actor,
        evidence=SimpleUploadedFile("mc.pdf", PDF),
    )


def _office_papers(made: Sweep) -> None:
    """A letter of the own commune that is issued, and one that is not."""
    actor, kind = made.actor("officer"), kind_of_paper("cong-van")
    typed = Typed(
        body=made.things["body"], title="Về việc thử", sign="UBND-TP", signer="Bà Mẫu", signer_office="Chủ tịch",
        fields={"kinh_gui": "Các thôn", "noi_dung": "Nội dung"},
    )  # fmt: skip
    with as_actor(actor):
        batch = uuid4()
        made.things["batch"] = SimpleNamespace(uuid=batch, pk=batch)
        for name in ("paper", "draft"):
            made.things[name] = draft_paper(kind=kind, subject=None, typed=typed, actor=actor, batch=batch)
        made.things["version"] = made.things["draft"].version_used
        issue_paper(paper=made.things["paper"], issued_on=START, number="1", actor=actor)


def _background(made: Sweep) -> None:
    """What the own commune's officer asked for: a job, its file, an import."""
    actor = made.actor("officer")
    asked = {"user_id": actor.user_id, "seat_id": actor.seat_id}
    made.things["job"] = Job.objects.create(title="Việc", work="x.y", state=JobState.FAILED, **asked)
    digest = "0" * 64
    path_of(digest).parent.mkdir(parents=True)
    path_of(digest).write_bytes(b"x")
    made.things["result"] = ResultFile.objects.create(
        job=made.things["job"], digest=digest, size=1, name="a.xlsx", content_type="x",
        expires_at="2999-01-01T00:00:00Z", **asked,
    )  # fmt: skip
    made.things["import"] = open_file(
        kind=kind_of("so-hoa-giai"), upload=SimpleUploadedFile("so.xlsx", _sheet()), actor=actor
    )


def _reform(made: Sweep) -> None:
    """A draft inside the own province."""
    things = made.things
    things["reform"] = Reform.objects.create(
        title="Sắp xếp thử", legal_basis="1/NQ", on_date=date(2030, 1, 1), province=made.units.tinh_mau
    )
    things["new_unit"] = ReformUnit.objects.create(
        reform=things["reform"], level=Level.COMMUNE, name="Xã Mới", parent=made.units.tinh_mau
    )


def _privacy(made: Sweep) -> None:
    """An erasure of a person of the own commune, and the officer's own data as a file."""
    things = made.things
    things["erasure"] = Erasure.objects.create(
        kind="person", person=things["person"], as_of=today(), state="done"
    )
    things["own_file"] = OwnFile.objects.create(user=made.seats["officer"].person.user, made=timezone.now())
    things["own_file"].path.parent.mkdir(parents=True)
    things["own_file"].path.write_bytes(b"x")


def _sheet() -> bytes:
    """A list with a heading and no rows."""
    book = Workbook()
    book.active.append(["STT", "Ngày nhận", "Các bên", "Nội dung"])
    book.active.append([1, "05/01/2026", "Lò Thị Mẫu; Hà Văn Mẫu", "Lối đi"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _norms(made: Sweep) -> None:
    """An amount that the province set, and a day off of its own."""
    given = {
        "actor": made.actor("administrator"),
        "province": made.units.tinh_mau,
        "document": Document("09/2026/NQ-HĐND", date(2026, 7, 10)),
    }
    entry = Rate("mediation.pay_successful", Decimal(350_000))
    made.things["norm"] = norms.enter(first=date(2026, 8, 1), entries=[entry], **given)[0]
    norms.put_exception(day=date(2026, 7, 6), working=False, reason="Nghỉ phòng bão", **given)
    made.things["day_off"] = CalendarException.objects.get()


def _directions(made: Sweep) -> None:
    """A letter of the province to the own commune, with a question that waits, and one that is not sent."""
    actor, things = made.actor("parent"), made.things
    department = Body.objects.create(
        name="Sở Tư pháp", kind=BodyKind.JUSTICE_DEPARTMENT, unit=made.units.tinh_mau
    )
    typed = drafting.Typed(
        body=department, title="Rà soát tổ hòa giải", text="Gửi danh sách", number="1/STP", signed_on=START,
        units=[made.units.xa_a],
    )  # fmt: skip
    with as_actor(actor):
        things["letter_draft"] = drafting.draft(typed=typed, actor=actor)
        things["letter"] = issuing.issue(direction=drafting.draft(typed=typed, actor=actor), actor=actor)
    things["letter_line"] = things["letter"].recipients.get()
    with as_actor(made.actor("officer")):
        things["question"] = asking.ask(
            recipient=things["letter_line"], text="Tính cả tổ ghép?", actor=made.actor("officer")
        )
