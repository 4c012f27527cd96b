"""Where people write: each channel translates in, translates out, and nothing else."""
