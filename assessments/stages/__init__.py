"""The stages of a period, and which kecamatan take part in each: nominated, chosen, withdrawn, replaced."""
