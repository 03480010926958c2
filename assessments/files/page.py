"""What a page that takes files says of them."""

from collections.abc import Iterable

from django.conf import settings

from assessments.models.stored_file import StoredFile

from .uploads import size_word


def limits_of(files: Iterable[StoredFile]) -> dict[str, str | int]:
    """What the upload form says and knows of the limits beside these files."""
    sizes = [file.size for file in files]
    quota_mb = settings.EVIDENCE_QUOTA_BYTES // 2**20
    usage = (
        f"{len(sizes)} dari {settings.EVIDENCE_MAX_FILES} berkas, "
        f"{size_word(sum(sizes))} dari {quota_mb} MB. "
        f"Paling besar {settings.UPLOAD_MAX_BYTES // 2**20} MB per berkas."
    )
    return {"limits": usage, "max_bytes": settings.UPLOAD_MAX_BYTES}
