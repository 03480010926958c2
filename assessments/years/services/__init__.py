"""Acts on periods."""
