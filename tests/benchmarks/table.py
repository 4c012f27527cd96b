"""How a benchmark shows what it measured."""

from collections.abc import Mapping


def show(result: Mapping[str, object], indent: str = "") -> None:
    """A result as an indented table."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            print(f"{indent}{name}")
            show(value, indent + "  ")
        else:
            text = f"{value:.3f}" if isinstance(value, float) else str(value)
            print(f"{indent}{name:<44}{text:>12}")
