"""The judges of a layer go through the rows: worksheet by worksheet, or one indicator across all."""
