"""What stays as it was: events, snapshots, printed copies; and the start of periods and worksheets."""
