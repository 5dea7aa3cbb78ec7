"""A person of a dispute learns that the form was photographed; the picture, with the others' names, stays."""

import pytest

from hoathuan.cases import party_data as cases
from hoathuan.cases.models import Party
from hoathuan.paperforms import party_data, selectors

from .conftest import jpeg, sheet

pytestmark = pytest.mark.django_db


def test_the_photographs_of_the_form_are_told_of_and_not_given(
    client_for, head, officer, acting, sent, forms, typed
):
    sent(jpeg(sheet(forms()[0].code)))
    with acting(officer) as actor:
        draft = selectors.drafts_waiting(actor).get()
    client_for(head).post(f"/phieu/{draft.uuid}/", typed())
    with acting(officer) as actor:
        party = Party.objects.select_related("case").get(full_name="Lò Thị Mẫu")
        (row,) = party_data.held(cases.asked_by(actor, party)).rows
    assert row[0] == "Ảnh phiếu giấy"
    assert row[1].startswith("nhận ngày")
