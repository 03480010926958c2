"""What is wrong with an instrument's file: as with every workbook that is brought in."""

from kinerja.workbook.problems import Problem, TableRefused

__all__ = ["Problem", "TableRefused"]
