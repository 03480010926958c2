"""A whole instrument as a file that people edit: read, planned, brought in."""
