"""The contract is a good OpenAPI 3.1 document and says of itself nothing that is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate

from sandbox.policy.problems import STATUS
from tests.contract.conformance import FILE, document, validator


def test_it_is_valid_openapi() -> None:
    validate(document())
    assert document()["openapi"].startswith("3.1.")


def test_every_schema_is_used() -> None:
    used = set(re.findall(r"'#/components/schemas/(\w+)'", FILE.read_text(encoding="utf-8")))
    assert used == set(document()["components"]["schemas"])


def test_every_example_is_of_its_schema() -> None:
    for name, schema in document()["components"]["schemas"].items():
        for example in schema.get("examples", []):
            wrong = [error.message for error in validator({"$ref": f"#/components/schemas/{name}"}).iter_errors(example)]
            assert not wrong, f"{name}: {wrong}"


def test_every_property_that_may_be_missing_is_in_a_request_or_said_so() -> None:
    # A client reads `required` as "always there": an answer that only sometimes has a property would break it.
    sometimes = {
        name: set(schema.get("properties", {})) - set(schema.get("required", []))
        for name, schema in document()["components"]["schemas"].items()
        if name in _answer_schemas()
    }
    assert {name: found for name, found in sometimes.items() if found} == {
        "Fault": {"method", "seconds", "status", "times"},
        "Persona": {"member_no"},
    }


def _answer_schemas() -> set[str]:
    texts = [str(operation["responses"]) for _, _, operation in operations()] + [str(document()["components"]["responses"])]
    waiting = set(re.findall(r"#/components/schemas/(\w+)", " ".join(texts)))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= set(re.findall(r"#/components/schemas/(\w+)", str(document()["components"]["schemas"][name]))) - seen
    return seen


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_every_call_is_named_once_and_asks_for_a_purpose() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    without_purpose = {"/health", "/ready", "/oauth/token"}
    for path, method, operation in operations():
        refs = [parameter.get("$ref", "") for parameter in operation.get("parameters", [])]
        expected = path not in without_purpose and not path.startswith("/sandbox/")
        assert any(ref.endswith("/Purpose") for ref in refs) == expected, (method, path)


@pytest.mark.parametrize("code", sorted(STATUS))
def test_every_refusal_of_the_sandbox_is_a_code_of_the_contract(code: str) -> None:
    assert code in document()["components"]["schemas"]["ProblemCode"]["enum"]


def test_every_read_says_as_of_when() -> None:
    for path, method, operation in operations():
        if method != "get" or path.startswith("/sandbox/"):
            continue
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        name = schema["$ref"].rsplit("/", 1)[1]
        assert "as_of" in document()["components"]["schemas"][name]["required"], path
