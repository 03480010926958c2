"""Workbooks as LibreOffice computes them: what was stored beside a formula is spoiled first."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

# LibreOffice keeps the values that a file brings along unless it is told to compute them always (0).
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
STORED = re.compile(rb"(</f>)<v>[^<]*</v>")


def spoiled(content: bytes) -> tuple[bytes, int]:
    """The workbook with -1 stored beside every formula, and how many there were."""
    target, count = BytesIO(), 0
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/"):
                text, found = STORED.subn(rb"\1<v>-1</v>", text)
                count += found
            new.writestr(name, text)
    return target.getvalue(), count


def recalculated(content: bytes, folder: Path) -> Any:
    """The workbook after LibreOffice has computed every formula anew, as openpyxl reads its values."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    (folder / "in.xlsx").write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")),
            str(folder / "in.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return load_workbook(folder / "out" / "in.xlsx", data_only=True)
