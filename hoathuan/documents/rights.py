"""Who sees, writes, issues and voids a paper. Rights belong to seats; what a seat may not see is a 404."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts import offices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Body
from hoathuan.accounts.rules import seats
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, Reach

from .choices import SIGNER_KINDS, WRITER_KINDS, PaperState
from .errors import NotYours
from .kinds import PaperKind, all_kinds
from .models import Paper, Series, TemplateVersion
from .signing.models import Returned

WRITERS = seats(*WRITER_KINDS)
#: Who issues and voids: who drafts for the body, and who signs for it.
ISSUERS = seats(*WRITER_KINDS, *SIGNER_KINDS)
SIGNERS = seats(*SIGNER_KINDS)
#: Who brings a province's own template in, and reads templates.
TEMPLATE_WRITERS = seats(K.PROVINCE_OFFICER)
#: Offices that work with papers. A paper names people, and a letter says anything: a village's head, a reporter or a
#: storekeeper of the place reads none here.
READERS = seats(
    *(*WRITER_KINDS, *SIGNER_KINDS, K.MINISTRY_VIEWER, K.PROVINCE_FINANCE, K.COMMUNE_ACCOUNTANT, K.INSPECTOR)
)


def papers_seen(actor: Actor) -> QuerySet[Paper]:
    """Own papers; issued ones of the units below. A sister unit's papers do not exist for the seat.

    An officer of another body sees the papers of that body. Drafts are for those who write or sign them.
    """
    if actor.system:
        return Paper.objects.all()
    if not READERS(actor):
        return Paper.objects.none()
    open_kinds = [kind.key for kind in all_kinds() if kind.above]
    issued = ~Q(state=PaperState.DRAFT)
    if actor.kind == K.BODY_OFFICER:
        return Paper.objects.filter(body__in=bodies_held(actor))
    if actor.nation:
        return Paper.objects.filter(issued, kind__in=open_kinds)
    own = Q(unit_id__in=actor.home_units) & offices.spoken_for(actor, "body__")
    if not ISSUERS(actor):
        own &= issued
    return Paper.objects.filter(own | (issued & Q(kind__in=open_kinds) & _below(actor)))


def copies_seen(actor: Actor) -> QuerySet[Returned]:
    """Signed copies that came back, those too that a better one has replaced: who reads the paper reads them."""
    return Returned.objects.filter(issued__in=papers_seen(actor).values("issued_file"))


def reads_below(actor: Actor) -> bool:
    """Whether papers of lower units stand among those that the seat reads, beside its own."""
    return bool(actor.province_id) and not actor.commune_id and actor.kind != K.BODY_OFFICER


def _below(actor: Actor) -> Q:
    if actor.commune_id or not actor.province_id:
        return Q(pk__in=[])
    under = Reach.objects.filter(ancestor_id=actor.province_id).values("descendant_id")
    ended = Area.objects.filter(now_province=actor.province_id).values("then_commune")
    return Q(unit_id__in=under) | Q(unit_id__in=ended)


def bodies_held(actor: Actor) -> set[int]:
    """The seat's body, and those that went on as it when their units were merged."""
    body = (actor.seat.body_id if actor.seat else None) or 0
    held: set[int] = set()
    new = {body} if body else set()
    while new:
        held |= new
        new = set(Body.objects.filter(moved_to__in=new).values_list("pk", flat=True)) - held
    return held


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """The bodies in whose name the seat may write papers: those of its unit; another body's officer has its own."""
    writes = actor.kind in (*WRITER_KINDS, *SIGNER_KINDS)
    return offices.bodies_of(actor) if writes else Body.objects.none()


def series_seen(actor: Actor) -> QuerySet[Series]:
    return (
        Series.objects.filter(body__in=bodies_of(actor)).select_related("body").order_by("body__sort", "sign")
    )


def holds(actor: Actor, paper: Paper) -> bool:
    """Whether the paper is of the seat's own unit (or body)."""
    if actor.system:
        return True
    if actor.seat is None:
        return False
    if actor.kind == K.BODY_OFFICER:
        return paper.body_id in bodies_held(actor)
    return paper.unit_id in actor.home_units and offices.speaks_for(actor, paper.body)


def may_write(actor: Actor, paper: Paper) -> bool:
    return actor.system or (actor.kind in WRITER_KINDS and holds(actor, paper))


def may_issue(actor: Actor, paper: Paper) -> bool:
    return actor.system or (actor.kind in (*WRITER_KINDS, *SIGNER_KINDS) and holds(actor, paper))


def may_sign(actor: Actor, paper: Paper) -> bool:
    """Who signs for the body: an officer who drafts does not put its signature to a paper."""
    return actor.kind in SIGNER_KINDS and holds(actor, paper)


def may_draft(actor: Actor, kind: PaperKind) -> bool:
    return actor.system or actor.kind in kind.writers


def check_write(actor: Actor, paper: Paper) -> None:
    if not may_write(actor, paper):
        raise NotYours(_("Chỉ cán bộ của cơ quan ban hành mới soạn, sửa được văn bản này."))


def check_issue(actor: Actor, paper: Paper) -> None:
    if not may_issue(actor, paper):
        raise NotYours(_("Chỉ người ký hoặc cán bộ của cơ quan ban hành mới làm được bước này."))


def check_sign(actor: Actor, paper: Paper) -> None:
    if not may_sign(actor, paper):
        raise NotYours(_("Chỉ người ký của cơ quan ban hành mới ký số được văn bản này."))


def province_above(actor: Actor) -> int | None:
    """The province whose templates the seat keeps."""
    seat = actor.seat
    at_province = seat is not None and seat.unit.level == Level.PROVINCE
    return actor.province_id if at_province and actor.kind == K.PROVINCE_OFFICER else None


def versions_seen(actor: Actor) -> QuerySet[TemplateVersion]:
    """The product's own versions and those of the seat's province."""
    versions = TemplateVersion.objects.select_related("template")
    if not READERS(actor):
        return versions.none()
    return (
        versions
        if actor.nation
        else versions.filter(Q(template__unit=None) | Q(template__unit=actor.province_id or 0))
    )
