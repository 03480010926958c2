"""A kecamatan fills its worksheet: rows, the lists behind counts, the yearly profile."""
