"""Works through one queue until told to stop: `python -m jobs [later | replies | bulk]`."""

import os
import sys

import jobs.delivery
import jobs.notices
import jobs.reminders  # noqa: F401 - see below
import late  # noqa: F401
import missed_call  # noqa: F401
from errands import errands
from jobs.machine import machine
from jobs.queue import BULK, LATER, QUEUES, connect
from jobs.worker import make_worker
from settings import read_settings

# Below everything that somebody waits for: ten thousand reminders take a processor for minutes.
BULK_NICENESS = 10


def main(queue: str = LATER) -> None:
    if queue not in QUEUES:
        raise SystemExit(f"There is no queue {queue}; there are {', '.join(QUEUES)}.")
    if queue == BULK:
        os.nice(BULK_NICENESS)
    # Each job runs in a fork of this process. What is not loaded here is loaded again for every one: 0.4 s of a processor.
    machine()
    errands()
    make_worker(connect(read_settings().redis_url), queue).work(logging_level="WARNING")


if __name__ == "__main__":
    main(*sys.argv[1:2])
