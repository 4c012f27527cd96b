"""A chat as a phone shows it: bubbles with text, buttons below them, a file. Drawn, not photographed,
because a drawing can be made again whenever a sentence changes.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WIDTH, MARGIN, PAD, GAP = 720, 24, 20, 14
SIZE, LINE = 24, 36
SIMPLIFIED = 2  # which face of the font collection has the mainland's shapes
_BACK, _THEIRS, _OURS, _BUTTON = "#d6e4ee", "#ffffff", "#e3f8cf", "#a9c3d6"
_INK = "#1c1c1c"
_NEVER_FIRST = "，。、；：！？”）】》"


@dataclass(frozen=True)
class Bubble:
    """What one side said: `ours` is the clerk; a file has its name below the text."""

    text: str
    ours: bool = False
    buttons: tuple[tuple[str, ...], ...] = ()
    file: str = ""


def draw(bubbles: list[Bubble]) -> Image.Image:
    """The picture of some bubbles, one below another."""
    font = ImageFont.truetype(FONT, SIZE, index=SIMPLIFIED)
    heights = [_height(bubble, font) for bubble in bubbles]
    page = Image.new("RGB", (WIDTH, sum(heights) + GAP * (len(heights) + 1)), _BACK)
    pen, top = ImageDraw.Draw(page), GAP
    for bubble, height in zip(bubbles, heights, strict=True):
        _bubble(pen, bubble, font, top)
        top += height + GAP
    return page


def _room(bubble: Bubble) -> int:
    """How wide the text of a bubble may be."""
    return WIDTH - 2 * MARGIN - 2 * PAD - (120 if bubble.ours else 40)


def _lines(bubble: Bubble, font: ImageFont.FreeTypeFont) -> list[str]:
    text = bubble.text + (f"\n📄 {bubble.file}" if bubble.file else "")
    return [line for whole in text.split("\n") for line in _broken(whole, font, _room(bubble))]


def _broken(text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for sign in text:
        if font.getlength(lines[-1] + sign) > room and sign not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += sign
    return lines


def _height(bubble: Bubble, font: ImageFont.FreeTypeFont) -> int:
    rows = len(bubble.buttons)
    return len(_lines(bubble, font)) * LINE + 2 * PAD + rows * (LINE + 2 * GAP)


def _bubble(
    pen: ImageDraw.ImageDraw, bubble: Bubble, font: ImageFont.FreeTypeFont, top: int
) -> None:
    lines = _lines(bubble, font)
    wide = max(font.getlength(line) for line in lines) + 2 * PAD
    wide = max(wide, WIDTH - 2 * MARGIN - 40) if bubble.buttons else wide
    left = WIDTH - MARGIN - wide if bubble.ours else MARGIN
    bottom = top + len(lines) * LINE + 2 * PAD
    pen.rounded_rectangle((left, top, left + wide, bottom), 18, _OURS if bubble.ours else _THEIRS)
    for at, line in enumerate(lines):
        pen.text((left + PAD, top + PAD + at * LINE), line.replace("📄", "▤"), _INK, font)
    for row in bubble.buttons:
        _buttons(pen, row, font, (left, bottom + GAP / 2, wide))
        bottom += LINE + 2 * GAP


def _buttons(
    pen: ImageDraw.ImageDraw,
    labels: tuple[str, ...],
    font: ImageFont.FreeTypeFont,
    place: tuple[float, float, float],
) -> None:
    left, top, wide = place
    share = wide / len(labels)
    for at, label in enumerate(labels):
        x = left + at * share
        box = (x + 3, top, x + share - 3, top + LINE + GAP)
        pen.rounded_rectangle(box, 12, _BUTTON)
        middle = (x + share / 2, top + (LINE + GAP) / 2)
        pen.text(middle, label, "#ffffff", font, anchor="mm")
