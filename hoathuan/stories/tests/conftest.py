"""A dispute that is over, the people around it, and a story about it that is fit to be sent."""

from datetime import date
from typing import Any

import pytest

from hoathuan.cases.api import Ending, Entry, Field, PartyRole, Someone, record_many
from hoathuan.cases.tests.conftest import make_mediator, make_team
from hoathuan.stories import services
from hoathuan.stories.services import Telling

FIT = Telling(
    title="Lối đi chung giữa hai nhà",
    situation="Bên A xây tường, bên B không còn lối ra ruộng.",
    helped="Hòa giải viên mời hai bên cùng ra xem chỗ đất.",
    ended="Hai bên để lại lối đi rộng 2 m.",
    law="Bộ luật Dân sự, điều về lối đi qua",
    lesson="Nên xem tận nơi trước khi bàn.",
)


@pytest.fixture
def team(world: Any) -> Any:
    return make_team(world.xa_a, "Tổ hòa giải bản Nà Mẫu")


@pytest.fixture
def mediator(world: Any, seat_of: Any, team: Any) -> Any:
    make_mediator(team, "Quàng Văn Giải")
    return seat_of("mediator", world.villages["Xã An Mẫu"][0], "Quàng Văn Giải", team_id=team.pk)


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a, "Cán bộ Mẫu")


@pytest.fixture
def province(world: Any, seat_of: Any) -> Any:
    return seat_of("province_officer", world.tinh_mau, "Cán bộ Sở Mẫu")


@pytest.fixture
def case(acting: Any, officer: Any, team: Any) -> Any:
    people = (
        Someone("Lò Thị Mẫu", 1972, "bản Nà Mẫu"),
        Someone("Hà Văn Đào", 1968, "bản Nà Mẫu"),
        Someone("Vừ A Sơn", 1980, "xã Bình Mẫu", role=PartyRole.INVITED),
        Someone("Đèo Thị Liên", 1950, "", role=PartyRole.RELATED),
    )
    entry = Entry(
        team=team, field=Field.LAND, received_on=date(2026, 6, 1), ended_on=date(2026, 6, 10),
        ending=Ending.AGREEMENT, people=people, summary="Tranh chấp lối đi của bà Mẫu.",
    )  # fmt: skip
    with acting(officer) as actor:
        return record_many(actor=actor, entries=[entry])[0]


@pytest.fixture
def told(acting: Any, mediator: Any, case: Any) -> Any:
    """The mediator's draft."""
    with acting(mediator) as actor:
        return services.tell(actor=actor, case=case, telling=FIT)


@pytest.fixture
def sent(acting: Any, mediator: Any, told: Any) -> Any:
    with acting(mediator) as actor:
        return services.send(actor=actor, story=told, version=told.version)


@pytest.fixture
def shown(acting: Any, officer: Any, sent: Any) -> Any:
    with acting(officer) as actor:
        return services.show(actor=actor, story=sent, version=sent.version)
