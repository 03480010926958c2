"""Pages of a period as a whole."""
