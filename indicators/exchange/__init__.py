"""A whole instrument as a file that people edit: XLSX of documented sheets, or JSON."""
