"""How long photographs of forms, and the names of those who sent them, are kept."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.core.migrating import as_owner
from hoathuan.paperforms import services
from hoathuan.paperforms.models import Batch, Draft, Photo
from hoathuan.privacy.choices import ERASED
from hoathuan.privacy.models import Retention
from hoathuan.privacy.registry import eraser

from .conftest import jpeg, sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(accountant, officer, forms):
    """Three photographs handed in long ago; the form of one was thrown away, a second one has a new picture."""

    def as_seat(seat, deed):
        actor = actor_for(seat, seat.person.user)
        with as_actor(actor):
            return deed(actor)

    for key in ("cases.content", "cases.events"):
        Retention.objects.create(
            key=key, amount=1, unit="month", basis="x", source="x", valid_from="2026-01-01", unconfirmed=False,
            confirmed_by="x", confirmed_on="2026-01-01", switched_on=True, recorded_by="x",
        )  # fmt: skip
    one, two, three = forms(copies=3)
    files = [jpeg(sheet(form.code)) for form in (one, two, three)]
    as_seat(accountant, lambda actor: services.send(actor=actor, files=files))
    thrown = as_seat(officer, lambda actor: Draft.objects.get(form=one))
    as_seat(officer, lambda actor: services.discard(actor=actor, draft=thrown, reason="Lò Thị Mẫu gửi nhầm"))
    long_ago = timezone.now() - timedelta(days=400)
    with as_owner(), transaction.atomic():
        Draft.objects.update(made_at=long_ago)
        Draft.objects.filter(pk=thrown.pk).update(decided_at=long_ago)
        Photo.objects.update(at=long_ago)
        Batch.objects.update(at=long_ago)
    as_seat(accountant, lambda actor: services.send(actor=actor, files=[jpeg(sheet(two.code, "ro hon"))]))
    return one, two, three


def months_ago():
    return (timezone.now() - timedelta(days=200)).date()


def test_a_photograph_that_nobody_typed_in_goes_when_its_time_is_over(kept):
    one, two, three = kept
    photos = eraser("paperforms.photos")
    assert photos.due(months_ago()) == 3
    assert photos.erase(months_ago(), 10) == 3
    assert photos.due(months_ago()) == 0
    with as_owner():
        stand = {draft.form_id: (draft.state, draft.reason) for draft in Draft.objects.all()}
        assert stand == {
            one.pk: ("discarded", ERASED),  # the reason named somebody
            two.pk: ("waiting", ""),  # its new picture stays to be typed in
            three.pk: ("discarded", ERASED),  # nothing is left to type in
        }
        assert Photo.objects.count() == 1


def test_names_of_who_printed_sent_and_decided_go_after_their_time(kept):
    names = eraser("paperforms.names")
    # four old labels of photographs and the batch, and of who threw one away; the new photograph's is young
    due = names.due(months_ago())
    assert due == 5
    assert [names.erase(months_ago(), 2) for _round in range(4)] == [2, 2, 1, 0]
    with as_owner():
        assert Photo.objects.filter(seat_label__startswith=ERASED).count() == 3
        assert Photo.objects.exclude(seat_label__startswith=ERASED).count() == 1
        assert Batch.objects.get().seat_label.startswith(ERASED)
        assert Draft.objects.exclude(decided_by="").get().decided_by.startswith(ERASED)
