"""Open one uploaded file and say what is wrong with it. Runs as a program of its own, without Django.

A file that was made to harm its reader costs at most SECONDS of processor time and MEMORY, and takes no
web process with it. Usage: inspection.py KIND FILE COPY; the answer is one JSON object on the standard
output: {"pages": n} or {"refusal": word}. A picture is written anew to COPY, so nothing but the picture is
kept of it.
"""

import errno
import json
import re
import resource
import signal
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TIME_IS_UP = signal.SIGPROF
SECONDS = 1.6  # of processor time, so that a busy server refuses nothing that it would take when idle
MEMORY = 110 * 2**20  # of data; the interpreter with its libraries takes some 40 MB beside it
PAGES = 1000
SIDE = 2000  # pixels of the longer side that is kept: an A4 page at 170 dots an inch
PIXELS = {"jpg": 110_000_000, "png": 25_000_000}  # a JPG is opened at a fraction of its size, a PNG whole
INFLATED = 100 * 2**20  # one stream of a PDF; a page of A4 at 600 dots an inch in colour
INFLATED_IN_ALL = 250 * 2**20

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
MAGIC = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
FORMATS = {"jpg": "JPEG", "png": "PNG"}
# What makes a browser or a server read the file as a page or a program.
FOREIGN = re.compile(rb"<\?php|<script[\s>]|<html[\s>]|<!doctype html", re.IGNORECASE)
STREAM = re.compile(rb"stream\r?\n")
STACKED = re.compile(rb"/Fl(?:ateDecode)?\s*/(?:Fl|LZW|Run)")
# What holds the drawing of a page or leads back up; actions and files are never below these.
SKIPPED = {
    *(
        "/Contents",
        "/Resources",
        "/Parent",
        "/P",
        "/Prev",
        "/StructTreeRoot",
        "/Metadata",
        "/AP",
        "/PageLabels",
    ),
    *("/Dest", "/Dests", "/D", "/Popup", "/OCProperties", "/OutputIntents", "/StructParents", "/Thumb"),
}
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
CARRIERS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


class Refused(Exception):
    """The file is not taken; the word names the reason, which `evidence_files` turns into a sentence."""


def inspect_file(kind: str, path: Path, copy: Path) -> int:
    """The number of pages. Raise Refused."""
    data = path.read_bytes()
    if not data.startswith(MAGIC[kind]):
        raise Refused("kind")
    if FOREIGN.search(data) or opens_as_zip(path):
        raise Refused("polyglot")
    if kind == "pdf":
        return inspect_pdf(path, data)
    if b"%PDF-" in data[:1024]:
        raise Refused("polyglot")
    redraw_picture(kind, path, copy)
    return 1


def opens_as_zip(path: Path) -> bool:
    """Whether an unpacker would find an archive in the file."""
    try:
        with zipfile.ZipFile(path):
            return True
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


# --- PDF ------------------------------------------------------------------------------------------


def inspect_pdf(path: Path, data: bytes) -> int:
    _, end, tail = data.rpartition(b"%%EOF")
    if not end:
        raise Refused("truncated")
    if tail.strip(b"\r\n\t \0\x1a"):
        raise Refused("polyglot")
    refuse_bombs(data)
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise Refused("encrypted")
        pages = len(reader.pages)
        root = reader.trailer["/Root"]
        harmful = any(is_harmful(node) for node in pdf_nodes(root))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise Refused("broken") from None
    if harmful:
        raise Refused("active")
    if not 1 <= pages <= PAGES:
        raise Refused("pages" if pages else "broken")
    return pages


def refuse_bombs(data: bytes) -> None:
    """Inflate every stream and throw the output away, up to a limit for each and for all."""
    if STACKED.search(data):
        raise Refused("bomb")
    in_all = 0
    for stream in STREAM.finditer(data):
        in_all += inflated_length(memoryview(data)[stream.end() :])
        if in_all > INFLATED_IN_ALL:
            raise Refused("bomb")


