"""Checking before sending, handing on to the camat, approval and receipt."""
