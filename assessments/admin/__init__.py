"""The worksheets' room in the admin."""

from . import periods, windows, worksheets

__all__ = ["periods", "windows", "worksheets"]