def inflated_length(data: memoryview) -> int:
    """How many bytes a deflated stream becomes; 0 for what is not deflated."""
    if len(data) < 2 or data[0] & 0x0F != 8 or (data[0] * 256 + data[1]) % 31:
        return 0
    inflater, inflated_size, read_to = zlib.decompressobj(), 0, 0
    compressed: bytes | memoryview = b""
    try:
        while not inflater.eof:
            if not compressed:
                compressed, read_to = data[read_to : read_to + 65536], read_to + 65536
                if not compressed:
                    break
            inflated_size += len(inflater.decompress(compressed, 2**20))
            compressed = inflater.unconsumed_tail
            if inflated_size > INFLATED:
                raise Refused("bomb")
    except zlib.error:
        return inflated_size
    return inflated_size


def pdf_nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of the document that may hold an action or a file, once."""
    nodes_to_visit, nodes_seen = [root], set()
    while nodes_to_visit:
        node = nodes_to_visit.pop()
        reference = getattr(node, "idnum", None)
        if reference is not None:
            if reference in nodes_seen:
                continue
            nodes_seen.add(reference)
            node = node.get_object()
        if isinstance(node, dict):
            yield node
            nodes_to_visit += [node.raw_get(key) for key in node if key not in SKIPPED]  # type: ignore[attr-defined]  # of pypdf
        elif isinstance(node, list):
            nodes_to_visit += list(node)


def is_harmful(node: dict[str, Any]) -> bool:
    """Whether this part of a PDF runs something or carries a file."""
    if node.keys() & {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA"}:
        return True
    return dict_value(node, "/S") in ACTIONS or dict_value(node, "/Subtype") in CARRIERS


def dict_value(node: dict[str, Any], key: str) -> Any:
    """The value itself, where the file gives only its number."""
    value: Any = node.get(key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, str) else None


# --- Pictures -------------------------------------------------------------------------------------


def redraw_picture(kind: str, path: Path, copy: Path) -> None:
    """Write the picture anew: upright, at most SIDE pixels, without place, camera or anything else."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # PIXELS is stricter where it matters
    try:
        with Image.open(path, formats=[FORMATS[kind]]) as picture:
            if picture.width * picture.height > PIXELS[kind]:
                raise Refused("pixels")
            plain_picture = plain_message(picture, kind)
            plain_picture.thumbnail((SIDE, SIDE), reducing_gap=2.0)
            upright_picture = ImageOps.exif_transpose(plain_picture)
            bare_picture = Image.new(upright_picture.mode, upright_picture.size)
            bare_picture.paste(upright_picture)
            with copy.open("wb") as target:
                bare_picture.save(target, FORMATS[kind], quality=85, optimize=True)
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, zlib.error) as error:
        raise Refused("broken") from error
    except OSError as error:
        raise Refused(broken_or_short(error)) from error


def broken_or_short(error: OSError) -> str:
    if error.errno in FULL:
        return "full"
    return "truncated" if "truncated" in str(error).lower() else "broken"


def plain_message(picture: Any, kind: str) -> Any:
    """Colours that every screen shows; a PNG may keep what is transparent."""
    picture.draft(None, (SIDE, SIDE))
    if picture.mode in {"RGB", "L"}:
        return picture
    is_transparent = kind == "png" and (picture.mode in {"RGBA", "LA"} or "transparency" in picture.info)
    converted_picture = picture.convert("RGBA" if is_transparent else "RGB")
    converted_picture.info = picture.info  # with what says which way is up
    return converted_picture


# --- The program ----------------------------------------------------------------------------------


def main(kind: str, path: str, copy: str) -> dict[str, Any]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return {"pages": inspect_file(kind, Path(path), Path(copy))}
    except Refused as refused:
        return {"refusal": str(refused)}
    except MemoryError:
        return {"refusal": "memory"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
