from contextlib import closing

import pytest

from storage.database import open_database
from storage.journal import Journal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "baogao.db"


@pytest.fixture
def journal(path):
    with closing(open_database(path)) as db:
        yield Journal(db)
