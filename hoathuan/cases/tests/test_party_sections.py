"""The paper of what is held about a person: all that is about her, and nobody else's name or words."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest

from hoathuan.cases import party_data, services
from hoathuan.cases.models import Party
from hoathuan.cases.parties import Someone
from hoathuan.cases.party_sections import Asked, PartySection, register_party_data
from hoathuan.cases.services import striking
from hoathuan.cases.services.amending import Amendment

from .conftest import PEOPLE, make_mediator

pytestmark = pytest.mark.django_db
PRESENT = (Someone("Lò Thị Mẫu"), Someone("Hà Văn Mẫu"))


@pytest.fixture
def case(acting: Any, officer: Any, entry: Any, team: Any) -> Any:
    """A dispute with one meeting, whose summary was put right afterwards."""
    with acting(officer) as actor:
        case = services.receive(
            actor=actor, entry=entry(ended_on=None, summary="Hà Văn Mẫu rào lối của Lò Thị Mẫu.")
        )
        services.decide_scope(actor=actor, case=case, reason="Có", on_date=date(2026, 6, 2))
        mediator = make_mediator(team, "Vi Mẫu")
        services.assign(actor=actor, case=case, mediator=mediator, assigned_on=date(2026, 6, 3))
        services.hold_session(
            actor=actor, case=case, held_on=date(2026, 6, 4), place="nhà văn hóa thôn 1", present=PRESENT,
            result="Hà Văn Mẫu hứa dỡ rào.",
        )  # fmt: skip
        case.refresh_from_db()
        services.end(actor=actor, case=case, ended_on=date(2026, 6, 10), ending="agreement")
        case.refresh_from_db()
        services.amend(
            actor=actor, case=case, version=case.version,
            new=Amendment(
                received_on=case.received_on, field=case.field, ended_on=case.ended_on, ending=case.ending,
                mediator_id=case.mediator_id, people=PEOPLE, summary="Tranh chấp lối đi chung.",
            ),
        )  # fmt: skip
    return case


def asked(actor: Any, case: Any, name: str = "Lò Thị Mẫu") -> Asked:
    return party_data.asked_by(actor, Party.objects.select_related("case").get(case=case, full_name=name))


def words(section: PartySection) -> str:
    return " | ".join(f"{label}: {said}" for label, said in section.rows)


def test_the_paper_lists_meetings_and_what_was_put_right_without_the_others_names(
    case: Any, officer: Any, acting: Any
) -> None:
    with acting(officer) as actor:
        party = Party.objects.select_related("case").get(case=case, full_name="Lò Thị Mẫu")
        content, _title = party_data.paper(actor, party)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    text = " ".join(text.split())
    for said in (
        "04/06/2026",
        "nhà văn hóa thôn 1",
        "có mặt",
        "(người khác) hứa dỡ rào",
        "Nội dung chủ yếu, sửa ngày",
    ):
        assert said in text, said
    assert "Hà Văn Mẫu" not in text


def test_who_was_struck_out_or_written_wrongly_is_not_named_on_another_ones_paper(
    acting: Any, officer: Any, entry: Any
) -> None:
    with acting(officer) as actor:
        case = services.receive(
            actor=actor,
            entry=entry(
                ended_on=None, summary="Lò Văn Xoan rào lối.", people=(*PEOPLE, Someone("Lò Văn Xoan"))
            ),
        )
        services.invite(
            actor=actor,
            case=case,
            full_name="Tòng Thị Nhầm",
            asked_by="Hà Văn Mẫu",
            asked_on=date(2026, 6, 3),
        )
        line = next(one for one in striking.lines_of(actor, case) if "Tòng Thị Nhầm" in one.words)
        services.strike(actor=actor, case=case, what=line.key, reason="ghi nhầm vụ việc")
        services.amend(
            actor=actor, case=case, version=case.version,
            new=Amendment(received_on=case.received_on, field=case.field, people=PEOPLE, summary="Lối đi chung."),
        )  # fmt: skip
        section = party_data.corrections(asked(actor, case))
        assert len(section.rows) >= 2
        assert {said for _label, said in section.rows} == {"đã sửa"}
        for name in ("Tòng Thị Nhầm", "Lò Văn Xoan"):
            assert name not in words(section)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ông Xoan rào lối của bà Mẫu.", "(người khác) rào lối của bà Mẫu."),
        ("Bà Mẫu và ông Hà Văn Xoan", "Bà Mẫu và ông (người khác)"),
        ("Chị Lò Thị Mẫu nói với anh Lò", "Chị Lò Thị Mẫu nói với (người khác)"),
        ("Xoan đào, hoa xoan", "Xoan đào, hoa xoan"),
    ],
)
def test_others_are_not_named_by_their_given_name_either(text: str, left: str) -> None:
    party: Any = SimpleNamespace(full_name="Lò Thị Mẫu", role="party")
    nothing: Any = None
    assert Asked(nothing, party, nothing, ("Hà Văn Xoan", "Quàng Lò")).without_others(text) == left


def test_somebody_related_gets_the_meetings_she_was_at_and_nothing_that_was_said(
    case: Any, officer: Any, acting: Any
) -> None:
    with acting(officer) as actor:
        Party.objects.filter(case=case, full_name="Lò Thị Mẫu").update(role="related")
        one = asked(actor, case)
        assert "có mặt" in words(party_data.sessions(one))
        assert "hứa" not in words(party_data.sessions(one))
        assert not party_data.corrections(one).rows


@pytest.mark.parametrize(
    ("text", "others", "meant"),
    [
        ("Bà Lò Thị Mẫu", ("Hà Văn Mẫu",), True),
        ("LÒ THỊ MẪU.", (), True),
        ("Lò Thị Mẫu Anh", (), True),  # the longer name is of nobody who is known here
        ("Lò Thị Mẫu Anh", ("Lò Thị Mẫu Anh",), False),
        ("Lò Thị", (), False),
        ("Lò Thị Mẫu", ("lo thi mau",), False),
    ],
)
def test_a_text_is_hers_when_it_names_her_and_can_mean_nobody_else(
    text: str, others: Any, meant: bool
) -> None:
    party: Any = SimpleNamespace(full_name="Lò Thị Mẫu", role="party")
    nothing: Any = None
    assert Asked(nothing, party, nothing, others).names(text) is meant


def test_a_key_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered already"):
        register_party_data("cases.sessions", lambda asked: PartySection("khác"))
