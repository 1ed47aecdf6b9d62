"""What every test of the channels leaves behind is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.service import made


@pytest.fixture(autouse=True)
def _lines_closed() -> Iterator[None]:
    yield
    for wire in made:
        wire.close()
