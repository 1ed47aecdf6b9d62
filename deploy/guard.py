"""Outlives a supervisor that was killed, just long enough to end what it had started."""

import signal
import sys

from deploy import sessions

PATIENCE = 2.5


def main() -> None:
    """Reads `+<session>` and `-<session>` lines; the end of them means that the supervisor is gone."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    started: set[int] = set()
    for line in sys.stdin:
        (started.add if line[0] == "+" else started.discard)(int(line[1:]))
    if started:
        sessions.end(started, PATIENCE)


if __name__ == "__main__":
    main()
