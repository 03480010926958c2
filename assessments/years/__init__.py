"""Years: a period is started, finished, and opened again for a correction."""
