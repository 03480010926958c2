"""What other policies or roundings would make of a period, beside the exact result."""
