"""Whether an answer of the wallet is one that its contract allows, with nothing in it that is not declared."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator

FILE = Path(__file__).resolve().parents[2] / "contract" / "wallet.yaml"


@cache
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if "properties" in node and "additionalProperties" not in node:
        closed["additionalProperties"] = False
    return closed


@cache
def validator(schema: str) -> Draft202012Validator:
    """schema: its name in the contract."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": _closed(document()["components"])})


def template_of(path: str) -> str:
    steps = path.split("?", maxsplit=1)[0].split("/")
    for template in sorted(document()["paths"], key=lambda name: name.count("{")):
        parts = template.split("/")
        if len(parts) == len(steps) and all(part.startswith("{") or part == step for part, step in zip(parts, steps, strict=True)):
            return str(template)
    raise AssertionError(f"{path} is not in the contract")


def check_answer(method: str, path: str, status: int, body: Any) -> None:
    answers = document()["paths"][template_of(path)][method.lower()]["responses"]
    if str(status) in answers:
        schema = answers[str(status)]["content"]["application/json"]["schema"]
    else:
        assert status >= 400, f"{method} {path} is not said to answer {status}"
        assert "default" in answers, f"{method} {path} is not said to refuse"
        schema = {"$ref": "#/components/schemas/Error"}
    whole = Draft202012Validator({**schema, "components": _closed(document()["components"])})
    wrong = [f"{error.instance_path}: {error.message}" for error in whole.iter_errors(body)]
    assert not wrong, f"{method} {path} {status}: {wrong}"
