"""The bytes of stored files: what is taken, where it lies, and what nothing names any more."""
