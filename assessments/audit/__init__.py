"""Whether what is stored is still what the answers give."""
