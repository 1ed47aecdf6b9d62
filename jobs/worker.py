"""A worker on one queue, set so that a killed one's job is found again within about a minute."""

from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer

from jobs.queue import LATER, open_queue


def make_worker(connection: Redis, queue: str = LATER) -> Worker:
    # One queue for each worker: killed between two of them just after the pop, RQ loses the job for ever.
    # These intervals brought a job of a killed worker back in 62 s; RQ's own take ten minutes and more.
    return Worker(
        [open_queue(connection, queue)],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=30,
        maintenance_interval=5,
        job_monitoring_interval=5,
        log_job_description=False,
    )
