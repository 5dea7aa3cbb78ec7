"""The certificates that this installation trusts, and the one that it signs with."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hoathuan.accounts.models import Body
from hoathuan.core.text import legal_text

from .errors import NotConfigured

_ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})


def root_files() -> list[Path]:
    """Files of trusted issuers: `HT_TRUST_ROOTS` names files or folders, parted by a colon."""
    found: list[Path] = []
    for name in filter(None, settings.HT_TRUST_ROOTS.split(":")):
        place = Path(name)
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        found += [path for path in inside if path.suffix.lower() in _ENDINGS and path.is_file()]
    return found


def is_configured() -> bool:
    """Whether papers can be signed here."""
    return bool(settings.HT_SIGN_PKCS12)


def signs_for(body: str) -> bool:
    """Whether the configured certificate is this body's: its name stands in it. Nobody signs with another's.

    Where two bodies bear the name (communes of two provinces), the certificate does not say which: then neither signs.
    """
    if not is_configured() or _plain(body) not in _named(settings.HT_SIGN_PKCS12, _written_at()):
        return False
    return len(Body.objects.filter(name__iexact=body, closed_on=None)[:2]) < 2


def _written_at() -> float:
    """A new certificate in the same place is another one."""
    try:
        return Path(settings.HT_SIGN_PKCS12).stat().st_mtime
    except OSError:
        return 0.0


@lru_cache(maxsize=4)
def _named(path: str, written_at: float) -> frozenset[str]:
    """Who the certificate says it belongs to; nobody where it cannot be opened (signing then says why)."""
    try:
        subject = load_signer().signing_cert.subject.native
    except NotConfigured:
        return frozenset()
    told = (subject.get(name) for name in ("organization_name", "organizational_unit_name", "common_name"))
    names = (one for value in told for one in (value if isinstance(value, list) else [value]) if one)
    return frozenset(_plain(str(name)) for name in names)


def _plain(name: str) -> str:
    """For comparing: "UBND Xã An Mẫu" and "ỦY BAN NHÂN DÂN XÃ AN MẪU" are one."""
    words = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    words = re.sub(r"\bubnd\b", legal_text("ủy ban nhân dân"), words)
    return words.replace(legal_text("uỷ"), legal_text("ủy"))


def load_signer() -> Any:
    """pyHanko's signer of the configured certificate. Raises NotConfigured in words."""
    from pyhanko.sign.signers import SimpleSigner

    if not is_configured():
        raise NotConfigured(
            _(
                "Hệ thống chưa có chứng thư số để ký. Hãy tải văn bản về, ký bằng phần mềm đang dùng "
                "rồi gửi bản ký lên."
            )
        )
    passphrase = settings.HT_SIGN_PASSPHRASE.encode()
    signer = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        settings.HT_SIGN_PKCS12, passphrase=passphrase or None
    )
    if signer is None:  # it says why in its log, without the passphrase
        raise NotConfigured(
            _(
                "Không mở được chứng thư số của hệ thống. Hãy báo người quản trị xem lại tệp chứng thư và mật khẩu."
            )
        )
    return signer
