"""What comes in is written to disk up to a limit. A larger file, or one that meets a full disk, is dropped as it comes.

The request is still read to its end, so that the page can answer with words beside the field; of the file nothing
stays, neither in memory nor on the disk.
"""

import errno
import logging
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from .errors import AttachmentRefused, NoPlace

log = logging.getLogger(__name__)
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class DroppedFile(UploadedFile):
    """A file of which nothing was kept. It knows its name and size; whoever reads it gets the refusal in words."""

    def __init__(self, refusal: AttachmentRefused | None, name: str | None, size: int) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.refusal = refusal or AttachmentRefused()

    def chunks(self, chunk_size: int | None = None) -> Any:
        raise self.refusal

    def read(self, *size: int) -> Any:
        raise self.refusal

    def seek(self, *place: int) -> Any:
        raise self.refusal

    def temporary_file_path(self) -> str:
        raise self.refusal

    def close(self) -> None:
        """There is nothing to close."""


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Files go to temporary files, up to `HT_LARGEST_UPLOAD` bytes each."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.refusal: AttachmentRefused | None = None
        self.seen = 0
        try:
            super().new_file(*args, **kwargs)
        except OSError as problem:
            self._drop(no_place(problem))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.refusal is not None:
            return
        if self.seen > settings.HT_LARGEST_UPLOAD:
            self._drop(too_large(settings.HT_LARGEST_UPLOAD))
            return
        try:
            self.file.write(raw_data)
        except OSError as problem:
            self._drop(no_place(problem))

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.refusal is None:
            try:
                return super().file_complete(file_size)
            except OSError as problem:  # the last bytes are written here
                self._drop(no_place(problem))
        return DroppedFile(self.refusal, self.file_name, file_size)

    def _drop(self, refusal: AttachmentRefused) -> None:
        self.refusal = refusal
        try:
            self.file.close()
        except (AttributeError, OSError):
            log.debug("nothing was written of a dropped file")


def no_place(problem: OSError) -> NoPlace:
    """The refusal for a full disk; any other trouble of the disk goes on as it is."""
    if problem.errno not in FULL:
        raise problem
    log.error("no room for files: %s", problem)
    return NoPlace(
        _(
            "Máy chủ hết chỗ chứa tệp nên chưa lưu được gì. Hãy báo người quản trị, rồi gửi lại tệp sau khi đã có chỗ."
        )
    )


def too_large(most: int) -> AttachmentRefused:
    return AttachmentRefused(
        _("Tệp lớn hơn %(most)s MB. Hãy quét lại ở độ phân giải thấp hơn hoặc chia thành nhiều tệp.")
        % {"most": most // 1024**2}
    )
