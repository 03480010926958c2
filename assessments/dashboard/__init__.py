"""How far a kabupaten or the province is: figures, charts and progress."""
