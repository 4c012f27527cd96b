"""How many actions a report takes: `make effort`."""
