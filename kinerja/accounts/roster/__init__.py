"""Accounts of many people from one workbook: read, shown as a plan first, applied as a whole."""
