"""Waits for what happens elsewhere."""

import time
from collections.abc import Callable


def until(happened: Callable[[], bool], within_s: float = 10.0) -> None:
    ends = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)
