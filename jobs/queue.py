"""Queues of wake-up hints. They may be lost at any moment: what must happen stands in the backend's SQL."""

from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq import Retry as Attempts
from rq.serializers import JSONSerializer

# What webhooks wake; answers to people who wait; what we begin ourselves. A worker serves one of them.
LATER, REPLIES, BULK = "later", "replies", "bulk"
QUEUES = (LATER, REPLIES, BULK)
# Seconds. A hop waits for its hint to be written, so a store that hangs must not hold it longer.
PATIENCE = 0.5
JOB_TIMEOUT = 60
ATTEMPTS = 3
# A failure is kept a day to be looked at, not a year as RQ would.
FAILURE_TTL = 24 * 3600


def connect(url: str) -> Redis:
    """Never sends a command twice: redis-py would retry, and a lost reply would become a second hint."""
    return Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))


def open_queue(connection: Redis, name: str = LATER) -> Queue:
    return Queue(name, connection=connection, default_timeout=JOB_TIMEOUT, serializer=JSONSerializer)


def wake(queue: Queue, job: Callable[[str], object] | str, subject: str) -> None:
    """job: a function, or its whole name where it cannot be imported. subject: an opaque id, never a number, a name or a text.

    Raises redis.RedisError when the hint was not taken.

    The job may run twice, and twice at once: a killed worker's child goes on while another worker begins.
    """
    function: Any = job
    queue.enqueue_call(
        function,
        args=(subject,),
        # RQ writes the call with its arguments into the description unless it is given one.
        description=job if isinstance(job, str) else job.__qualname__,
        # Without a second attempt RQ writes off the job of a worker that was killed in the middle of it.
        retry=Attempts(max=ATTEMPTS),
        result_ttl=0,
        failure_ttl=FAILURE_TTL,
    )
