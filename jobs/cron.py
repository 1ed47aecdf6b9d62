"""Puts what is due by the clock on the queue, by RQ's own cron: `python -m jobs.cron`.

The schedule is in this process and nowhere else: a store that is flushed loses hints, and the next ones come in their time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from redis import Redis
from rq.cron import CronJob, CronScheduler

from jobs.queue import BULK, connect, open_queue, wake
from jobs.reminders import remind_all
from settings import read_settings

# What waited for the morning goes out within so many seconds of eight o'clock, and what a webhook lost within so many.
EVERY_SECONDS: Final = 300


class HintJob(CronJob):
    """RQ's own would write its job with pickle, which our workers do not read, and would lose it with a killed worker."""

    def enqueue(self, connection: Redis) -> None:  # type: ignore[override]
        """One hint; it says nothing but the time. RQ does not look at what its own returns."""
        assert self.func is not None
        wake(open_queue(connection, BULK), self.func, self.name)


class Hints(CronScheduler):
    """RQ's scheduler, for hints on the queue for bulk. Raises redis.RedisError when the store is away: it is to be started again."""

    def every(self, seconds: int, job: Callable[[str], object]) -> None:
        """At the start, and then every so many seconds."""
        self.get_jobs().append(HintJob(open_queue(self.connection, BULK).name, job, interval=seconds, name=job.__qualname__))


def main() -> None:
    hints = Hints(connect(read_settings().redis_url), logging_level="WARNING")
    hints.every(EVERY_SECONDS, remind_all)
    hints.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
