"""The rules themselves: each finds what is planted, and nothing in what is allowed."""

from collections.abc import Callable, Iterator

import pytest

from tests.house import rules
from tests.house.tree import Source

LONG_FUNCTION = "def f() -> None:\n" + "    f()\n" * 30
SENTENCE = '"""What it is for."""\n'

PLANTED = [
    (rules.too_long, "engine/a.py", "a = 1\n" * 201),
    (rules.too_long, "flows/a.py", "a = 1\n" * 151),
    (rules.too_long, "tests/a.py", "a = 1\n" * 301),
    (rules.too_long_functions, "engine/a.py", LONG_FUNCTION),
    (rules.without_docstring, "engine/a.py", "a = 1\n"),
    (rules.without_docstring, "engine/a.py", '"""What it is\nfor."""\n'),
    (rules.hollow_names, "engine/utils.py", SENTENCE),
    (rules.hollow_names, "channels/common/sms.py", SENTENCE),
    (rules.leaks, "docs/a.md", "see /ro" + "ot/notes"),
    (rules.leaks, "docs/a.md", "https://mirror.example/sim" + "ple/flask"),
    (rules.talk, "docs/a.md", "as is" + "sue 12 says"),
    (rules.reads_environment, "engine/a.py", "os.environ['A']"),
    (rules.reachable_numbers, "docs/a.md", "+856 20 " + "5551 2345"),
    (rules.reachable_numbers, "tests/a.py", "020" + "55512345"),
    (rules.doubles, "tests/a.py", "from unittest import mo" + "ck"),
    (rules.doubles, "tests/a.py", "monkeypatch" + ".setattr(desk, 'answer', answer)"),
    (rules.unfinished, "engine/a.py", "# TO" + "DO: later"),
]
ALLOWED = [
    (rules.too_long, "engine/a.py", "a = 1\n" * 200),
    (rules.too_long, "tests/a.py", "a = 1\n" * 300),
    (rules.too_long_functions, "engine/a.py", LONG_FUNCTION.removesuffix("    f()\n")),
    (rules.without_docstring, "engine/a.py", SENTENCE),
    (rules.without_docstring, "engine/__init__.py", ""),
    (rules.hollow_names, "engine/screens.py", SENTENCE),
    (rules.talk, "docs/a.md", "the dialled session"),
    (rules.reads_environment, "sandbox/settings.py", "os.environ['A']"),
    (rules.reachable_numbers, "docs/a.md", "+856 20 1000 0002, 020 77982994, +8562059641659"),
]
Rule = Callable[[Source], Iterator[str]]


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_a_rule_finds_what_is_planted(rule: Rule, name: str, text: str) -> None:
    assert list(rule(Source(name, text)))


@pytest.mark.parametrize(("rule", "name", "text"), ALLOWED)
def test_a_rule_leaves_what_is_allowed(rule: Rule, name: str, text: str) -> None:
    assert not list(rule(Source(name, text)))
