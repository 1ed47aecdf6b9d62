"""Looks for what there is to tell, so that its webhook goes out early: when the clock was set, something decided, now and then."""

from __future__ import annotations

import logging
import threading
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from sandbox.backend import Backend
from sandbox.notifications.desk import look

log = logging.getLogger("sandbox.notifications")

# A look reads everybody's months. The channel's own sweep is exact; this is only to be early.
EVERY_SECONDS: Final = 300.0


class Herald:
    """Does nothing where no webhooks are sent."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def start(self) -> None:
        if self._backend.settings.webhook_url:
            threading.Thread(target=self._for_ever, name="herald", daemon=True).start()

    def _for_ever(self) -> None:
        while True:
            # Cleared before the look: what happens during it is looked at next.
            self._backend.news.clear()
            self._look()
            self._backend.news.wait(EVERY_SECONDS)

    def _look(self) -> None:
        try:
            with self._backend.database.transaction() as sql:
                look(sql, self._backend)
        except SQLAlchemyError as problem:
            log.warning("notifications: %s", type(problem).__name__)
            return
        self._backend.stirred.set()
