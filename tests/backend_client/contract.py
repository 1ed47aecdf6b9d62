"""The OpenAPI file, and how a shape of the client compares with one of its schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import inspect

Schema = dict[str, Any]


@cache
def contract() -> Schema:
    loaded: Schema = yaml.safe_load((Path(__file__).resolve().parents[2] / "contract" / "openapi.yaml").read_text(encoding="utf-8"))
    return loaded


def resolved(schema: Schema) -> Schema:
    """What a $ref names, with what stands beside it."""
    while "$ref" in schema:
        target: Any = contract()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target | {key: value for key, value in schema.items() if key != "$ref"}
    return schema


def parted(schema: Schema) -> tuple[Schema, bool]:
    """The schema without null, and whether null is allowed."""
    schema = resolved(schema)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        rest = [kind for kind in kinds if kind != "null"]
        return schema | {"type": rest[0] if len(rest) == 1 else rest}, "null" in kinds
    if "anyOf" in schema:
        rest = [resolved(one) for one in schema["anyOf"] if one.get("type") != "null"]
        assert len(rest) == 1, schema
        return rest[0], len(rest) < len(schema["anyOf"])
    return schema, False


def differences(shape: Any, schema: Schema, where: str = "$") -> Iterator[str]:
    """Each way in which the type does not agree with the schema."""
    yield from _compared(inspect.type_info(shape), schema, where)


def _compared(info: inspect.Type, schema: Schema, where: str) -> Iterator[str]:
    schema, nullable = parted(schema)
    if isinstance(info, inspect.UnionType):
        if not (info.includes_none and nullable):
            yield f"{where}: may be None here, may be null there: {info.includes_none}, {nullable}"
        (info,) = [one for one in info.types if not isinstance(one, inspect.NoneType)]
    elif nullable:
        yield f"{where}: null is not expected"
    match info:
        case inspect.StructType():
            yield from _fields(info, schema, where)
        case inspect.VarTupleType():
            if schema.get("type") != "array":
                yield f"{where}: not an array"
            else:
                yield from _compared(info.item_type, schema["items"], f"{where}[]")
        case inspect.EnumType():
            words = {member.value for member in info.cls} - {"other"}
            if words != set(schema.get("enum", [schema.get("const")])) - {"other"}:
                yield f"{where}: other words {sorted(words ^ set(schema.get('enum', [])))}"
        case _:
            if type(info) is not KINDS.get((schema.get("type"), schema.get("format"))):
                yield f"{where}: {type(info).__name__} for {schema.get('type')} {schema.get('format', '')}"


KINDS: dict[tuple[Any, Any], type[inspect.Type]] = {
    ("string", None): inspect.StrType,
    ("string", "date"): inspect.DateType,
    ("string", "date-time"): inspect.DateTimeType,
    ("integer", None): inspect.IntType,
    ("number", None): inspect.FloatType,
    ("boolean", None): inspect.BoolType,
}


def _fields(info: inspect.StructType, schema: Schema, where: str) -> Iterator[str]:
    properties: Schema = schema.get("properties", {})
    here = {field.encode_name: field for field in info.fields}
    if lacking := properties.keys() ^ here.keys():
        yield f"{where}: {info.cls.__name__} and the contract differ in {sorted(lacking)}"
    for name in properties.keys() & here.keys():
        field = here[name]
        sure = name in schema.get("required", []) and not parted(properties[name])[1]
        # A switch that is not named is off, and an amount is in kip.
        if field.required != sure and field.default not in (False, "LAK"):
            yield f"{where}.{name}: required {field.required}, always there and not null {sure}"
        yield from _compared(field.type, properties[name], f"{where}.{name}")


def operation(method: str, path: str) -> tuple[str, Schema]:
    """The route and the operation that a request means; a fixed path goes before one with a brace."""
    steps = path.removeprefix("/v1").split("?")[0].split("/")
    for route in sorted(contract()["paths"], key=lambda route: route.count("{")):
        parts = route.split("/")
        if len(parts) == len(steps) and all(part == step or part.startswith("{") for part, step in zip(parts, steps, strict=True)):
            return route, contract()["paths"][route][method.lower()]
    raise AssertionError(f"{method} {path} is not in the contract")


def answer_schema(method: str, path: str) -> tuple[int, Schema]:
    """Status and schema of the good answer."""
    for status, answer in operation(method, path)[1]["responses"].items():
        if status.startswith("2"):
            return int(status), resolved(answer)["content"]["application/json"]["schema"]
    raise AssertionError(f"{method} {path} has no good answer")


def sample(schema: Schema, *, full: bool) -> Any:
    """A value the schema allows: with everything that may be null there, or with all of it null."""
    schema, nullable = parted(schema)
    if nullable and not full:
        return None
    for chosen in ("const", "example"):
        if chosen in schema:
            return schema[chosen]
    if "enum" in schema:
        return schema["enum"][0]
    match schema["type"]:
        case "object":
            return {
                name: sample(one, full=full) for name, one in schema["properties"].items() if full or name in schema.get("required", [])
            }
        case "array":
            return [sample(schema["items"], full=full)] if full or schema.get("minItems") else []
        case "string":
            return "text-of-sixteen-letters"
        case "boolean":
            return full
        case number:
            assert number in {"integer", "number"}, schema
            return 1


def encoded(schema: Schema, *, full: bool) -> bytes:
    return msgspec.json.encode(sample(schema, full=full))
