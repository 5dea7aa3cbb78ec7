"""Notices on people's machines: encrypted for one browser, to known services alone, and off without a key."""

import inspect
import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import IntegrityError, OperationalError, transaction

from config.settings.push_key import make
from hoathuan.accounts import notices
from hoathuan.accounts.models import User
from hoathuan.inbox.channels import push
from hoathuan.inbox.choices import State
from hoathuan.inbox.models import Delivery, Device
from hoathuan.inbox.services import calendars, planning, sending, wishes

pytestmark = pytest.mark.django_db
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/abc"
AUTH = b"sixteen bytes!!!"


class Service:
    """Stands for the push service: answers with `code`, or does not answer, and keeps what came."""

    def __init__(self) -> None:
        self.code = 201
        self.problem: Exception | None = None
        self.came: list[tuple[str, bytes, dict[str, str]]] = []

    def post(self, url: str, data: bytes, headers: dict[str, str], **_: Any) -> requests.Response:
        if self.problem:
            raise self.problem
        self.came.append((url, data, {name.lower(): value for name, value in headers.items()}))
        answer = requests.Response()
        answer.status_code = self.code
        return answer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Service:
    made = Service()
    settings.HT_PUSH_KEY = make()
    monkeypatch.setattr(requests.Session, "post", lambda _self, url, **more: made.post(url, **more))
    return made


def word(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture
def browser() -> Any:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def device(browser: Any) -> Device:
    user = User.objects.create_user("nguoi-nhan")
    point = browser.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Device.objects.create(
        user=user, endpoint=ENDPOINT, p256dh=word(point), auth=word(AUTH), label="Máy"
    )


def tell(device: Device, kind: str = "due_today") -> None:
    notices.tell([device.user_id], kind, title="Việc thử", day="23/06/2026")


def test_the_browser_reads_what_was_told_and_nobody_between(
    service: Service, browser: Any, device: Device
) -> None:
    tell(device)
    assert sending.send_waiting() == 1
    ((url, data, headers),) = service.came
    assert url == ENDPOINT
    assert "Việc thử".encode() not in data
    read = json.loads(http_ece.decrypt(data, private_key=browser, auth_secret=AUTH, version="aes128gcm"))
    assert read["body"] == "Hạn hôm nay, 23/06/2026: Việc thử."
    assert read["url"] == "/viec-den-han/"
    assert headers["authorization"].startswith("vapid ")


def test_a_locked_screen_says_no_names(service: Service, browser: Any, device: Device) -> None:
    notices.tell([device.user_id], "recovered", by=None, name="Nguyễn Văn Tên")
    sending.send_waiting()
    read = http_ece.decrypt(service.came[0][1], private_key=browser, auth_secret=AUTH, version="aes128gcm")
    assert "Nguyễn Văn Tên" not in read.decode()


def test_a_machine_that_is_gone_is_forgotten(service: Service, device: Device) -> None:
    tell(device)
    service.code = 410
    sending.send_waiting()
    assert not Device.objects.exists()
    assert not Delivery.objects.exists()


def test_a_service_that_cannot_be_reached_is_tried_again_and_one_that_refuses_is_not(
    service: Service, device: Device
) -> None:
    tell(device)
    service.problem = requests.ConnectionError()
    sending.send_waiting()
    assert Delivery.objects.get().state == State.WAITING
    Delivery.objects.update(next_try="2026-01-01T00:00:00Z")
    service.problem, service.code = None, 503
    sending.send_waiting()
    assert Delivery.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://updates.push.services.mozilla.com/x",
        "https://127.0.0.1/x",
        "https://hoathuan.example/x",
        "https://updates.push.services.mozilla.com.evil.example/x",
        "https://updates.push.services.mozilla.com:8443/x",
        "https://user@updates.push.services.mozilla.com/x",
        "https://evilnotify.windows.com/x",
        "https://[::1/x",
        "",
    ],
)
def test_this_server_calls_no_other_host(endpoint: str) -> None:
    assert not push.is_known(endpoint)
    assert push.is_known(ENDPOINT)
    assert push.is_known("https://wns2-par02p.notify.windows.com/w/?token=x")


def test_a_machine_is_added_and_taken_away_by_its_owner_alone(
    service: Service, world: Any, seat_of: Any, client_for: Any, device: Device
) -> None:
    mine, other = seat_of("mediator", world.xa_a), seat_of("mediator", world.xa_b)
    data = {"endpoint": f"{ENDPOINT}2", "p256dh": device.p256dh, "auth": device.auth, "label": "Điện thoại"}
    client_for(mine).post("/viec-den-han/nhan-tin/them-may/", data)
    added = Device.objects.get(user=mine.person.user)
    assert "Điện thoại" in client_for(mine).get("/viec-den-han/nhan-tin/").content.decode()
    assert "Điện thoại" not in client_for(other).get("/viec-den-han/nhan-tin/").content.decode()
    client_for(other).post("/viec-den-han/nhan-tin/bo-may/", {"may": str(added.uuid)})
    assert Device.objects.filter(pk=added.pk).exists()
    client_for(mine).post("/viec-den-han/nhan-tin/bo-may/", {"may": "x"})
    client_for(mine).post("/viec-den-han/nhan-tin/bo-may/", {"may": str(added.uuid)})
    assert not Device.objects.filter(pk=added.pk).exists()


