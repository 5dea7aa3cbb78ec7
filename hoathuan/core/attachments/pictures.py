"""Pictures: their size is read before they are unpacked, and they are written anew.

A photograph tells where it was taken, with which device and by whom. Written anew, a picture keeps what is seen and
which side is up, and nothing else; whatever was hung behind it stays behind.
"""

import warnings
import zipfile
from io import BytesIO
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .errors import AttachmentRefused
from .kinds import JPEG, PNG, WEBP, Kind, hidden

#: What a server of 2 GB unpacks without harm: 50 million points, 150 MB.
MOST_POINTS: Final = 50_000_000
#: One format, read by the one reader of that format: no file is tried as something else.
_FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_PLAIN_MODES: Final = {
    "JPEG": ("RGB", "L"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}
_QUALITY: Final = 90
_UPRIGHT: Final = 1
_ORIENTATION: Final = 0x0112


def check(file: IO[bytes], kind: Kind) -> None:
    """Read the head. Raises AttachmentRefused for a broken or huge picture, and for one with a zip behind it."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise hidden()
    with _opened(file, kind) as picture:
        _check_points(picture)


def without_traces(file: IO[bytes], kind: Kind) -> bytes:
    """The picture written anew: upright, without place, device, time, thumbnail or comment."""
    with _opened(file, kind) as picture:
        _check_points(picture)
        try:
            return _written(picture, _FORMATS[kind])
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as problem:
            raise _broken() from problem


def _opened(file: IO[bytes], kind: Kind) -> Image.Image:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is narrower
            return Image.open(file, formats=[_FORMATS[kind]])
    except Image.DecompressionBombError as problem:
        raise _too_many_points() from problem
    except (OSError, ValueError, SyntaxError, EOFError) as problem:
        raise _broken() from problem


def _check_points(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_POINTS:
        raise _too_many_points()


def _written(picture: Image.Image, form: str) -> bytes:
    turned = picture.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
    options: dict[str, Any] = {"quality": _QUALITY}
    # telephones hang a second picture behind the first (MPO): read like any JPEG, without tables of its own to keep
    if picture.format == "JPEG" and not turned and picture.mode in _PLAIN_MODES[form]:
        options = {"quality": "keep"}  # the same tables: nothing more is lost
    upright = ImageOps.exif_transpose(picture) if turned else picture
    if upright.mode not in _PLAIN_MODES[form]:
        upright = upright.convert("RGBA" if "A" in upright.getbands() and form != "JPEG" else "RGB")
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    out = BytesIO()
    upright.save(out, form, exif=b"", icc_profile=None, **options)
    return out.getvalue()


def _broken() -> AttachmentRefused:
    return AttachmentRefused(_("Ảnh bị cắt hoặc hỏng nên không mở được. Hãy chụp hoặc xuất lại rồi gửi."))


def _too_many_points() -> AttachmentRefused:
    return AttachmentRefused(
        _("Ảnh quá lớn, hơn %(most)s triệu điểm ảnh. Hãy giảm kích thước ảnh rồi gửi lại.")
        % {"most": MOST_POINTS // 1_000_000}
    )
