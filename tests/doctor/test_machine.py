"""Fonts and LibreOffice, as the machine's own fc-list and PATH tell."""

import os
import shutil
from pathlib import Path

import pytest

from bot.doctor.machine import fonts, office
from bot.doctor.result import Result
from bot.documents.styles import FALLBACKS

FC_LIST = shutil.which("fc-list")
needs_fontconfig = pytest.mark.skipif(FC_LIST is None, reason="fontconfig (fc-list) is not there")
RENAMED = """
<match target="scan">
  <edit name="family" mode="append"><string>{name}</string></edit>
</match>
"""


def found() -> Result:
    (result,) = fonts()
    return result


def installed(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *, source: str, more: str = ""
) -> None:
    """Lets fontconfig know the fonts of one folder only."""
    settings = folder / "fonts.conf"
    cache = folder / "cache"
    settings.write_text(
        f"<fontconfig><dir>{source}</dir><cachedir>{cache}</cachedir>{more}</fontconfig>",
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))


@needs_fontconfig
def test_without_any_chinese_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed(monkeypatch, tmp_path, source=str(tmp_path))
    assert found() == Result("fonts.none", {"missing": list(FALLBACKS)})


@needs_fontconfig
def test_the_fonts_of_the_form_are_found_by_either_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Any font that is there, under the names of the form; some of them in their other name."""
    names = [other if at % 2 else name for at, (name, other) in enumerate(FALLBACKS.items())]
    more = "".join(RENAMED.format(name=name) for name in names)
    installed(monkeypatch, tmp_path, source="/usr/share/fonts", more=more)
    if not any(Path("/usr/share/fonts").rglob("*.[to]t[fc]")):
        pytest.skip("no font at all is installed")
    assert found().id == "fonts.complete"


@needs_fontconfig
def test_other_chinese_fonts_are_named_as_substitutes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chinese = sorted(Path("/usr/share/fonts").rglob("Noto*CJK*.ttc"))
    if not chinese:
        pytest.skip("fonts-noto-cjk is not installed")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / chinese[0].name).symlink_to(chinese[0])
    installed(monkeypatch, tmp_path, source=str(tmp_path / "fonts"))
    result = found()
    assert result.id == "fonts.substituted"
    assert "方正小标宋简体" in result.args["missing"]
    assert "CJK" in result.args["found"][0]


def test_without_fontconfig_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found() == Result("fonts.unknown")


def test_libreoffice_is_found_where_programs_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(office()) == [Result("office.absent")]
    program = tmp_path / "libreoffice"
    program.touch(mode=0o755)
    assert list(office()) == [Result("office.present", {"path": str(program)})]
    assert os.access(program, os.X_OK)
