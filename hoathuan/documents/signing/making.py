"""Signing a PDF with this installation's certificate."""

import asyncio
import io
import logging
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core.text import legal_text

from .errors import SigningFailed
from .placing import place_above
from .stamping import SIGNER, Place, stamp
from .trust import load_signer

log = logging.getLogger(__name__)
_FIELD: Final = "ChuKy"


def sign_pdf(
    pdf: bytes,
    *,
    place: Place = SIGNER,
    above: str = "",
    reason: str = "",
    on_behalf: str = "",
    signer: Any = None,
) -> bytes:
    """`pdf` with one more signature (PAdES) at `place`; what was there before stays untouched in front of it.

    `above`: the signer's name as it stands under the office on the last page; the frame is put into the space that the
    layout leaves over it, and at `place` where the name is not found. `on_behalf`: the body for which it is signed,
    shown in the frame; `reason` is written into the signature. `signer`: of pyHanko, another than that of the settings.
    Raises NotConfigured and SigningFailed in words.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    signer = signer or load_signer()
    found = place_above(pdf, above) if above else None
    try:
        return _by_itself(lambda: _signed(pdf, signer, found or place, reason, on_behalf))
    except (PdfError, SigningError, ValueError, IndexError) as problem:
        log.warning("a PDF cannot be signed", exc_info=True)
        raise SigningFailed(
            _(
                "Không ký được tệp PDF này: tệp hỏng hoặc đã khóa không cho thêm chữ ký. Hãy xuất lại tệp rồi ký."
            )
        ) from problem


def _by_itself(work: Callable[[], bytes]) -> bytes:
    """The library runs an event loop of its own, which cannot stand inside another one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def _signed(pdf: bytes, signer: Any, place: Place, reason: str, on_behalf: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import StaticStampStyle

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    name = _new_field(writer)
    lines = _lines(signer.signing_cert, on_behalf)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as page:
        page.write(stamp(place, lines))
        page.flush()
        style = StaticStampStyle.from_pdf_file(page.name, border_width=0)
        signing = PdfSigner(
            PdfSignatureMetadata(
                field_name=name,
                reason=reason or None,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
            ),
            signer=signer,
            stamp_style=style,
            new_field_spec=SigFieldSpec(name, on_page=place.page, box=place.box),
        )
        out = signing.sign_pdf(writer)
    return bytes(out.getvalue())


def _new_field(writer: Any) -> str:
    """A name that no field of the file has: several people sign one paper."""
    from pyhanko.sign.fields import enumerate_sig_fields

    taken = {name for name, _value, _field in enumerate_sig_fields(writer.prev)}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{_FIELD}{n}") not in taken)


def _lines(certificate: Any, on_behalf: str) -> list[str]:
    subject = certificate.subject.native
    who, body = (
        str(subject.get("common_name") or ""),
        on_behalf or str(subject.get("organization_name") or ""),
    )
    moment = timezone.localtime().isoformat(timespec="seconds")
    return [
        legal_text("Ký bởi: %s") % who,
        legal_text("Cơ quan: %s") % body if body and body != who else "",
        legal_text("Thời gian ký: %s") % moment,
    ]
