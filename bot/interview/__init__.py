"""The pure core: what is known, what to ask next, and what a message leads to."""
