"""Years: a period is started, finished, opened again for a correction, and compared with the one before."""
