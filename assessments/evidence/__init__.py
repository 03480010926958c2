"""The files that prove a worksheet: its library, and what each file proves."""
