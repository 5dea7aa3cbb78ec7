"""The papers about teams and mediators: what the commune Chair decides, and the list of a team's people.

Law 35/2013/QH13 Art. 8(4), 11, 12, 14; Joint Resolution 01/2014 Art. 12–14. Words of the papers stand in `wordings/`.
"""

from pathlib import Path
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind, Sex
from hoathuan.core import audit, peoples
from hoathuan.core.text import legal_text
from hoathuan.documents.api import (
    LONG_NAME,
    Data,
    Field,
    PaperKind,
    Row,
    Rows,
    register_paper,
    subjects_with_paper,
)

from .choices import Qualification
from .models import Mediator, Team, TeamHead
from .selectors import active_mediators, mediators_visible_to, on_day, teams_visible_to

_WORDINGS = Path(__file__).parent / "wordings"
_OFFICER = (SeatKind.COMMUNE_OFFICER,)

_TEAM = Field("to_hoa_giai", gettext_lazy("Tên tổ hòa giải"), legal_text("Tổ hòa giải thôn Mẫu Một"))
_PLACE = Field("thon", gettext_lazy("Thôn, tổ dân phố của tổ"), legal_text("thôn Mẫu Một, thôn Mẫu Hai"))
_COUNT = Field("so_nguoi", gettext_lazy("Số hòa giải viên"), "40")
_BORN = Field("nam_sinh", gettext_lazy("Năm sinh"), "1970", required=False)
_NAME = Field("ho_ten", gettext_lazy("Họ và tên"), LONG_NAME)
_PEOPLE = Rows(
    "hoa_giai_vien",
    gettext_lazy("Danh sách hòa giải viên"),
    (
        _NAME,
        _BORN,
        Field("gioi_tinh", gettext_lazy("Giới tính"), legal_text("Nữ")),
        Field("dan_toc", gettext_lazy("Dân tộc"), legal_text("Mường")),
        Field("trinh_do", gettext_lazy("Trình độ chuyên môn"), legal_text("Chưa qua đào tạo")),
        Field("nhiem_vu", gettext_lazy("Nhiệm vụ trong tổ"), legal_text("Hòa giải viên")),
    ),
)
_CALLED = Field("xung_ho", gettext_lazy("Ông hoặc bà"), legal_text("bà"))
_PROPOSED = Field(
    "de_nghi",
    gettext_lazy("Căn cứ đề nghị"),
    legal_text(
        "Theo đề nghị của Trưởng ban công tác Mặt trận thôn Mẫu Một tại Tờ trình ngày 01 tháng 02 năm 2026"
    ),
    required=False,
    typed=True,
    lines=2,
    help=gettext_lazy("Cả câu, ví dụ: Theo đề nghị của Trưởng ban công tác Mặt trận thôn … ngày …"),
)
_BASIS = Field(
    "can_cu_khac",
    gettext_lazy("Căn cứ khác"),
    legal_text("Căn cứ Luật Tổ chức chính quyền địa phương"),
    required=False,
    typed=True,
    lines=2,
    help=gettext_lazy("Mỗi dòng một căn cứ; bỏ trống nếu không có."),
)


def _teams(actor: Actor) -> QuerySet[Team]:
    return teams_visible_to(actor).filter(ended_on=None).select_related("now_commune")


def _terms(actor: Actor) -> QuerySet[Mediator]:
    return mediators_visible_to(actor).select_related("person", "team")


def _team_address(team: Team) -> str:
    return reverse("teams:detail", args=[team.uuid])


def _place(team: Team) -> str:
    served = team.team_villages.filter(on_day()).select_related("village").order_by("village__sort", "id")
    return ", ".join(_in_a_sentence(one.village) for one in served)


def _in_a_sentence(village: Any) -> str:
    """ "thôn Ao Mía": the word of its kind is no name."""
    kind: str = village.kind
    named: str = village.name
    return kind.lower() + named[len(kind) :] if kind and named.lower().startswith(kind.lower()) else named


def _rows(mediators: list[Mediator]) -> list[Row]:
    heads = set(
        TeamHead.objects.filter(on_day(), mediator__in=[m.pk for m in mediators]).values_list(
            "mediator_id", flat=True
        )
    )
    return [_row(one, one.pk in heads) for one in mediators]


def _row(one: Mediator, is_head: bool) -> Row:
    person = one.person
    return {
        "khoa": str(one.pk),
        "ho_ten": person.full_name,
        "nam_sinh": str(person.birth_year or ""),
        "gioi_tinh": _SEX.get(one.sex, ""),
        "dan_toc": peoples.name_of(person.ethnicity),
        "trinh_do": _LEARNT[Qualification(one.qualification)],
        "nhiem_vu": legal_text("Tổ trưởng") if is_head else legal_text("Hòa giải viên"),
    }


