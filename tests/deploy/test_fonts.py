"""The stand-ins for fonts that are not there, chosen by fontconfig itself."""

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bot.content import FOLDER
from bot.documents.styles import FALLBACKS
from tests.deploy.conftest import program

FILE = FOLDER / "fonts.conf"
STAND_INS = {
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def families() -> dict[str, list[str]]:
    root = ET.parse(FILE).getroot()
    return {
        alias.findtext("family", ""): [f.text or "" for f in alias.iterfind("prefer/family")]
        for alias in root.iterfind("alias")
    }


def test_every_font_of_the_form_has_a_stand_in() -> None:
    assert set(families()) == set(FALLBACKS)


@pytest.mark.parametrize(("name", "other"), FALLBACKS.items())
def test_the_font_itself_comes_before_a_stand_in(name: str, other: str) -> None:
    assert families()[name][0] == other


@pytest.mark.parametrize(("name", "stand_in"), STAND_INS.items())
def test_fontconfig_takes_the_stand_in(name: str, stand_in: str, tmp_path: Path) -> None:
    if stand_in not in program("fc-list")("--format", "%{family}\n").stdout:
        pytest.skip("fonts-noto-cjk is not installed")
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>/usr/share/fonts</dir><cachedir>{tmp_path}/cache</cachedir>"
        f"<include>{FILE}</include></fontconfig>",
        encoding="utf-8",
    )
    env = os.environ | {"FONTCONFIG_FILE": str(settings)}
    found = program("fc-match")("--format", "%{family}", name, env=env).stdout
    assert stand_in in found
