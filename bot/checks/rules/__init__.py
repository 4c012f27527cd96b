"""The kinds of rules, one idea a module. A module that is put here counts: all are imported, so no
list of them can be forgotten.

A rule says nothing about what it does not know: an equation with a blank cell is left alone (the
rule `missing` speaks of blanks), and so is one with a figure that is no number (`number` does). A
rule about words says nothing where its words can be read in another way.
"""

from importlib import import_module
from pkgutil import iter_modules

from bot.checks.kind import KINDS

__all__ = ["KINDS", "well_formed"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

from bot.checks.rules.contact import well_formed  # noqa: E402 - after the modules are registered