def test_an_address_elsewhere_is_not_taken(
    service: Service, world: Any, seat_of: Any, client_for: Any
) -> None:
    seat = seat_of("mediator", world.xa_a)
    data = {"endpoint": "https://10.0.0.1/x", "p256dh": "a", "auth": "b", "label": "x"}
    page = client_for(seat).post("/viec-den-han/nhan-tin/them-may/", data, follow=True).content.decode()
    assert "chưa cho biết địa chỉ" in page
    assert not Device.objects.exists()


def test_without_a_key_it_is_off(world: Any, seat_of: Any, client_for: Any, device: Device) -> None:
    tell(device)
    assert not Delivery.objects.exists()
    page = client_for(seat_of("mediator", world.xa_a)).get("/viec-den-han/nhan-tin/").content.decode()
    assert "Thêm máy này" not in page


def test_the_public_key_is_what_browsers_expect(settings: Any) -> None:
    settings.HT_PUSH_KEY = make()
    point = urlsafe_b64decode(push.public_key() + "=")
    assert len(point) == 65
    assert point[0] == 4


def test_a_machine_that_somebody_else_signs_in_at_shows_nothing_of_the_former(
    service: Service, device: Device
) -> None:
    tell(device)
    other = User.objects.create_user("nguoi-sau")
    wishes.add_device(user=other, endpoint=ENDPOINT, p256dh=device.p256dh, auth=device.auth, label="Máy")
    assert sending.send_waiting() == 0
    assert service.came == []
    assert Delivery.objects.get().state == State.DROPPED


def test_a_service_that_sends_us_elsewhere_is_not_followed() -> None:
    with push.opened() as hand:
        session = inspect.getclosurevars(hand).nonlocals["session"]
    prepared = requests.Request("POST", ENDPOINT).prepare()
    answer = requests.Response()
    answer.status_code, answer.request, answer.url = 307, prepared, ENDPOINT
    answer.headers["location"], answer.raw = "http://127.0.0.1/", io.BytesIO()
    with pytest.raises(requests.TooManyRedirects):
        next(session.resolve_redirects(answer, prepared))


def test_who_is_signed_out_everywhere_is_told_nothing_more_elsewhere(
    service: Service, world: Any, seat_of: Any, client_for: Any, actor_of: Any
) -> None:
    """A lost telephone, or who had taken the account over: notices and the calendar end with the sign-ins."""
    seat, beside = seat_of("mediator", world.xa_a), seat_of("mediator", world.xa_a)
    for number, one in enumerate((seat, beside)):
        user = one.person.user
        Device.objects.create(user=user, endpoint=f"{ENDPOINT}{number}", p256dh="x", auth="y")
    tell(Device.objects.get(user=seat.person.user))
    kept, ended = calendars.renew(actor=actor_of(beside)), calendars.renew(actor=actor_of(seat))
    page = f"/quan-tri/nguoi/{seat.person.uuid}/tai-khoan/"
    client_for(seat_of("administrator", world.tinh_mau)).post(page, {"viec": "dang-xuat"})
    assert [one.user for one in Device.objects.all()] == [beside.person.user]
    assert not Delivery.objects.filter(device__isnull=False).exists()
    assert calendars.seat_of(ended) is None
    assert calendars.seat_of(kept) == beside


@pytest.mark.django_db(transaction=True)
def test_a_machine_is_not_taken_away_while_a_notice_for_it_is_written(
    service: Service, device: Device, race: Any
) -> None:
    with transaction.atomic():
        tell(device)
        (got,) = race(taken_now, 1)
    assert isinstance(got, OperationalError)
    wishes.forget(Device.objects.all())
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_notice_would_be_lost_if_the_machine_were_not_held(
    service: Service, device: Device, race: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made the notice loses all that was written with it."""
    monkeypatch.setattr(planning, "_held", lambda users: Device.objects.filter(user__in=users))

    def write_while_it_goes() -> None:
        with transaction.atomic():
            tell(device)
            race(taken_now, 1)

    with pytest.raises(IntegrityError):
        write_while_it_goes()


def taken_now() -> None:
    """Take the machine away, unless somebody holds it."""
    with transaction.atomic():
        Device.objects.select_for_update(nowait=True).get()
        Device.objects.all().delete()
