"""What kinds of rule share: measuring and converting, checks of their parameters, changes, samples."""
