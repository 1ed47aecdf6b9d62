"""What a caller typed stays one part of the path and one line of the head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.addresses import line_safe, path_of
from backend_client.errors import Refused


def test_parts_are_filled_in_and_empty_query_values_left_out() -> None:
    assert path_of("/me/claims/{ref}", {"ref": "4000000012"}, {}) == "/me/claims/4000000012"
    assert path_of("/me/contributions", {}, {"from": "2026-01", "to": "", "cursor": "a&b"}) == "/me/contributions?from=2026-01&cursor=a%26b"
    assert path_of("/me/contributions", {}, {"from": ""}) == "/me/contributions"


@given(st.text(st.characters()))
def test_whatever_is_typed_stays_one_part(typed: str) -> None:
    try:
        path = path_of("/cases/{ref}/end", {"ref": typed}, {})
    except Refused:
        assert typed in {"", ".", ".."}
        return
    assert path.count("/") == 3
    assert path.isascii()
    assert not set(path) & set("?# \r\n{}")


@pytest.mark.parametrize("typed", ["", ".", ".."])
def test_what_would_lead_elsewhere_is_not_found(typed: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        path_of("/cases/{ref}", {"ref": typed}, {})


@pytest.mark.parametrize("token", ["a\r\nX-Evil: 1", "a\n", "ກ", "a\x00"])
def test_a_token_that_would_end_its_line_is_unauthorized(token: str) -> None:
    with pytest.raises(Refused, match="unauthorized"):
        line_safe(token)
