"""Workbooks that somebody sends: looked at before a reader opens them, and their cells as what was typed."""
