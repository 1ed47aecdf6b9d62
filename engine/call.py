"""What an action is given: the backend, who is calling, and what was just said in secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from engine.marks import Marks, NoMarks
from engine.session import Caller, Level, Session
from engine.text import use_locale

if TYPE_CHECKING:
    from backend_client import Backend
    from engine.runner import View

VIENTIANE = timezone(timedelta(hours=7))
Bind = Callable[[str, str], "Backend"]
Genuine = Callable[[str, str], date | None]


def never_sent(_msisdn: str, _code: str) -> date | None:
    """Of a service that sends no SMS."""
    return None


class Call:
    """One message being answered.

    person: the caller's number in E.164, or "" when the network did not give one.
    channel: "ussd", "sms" or "chat", as the backend names them.
    dialled: inputs that came with the dial string and were not used yet.
    walking: several inputs of one string are gone through; they may be an old conversation's, so nothing is written.
    seed: the same for a repeated message, so that what it creates is created once.
    marks: what is about to be done, written down before.
    service_code: what is dialled for the same service by USSD.
    before: what is being answered, where it need not be drawn again.
    answers_late: whether what takes too long may be answered later; late: what is to be, once something did (engine/late.py).
    genuine: when a code was sent to a number by SMS. Raises Refused: rate_limited.
    """

    __slots__ = (
        "_bind",
        "answers_late",
        "before",
        "channel",
        "dialled",
        "genuine",
        "late",
        "marks",
        "person",
        "secret",
        "seed",
        "service_code",
        "session",
        "time",
        "walking",
    )

    def __init__(self, session: Session, bind: Bind, *, person: str = "", channel: str = "ussd", seed: str = "", time: float = 0.0) -> None:
        self.session = session
        self._bind = bind
        self.person = person
        self.channel = channel
        self.seed = seed
        self.time = time
        self.service_code = "*149#"
        self.secret = ""
        self.marks: Marks = NoMarks()
        self.dialled: list[str] = []
        self.walking = False
        self.before: View | None = None
        self.genuine: Genuine = never_sent
        self.answers_late = False
        self.late = b""

    @property
    def caller(self) -> Caller:
        """Who is calling, as far as the backend said."""
        return self.session.caller

    @property
    def backend(self) -> Backend:
        """The backend in the caller's name; what it creates carries this message's idempotency key."""
        backend = self.backend_again
        return backend.reading() if self.walking else backend

    @property
    def backend_again(self) -> Backend:
        """For what does no harm when it is done twice, such as setting the language that was named: also by a dialled string."""
        return self._bind(self.session.caller.token, self.seed)

    def backend_for(self, subject: str) -> Backend:
        """The backend with a key of the subject's own: the same thing is created once, in whatever message it is asked for."""
        backend = self._bind(self.session.caller.token, f"{self.session.caller.reference}:{subject}")
        return backend.reading() if self.walking else backend

    @property
    def today(self) -> date:
        """The day in Vientiane."""
        return datetime.fromtimestamp(self.time, UTC).astimezone(VIENTIANE).date()

    def dial_string(self, *keys: str) -> str:
        """What to dial to come straight to a screen: the service's code and the keys, as *149*5*1#."""
        return "*".join((self.service_code.rstrip("#"), *keys)) + "#"

    def proven(self, level: Level) -> None:
        """Notes that the backend has accepted the caller's proof."""
        self.session.caller.level = level

    def speak(self, locale: str) -> None:
        """The language from here on."""
        self.session.locale = locale
        use_locale(locale)
