"""The codebase, held to the rules of the house."""

from collections.abc import Callable, Iterator
from statistics import median

import pytest

from tests.house import rules
from tests.house.tree import Source, modules, sources

MEDIAN_FUNCTION = 8
Rule = Callable[[Source], Iterator[str]]


@pytest.mark.parametrize(
    "rule",
    [
        rules.too_long,
        rules.too_long_functions,
        rules.without_docstring,
        rules.hollow_names,
        rules.reads_environment,
        rules.doubles,
        rules.unfinished,
    ],
    ids=lambda rule: rule.__name__,
)
def test_every_module_keeps(rule: Rule) -> None:
    _nothing_of([broken for source in modules() for broken in rule(source)])


@pytest.mark.parametrize("rule", [rules.leaks, rules.talk, rules.reachable_numbers], ids=lambda rule: rule.__name__)
def test_every_file_is_free_of(rule: Rule) -> None:
    _nothing_of([broken for source in sources() for broken in rule(source)])


def test_functions_are_short_as_a_rule() -> None:
    sizes = [size for source in modules() if source.top != "tests" for size, _where in rules.function_sizes(source)]
    assert median(sizes) <= MEDIAN_FUNCTION, f"The median function has {median(sizes):g} lines, {MEDIAN_FUNCTION} at most"


def _nothing_of(broken: list[str]) -> None:
    if broken:
        pytest.fail("\n".join(broken), pytrace=False)
