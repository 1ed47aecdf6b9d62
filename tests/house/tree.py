"""The files of the project, as the tests of the codebase read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
# Made by a program from a source that is checked itself.
MADE = ("requirements", "docs/book/")


class Source(NamedTuple):
    """name: with slashes, from the root of the project."""

    name: str
    text: str

    @property
    def top(self) -> str:
        return self.name.partition("/")[0]

    def lines(self) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self.text.splitlines(), 1):
            yield f"{self.name}:{number}", line

    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)


@cache
def sources() -> tuple[Source, ...]:
    """Every text file that is or could be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(source for name in sorted(set(listed.stdout.split("\0"))) if name for source in _read(name))


@cache
def modules() -> tuple[Source, ...]:
    return tuple(source for source in sources() if source.name.endswith(".py"))


def _read(name: str) -> Iterator[Source]:
    try:
        yield Source(name, (ROOT / name).read_text(encoding="utf-8"))
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        # A font, a picture, or a file just removed.
        return
