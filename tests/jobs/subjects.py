"""Jobs that tests put on the queue; their one argument is `<redis url> <id>`."""

import time

from redis import Redis


def mark(subject: str) -> None:
    url, _, name = subject.partition(" ")
    with Redis.from_url(url) as client:
        client.incr(f"marked:{name}")


def mark_slowly(subject: str) -> None:
    """Never ends in the first worker; the second one is told to be quick."""
    url, _, name = subject.partition(" ")
    with Redis.from_url(url) as client:
        client.set(f"started:{name}", 1)
        if not client.get("quick"):
            time.sleep(300)
    mark(subject)


def fail(subject: str) -> None:
    raise ValueError(len(subject))


def mark_time(_hint: str) -> None:
    """Does nothing but having been run."""
