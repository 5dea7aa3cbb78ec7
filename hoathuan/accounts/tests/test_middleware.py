"""The one middleware: undeclared views are refused, a request is kept whole or not at all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Person, PersonContact
from hoathuan.core.access import THIRD_PARTY, is_declared

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoathuan.accounts.tests.views_of_tests")]


def test_a_view_that_declares_no_rule_is_refused_to_everybody(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    for browser in (Client(), client_for(seat_of("administrator", world.country))):
        assert browser.get("/thu/khong-khai/").status_code == 403


@pytest.mark.parametrize("page", ["/thu/hong/", "/thu/tu-choi/"])
def test_an_error_takes_the_whole_request_back_and_the_error_page_is_made_after_it(
    world: Any, seat_of: Any, client_for: Any, page: str
) -> None:
    browser = client_for(seat_of("commune_officer", world.xa_a))
    browser.raise_request_exception = False
    answer = browser.get(page)
    assert answer.status_code >= 400
    assert "mã này" in answer.content.decode()
    assert not Person.objects.filter(full_name="Nửa Chừng").exists()


def test_a_page_that_renders_late_still_renders_as_the_actor(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    person = Person.objects.create(full_name="Người Mẫu")
    with as_actor(SYSTEM):
        PersonContact.objects.create(person=person, now_commune=world.xa_a, now_province=world.tinh_mau)
    for place, shown in (("xa_a", "1"), ("xa_b", "0"), ("tinh_mau", "1")):
        kind = "province_officer" if place == "tinh_mau" else "commune_officer"
        browser = client_for(seat_of(kind, getattr(world, place)))
        assert browser.get("/thu/ve-sau/").content.decode() == shown
    assert Client().get("/thu/ve-sau/").content.decode() == "0"


@pytest.mark.urls("config.urls")
def test_every_view_of_ours_declares_who_may_call_it() -> None:
    undeclared = [
        address
        for address, view in _views(get_resolver().url_patterns, "/")
        if not is_declared(view, address) and not any(address.startswith(known) for known in THIRD_PARTY)
    ]
    assert undeclared == []


def _views(patterns: Any, prefix: str) -> Any:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback
