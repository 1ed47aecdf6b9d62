"""The service's command line on the machine of `make run`, with its settings: `python -m deploy.operate sms spool`."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy import keys, parts, redis_program
from deploy.settings import ROOT, read_settings


def main(arguments: Sequence[str]) -> int:
    """Runs `flask --app wsgi ...`; DATA_FOLDER and what else was given to `make run` has to be given here too."""
    settings = read_settings()
    store = settings.data / "redis"
    if not store.is_dir():
        raise SystemExit(f"Nothing was started from {settings.data} yet: make run")
    environ = parts.service_environ(settings, keys.read_or_make(settings.data), redis_program.socket_in(store))
    command = [str(Path(sys.executable).with_name("flask")), "--app", "wsgi", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
