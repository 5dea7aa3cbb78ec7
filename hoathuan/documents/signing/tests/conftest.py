import pytest

from hoathuan.documents.api import render_pdf
from hoathuan.documents.tests.samples import WHEN, official

from .authority import PASSPHRASE, Authority


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def authority():
    return Authority()


@pytest.fixture
def certificate(authority, settings, tmp_path):
    """Sign with a certificate of these days; the authority is trusted."""

    def use(*, trusted=True, who="Bà Mẫu Thử", **days):
        settings.HT_SIGN_PKCS12 = str(authority.give(tmp_path, who=who, body="UBND xã An Mẫu", **days))
        settings.HT_SIGN_PASSPHRASE = PASSPHRASE
        settings.HT_TRUST_ROOTS = str(authority.root(tmp_path)) if trusted else ""

    return use


@pytest.fixture(scope="session")
def paper():
    """A decision of our own, as it is issued."""
    return render_pdf("official", official(), title="Quyết định", author="UBND xã An Mẫu", when=WHEN)
