"""Word masters, the reports rendered from them, and the readers of existing reports."""