_SEX: dict[str, str] = {Sex.MALE: legal_text("Nam"), Sex.FEMALE: legal_text("Nữ")}
_CALLED_BY: dict[str, str] = {Sex.MALE: legal_text("ông"), Sex.FEMALE: legal_text("bà")}
_LEARNT = {
    Qualification.LAW: legal_text("Chuyên môn Luật"),
    Qualification.OTHER: legal_text("Chuyên môn khác"),
    Qualification.NONE: legal_text("Chưa qua đào tạo"),
}


def _team_data(team: Team, mediators: list[Mediator]) -> Data:
    place = _place(team) or (team.now_commune.name if team.now_commune else "")
    return {
        "to_hoa_giai": team.name, "thon": place, "so_nguoi": str(len(mediators) or ""),
        "hoa_giai_vien": _rows(mediators),
    }  # fmt: skip


def whole_team(team: Team, actor: Actor) -> Data:
    return _team_data(team, list(active_mediators(team)))


def newly_recognised(team: Team, actor: Actor) -> Data:
    """Those of whom no decision is written down yet; where there is one for everybody, everybody again."""
    everybody = list(active_mediators(team))
    waiting = [one for one in everybody if not one.decision_number]
    return _team_data(team, waiting or everybody)


def head_of(team: Team, actor: Actor) -> Data:
    head = TeamHead.objects.filter(on_day(), team=team).select_related("mediator__person").first()
    given = _team_data(team, [])
    if head is not None:
        given |= _person(head.mediator) | {"to_truong": head.mediator.person.full_name}
    return given


def ceasing(one: Mediator, actor: Actor) -> Data:
    return _person(one) | {
        "to_hoa_giai": one.team.name, "hoa_giai_vien": one.person.full_name,
        "ngay_thoi": f"{one.ended_on:%d/%m/%Y}" if one.ended_on else "", "ly_do": _why(one),
    }  # fmt: skip


def _why(one: Mediator) -> str:
    return str(one.get_end_reason_display()).lower() if one.end_reason else ""


def _person(one: Mediator) -> Data:
    return {
        "xung_ho": _CALLED_BY.get(one.sex, legal_text("ông (bà)")),
        "nam_sinh": str(one.person.birth_year or ""),
    }


def write_number(paper: Any, actor: Actor) -> None:
    """The decision's number goes to the terms that it recognises, where none stands yet."""
    keys = [int(row["khoa"]) for row in paper.data["hoa_giai_vien"]]
    terms = Mediator.objects.filter(pk__in=keys, decision_number="")
    if terms.update(decision_number=paper.code, version=F("version") + 1):
        _note(paper, actor, "teams.recognised")


def take_number_back(paper: Any, actor: Actor) -> None:
    keys = [int(row["khoa"]) for row in paper.data["hoa_giai_vien"]]
    if Mediator.objects.filter(pk__in=keys, decision_number=paper.code).update(
        decision_number="", version=F("version") + 1
    ):
        _note(paper, actor, "teams.recognition_voided")


def _note(paper: Any, actor: Actor, action: str) -> None:
    team = Team.objects.filter(pk=paper.subject_id).first()
    audit.record(actor=actor, action=action, subject=team, data={"decision": paper.code})


def write_end(paper: Any, actor: Actor) -> None:
    if Mediator.objects.filter(pk=paper.subject_id, end_decision="").update(
        end_decision=paper.code, version=F("version") + 1
    ):
        term = Mediator.objects.filter(pk=paper.subject_id).first()
        audit.record(actor=actor, action="teams.end_decided", subject=term, data={"decision": paper.code})


def take_end_back(paper: Any, actor: Actor) -> None:
    Mediator.objects.filter(pk=paper.subject_id, end_decision=paper.code).update(
        end_decision="", version=F("version") + 1
    )


