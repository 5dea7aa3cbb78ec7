"""What contexts above build on: sections of a dispute's page, lines of its history, and hearing of its changes."""

from datetime import date

import pytest
from django.utils.translation import gettext_lazy as _

from hoathuan.cases import api, history, listening, panels, services
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case
from hoathuan.core.ui.rows import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def doors(monkeypatch):
    """Registries as they are, put back afterwards."""
    monkeypatch.setattr(panels, "_PANELS", dict(panels._PANELS))
    monkeypatch.setattr(listening, "_LISTENERS", dict(listening._LISTENERS))
    monkeypatch.setattr(history, "VERBS", dict(history.VERBS))


@pytest.fixture
def actor(acting, officer):
    with acting(officer) as actor:
        yield actor


def test_a_registered_section_stands_on_the_page_for_whom_it_is_meant(
    doors, client_for, officer, seat_of, world, acting, entry
):
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry())

    def of(actor, shown):
        if not api.may_read_content(actor, shown):
            return None
        return api.PanelView(
            title="Thỏa thuận mẫu", rows=[Row("Số bản", "3")], links=[("Xem bản", "/xem-mau/")], warning="Sắp hết hạn"
        )  # fmt: skip

    api.register_panel(api.Panel("mau", 10, of))
    own = client_for(officer).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert all(words in own for words in ("Thỏa thuận mẫu", "Số bản", 'href="/xem-mau/"', "Sắp hết hạn"))
    leader = client_for(seat_of("commune_leader", world.xa_a)).get(f"/vu-viec/{case.uuid}/")
    assert "Thỏa thuận mẫu" not in leader.content.decode()


def test_sections_stand_in_their_order_and_a_key_is_taken_once(doors):
    panels._PANELS.clear()
    for key, order in (("b", 20), ("a", 10)):
        api.register_panel(api.Panel(key, order, lambda _actor, _case, key=key: api.PanelView(key)))
    assert [view.title for view in panels.panels_of(None, None)] == ["a", "b"]
    with pytest.raises(ValueError, match="registered already"):
        api.register_panel(api.Panel("a", 1, lambda _actor, _case: None))


def test_a_listener_hears_of_each_change_with_the_facts_before_it(doors, actor, entry):
    heard = []
    api.register_listener(
        "mau", lambda _a, case, what, before: heard.append((what, before["ending"], case.ending))
    )
    case = services.receive(actor=actor, entry=entry(ended_on=None))
    services.end(actor=actor, case=case, ended_on=date(2026, 6, 10), ending="party")
    new = services.amending.Amendment(
        received_on=date(2026, 6, 1), field="land", ended_on=date(2026, 6, 10), ending="mediator"
    )
    services.amend(actor=actor, case=case, version=case.version, new=new)
    services.reopen(actor=actor, case=case, on_date=date(2026, 6, 12))
    services.void(actor=actor, case=case, version=case.version, reason="ghi nhầm")
    assert heard == [
        ("ended", "", "party"), ("amended", "party", "mediator"), ("reopened", "mediator", ""), ("voided", "", ""),
    ]  # fmt: skip


def test_a_listener_that_refuses_undoes_the_step(doors, actor, entry):
    def refuse(*_told):
        raise CaseRefused("Vụ việc đã chi thù lao.")

    case = services.record_ended_case(actor=actor, entry=entry())
    api.register_listener("mau", refuse)
    with pytest.raises(CaseRefused, match="thù lao"):
        services.void(actor=actor, case=case, version=case.version, reason="ghi nhầm")
    assert Case.objects.get(pk=case.pk).voided_on is None


def test_words_of_an_upper_context_stand_in_the_history(doors, actor, entry):
    api.register_verbs({"agreed_mau": _("Ký thỏa thuận ngày %(day)s")})
    case = services.record_ended_case(actor=actor, entry=entry())
    api.trace(case, actor, "agreed_mau", date(2026, 6, 11))
    assert history.entries_of(case, named=True)[0].what == "Ký thỏa thuận ngày 11/06/2026"
    with pytest.raises(ValueError, match="registered already"):
        api.register_verbs({"ended": _("khác %(day)s")})
