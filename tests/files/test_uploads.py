"""What may become evidence, by real files: what is taken, what is kept of it, and why the others are not."""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from PIL import Image
from pypdf import PdfReader

from assessments.files.uploads import SENTENCES, Examined, Unfit, Upload, examine_upload
from tests.builders.made_files import BAD, PLACE, archive, pdf, picture
from tests.builders.small_disk import small_disk

SECONDS = 2  # of the processor, so that a busy machine changes nothing
MEMORY_KB = 150 * 1024


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def look_at(name: str, data: bytes) -> Examined:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(data)
    return examine_upload(Upload(name, file))


def kept(found: Examined) -> bytes:
    found.content.seek(0)
    return found.content.read()


def test_a_pdf_is_kept_as_it_came_with_its_pages_counted() -> None:
    data = pdf(12)

    found = look_at("Rekap BUMDes.PDF", data)

    assert (found.name, found.kind, found.pages, found.size) == ("Rekap BUMDes.PDF", "pdf", 12, len(data))
    assert kept(found) == data


def test_a_large_photograph_is_turned_upright_and_made_smaller() -> None:
    found = look_at("foto.jpeg", picture(size=(6000, 4000), turned=True))

    image = Image.open(io.BytesIO(kept(found)))
    assert (found.kind, image.size) == ("jpg", (1333, 2000))


def test_nothing_but_the_picture_is_kept_of_a_photograph() -> None:
    data = picture(turned=True, comment=b"telepon 0812")
    assert PLACE.encode() in data

    image = Image.open(io.BytesIO(kept(look_at("foto.jpg", data))))

    assert dict(image.getexif()) == {}
    assert "comment" not in image.info
    assert image.size == (480, 640)


def test_what_a_phone_writes_behind_a_picture_is_dropped() -> None:
    trailer = b"SEFT gerak" * 99

    assert trailer not in kept(look_at("foto.jpg", picture() + trailer))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_opens(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (30, 20)).save(target, "PNG")

    assert look_at("gambar.png", target.getvalue()).kind == "png"


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpg_opens(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (30, 20)).save(target, "JPEG", progressive=True)

    assert Image.open(io.BytesIO(kept(look_at("foto.jpg", target.getvalue())))).mode in {"L", "RGB"}


def test_a_photograph_of_fifty_megapixels_is_taken() -> None:
    data = picture(size=(8160, 6120))

    found = look_at("foto.jpg", data)

    assert Image.open(io.BytesIO(kept(found))).size == (2000, 1500)


def test_links_outlines_and_a_signature_field_harm_nobody() -> None:
    def change(writer: object) -> None:
        from pypdf.annotations import Link

        writer.add_outline_item(title="Bab 1", page_number=0)  # type: ignore[attr-defined]
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://magetan.go.id"))  # type: ignore[attr-defined]

    assert look_at("bukti.pdf", pdf(3, change=change)).pages == 3


def test_a_name_is_composed_one_way() -> None:
    assert look_at("de\u0301sa.pdf", pdf()).name == "d\u00e9sa.pdf"


def test_a_zero_in_a_name_is_refused() -> None:
    """No program takes such a name as its argument, so it is not among the bad files below."""
    with pytest.raises(Unfit) as refusal:
        look_at("bukti.pdf\0.exe", pdf())

    assert refusal.value.reason == "name"


LOOK = """
import json, resource, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(MEDIA_ROOT=Path(sys.argv[2]).parent, UPLOAD_MAX_BYTES=10 * 2**20)
from assessments.files.uploads import Unfit, Upload, examine_upload
file = open(sys.argv[2], "rb")
ask = resource.getrusage
before, started = ask(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    examine_upload(Upload(sys.argv[1], file))
    reason = ""
except Unfit as refusal:
    reason = refusal.reason
grown = ask(resource.RUSAGE_SELF).ru_maxrss - before
child = ask(resource.RUSAGE_CHILDREN)
seconds = time.process_time() - started + child.ru_utime + child.ru_stime
print(json.dumps([reason, seconds, child.ru_maxrss, grown]))
"""


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_reason_in_little_time_and_memory(case: str, tmp_path: Path) -> None:
    name, make, reason = BAD[case]
    bad = tmp_path / "sent"
    bad.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", LOOK, name, bad], stdout=subprocess.PIPE, check=True, text=True
    )

    refused_for, seconds, children_kb, grown_kb = json.loads(done.stdout)
    assert refused_for == reason
    assert seconds < SECONDS
    assert children_kb < MEMORY_KB
    assert grown_kb < 20 * 1024


def test_every_reason_has_a_sentence_that_says_what_to_do() -> None:
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert not {"tidak valid", "maaf", "mohon"} & set(sentence.lower().split())


def test_a_zip_is_no_evidence() -> None:
    with pytest.raises(Unfit) as refusal:
        look_at("berkas.zip", archive())

    assert str(refusal.value) == "Jenis berkas ini tidak diterima. Unggah PDF, JPG atau PNG."


def test_what_is_kept_of_a_pdf_opens() -> None:
    assert len(PdfReader(io.BytesIO(kept(look_at("a.pdf", pdf(2))))).pages) == 2


def test_no_room_for_the_copy_is_said(tmp_path: Path) -> None:
    """Without a mount: the most that this process and its children may write to a file."""
    data = picture("PNG", (1500, 1500))
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(data)
    file.flush()
    with small_disk(1000), pytest.raises(Unfit) as refusal:
        examine_upload(Upload("bukti.png", file))

    assert refusal.value.reason == "full"
    assert list(tmp_path.iterdir()) == []
