"""The certificates that this installation trusts, and the one that it signs with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

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
