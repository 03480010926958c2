"""What the pages of a period tell."""
