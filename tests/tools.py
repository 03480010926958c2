"""Programs outside Python with which tests look at the product.

Where one is missing a developer's test is skipped with the reason; where CI is set it runs and fails.
"""

import os
import shutil

import pytest


def missing(tool: str) -> bool:
    """Whether `tool` is absent in a place that may do without it."""
    return shutil.which(tool) is None and not os.environ.get("CI")


def needs(tool: str) -> pytest.MarkDecorator:
    """Mark a test that calls `tool`: "pdftotext", "pdftoppm", "soffice", "chromium"."""
    return pytest.mark.skipif(missing(tool), reason=f"{tool} is not installed")
