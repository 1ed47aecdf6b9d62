"""The first answers of every kind come to many threads at once, and the process lives."""

from __future__ import annotations

import subprocess
import sys

from tests.processes import ROOT

# A process of its own: what this guards against ends it. Types are described once, so each round brings new ones.
ROUNDS = """
import sys, types
from threading import Barrier, Thread
from backend_client.answers import read
from backend_client.transport import Answer
SHAPES = '''
from __future__ import annotations
from backend_client.shapes import Shape
class Name(Shape, frozen=True):
    latin: str = ""
    lao: str | None = None
class Relative(Shape, frozen=True):
    name: Name
    others: dict[str, Name] | None = None
class Family(Shape, frozen=True):
    first: Relative
    items: tuple[Relative, ...] = ()
'''
sys.setswitchinterval(1e-6)
ANSWER = Answer(200, "application/json", b'{"first": {"name": {"latin": "K"}}}', None)
for round in range(1500):
    module = types.ModuleType(f"shapes_{round}")
    sys.modules[module.__name__] = module
    exec(SHAPES, module.__dict__)
    together = Barrier(8)
    def ask():
        together.wait()
        assert read(module.Family, ANSWER).first.name.latin == "K"
    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_eight_threads_read_the_first_answer_of_a_kind_at_once() -> None:
    ended = subprocess.run([sys.executable, "-c", ROUNDS], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 0, f"ended with {ended.returncode}: {ended.stderr[-500:]}"
