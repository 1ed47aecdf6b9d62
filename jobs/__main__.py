"""Works through the queue until told to stop: `python -m jobs`."""

import jobs.notices
import jobs.reminders  # noqa: F401 - see below
import late  # noqa: F401
import missed_call  # noqa: F401
from errands import errands
from jobs.machine import machine
from jobs.queue import connect
from jobs.worker import make_worker
from settings import read_settings


def main() -> None:
    # Each job runs in a fork of this process. What is not loaded here is loaded again for every one: 0.4 s of a processor.
    machine()
    errands()
    make_worker(connect(read_settings().redis_url)).work(logging_level="WARNING")


if __name__ == "__main__":
    main()
