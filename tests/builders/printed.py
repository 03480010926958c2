"""What a printed paper says, read by programs outside Python."""

import subprocess


def output_of(command: list[str], given: bytes) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def text_of(paper: bytes) -> str:
    """Its words in a line, with one space between them."""
    return " ".join(output_of(["pdftotext", "-layout", "-", "-"], paper).decode().split())
