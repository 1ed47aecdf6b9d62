"""Chooses versions and writes them down with their hashes, so that they install the same anywhere: `make lock`."""

import os
import re
import subprocess
import sys

from deploy.settings import ROOT

# What else it leaves out of the locks stands in pyproject.toml.
OPTIONS = ("--generate-hashes", "--strip-extras", "--no-header", "--quiet")
# Only the program in that wheel is used: what its Python side asks for stays out.
UNUSED = ("psutil", "redis", "setuptools")
LOCKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("requirements", ("--allow-unsafe",)),
    ("requirements-dev", ("--allow-unsafe",)),
    ("requirements-redis", tuple(word for name in UNUSED for word in ("--unsafe-package", name))),
)
# An address or a path of the machine that made the lock.
LEAK = re.compile(r"://|^--|\s/\w", re.MULTILINE)


def main(wishes: list[str]) -> int:
    """`--upgrade` takes the newest of everything; without it, only what the .in files changed."""
    for name, options in LOCKS:
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, *wishes, "-o", f"{name}.txt", f"{name}.in"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"}, check=True)
        if found := LEAK.search((ROOT / f"{name}.txt").read_text()):
            print(f"{name}.txt holds {found[0]!r}: it would not install elsewhere")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
