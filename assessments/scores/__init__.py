"""The shell around the engine: load answers, score them, and keep what they come to."""
