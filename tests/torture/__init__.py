"""Proof that a reply means "saved": the real process, killed at random moments while people
write.
"""
