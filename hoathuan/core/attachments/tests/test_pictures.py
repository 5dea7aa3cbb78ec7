"""Pictures: what is seen stays, and nothing else; a huge one is not unpacked."""

import io
import struct
import zlib

import pytest
from PIL import Image

from hoathuan.core.attachments import pictures
from hoathuan.core.attachments.api import AttachmentRefused
from hoathuan.core.attachments.kinds import JPEG, PNG, WEBP

from . import samples
from .samples import photograph


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind, form", [(JPEG, "JPEG"), (PNG, "PNG"), (WEBP, "WEBP")])
def test_place_device_and_comment_are_gone_and_the_right_side_is_up(kind, form):
    sent = photograph(6, form)
    assert opened(sent).getexif().get_ifd(0x8825), "the photograph tells its place"
    kept = pictures.without_traces(io.BytesIO(sent), kind)
    seen = opened(kept)
    assert seen.size == (20, 40), "what the telephone showed upright is upright"
    assert seen.convert("RGB").getpixel((18, 1))[1] < 90, "the red corner is where it was seen"
    assert dict(seen.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(seen.info)
    assert b"Hang May" not in kept
    assert b"nha ba Mau" not in kept


def test_an_upright_photograph_is_written_with_its_own_tables():
    sent = photograph(1)
    kept = pictures.without_traces(io.BytesIO(sent), JPEG)
    assert opened(kept).quantization == opened(sent).quantization


def test_what_hangs_behind_a_picture_stays_behind():
    for sent, kind in ((samples.JPEG, JPEG), (samples.PNG, PNG), (samples.WEBP, WEBP)):
        kept = pictures.without_traces(io.BytesIO(sent + b"<script>alert(1)</script>" * 100), kind)
        assert b"script" not in kept


def test_a_photograph_with_a_second_picture_behind_it_is_taken_and_the_second_is_gone():
    """As newer telephones make them."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (20, 10), "white"), Image.new("RGB", (20, 10), "black")
    first.save(out, "MPO", save_all=True, append_images=[second])
    pictures.check(out, JPEG)
    kept = opened(pictures.without_traces(out, JPEG))
    assert (kept.format, kept.size, getattr(kept, "n_frames", 1)) == ("JPEG", (20, 10), 1)


def test_see_through_and_grey_pictures_stay_what_they_are():
    for mode in ("RGBA", "LA", "L", "1", "P"):
        out = io.BytesIO()
        Image.new(mode, (3, 3)).save(out, "PNG")
        assert opened(pictures.without_traces(out, PNG)).mode == mode


def test_a_scan_in_printing_colours_becomes_one_that_every_screen_shows():
    out = io.BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")
    assert opened(pictures.without_traces(out, JPEG)).mode == "RGB"


def png_that_says(width, height):
    """A small file that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (8_000, 7_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(size):
    with pytest.raises(AttachmentRefused, match="triệu điểm ảnh|bị cắt hoặc hỏng"):
        pictures.check(io.BytesIO(png_that_says(*size)), PNG)
    with pytest.raises(AttachmentRefused):
        pictures.without_traces(io.BytesIO(png_that_says(*size)), PNG)


def test_a_picture_cut_in_the_middle_is_refused_in_words():
    whole = samples.picture("JPEG", (400, 400))
    with pytest.raises(AttachmentRefused, match="bị cắt hoặc hỏng"):
        pictures.without_traces(io.BytesIO(whole[: len(whole) // 2]), JPEG)
