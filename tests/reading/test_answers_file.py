"""Why an answers file is refused can be passed on as JSON, whatever stood in it."""

import json

import pytest

from bot import content
from bot.reading.answers_file import Unusable, read_answers


@pytest.mark.parametrize(
    "text", ['{"year": 1.5}', '{"year": [1.5]}', '{"year": 2023, "form": 1.5}', '{"year": {}}']
)
def test_the_details_of_a_refusal_are_plain(text: str) -> None:
    with pytest.raises(Unusable) as why:
        read_answers(text, content.forms())
    assert json.dumps(why.value.details)
