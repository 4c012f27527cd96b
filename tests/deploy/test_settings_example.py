"""The example settings: every setting that the service knows, and none that it does not."""

import re

from bot.cli import main
from tests.deploy.conftest import DEPLOY

EXAMPLE = (DEPLOY / "baogao.env.example").read_text(encoding="utf-8")


def test_the_example_shows_every_setting_of_the_service() -> None:
    commands = (main.commands["serve"], main.commands["invite"])
    known = {option.envvar for command in commands for option in command.params if option.envvar}
    shown = set(re.findall(r"^#?(BAOGAO_\w+)=", EXAMPLE, re.MULTILINE))
    assert shown == known


def test_the_doctor_knows_the_same_settings() -> None:
    of = {
        name: {option.envvar for option in main.commands[name].params if option.envvar}
        for name in ("serve", "doctor")
    }
    assert of["doctor"] == of["serve"]


def test_it_contains_no_token() -> None:
    assert re.search(r"^BAOGAO_TELEGRAM_TOKEN=$", EXAMPLE, re.MULTILINE)


def test_no_value_is_in_quotes() -> None:
    """systemd would take them off, a container engine would not."""
    assert not re.search(r"""=["']""", EXAMPLE)