def _staffed(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Teams with people, in the order of their lists."""
    people = Mediator.objects.filter(on_day(), team=OuterRef("pk"))
    return teams.filter(Exists(people)).order_by("sort", "id")


def _unrecognised(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Teams where somebody's decision is not written down yet."""
    people = Mediator.objects.filter(on_day(), team=OuterRef("pk"), decision_number="")
    return teams.filter(Exists(people)).order_by("sort", "id")


def _without_decision(teams: QuerySet[Team]) -> QuerySet[Team]:
    return _staffed(teams).exclude(pk__in=subjects_with_paper(TEAM.key))


def _head_without_decision(teams: QuerySet[Team]) -> QuerySet[Team]:
    headed = teams.filter(Exists(TeamHead.objects.filter(on_day(), team=OuterRef("pk"))))
    return headed.exclude(pk__in=subjects_with_paper(HEAD.key)).order_by("sort", "id")


def _end_undecided(terms: QuerySet[Mediator]) -> QuerySet[Mediator]:
    return terms.filter(ended_on__isnull=False, end_decision="").order_by("sort", "id")


def _mediators_title(team: Team | None) -> str:
    return legal_text("Về việc công nhận hòa giải viên của {}").format(team.name if team else "")


def _team_title(team: Team | None) -> str:
    return legal_text("Về việc công nhận {}").format(team.name if team else "")


def _head_title(team: Team | None) -> str:
    return legal_text("Về việc công nhận Tổ trưởng {}").format(team.name if team else "")


def _end_title(one: Mediator | None) -> str:
    return legal_text("Về việc thôi làm hòa giải viên đối với {}").format(one.person.full_name if one else "")


def _list_title(team: Team | None) -> str:
    return legal_text("Hòa giải viên của {}").format(team.name if team else "")


MEDIATORS = PaperKind(
    key="cong-nhan-hoa-giai-vien",
    label=gettext_lazy("Quyết định công nhận hòa giải viên"),
    wording=_WORDINGS / "mediators.json",
    fields=(_TEAM, _PLACE, _COUNT, _PEOPLE, _BASIS, _PROPOSED),
    title=_mediators_title,
    subjects=_teams,
    data=newly_recognised,
    address=_team_address,
    writers=_OFFICER,
    above=True,
    waiting=_unrecognised,
    after_issue=write_number,
    after_void=take_number_back,
)
TEAM = PaperKind(
    key="cong-nhan-to-hoa-giai",
    label=gettext_lazy("Quyết định công nhận tổ hòa giải"),
    wording=_WORDINGS / "team.json",
    fields=(_TEAM, _PLACE, _COUNT, _PEOPLE, _BASIS, _PROPOSED),
    title=_team_title,
    subjects=_teams,
    data=whole_team,
    address=_team_address,
    writers=_OFFICER,
    above=True,
    waiting=_without_decision,
)
HEAD = PaperKind(
    key="cong-nhan-to-truong",
    label=gettext_lazy("Quyết định công nhận tổ trưởng tổ hòa giải"),
    wording=_WORDINGS / "head.json",
    fields=(
        *(_TEAM, _PLACE, _CALLED, _BORN, _BASIS, _PROPOSED),
        Field("to_truong", gettext_lazy("Tổ trưởng"), _NAME.sample),
    ),
    title=_head_title,
    subjects=_teams,
    data=head_of,
    address=_team_address,
    writers=_OFFICER,
    above=True,
    waiting=_head_without_decision,
)
CEASED = PaperKind(
    key="thoi-hoa-giai-vien",
    label=gettext_lazy("Quyết định thôi làm hòa giải viên"),
    wording=_WORDINGS / "ceased.json",
    fields=(
        *(_TEAM, _CALLED, _BORN, _BASIS, _PROPOSED),
        Field("hoa_giai_vien", gettext_lazy("Hòa giải viên"), _NAME.sample),
        Field("ngay_thoi", gettext_lazy("Ngày thôi"), "01/02/2026"),
        Field("ly_do", gettext_lazy("Lý do thôi"), legal_text("theo nguyện vọng")),
    ),
    title=_end_title,
    subjects=_terms,
    data=ceasing,
    address=lambda one: reverse("teams:mediator", args=[one.uuid]),
    writers=_OFFICER,
    above=True,
    waiting=_end_undecided,
    after_issue=write_end,
    after_void=take_end_back,
)
LIST = PaperKind(
    key="danh-sach-hoa-giai-vien",
    label=gettext_lazy("Danh sách hòa giải viên của tổ"),
    wording=_WORDINGS / "list.json",
    fields=(_TEAM, _PLACE, _COUNT, _PEOPLE),
    title=_list_title,
    subjects=_teams,
    data=whole_team,
    address=_team_address,
    writers=_OFFICER,
    above=True,
    waiting=_staffed,
)


def register_all() -> None:
    register_paper(MEDIATORS, TEAM, HEAD, CEASED, LIST)


def offered(team: Team) -> list[dict[str, str]]:
    """What can be drawn up for a team, as links of its page."""
    return [_offer(kind, team) for kind in (MEDIATORS, TEAM, HEAD, LIST)]


def offered_for_many() -> list[dict[str, str]]:
    """What can be drawn up for all teams that lack it, as links of their list."""
    return [
        {"label": str(kind.label), "url": reverse("documents:batch-new", args=[kind.key])}
        for kind in (MEDIATORS, TEAM, HEAD, CEASED, LIST)
    ]


def offered_at_end(one: Mediator) -> list[dict[str, str]]:
    """The decision on a term that has ended."""
    return [_offer(CEASED, one)] if one.ended_on else []


def _offer(kind: PaperKind, subject: Team | Mediator) -> dict[str, str]:
    url = f"{reverse('documents:new', args=[kind.key])}?doi_tuong={subject.uuid}"
    return {"label": str(kind.label), "url": url}


__all__ = [
    "CEASED",
    "HEAD",
    "LIST",
    "MEDIATORS",
    "TEAM",
    "offered",
    "offered_at_end",
    "offered_for_many",
    "register_all",
]
