"""LibreOffice as the judge of workbooks: it reckons every formula anew and says what it finds."""

import re
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

# Without this LibreOffice shows the stored values of other programs' files as they are.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
AT_ONCE = 50  # files in one call
STORED = re.compile(rb"(</f>)<v>[^<]*</v>")


def with_wrong_values(workbook: bytes) -> bytes:
    """The same workbook with a wrong value stored beside every formula."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, STORED.sub(rb"\1<v>-77</v>", old.read(name)))
    return target.getvalue()


def recalculated(folder: Path, workbooks: Mapping[str, bytes]) -> dict[str, Any]:
    """Each workbook by its name as LibreOffice reckons it, read for its values."""
    for name, content in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    files = [folder / f"{name}.xlsx" for name in workbooks]
    for start in range(0, len(files), AT_ONCE):
        convert(folder, "xlsx:Calc MS Excel 2007 XML", folder / "out", files[start : start + AT_ONCE])
    return {name: load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in workbooks}


def convert(folder: Path, kind: str, out: Path, files: list[Path]) -> None:
    """Write `files` as another kind into `out`, with a profile of our own under `folder`."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", out, *files], check=True, capture_output=True, timeout=300)
