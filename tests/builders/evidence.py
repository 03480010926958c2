"""Files of evidence, sent as a browser sends them."""

import tempfile
from typing import Any

from assessments.evidence.services import AddedFile, add_evidence
from assessments.files.uploads import Upload
from assessments.models import Worksheet
from kinerja.accounts.models import User

from .instrument_documents import document, indicator, input_, option
from .made_files import pdf


def proven_document() -> dict[str, Any]:
    """Row 1 asks for evidence of the row, 2 of every input, 3 of the chosen option, 4 for none."""
    choice = {"rule": "choice", "params": {"value": "choice"}, "tdi": False, "none_occurred": False}
    options = [option("a", "Tidak ada", "0"), option("b", "Ada", "50"), option("c", "Ada dan berlaku", "100")]
    rows = [
        indicator(1, weight="40", evidence={"scope": "row"}),
        indicator(2, weight="30", evidence={"scope": "input"}),
        indicator(
            3,
            weight="20",
            evidence={"scope": "option"},
            inputs=[input_("choice", kind="choice", min=None)],
            levels=options,
            **choice,
        ),
        indicator(4, weight="10"),
    ]
    return document([rows])


def evidence_sent(
    worksheet: Worksheet, by: User, data: bytes | None = None, *, name: str = "bukti.pdf", **rest: Any
) -> AddedFile:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(pdf() if data is None else data)
    return add_evidence(worksheet=worksheet, upload=Upload(name, file), by=by, **rest)
