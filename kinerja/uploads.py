"""How an uploaded file reaches the disk: into a file without a name, which vanishes with the request that
brought it, even where that is killed."""

import tempfile
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from kinerja.files import FULL


class DiskUploadHandler(FileUploadHandler):
    """Writes at most UPLOAD_MAX_BYTES of a file. What could not be kept arrives empty, and its `refusal`
    says why: "large" or "full"."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.refusal = ""
        self.size = 0
        self.target: IO[bytes] = BytesIO()
        try:
            settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
            self.target = tempfile.TemporaryFile(dir=settings.MEDIA_ROOT)  # noqa: SIM115
        except OSError as error:
            self.give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.refusal:
            return
        self.size += len(raw_data)
        if self.size > settings.UPLOAD_MAX_BYTES:
            self.drop("large")
            return
        try:
            self.target.write(raw_data)
            self.target.flush()
        except OSError as error:
            self.give_up(error)

    def give_up(self, error: OSError) -> None:
        """A full disk refuses the file; anything else is a fault of the server."""
        if error.errno not in FULL:
            raise error
        self.drop("full")

    def drop(self, refusal: str) -> None:
        """Free what was written at once; the rest of the file is read and thrown away."""
        self.refusal = refusal
        old_target, self.target = self.target, BytesIO()
        with suppress(OSError):  # what was left in its buffer has no room either
            old_target.close()

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        self.target.seek(0)
        size = 0 if self.refusal else file_size
        file = UploadedFile(self.target, self.file_name, self.content_type, size, self.charset)
        file.refusal = self.refusal  # type: ignore[attr-defined]  # whoever takes the file asks for it
        return file

    def upload_interrupted(self) -> None:
        self.target.close()
