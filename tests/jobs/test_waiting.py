"""Orders join the job that is about to look, in their order, and none is left without one."""

import threading
import time

from redis import Redis

from jobs import waiting
from jobs.queue import connect, open_queue
from jobs.waiting import LINGER_SECONDS, STALE_SECONDS, Waiting
from tests.jobs import subjects


def wakes(redis_server: str, *order_ids: str) -> int:
    """How many jobs are in the queue then."""
    with connect(redis_server) as store:
        queue = open_queue(store)
        for order_id in order_ids:
            Waiting(store).wake(queue, subjects.mark, order_id)
        return queue.count


def test_while_a_job_has_not_begun_others_join_it(redis_server: str) -> None:
    assert wakes(redis_server, "po_1", "po_2", "po_3") == 1
    with connect(redis_server) as store:
        assert list(Waiting(store).until_none_comes()) == ["po_1", "po_2", "po_3"]


def test_once_it_has_begun_the_next_wakes_another(redis_server: str) -> None:
    assert wakes(redis_server, "po_1") == 1
    with connect(redis_server) as store:
        Waiting(store).begin()
    assert wakes(redis_server, "po_2", "po_3") == 2


def test_a_job_stays_for_who_comes_a_moment_later_and_then_ends(redis_server: str) -> None:
    with connect(redis_server) as store:
        told: list[str] = []
        job = threading.Thread(target=lambda: told.extend(Waiting(store).until_none_comes()))
        job.start()
        time.sleep(LINGER_SECONDS / 2)
        wakes(redis_server, "po_late")
        time.sleep(LINGER_SECONDS / 2)
        assert job.is_alive()
        job.join(LINGER_SECONDS + 1)
        assert (told, job.is_alive()) == (["po_late"], False)


def test_each_goes_to_one_teller(redis_server: str) -> None:
    wakes(redis_server, *(f"po_{number}" for number in range(200)))
    told: list[str] = []
    with connect(redis_server) as store:
        tellers = [threading.Thread(target=lambda: told.extend(Waiting(store).until_none_comes())) for _ in range(4)]
        for teller in tellers:
            teller.start()
        for teller in tellers:
            teller.join(20)
    assert sorted(told) == sorted(f"po_{number}" for number in range(200))


def test_what_the_sweep_has_told_long_since_is_dropped(redis_server: str, redis_client: Redis) -> None:
    redis_client.zadd(waiting.ORDERS, {"po_old": time.time() - STALE_SECONDS - 1, "po_new": time.time()})
    with connect(redis_server) as store:
        assert list(Waiting(store).until_none_comes()) == ["po_new"]


def test_a_job_that_never_begins_keeps_nobody_waiting_for_long(redis_server: str, redis_client: Redis) -> None:
    wakes(redis_server, "po_1")
    assert 0 < redis_client.ttl(waiting.AWAKE) <= waiting.AWAKE_SECONDS


def test_an_order_that_was_told_of_as_posted_is_not_looked_at_again_for_its_months(redis_server: str) -> None:
    with connect(redis_server) as store:
        queue, waiting = open_queue(store), Waiting(store)
        waiting.told("po_told")
        waiting.wake_unless_told(queue, subjects.mark, "po_told")
        assert queue.count == 0
        waiting.wake_unless_told(queue, subjects.mark, "po_new")
        # What is news of the order itself wakes a job in any case: somebody may have asked for her receipt once more.
        waiting.wake(queue, subjects.mark, "po_told")
        assert list(waiting.until_none_comes()) == ["po_new", "po_told"]
