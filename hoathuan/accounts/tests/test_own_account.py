"""The pages where a person looks after her own account are the sign-in package's, in our words and walls."""

from typing import Any

import pytest
from django.test import Client

PAGES = {
    "/tai-khoan/password/change/": "Đổi mật khẩu",
    "/tai-khoan/hai-buoc/": "Xác thực hai bước",
    "/tai-khoan/dang-nhap/": "Các máy đang đăng nhập",
}


@pytest.fixture
def signed_in(world: Any, seat_of: Any, client_for: Any) -> Client:
    from hoathuan.accounts.choices import SeatKind

    client: Client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_a_person_looks_after_her_account_in_vietnamese(signed_in: Client, path: str, words: str) -> None:
    page = signed_in.get(path)
    assert page.status_code == 200
    assert words in page.content.decode()


@pytest.mark.django_db
def test_who_wants_a_second_factor_is_asked_for_the_password_once_more(signed_in: Client) -> None:
    page = signed_in.get("/tai-khoan/hai-buoc/totp/activate/")
    assert page.status_code == 302
    assert "reauthenticate" in page["Location"]
