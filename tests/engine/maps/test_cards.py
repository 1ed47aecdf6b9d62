"""A card says what is said, what can be chosen, and where each choice leads."""

from __future__ import annotations

import pytest

from engine import gallery, graph
from engine.call import Call
from engine.flow import DONE, HOME, Flow, Level, Outcome, Record
from engine.maps.cards import Card, Plan, Row, of_all, of_flow
from engine.parsers import pin
from engine.registry import Flows
from engine.screens import Ask, End, Menu, Option
from tests.engine.small_service import Home, home, proof


def elsewhere(first: Flow[Home]) -> Flow[Record]:
    """A second flow, which goes back to the first."""
    flow = Flow("other", Record, title="Elsewhere", examples=(Record,))

    @flow.screen
    def show(record: Record) -> Menu:
        return Menu("Here.", Option("back", "Done", close), Option("home", "Home", first.start))

    @flow.action
    def close(record: Record, call: Call) -> Outcome:
        return DONE

    return flow


@pytest.fixture
def flows() -> Flows:
    """Two flows with every kind of card and of way."""
    first = home()
    other = elsewhere(first)

    @first.screen
    def menu(record: Home) -> Menu:
        years = (Option(str(year), str(year), keep) for year in range(2020, 2030))
        free = Option("free", "", menu)
        return Menu("Which year?", *years, free, Option("other", "Other", other.start), Option("ask", "Ask", ask))

    @first.action(level=Level.PIN)
    def keep(record: Home, call: Call) -> Outcome:
        """Keeps it."""
        return menu if call.secret else leave if call.dialled else HOME

    @first.screen
    def ask(record: Home) -> Ask:
        return Ask("PIN?", pin, keep, secret=True)

    @first.screen
    def leave(record: Home) -> End:
        return End("Bye.")

    return Flows(first, other, step_up=proof())


def plan_of(flows: Flows, name: str) -> Plan:
    drawn = gallery.draw_all(flows)
    found = flows.flow(name)
    assert found is not None
    return of_flow(found, graph.read(flows, drawn), drawn)


def test_a_screen_shows_its_options_a_list_in_one_line(flows: Flows) -> None:
    card = plan_of(flows, "home").cards["menu"]
    assert card.said == "Which year?"
    assert card.rows == (
        Row("1-11", "2020 ...", key="keep"),
        Row("13", "Other", "other", "flow"),
        Row("14", "Ask", key="ask"),
    )


def test_an_action_shows_its_purpose_its_lock_and_where_no_line_is_drawn(flows: Flows) -> None:
    card = plan_of(flows, "home").cards["keep"]
    assert card == Card("keep", "action", "keep", "Keeps it.", (Row("", "", "menu", "back"), Row("", "", "main menu", "home")), locked=True)


def test_questions_secrets_and_last_words_look_different(flows: Flows) -> None:
    cards = plan_of(flows, "home").cards
    assert {key: card.kind for key, card in cards.items()} == {"menu": "screen", "keep": "action", "ask": "secret", "leave": "end"}


def test_lines_carry_what_is_typed_and_lead_onward_only(flows: Flows) -> None:
    assert plan_of(flows, "home").links == {
        ("menu", "keep"): ["1-11"],
        ("menu", "ask"): ["14"],
        ("keep", "leave"): [""],
        ("ask", "keep"): [""],
    }


def test_a_card_tells_who_leads_to_it_from_outside(flows: Flows) -> None:
    assert plan_of(flows, "home").cards["menu"].above == "other"
    assert plan_of(flows, "other").cards["show"].above == "home"
    assert plan_of(flows, "proof").cards["ask"].above == "the engine"


def test_a_flow_that_is_done_says_so(flows: Flows) -> None:
    assert plan_of(flows, "other").cards["close"].rows == (Row("", "", "done", "done"),)
    assert plan_of(flows, "other").cards["show"].rows[1] == Row("2", "Home", "home", "flow")


def test_the_whole_menu_has_a_card_for_each_flow(flows: Flows) -> None:
    drawn = gallery.draw_all(flows)
    plan = of_all(flows, graph.read(flows, drawn), drawn)
    assert plan.links == {("home", "other"): ["13"]}
    assert plan.cards["home"] == Card("home", "flow", "home", "", (Row("13", "Other", key="other"),), locked=True, above="other")
    assert plan.cards["other"] == Card("other", "flow", "other", "Elsewhere", (Row("2", "Home", "home", "back"),))
    assert plan.cards["proof"].above == "the engine"
