"""What a job needs of the machine it runs on, made once in each process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

from backend_client import Backend, BackendClient
from engine.text import load_catalogues
from jobs.counts import Counts
from jobs.outbox import Outbox
from jobs.outbox_parts import make_outbox
from jobs.queue import connect
from jobs.waiting import Waiting
from settings import LOCALES, Settings, read_settings


@dataclass(frozen=True, slots=True)
class Machine:
    """The backend's client, the way out for SMS, and what is counted."""

    settings: Settings
    client: BackendClient
    outbox: Outbox
    counts: Counts
    waiting: Waiting

    def backend(self, seconds: float) -> Backend:
        """The backend in the channel's own name, for that long."""
        return self.client.bind(purpose="notification", deadline=time.monotonic() + seconds)


@cache
def machine() -> Machine:
    """Raises SettingsError when something is missing."""
    settings = read_settings()
    load_catalogues(LOCALES)
    client = BackendClient(settings.backend_address, settings.backend_client_id, settings.backend_client_secret)
    store = connect(settings.redis_url)
    outbox = make_outbox(settings, store)
    return Machine(settings, client, outbox, outbox.counts, Waiting(store))
