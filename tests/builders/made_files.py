"""Files made for tests: good ones, and each kind of bad one."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

PLACE = "Kantor Kecamatan Bendo"  # stands in a photograph's EXIF, and must not be kept


def pdf(pages: int = 1, *, mark: str = "", change: Callable[[PdfWriter], Any] | None = None) -> bytes:
    """A PDF of blank pages; `mark` makes two of them differ."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": f"Bukti {mark}"})
    if change:
        change(writer)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, turned: bool = False, **options: Any
) -> bytes:
    """A gradient, so that a copy can be told from a blank; `turned` as a phone held upright writes it."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    if turned:
        exif = image.getexif()
        exif[0x0112], exif[0x010E] = 6, PLACE
        options["exif"] = exif
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large and is a few bytes long."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in chunks
    )


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("program.exe", b"MZ")
    return target.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF written by hand; the first object is the catalogue, the second the tree of one page."""
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + head + table + trailer


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def bomb(size: int = 600 * 2**20) -> bytes:
    """A page whose contents inflate to `size` zeros."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(2**20)) for _ in range(size // 2**20)) + packer.flush()
    return raw_pdf(CATALOGUE, TREE, PAGE, stream(data))


def many_bombs(count: int = 8) -> bytes:
    """Streams that each stay under the limit."""
    data = zlib.compress(bytes(90 * 2**20), 9)
    return raw_pdf(CATALOGUE, TREE, PAGE, *[stream(data)] * count)


def bomb_in_bomb() -> bytes:
    data = zlib.compress(zlib.compress(bytes(200 * 2**20), 9), 9)
    return raw_pdf(CATALOGUE, TREE, PAGE, stream(data, b"[/FlateDecode /FlateDecode]"))


def page_tree_without_end() -> bytes:
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999 >>")


def deep_arrays() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>", TREE, PAGE
    )


def with_launch(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x")}
    )
    note = FreeText(text="Klik", rect=(0, 0, 99, 99))
    note[NameObject("/A")] = action
    writer.add_annotation(0, note)


def with_script(writer: PdfWriter) -> None:
    kind, text = NameObject("/JavaScript"), TextStringObject("app.alert(1)")
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/JS"): text})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def with_hidden_script(writer: PdfWriter) -> None:
    """A script whose type the file gives only by number."""
    kind = writer._add_object(NameObject("/JavaScript"))
    action = writer._add_object(DictionaryObject({NameObject("/S"): kind}))
    writer.root_object[NameObject("/OpenAction")] = action


def with_escaped_script() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >> >>",
        TREE,
        PAGE.replace(b" /Contents 4 0 R", b""),
    )


def with_form(writer: PdfWriter) -> None:
    xfa = DictionaryObject({NameObject("/XFA"): ArrayObject(), NameObject("/Fields"): ArrayObject()})
    writer.root_object[NameObject("/AcroForm")] = xfa


# What it is called, its bytes, and the reason it is refused for.
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("kosong.pdf", lambda: b"", "empty"),
    "too large": ("besar.pdf", lambda: pdf() + bytes(10 * 2**20), "large"),
    "a program": ("bukti.pdf.exe", lambda: b"MZ\x90\0", "ending"),
    "a program called PDF": ("bukti.pdf", lambda: b"MZ\x90\0" + bytes(999), "kind"),
    "a picture called PDF": ("bukti.pdf", picture, "kind"),
    "a PDF called JPG": ("bukti.jpg", pdf, "kind"),
    "a PNG called JPG": ("bukti.jpg", lambda: picture("PNG"), "kind"),
    "text": ("catatan.txt", lambda: b"halo", "ending"),
    "no ending": ("bukti", pdf, "ending"),
    "only an ending": (".pdf", pdf, "ending"),
    "svg": ("gambar.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ending"),
    "heic": ("IMG_0001.HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "heic"),
    "heic called JPG": ("IMG_0001.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "heic"),
    "encrypted": (
        "kunci.pdf",
        lambda: pdf(change=lambda it: it.encrypt("rahasia", algorithm="RC4-128")),
        "encrypted",
    ),
    "encrypted without a word to open": (
        "kunci.pdf",
        lambda: pdf(change=lambda it: it.encrypt("", "pemilik", algorithm="RC4-128")),
        "encrypted",
    ),
    "PDF and ZIP": ("dua.pdf", lambda: pdf() + archive(), "polyglot"),
    "PDF and ZIP with a PDF's end": ("dua.pdf", lambda: zipped_between(), "polyglot"),
    "JPG and ZIP": ("dua.jpg", lambda: picture() + archive(), "polyglot"),
    "JPG and HTML": ("dua.jpg", lambda: picture() + b"<html><script>alert(1)</script>", "polyglot"),
    "JPG and PHP": ("dua.jpg", lambda: picture() + b"<?php system($_GET['c']); ?>", "polyglot"),
    "JPG with PHP in its comment": ("dua.jpg", lambda: picture(comment=b"<?PHP phpinfo();"), "polyglot"),
    "JPG and PDF": ("dua.jpg", lambda: picture(comment=b"%PDF-1.4"), "polyglot"),
    "PDF with a script": ("skrip.pdf", lambda: pdf(change=with_script), "active"),
    "PDF with a hidden script": ("skrip.pdf", lambda: pdf(change=with_hidden_script), "active"),
    "PDF with an escaped script": ("skrip.pdf", with_escaped_script, "active"),
    "PDF that starts a program": ("luncur.pdf", lambda: pdf(change=with_launch), "active"),
    "PDF with a file in it": (
        "lampiran.pdf",
        lambda: pdf(change=lambda it: it.add_attachment("a.exe", b"MZ")),
        "active",
    ),
    "PDF with an XFA form": ("xfa.pdf", lambda: pdf(change=with_form), "active"),
    "PDF cut in the middle": ("potong.pdf", lambda: pdf(3)[:-40], "truncated"),
    "JPG cut in the middle": ("potong.jpg", lambda: picture()[:-900], "truncated"),
    "PNG cut in the middle": ("potong.png", lambda: picture("PNG")[:-900], "truncated"),
    "PDF that is rubbish": ("rusak.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", "broken"),
    "JPG that is rubbish": ("rusak.jpg", lambda: b"\xff\xd8\xff" + bytes(range(256)) * 40, "broken"),
    "PDF without pages": ("nol.pdf", lambda: pdf(0), "broken"),
    "PDF of too many pages": ("tebal.pdf", lambda: pdf(1001), "pages"),
    "page tree without end": ("putar.pdf", page_tree_without_end, "broken"),
    "arrays a hundred thousand deep": ("dalam.pdf", deep_arrays, "broken"),
    "bomb": ("bom.pdf", bomb, "bomb"),
    "many small bombs": ("bom.pdf", many_bombs, "bomb"),
    "bomb in a bomb": ("bom.pdf", bomb_in_bomb, "bomb"),
    "PNG of 50,000 × 50,000": ("luas.png", lambda: png_header(50_000, 50_000), "pixels"),
    "JPG of 60,000 × 60,000": ("luas.jpg", lambda: jpg_header(60_000, 60_000), "pixels"),
    "path": ("../../bukti.pdf", pdf, "name"),
    "path of Windows": ("C:\\bukti.pdf", pdf, "name"),
    "line end in the name": ("bukti\r\nSet-Cookie: a.pdf", pdf, "name"),
    "name that reads backwards": ("bukti\u202efdp.exe.pdf", pdf, "name"),
    "long name": ("b" * 300 + ".pdf", pdf, "name_long"),
}


def jpg_header(width: int, height: int) -> bytes:
    """A JPG whose head says that it is this large."""
    data = bytearray(picture(size=(8, 8)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def zipped_between() -> bytes:
    """An archive inside a PDF that ends as a PDF should: the archive's own comment holds that end."""
    packed = bytearray(archive())
    end = b"\n" + pdf()[-60:]
    packed[-2:] = len(end).to_bytes(2, "little")
    return pdf() + b"\n" + bytes(packed) + end


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return target.getvalue()
