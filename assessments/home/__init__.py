"""Where one begins: the list of worksheets, and one worksheet with its status, history and papers."""
