"""Whether an answer is one that the contract allows.

JSON Schema on the file's own schemas, not openapi-core: that one leaves undeclared properties alone and takes problem+json
only with a decoder of ours, and both are what a client would trip over.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator

FILE = Path(__file__).resolve().parents[2] / "contract" / "openapi.yaml"
PREFIX = "/v1"


@cache
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def _strict_components() -> Any:
    """Nothing allowed that is not declared: a property the file forgets is an error here."""
    return _closed(document()["components"])


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if "properties" in node and "additionalProperties" not in node:
        closed["additionalProperties"] = False
    return closed


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    # The components come along, so that every $ref of the file finds its place.
    return Draft202012Validator({**_closed(dict(schema)), "components": _strict_components()}, validate_formats=True)


def template_of(path: str) -> str:
    """The path of the contract that a path is; a literal one goes before one with a parameter."""
    steps = path.removeprefix(PREFIX).split("?")[0].split("/")
    for template in sorted(document()["paths"], key=lambda name: name.count("{")):
        parts = template.split("/")
        if len(parts) == len(steps) and all(part.startswith("{") or part == step for part, step in zip(parts, steps, strict=True)):
            return str(template)
    raise AssertionError(f"{path} is not in the contract")


@cache
def _answers(template: str, method: str, status: str) -> tuple[str, Draft202012Validator]:
    declared = document()["paths"][template][method]["responses"]
    answer = declared.get(status) or declared.get("default")
    assert answer is not None, f"{method} {template}: {status} is not in the contract"
    if "$ref" in answer:
        answer = document()["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    [(kind, media)] = answer["content"].items()
    return kind, validator(media["schema"])


def check_answer(method: str, path: str, status: int, content_type: str, body: Any) -> None:
    """Raises AssertionError naming the place."""
    template = template_of(path)
    kind, schema = _answers(template, method.lower(), str(status))
    where = f"{method} {template} {status}"
    assert content_type == kind, f"{where}: {content_type} instead of {kind}"
    wrong = [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(body)]
    assert not wrong, f"{where}\n" + "\n".join(wrong)
