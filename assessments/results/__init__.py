"""Provisional result, objections, the decision, and what is published of it."""
