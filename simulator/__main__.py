"""Serves the phone page: `python -m simulator`."""

from granian import Granian
from granian.constants import Interfaces

from simulator.settings import read_settings


def main() -> None:
    # One process: the sessions live in its memory, as they do in an operator's gateway.
    server = Granian(
        "simulator.app:create_app",
        address="127.0.0.1",
        port=read_settings().port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=8,
        log_access=False,
    )
    server.serve()


if __name__ == "__main__":
    main()
