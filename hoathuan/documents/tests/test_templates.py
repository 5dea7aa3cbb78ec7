"""Which template holds for whom, and from which day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.documents import kinds, wording
from hoathuan.documents.choices import Engine
from hoathuan.documents.errors import NotYours, TemplateRefused
from hoathuan.documents.fields import LONG_NAME, SAMPLE_ROWS
from hoathuan.documents.making import make_sample
from hoathuan.documents.models import TemplateUse, TemplateVersion
from hoathuan.documents.services import templates as services
from hoathuan.documents.wording import UnknownField

from .conftest import Office, pdf_text, uploaded, word
from .samples import letters_of

KEY = "cong-van"
TABLED = "cong-nhan-hoa-giai-vien"


def brought_in(office: Office, *lines: str) -> TemplateVersion:
    return services.bring_in(
        kind=kinds.get(KEY), upload=word(*lines), note="thêm dòng", actor=office.actor("parent")
    )


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.key)
def test_every_shipped_wording_uses_what_its_kind_has(kind: Any) -> None:
    wording.check(kind.shipped(), kind.fields)


def test_a_wording_with_a_field_that_does_not_exist_is_found() -> None:
    kind = kinds.get(KEY)
    shipped = dict(kind.shipped())
    with pytest.raises(UnknownField, match="khong_co"):
        wording.check({**shipped, "to": ["{khong_co}"]}, kind.fields)
    with pytest.raises(UnknownField, match="not used: noi_dung"):
        wording.check({**shipped, "blocks": []}, kind.fields)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.key)
def test_the_trial_of_every_kind_is_a_paper_with_the_longest_name(kind: Any) -> None:
    made = make_sample(services.shipped_version(kind))
    text = letters_of(pdf_text(made.content))
    assert "CôngTằngTônNữNguyễnThịPhươngThảo" in text
    assert "BẢNTHỬ" in text
    assert "K7P-3MA-9TX" in text


@pytest.mark.django_db
def test_the_trial_holds_forty_rows_of_the_longest_name_whole() -> None:
    made = make_sample(services.shipped_version(kinds.get(TABLED)))
    assert len(LONG_NAME) == 70
    assert (
        letters_of(pdf_text(made.content)).count(letters_of(LONG_NAME)) == SAMPLE_ROWS + 1 == 41
    )  # the signer


def test_the_same_wording_is_written_down_once(office: Office) -> None:
    first = services.shipped_version(kinds.get(KEY))
    assert services.shipped_version(kinds.get(KEY)).pk == first.pk
    assert (first.number, first.engine, first.template.unit) == (1, Engine.TYPST, None)


def test_a_changed_wording_is_a_new_version_and_old_papers_keep_theirs(
    office: Office, monkeypatch: Any
) -> None:
    paper = office.draft()
    kind = kinds.get(KEY)
    shipped = dict(kind.shipped()) | {"recipients": ["Lưu: VT, TP"]}
    monkeypatch.setattr(type(kind), "shipped", lambda self: shipped)
    assert services.shipped_version(kind).number == 2
    paper.refresh_from_db()
    assert paper.version_used.number == 1


def test_a_provinces_own_template_holds_from_its_day_for_its_communes_alone(office: Office) -> None:
    version = brought_in(office)
    kind, world = kinds.get(KEY), office.world
    assert services.version_for(kind, world.xa_a).engine == Engine.TYPST
    tomorrow = today() + timedelta(days=1)
    services.use_from(version=version, used_from=tomorrow, actor=office.actor("parent"))
    assert services.version_for(kind, world.xa_a).engine == Engine.TYPST
    assert services.version_for(kind, world.xa_a, tomorrow).pk == version.pk
    assert services.version_for(kind, world.tinh_mau, tomorrow).pk == version.pk
    assert services.version_for(kind, world.xa_c, tomorrow).engine == Engine.TYPST


def test_the_same_file_again_is_the_same_version(office: Office) -> None:
    upload = word()
    content = upload.read()
    one = services.bring_in(
        kind=kinds.get(KEY), upload=uploaded(content), note="", actor=office.actor("parent")
    )
    again = services.bring_in(
        kind=kinds.get(KEY), upload=uploaded(content), note="", actor=office.actor("parent")
    )
    assert one.pk == again.pk


def test_versions_say_who_brought_them_in_and_the_trail_keeps_it(office: Office) -> None:
    version = brought_in(office, "Thêm")
    assert (version.number, version.made_by) == (1, office.actor("parent").label)
    assert audit.entries_about(version).get().action == "documents.template_added"


def test_a_template_is_not_used_for_days_that_are_over(office: Office) -> None:
    with pytest.raises(TemplateRefused, match="từ hôm nay"):
        services.use_from(
            version=brought_in(office), used_from=today() - timedelta(days=1), actor=office.actor("parent")
        )


def test_a_province_can_go_back_to_the_products_wording(office: Office) -> None:
    actor, kind = office.actor("parent"), kinds.get(KEY)
    services.use_from(version=brought_in(office), used_from=today(), actor=actor)
    assert services.version_for(kind, office.world.xa_a).engine == Engine.WORD
    services.use_shipped(kind=kind, used_from=today(), actor=actor)
    assert services.version_for(kind, office.world.xa_a).engine == Engine.TYPST


def test_going_back_and_forth_on_one_day_the_last_decision_holds(office: Office) -> None:
    actor, kind, unit = office.actor("parent"), kinds.get(KEY), office.world.xa_a
    first, second = brought_in(office, "Một"), brought_in(office, "Hai")
    for version in (first, second, first):
        services.use_from(version=version, used_from=today(), actor=actor)
        assert services.version_for(kind, unit).pk == version.pk
    services.use_shipped(kind=kind, used_from=today(), actor=actor)
    assert services.version_for(kind, unit).engine == Engine.TYPST
    services.use_from(version=second, used_from=today(), actor=actor)
    assert services.version_for(kind, unit).pk == second.pk
    assert TemplateUse.objects.count() == 5  # nothing of the way is lost


def test_a_day_planned_for_a_version_in_use_takes_nothing_away_until_then(office: Office) -> None:
    actor, kind, unit = office.actor("parent"), kinds.get(KEY), office.world.xa_a
    first, second = brought_in(office, "Một"), brought_in(office, "Hai")
    services.use_from(version=first, used_from=today(), actor=actor)
    later = today() + timedelta(days=30)
    services.use_from(version=first, used_from=later, actor=actor)
    assert services.version_for(kind, unit).pk == first.pk
    services.use_from(version=second, used_from=later, actor=actor)
    assert services.version_for(kind, unit).pk == first.pk
    assert services.version_for(kind, unit, later).pk == second.pk


def test_who_went_back_to_the_products_wording_gets_its_new_versions_too(
    office: Office, monkeypatch: Any
) -> None:
    actor, kind = office.actor("parent"), kinds.get(KEY)
    services.use_from(version=brought_in(office), used_from=today(), actor=actor)
    services.use_shipped(kind=kind, used_from=today(), actor=actor)
    shipped = dict(kind.shipped()) | {"recipients": ["Lưu: VT, TP"]}
    monkeypatch.setattr(type(kind), "shipped", lambda self: shipped)
    assert services.version_for(kind, office.world.xa_a).wording["recipients"] == ["Lưu: VT, TP"]


def test_a_decision_about_a_template_is_never_changed(office: Office) -> None:
    use = services.use_from(version=brought_in(office), used_from=today(), actor=office.actor("parent"))
    assert services.use_from(
        version=use.version, used_from=today(), actor=office.actor("parent")
    ) == use  # fmt: skip
    for write in (use.save, use.delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            write()


def test_a_short_template_that_swells_is_refused(office: Office) -> None:
    swelling = word("{%p for x in hoa_giai_vien %}", "y" * 600_000, "{%p endfor %}", kind=TABLED)
    with pytest.raises(TemplateRefused, match="thời gian hoặc bộ nhớ"):
        services.check_file(kinds.get(TABLED), swelling)


@pytest.mark.parametrize("who", ["officer", "leader", "sister"])
def test_only_the_provinces_officer_changes_its_templates(office: Office, who: str) -> None:
    version = brought_in(office)
    with pytest.raises(NotYours):
        services.use_from(version=version, used_from=today(), actor=office.actor(who))
    with pytest.raises(NotYours):
        services.bring_in(kind=kinds.get(KEY), upload=word(), note="", actor=office.actor(who))


def test_another_province_cannot_touch_or_see_it(
    office: Office, seat_of: Any, client_for: Any, actor_of: Any
) -> None:
    version = brought_in(office)
    other = seat_of("province_officer", office.world.tinh_khac)
    with pytest.raises(NotYours):
        services.use_from(version=version, used_from=today(), actor=actor_of(other))
    assert client_for(other).get(f"/van-ban/ban-mau/{version.uuid}/xem/").status_code == 404
    assert client_for(office.sister).get(f"/van-ban/ban-mau/{version.uuid}/xem/").status_code == 200
