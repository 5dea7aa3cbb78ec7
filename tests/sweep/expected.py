"""What each address answers to each person: one line for an address, and the rule that turns it into answers.

A new address of ours has to be declared here, or the sweep fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hoathuan.accounts.choices import SeatKind as K

from .letters import directions
from .mine import mine
from .money import money
from .paperforms import paper_forms
from .pay import pay
from .people import INSIDE, PEOPLE, SEATED, at, of_kinds
from .scope import scope
from .settlements import settlements
from .stories import stories
from .supports import supports
from .work import work

OPEN, FORBIDDEN, MISSING, SIGN_IN, CHOOSE, METHOD = "open", "403", "404", "sign-in", "choose", "405"

TEAM = of_kinds(K.TEAM_HEAD, K.MEDIATOR)
ADMINISTRATORS = of_kinds(K.ADMINISTRATOR)
REGISTRY = SEATED - ADMINISTRATORS
OFFICE = REGISTRY - TEAM
FORMS = of_kinds(
    K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.MINISTRY_VIEWER, K.INSPECTOR
)
COMMUNE_OFFICERS = of_kinds(K.COMMUNE_OFFICER)
LEADERS = of_kinds(K.COMMUNE_LEADER, K.PROVINCE_LEADER)
PLANNERS = of_kinds(K.COMMUNE_OFFICER, K.PROVINCE_OFFICER, K.BODY_OFFICER)
IMPORTERS = of_kinds(K.COMMUNE_OFFICER, K.PROVINCE_OFFICER)
READERS = FORMS | TEAM
WRITERS = COMMUNE_OFFICERS | TEAM
INSPECTORS = of_kinds(K.INSPECTOR)
NUMBERS = of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT)
VOUCHERS = of_kinds(
    *(
        K.COMMUNE_OFFICER,
        K.COMMUNE_LEADER,
        K.TEAM_HEAD,
        K.PROVINCE_OFFICER,
        K.PROVINCE_LEADER,
        K.ADMINISTRATOR,
    )
)
HANDERS = ADMINISTRATORS | COMMUNE_OFFICERS
#: A team's own people see their team and no other of the commune.
OF_TEAM = INSIDE - {"beside"}
#: A plan of the commune is seen by its own offices and by those above; another body sees where it takes part.
OF_PLAN = INSIDE - {"body"}
#: A letter may say anything: it is for its own unit's offices, and for none above.
OF_LETTER = at("own") - {"body"}


@dataclass(frozen=True)
class Line:
    """Who may call an address (`who`; None: everybody, "signed in": every account), and for whom its object exists.

    `barred`: who sees the object and may not do this to it. `methods`: what the view answers to at all.
    `objects` and `query` name things of the world; `exceptions` are answers that the rule does not give.
    """

    who: frozenset[str] | str | None
    objects: Mapping[str, str] = field(default_factory=dict)
    inside: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    methods: str = "get post"
    query: Mapping[str, str] = field(default_factory=dict)
    exceptions: Mapping[str, str] = field(default_factory=dict)

    def answer(self, method: str, person: str) -> str:
        """The one answer that this person must get."""
        if method not in self.methods:
            return METHOD
        if person in self.exceptions:
            return self.exceptions[person]
        if self.who is None:
            return OPEN
        if person == "nobody":
            return SIGN_IN
        if person == "no_seat" and self.who != "signed in":
            return CHOOSE
        if isinstance(self.who, frozenset) and person not in self.who:
            return FORBIDDEN
        if self.inside is not None and person not in self.inside:
            return MISSING
        return FORBIDDEN if person in self.barred else OPEN


PUBLIC = Line(None)
ACCOUNT = Line("signed in")
#: Files and jobs of one account.
MINE = Line("signed in", inside=frozenset({"officer"}))


def for_(who: frozenset[str], objects: str = "", **more: object) -> Line:
    """`objects`: "pk=team.own year==2026"."""
    pairs = dict(part.split("=", 1) for part in objects.split())
    return replace(Line(who, pairs), **more)  # type: ignore[arg-type]


def each(names: str, line: Line) -> dict[str, Line]:
    space, *rest = names.split()
    return {f"{space}:{name}": line for name in rest}


def _people() -> dict[str, Line]:
    person = for_(ADMINISTRATORS, "pk=thing.person", inside=INSIDE)
    recovery = INSIDE - {"head", "beside", "mediator"}
    return {
        **each("accounts activate activate-password", PUBLIC),
        # there is somebody already: the first start is over
        "accounts:start": replace(PUBLIC, exceptions={"nobody": SIGN_IN}),
        **each("accounts notices", ACCOUNT),
        "accounts:second-factor": replace(ACCOUNT, methods="get"),
        # an empty answer chooses nothing, and the page comes again
        "accounts:choose-seat": ACCOUNT,
        **each("accounts person-new body-new", for_(ADMINISTRATORS)),
        **each("accounts people bodies", for_(ADMINISTRATORS, methods="get")),
        **each("accounts person-amend seat-new", person),
        **each("accounts person person-trail", replace(person, methods="get")),
        "accounts:person-account": replace(person, methods="post"),
        "accounts:seat-end": replace(person, objects={"pk": "thing.seat"}),
        "accounts:body-amend": replace(person, objects={"pk": "thing.body"}),
        "accounts:recoveries": for_(VOUCHERS, methods="get"),
        # heads confirm the people of their own team, and the account that waits is not of one
        "accounts:recovery-confirm": for_(VOUCHERS, "pk=thing.recovery", inside=recovery),
        "privacy:tables": replace(ACCOUNT, methods="get"),
        # periods hold for the whole installation: of a province only where it works alone
        "privacy:period": for_(ADMINISTRATORS, "key==jobs.jobs", inside=at("country")),
        "privacy:numbers": for_(NUMBERS, methods="get"),
        "privacy:numbers-person": for_(NUMBERS, "pk=thing.person", inside=at("own"), methods="get"),
        "privacy:numbers-open": for_(NUMBERS, "pk=thing.person", inside=at("own"), methods="post"),
        **each("privacy identity bank", for_(NUMBERS, "pk=thing.person", inside=at("own"))),
        "privacy:numbers-forget": for_(
            NUMBERS, "pk=thing.person what==can-cuoc", inside=at("own"), methods="post"
        ),
        "privacy:own": ACCOUNT,
        "privacy:own-bar": replace(ACCOUNT, methods="get"),
        "privacy:own-file": replace(MINE, objects={"pk": "thing.own_file"}, methods="get"),
        "privacy:due": for_(ADMINISTRATORS, inside=at("country")),
        "privacy:people": for_(ADMINISTRATORS, methods="get"),
        "privacy:erase-person": person,
        "privacy:erasure": replace(person, objects={"pk": "thing.erasure"}, methods="get"),
        "privacy:erasure-resume": replace(person, objects={"pk": "thing.erasure"}, methods="post"),
        "accounts:handover-seats": for_(HANDERS, methods="get"),
        "accounts:handover": for_(HANDERS, "pk=thing.seat", inside=INSIDE),
        "desk:slips": for_(ADMINISTRATORS | COMMUNE_OFFICERS),
    }


def _machinery() -> dict[str, Line]:
    mine = replace(MINE, objects={"uuid": "thing.job"}, methods="get")
    files = replace(MINE, objects={"uuid": "thing.result"}, methods="get")
    session = for_(IMPORTERS, "uuid=thing.import", inside=frozenset({"officer"}))
    kind = for_(IMPORTERS, "kind==so-hoa-giai", inside=COMMUNE_OFFICERS)
    return {
        **each("core help accessibility privacy", PUBLIC),
        "core:display": replace(PUBLIC, methods="post"),
        **each("checks ask", PUBLIC),
        "checks:check": replace(PUBLIC, objects={"code": "thing.check"}),
        # a file of a decision: for who may read the decision
        "attachments:file": replace(
            ACCOUNT, objects={"pk": "thing.decision_file"}, inside=INSIDE & OFFICE, methods="get"
        ),
        "jobs:list": replace(ACCOUNT, methods="get"),
        **each("jobs detail bar", mine),
        "jobs:again": replace(mine, methods="post"),
        **each("jobs result download", files),
        "imports:home": for_(IMPORTERS, methods="get"),
        **each("imports columns problems confirm", session),
        **each("imports session done", replace(session, methods="get")),
        # the list has no faulty rows, so there is no workbook of them
        "imports:rows-to-mend": replace(session, methods="get", inside=frozenset()),
        "imports:abandon": replace(session, methods="post"),
        "imports:upload": kind,
        "imports:blank": replace(kind, methods="get"),
    }


def _numbers() -> dict[str, Line]:
    records = for_(REGISTRY, "key==cases.received")
    form = for_(FORMS, "code==20-2013-bieu-11c")
    return {
        "stats:index": for_(REGISTRY),
        **each("stats records export", records),
        "reports:list": for_(FORMS),
        **each("reports form xlsx pdf", form),
        # without a cell that is named there is none
        "reports:cell": replace(form, inside=frozenset()),
        "desk:home": replace(PUBLIC, exceptions={"no_seat": CHOOSE}),
        "desk:units-sheet": for_(OFFICE),
    }


def _inbox() -> dict[str, Line]:
    """What is due to each seat; how one is told; what could not be sent to people in reach."""
    return {
        "inbox:list": for_(SEATED, methods="get"),
        "inbox:calendar": for_(SEATED),
        # whoever knows the secret; here nobody does
        "inbox:feed": replace(
            PUBLIC, objects={"secret": "=khong-co"}, exceptions=dict.fromkeys(PEOPLE, MISSING), methods="get"
        ),
        "inbox:telling": ACCOUNT,
        **each("inbox device-add device-remove", replace(ACCOUNT, methods="post")),
        "inbox:failures": for_(ADMINISTRATORS, methods="get"),
        "inbox:again-all": for_(ADMINISTRATORS, methods="post"),
        "inbox:again": for_(ADMINISTRATORS, "pk=thing.delivery", inside=INSIDE, methods="post"),
    }


def asked_for_the_commune() -> dict[str, Line]:
    """The same pages asked about the own commune by name: what lies outside the reach does not exist."""
    found = {}
    for name in (
        "stats:index",
        "stats:records",
        "stats:export",
        "reports:form",
        "reports:xlsx",
        "reports:pdf",
    ):
        found[name] = replace(LINES[name], inside=INSIDE, query={"don_vi": "unit.xa_a"})
    return found


def _plans() -> dict[str, Line]:
    seen = for_(OFFICE, "pk=thing.plan", inside=OF_PLAN, methods="get")
    write = for_(PLANNERS, "pk=thing.plan", inside=OF_PLAN, barred=frozenset({"parent"}))
    task, target = (
        replace(write, objects={"pk": "thing.task"}),
        replace(write, objects={"pk": "thing.target"}),
    )
    return {
        "plans:list": for_(OFFICE, methods="get"),
        "plans:add": for_(PLANNERS),
        **each("plans plan drawn progress-sheet tasks-sheet", seen),
        **each("plans target units-sheet", replace(seen, objects={"pk": "thing.target"})),
        **each("plans amend bases issue close task-add", write),
        "plans:attach": replace(write, methods="post"),
        # nobody draws a plan from that of a unit below
        "plans:draw": replace(write, exceptions={"parent": MISSING}),
        **each("plans task-amend task-progress target-add", task),
        "plans:task-remove": replace(task, methods="post"),
        **each("plans target-amend report", target),
        # under a commune there is nobody to hand a target down to
        "plans:hand-down": replace(target, barred=frozenset({"parent", "officer"})),
    }


def _teams() -> dict[str, Line]:
    write = for_(COMMUNE_OFFICERS, "pk=team.own", inside=INSIDE)
    return {
        **each("teams home list gaps mediators", for_(REGISTRY, methods="get")),
        **each("teams list-xlsx mediators-xlsx", for_(REGISTRY)),
        "teams:own": for_(TEAM, methods="get"),
        "teams:bare-villages": for_(OFFICE, methods="get"),
        **each("teams villages-new new", for_(COMMUNE_OFFICERS)),
        "teams:decisions": for_(OFFICE),
        "teams:detail": for_(REGISTRY, "pk=team.own", inside=OF_TEAM, methods="get"),
        "teams:mediator": for_(REGISTRY, "pk=thing.mediator", inside=OF_TEAM, methods="get"),
        **each("teams mediator-amend mediator-end", replace(write, objects={"pk": "thing.mediator"})),
        **each("teams amend dissolve head training mediator-new", write),
    }


def _batches() -> dict[str, Line]:
    """One paper of the batch is issued, the other a draft: steps of a batch exist for who may take them."""
    whole = for_(OFFICE, "pk=thing.batch", inside=OF_LETTER)
    steps = replace(whole, who=COMMUNE_OFFICERS | PLANNERS | LEADERS, inside=frozenset({"officer", "leader"}))
    return {
        "documents:batch-new": for_(
            COMMUNE_OFFICERS | PLANNERS, "kind==cong-nhan-to-hoa-giai", inside=COMMUNE_OFFICERS
        ),
        "documents:batch": replace(whole, methods="get"),
        "documents:batch-issue": steps,
        "documents:batch-print": replace(steps, methods="post"),
        "documents:batch-sign": replace(steps, who=LEADERS, inside=frozenset({"leader"}), methods="post"),
    }


def _papers() -> dict[str, Line]:
    """An issued letter of the own commune; a draft is for its officers and leader alone."""
    seen = for_(OFFICE, "pk=thing.paper", inside=OF_LETTER, methods="get")
    draft = for_(COMMUNE_OFFICERS | PLANNERS, "pk=thing.draft", inside=frozenset({"officer"}))
    step = for_(COMMUNE_OFFICERS | PLANNERS | LEADERS, "pk=thing.paper", inside=OF_LETTER)
    kind = for_(OFFICE, "kind==cong-van")
    version = for_(OFFICE, "pk=thing.version", methods="get")
    province = for_(of_kinds(K.PROVINCE_OFFICER), "pk=thing.version", methods="post")
    return {
        "documents:papers": for_(OFFICE, methods="get"),
        "documents:paper": seen,
        # the file of what was issued
        "documents:preview": seen,
        "documents:new": for_(COMMUNE_OFFICERS | PLANNERS, "kind==cong-van"),
        "documents:amend": draft,
        "documents:discard": replace(draft, methods="post"),
        "documents:issue": step,
        **each("documents signed void", step),
        "documents:sign": for_(LEADERS, "pk=thing.paper", inside=OF_LETTER, methods="post"),
        **_batches(),
        "documents:series": for_(COMMUNE_OFFICERS | PLANNERS | LEADERS),
        "documents:templates": for_(OFFICE, methods="get"),
        "documents:template": kind,
        **each("documents starter shipped-sample", replace(kind, methods="get")),
        "documents:back-to-shipped": for_(of_kinds(K.PROVINCE_OFFICER), "kind==cong-van", methods="post"),
        "documents:sample": version,
        "documents:use": province,
    }


def _cases() -> dict[str, Line]:
    write = for_(WRITERS, "pk=case.own", inside=OF_TEAM)
    return {
        **each("cases list export", for_(READERS)),
        **each("cases record receive books", for_(WRITERS)),
        "cases:grid": for_(COMMUNE_OFFICERS),
        "cases:party-search": for_(COMMUNE_OFFICERS, methods="get"),
        "cases:party-give": for_(COMMUNE_OFFICERS, "pk=case.own number=thing.party", inside=INSIDE),
        **each("cases book book-pdf", for_(WRITERS, "team=team.own year==2026", inside=OF_TEAM)),
        "cases:detail": for_(READERS, "pk=case.own", inside=OF_TEAM),
        **each("cases saved readers", write),
        "cases:open": for_(INSPECTORS, "pk=case.own", inside=INSIDE),
        "cases:step": replace(write, objects={"pk": "case.own", "word": "=sua"}),
    }


def _reforms() -> dict[str, Line]:
    """Administrators above the commune write reforms; one inside a province is that province's."""
    above = ADMINISTRATORS - {"sister_administrator"}
    reform = for_(above, "pk=thing.reform", inside=frozenset({"administrator"}))
    keys, nowhere = reform.objects, frozenset[str]()
    return {
        **each("reforms list decisions", for_(above, methods="get")),
        "reforms:new": for_(above),
        "reforms:detail": replace(reform, methods="get"),
        **each("reforms amend upload apply", reform),
        **each("reforms discard preview correct take-back", replace(reform, methods="post")),
        "reforms:write": replace(reform, objects={**keys, "verb": "=chia"}),
        "reforms:new-unit": replace(reform, objects={**keys, "new": "thing.new_unit"}),
        "reforms:take-away": replace(reform, objects={**keys, "key": "=x"}, methods="post"),
        # no unit is split in this draft, and none waits for a decision
        "reforms:villages": replace(reform, objects={**keys, "unit": "unit.xa_a"}, inside=nowhere),
        "reforms:decide": for_(above, "unit=unit.xa_a", inside=nowhere),
    }


