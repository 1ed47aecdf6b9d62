"""The client and contract/openapi.yaml say the same."""

from __future__ import annotations

import socket
from urllib.parse import parse_qsl

import msgspec
import pytest
from openapi_schema_validator import OAS31Validator

from backend_client.shapes import Shape
from tests.backend_client import wire as it
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.contract import Schema, answer_schema, contract, differences, encoded, operation, resolved
from tests.backend_client.every_call import CALLS
from tests.backend_client.wire import Received, Wire

# Asked by the client for itself, or by what watches the backend.
NOT_FOR_FLOWS = {"health", "ready", "channel_token"}


def good(full: bool) -> it.Behaviour:
    # Read before the client waits for an answer: on a busy machine it takes longer than the client does.
    contract()

    def answer(wire: Wire, connection: socket.socket, request: Received) -> None:
        status, schema = answer_schema(request.method, request.path)
        connection.sendall(it.reply(encoded(schema, full=full), status))

    return answer


def valid(value: object, schema: Schema) -> None:
    OAS31Validator({**schema, "components": contract()["components"]}).validate(value)


@pytest.mark.parametrize("full", [True, False], ids=["full", "null"])
@pytest.mark.parametrize("name", CALLS)
def test_each_answer_the_contract_allows_becomes_a_shape_that_agrees_with_it(
    make_wire: MakeWire, make_client: MakeClient, name: str, full: bool
) -> None:
    wire = make_wire(good(full))
    value = CALLS[name](make_client(wire).bind("t", key="hop-1"))
    assert isinstance(value, Shape)
    (request,) = wire.calls()
    _, schema = answer_schema(request.method, request.path)
    assert list(differences(type(value), schema)) == []
    # What flows keep in a session opens again.
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=type(value)) == value


@pytest.mark.parametrize("name", CALLS)
def test_each_request_is_one_the_contract_allows(make_wire: MakeWire, make_client: MakeClient, name: str) -> None:
    wire = make_wire(good(full=True))
    CALLS[name](make_client(wire).bind("t", key="hop-1"))
    (request,) = wire.calls()
    _, asked = operation(request.method, request.path)
    parameters = {one["name"]: one for one in map(resolved, asked.get("parameters", []))}
    query = dict(parse_qsl(request.path.partition("?")[2]))
    assert query.keys() <= {key for key, one in parameters.items() if one["in"] == "query"}
    for key, one in parameters.items():
        given = query.get(key) if one["in"] == "query" else request.headers.get(key.lower())
        assert given is not None or one["in"] == "path" or not one.get("required"), key
        if given is not None:
            valid(int(given) if resolved(one["schema"]).get("type") == "integer" else given, one["schema"])
    assert ("idempotency-key" in request.headers) == ("Idempotency-Key" in parameters)
    assert bool(request.body) == ("requestBody" in asked)
    if request.body:
        assert request.headers["content-type"] == "application/json"
        valid(msgspec.json.decode(request.body), asked["requestBody"]["content"]["application/json"]["schema"])


def test_every_call_of_the_contract_can_be_made(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(good(full=True))
    client = make_client(wire)
    for call in CALLS.values():
        call(client.bind("t"))
    made = {operation(request.method, request.path)[1]["operationId"] for request in wire.calls()}
    asked = {
        one["operationId"] for methods in contract()["paths"].values() for one in methods.values() if "sandbox" not in one["tags"]
    } - NOT_FOR_FLOWS
    assert made == asked
