"""The wallet's contract is a good OpenAPI 3.1 document, and the program has its calls and no others."""

from __future__ import annotations

import re
from pathlib import Path

from openapi_spec_validator import validate

from tests.wallet.conformance import FILE, document
from wallet.app import create_app
from wallet.settings import Settings


def test_it_is_valid_openapi() -> None:
    validate(document())
    assert document()["openapi"].startswith("3.1.")


def test_every_schema_is_used() -> None:
    used = set(re.findall(r"'#/components/schemas/(\w+)'", FILE.read_text(encoding="utf-8")))
    assert used == set(document()["components"]["schemas"])


def test_it_has_each_call_of_the_program_and_no_other(tmp_path: Path) -> None:
    app = create_app(Settings(database=tmp_path / "wallet.sqlite3"))
    served = {
        (_bare(rule.rule), method) for rule in app.url_map.iter_rules() for method in rule.methods or set() if method in {"GET", "POST"}
    }
    said = {(_bare(path), method.upper()) for path, calls in document()["paths"].items() for method in calls}
    assert served == said | {("/health", "GET")}


def _bare(path: str) -> str:
    return re.sub(r"[<{]\w+[>}]", "*", path)