def _sign_in() -> dict[str, Line]:
    """Pages of ours that stand in the place of the sign-in package's."""
    packages = ("account_login", "account_signup", "account_reset_password", "account_email")
    rest = ("/tai-khoan/password/reset/<path:rest>", "/tai-khoan/phone/<path:rest>")
    return {**dict.fromkeys((*packages, *rest), PUBLIC), "usersessions_list": ACCOUNT}


def _norms() -> dict[str, Line]:
    """Every seat reads; of a province its administrator, director and (amounts) accountant write."""
    keepers = of_kinds(K.ADMINISTRATOR, K.PROVINCE_LEADER)
    write = for_(keepers, inside=at("parent", "abroad"))
    rates = keepers | of_kinds(K.PROVINCE_FINANCE)
    value = for_(rates, "pk=thing.norm", inside=at("parent"))
    exception = for_(SEATED, "pk=thing.day_off", inside=SEATED - at("abroad"), methods="get")
    return {
        **each("norms list sheet offices calendar", for_(SEATED, methods="get")),
        "norms:history": for_(SEATED, "key==mediation.pay_successful", methods="get"),
        "norms:matters": for_(SEATED),
        "norms:enter": replace(write, who=rates),
        "norms:exception-add": write,
        # holidays are the country's
        "norms:calendar-confirm": replace(write, inside=frozenset()),
        **each("norms confirm replace take-back", value),
        "norms:exception": exception,
        "norms:exception-take-back": for_(keepers, "pk=thing.day_off", inside=at("parent")),
    }


LINES: dict[str, Line] = {
    **_sign_in(), **_people(), **_machinery(), **_numbers(), **_plans(), **_teams(), **_cases(), **_reforms(),
    **_inbox(),
    **directions(for_, each),
    **money(for_, each),
    **paper_forms(for_, each),
    **pay(for_, each),
    **stories(for_, each),
    **supports(for_, each),
    **mine(for_, each),
    **scope(for_, each),
    **settlements(for_, each),
    **work(for_, each),
    **_papers(),
    **_norms(),
}  # fmt: skip


assert all(set(line.exceptions) <= set(PEOPLE) for line in LINES.values())
