"""A running edition is revised: previewed, brought into force, told to those whom it moves."""
