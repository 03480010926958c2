"""Papers after they left: signed scans, and whether a printed copy is genuine."""
