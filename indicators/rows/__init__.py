"""An instrument as rows of documented sheets: the layout, its cells, and the difference of two documents."""
