"""Jurors score presentations and visits, each alone until handed over."""
