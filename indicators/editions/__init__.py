"""Editions of an instrument: compiled, published, copied to a new year, revised."""
