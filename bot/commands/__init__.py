"""The commands by their subject, each module called like its command or like what several share.
They stand above everything, like `bot/cli.py`, and import what they need when they run.
"""
