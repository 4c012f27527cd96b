"""What several commands take as options."""

import click

DATABASE = "baogao.db"
YEAR = click.IntRange(2008, 2999)  # the regulation is in force since 2008
