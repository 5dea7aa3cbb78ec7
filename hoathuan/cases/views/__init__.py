"""Pages of disputes: the list, the entry, one dispute and its steps, the grid, the printed book."""
