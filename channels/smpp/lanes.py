"""What belongs to one conversation is done in order; different conversations go on beside each other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

Work = Callable[[], None]


class Lanes:
    """A lane for each conversation, over a pool of threads. room: messages that may wait in all lanes together."""

    def __init__(self, threads: int, room: int = 2000) -> None:
        self._pool = ThreadPoolExecutor(threads, "smpp")
        self._room = room
        self._lanes: dict[str, deque[Work]] = {}
        self._lock = threading.Lock()
        self._count = 0

    def put(self, lane: str, work: Work) -> bool:
        """Has it done after what was put there before; False when there is no more room. The work must not raise."""
        with self._lock:
            if self._count >= self._room:
                return False
            self._count += 1
            waiting = self._lanes.get(lane)
            if waiting is not None:
                waiting.append(work)
                return True
            self._lanes[lane] = deque((work,))
        self._pool.submit(self._go, lane)
        return True

    def has_more(self, lane: str) -> bool:
        """Whether something waits behind what is being done there."""
        with self._lock:
            return len(self._lanes.get(lane, ())) > 1

    def close(self, seconds: float) -> bool:
        """Waits for what is under way; whether all of it was done in time."""
        until = time.monotonic() + seconds
        while self._count and time.monotonic() < until:
            time.sleep(0.02)
        self._pool.shutdown(wait=False, cancel_futures=True)
        return not self._count

    def _go(self, lane: str) -> None:
        with self._lock:
            waiting = self._lanes[lane]
        while True:
            waiting[0]()
            with self._lock:
                self._count -= 1
                waiting.popleft()
                if not waiting:
                    del self._lanes[lane]
                    return
