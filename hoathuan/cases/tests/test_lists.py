"""The list of disputes as those above the commune choose from it."""

from hoathuan.cases import services


def test_the_nation_chooses_a_province_and_a_province_a_commune(
    world, seat_of, client_for, acting, officer, entry
):
    with acting(officer) as actor:
        services.record_many(actor=actor, entries=[entry()])
    nation = client_for(seat_of("ministry_viewer", world.country))
    field = nation.get("/vu-viec/").context["form"].fields["xa"]
    assert field.label == "Tỉnh, thành phố"
    provinces = [world.tinh_mau, world.tinh_khac]
    assert {value for value, _label in field.choices if value} == {str(unit.uuid) for unit in provinces}
    found = [nation.get(f"/vu-viec/?xa={unit.uuid}").context["page"].total for unit in provinces]
    assert found == [1, 0]
    province = client_for(seat_of("province_officer", world.tinh_mau))
    assert province.get("/vu-viec/").context["form"].fields["xa"].label == "Xã, phường"
