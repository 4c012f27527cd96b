"""Random input against the adapter: `make fuzz` is the long form."""
