"""`make pictures`: the pictures of README.zh-CN.md, drawn from a conversation with the real engine."""

import tempfile
from pathlib import Path

from bot.documents.pdf import to_pdf
from bot.documents.pictures import pictures
from tests.pictures.chat import play
from tests.pictures.drawing import draw

FOLDER = Path(__file__).parent.parent.parent / "deploy" / "pictures"
PAGES = 3  # of the document


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    played = play(Path(tempfile.mkdtemp()))
    for name, bubbles in played.scenes:
        draw(bubbles).quantize(32).save(FOLDER / f"{name}.png", optimize=True)
    for number, page in enumerate(pictures(to_pdf(played.document), PAGES), 1):
        (FOLDER / f"page-{number}.png").write_bytes(page)
    print("\n".join(sorted(path.name for path in FOLDER.iterdir())))


if __name__ == "__main__":
    main()
