"""What the single files at the root import; the packages are held by the contracts in pyproject.toml."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import Source, modules

OURS = frozenset({source.top.removesuffix(".py") for source in modules()})
MAY_IMPORT = {
    "wsgi.py": {"app"},
    "smpp_gateway.py": {"assembly", "channels", "engine", "flows", "settings"},
    "settings.py": {"environment"},
    "environment.py": set(),
    "seal.py": set(),
    "asking.py": {"backend_client", "engine", "flows", "jobs"},
    "late.py": {"asking", "backend_client", "channels", "engine", "flows", "jobs", "settings"},
    "assembly.py": {"asking", "backend_client", "channels", "engine", "late", "seal", "settings"},
    "errands.py": {"asking", "assembly", "channels", "engine", "flows", "jobs", "settings"},
    "missed_call.py": {"asking", "channels", "engine", "flows", "jobs", "settings"},
    "app.py": {
        "assembly",
        "backend_client",
        "channels",
        "console",
        "engine",
        "errands",
        "flows",
        "jobs",
        "late",
        "missed_call",
        "operation",
        "seal",
        "settings",
    },
    "commands.py": {"app", "channels", "deploy", "engine", "flows", "settings"},
}


def imported(source: Source) -> Iterator[str]:
    """The packages and modules of ours that this one imports."""
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("source", [source for source in modules() if source.name in MAY_IMPORT], ids=lambda source: source.name)
def test_a_single_file_imports_only_what_lies_below_it(source: Source) -> None:
    wrong = (set(imported(source)) & OURS) - MAY_IMPORT[source.name]
    assert not wrong, f"{source.name} imports {', '.join(sorted(wrong))}"


def test_nothing_imports_the_tests_but_tests() -> None:
    wrong = [source.name for source in modules() if source.top != "tests" and "tests" in imported(source)]
    assert not wrong, f"{', '.join(wrong)} import the tests"
