"""Who judges what and who must not: assignments, conflicts of interest, letters of assignment, visits."""
