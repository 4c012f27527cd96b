"""Commands in groups of their own, so that `bot/cli.py` stays a page. They stand above everything,
like it, and import what they need when they run.
"""
