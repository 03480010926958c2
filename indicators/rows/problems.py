"""What is wrong with an instrument's file: as with every workbook that is brought in."""

from kinerja.workbook.problems import Problem, Refused

__all__ = ["Problem", "Refused"]
