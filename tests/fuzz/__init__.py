"""Random input against the adapter and the readers of files: `make fuzz` is the long form."""
