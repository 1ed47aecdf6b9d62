"""Works through the queue until told to stop: `python -m jobs`."""

from jobs.queue import connect
from jobs.worker import make_worker
from settings import read_settings


def main() -> None:
    make_worker(connect(read_settings().redis_url)).work(logging_level="WARNING")


if __name__ == "__main__":
    main()
