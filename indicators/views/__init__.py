"""Pages for those who look after instruments: one by themselves, the others inside the admin."""
