"""What the engine promises whoever writes a flow, and whoever walks through it."""

from __future__ import annotations

import pytest

from engine.encoding import Budget
from engine.session import Level
from tests.engine.conversation import Conversation
from tests.engine.orchard import REFUSED, UNAVAILABLE, Orchard, orchard_flows


@pytest.fixture
def world() -> Orchard:
    return Orchard()


@pytest.fixture
def caller(world: Orchard) -> Conversation:
    return Conversation(orchard_flows(world))


def test_numbers_stay_when_an_option_is_hidden(caller: Conversation) -> None:
    caller.dials().sees("1 Pick", "3 Weigh", "4 Leave").does_not_see("2 ")
    caller.sends("2").sees("Choose a number from the list.", "1 Pick")


def test_the_first_screen_has_no_way_back(caller: Conversation) -> None:
    caller.dials().does_not_see("0 Back").sends("0").sees("Choose a number", "Orchard")


def test_back_goes_screen_by_screen_and_keeps_what_was_said(caller: Conversation) -> None:
    caller.dials().sends("1").sees("How many").sends("12").sees("12 trees").sends("0").sees("How many").sends("0").sees("Orchard")


def test_two_zeros_lead_home_from_anywhere(caller: Conversation) -> None:
    caller.dials().sends("1").sends("12").sends("00").sees("Orchard").does_not_see("0 Back")


def test_an_answer_that_is_none_is_asked_again_with_a_reason(caller: Conversation) -> None:
    caller.dials().sends("1").sends("99").sees("from 1 to 50", "How many trees?").sends("5").sees("5 trees")


def test_keys_are_read_in_lao_digits(caller: Conversation) -> None:
    caller.dials().sends("໑").sends("໑໒").sees("12 trees").sends("໐").sees("How many")


def test_an_end_ends_and_a_new_dial_begins_anew(caller: Conversation) -> None:
    caller.dials().sends("4").sees("Goodbye")
    assert caller.session.ended
    caller.dials().sees("Orchard").does_not_see("Continue")


def test_the_pin_is_asked_on_the_way_and_once_a_conversation(caller: Conversation) -> None:
    caller.dials().sends("3").sees("PIN (0 wrong)").sends("1111").sees("PIN (1 wrong)").sends("4071").sees("12 kg")
    caller.sends("1").sees("17 kg").does_not_see("PIN")


def test_backing_out_of_the_pin_leaves_the_waiting_action_undone(caller: Conversation) -> None:
    caller.dials().sends("1").sends("3").sends("1").sees("PIN").sends("0").sees("3 trees")


def test_a_secret_is_in_no_byte_of_the_session(caller: Conversation) -> None:
    caller.dials().sends("3").sends("9182").sees("PIN (1 wrong)")
    assert b"9182" not in caller.packed
    caller.sends("4071")
    assert b"4071" not in caller.packed


def test_a_refusal_becomes_its_sentence_and_back_leads_to_the_screen_before(caller: Conversation, world: Orchard) -> None:
    world.failures = [REFUSED]
    caller.dials().sends("1").sends("4").sends("2").sends("1").sees("Nothing found", "0 Back").does_not_see("Try again")
    caller.sends("0").sees("Sure?")


def test_trying_again_uses_the_key_of_the_first_try(caller: Conversation, world: Orchard) -> None:
    world.failures = [UNAVAILABLE, UNAVAILABLE]
    caller.dials("1", "4").sends("2").sends("1").sees("1 Try again")
    caller.sends("1").sees("1 Try again").sends("1").sees("Picked")
    assert len(set(caller.seeds)) == 1
    assert world.picked == [caller.seeds[0]]


def test_two_messages_create_under_two_keys(caller: Conversation, world: Orchard) -> None:
    for _ in range(2):
        caller.dials("1", "4").sends("2").sends("1").sees("Picked")
    assert len(set(world.picked)) == 2


def test_what_is_done_is_not_gone_back_into(caller: Conversation, world: Orchard) -> None:
    caller.dials("1", "4").sends("2").sends("1").sees("Picked").sends("0").sees("Orchard").does_not_see("Sure?")
    assert len(world.picked) == 1


def test_a_dial_string_walks_through_menus_and_questions(caller: Conversation) -> None:
    caller.dials("1", "12").sees("12 trees")


def test_a_dial_string_stops_before_a_confirmation_and_before_a_pin(caller: Conversation, world: Orchard) -> None:
    caller.dials("1", "12", "2", "1").sees("Sure?")
    assert world.picked == []
    caller.dials("3", "4071").sees("PIN (0 wrong)")


def test_a_dial_string_that_is_wrong_stops_there_with_a_reason(caller: Conversation) -> None:
    caller.dials("1", "77", "2").sees("from 1 to 50", "How many trees?")


def test_several_answers_at_once_are_taken_one_by_one(caller: Conversation) -> None:
    caller.dials().sends("1*12*1").sees("PIN (0 wrong)")


def test_a_dropped_conversation_is_offered_again(caller: Conversation) -> None:
    caller.dials().sends("1").sends("12").waits(30).dials().sees("Basket", "1 Continue", "2 Main menu")
    caller.does_not_see("0 Back", "00 Menu").sends("1").sees("12 trees")


def test_the_main_menu_is_a_choice_too(caller: Conversation) -> None:
    caller.dials().sends("1").sends("12").dials().sends("2").sees("Orchard").does_not_see("0 Back")


def test_after_ten_minutes_nothing_is_offered(caller: Conversation) -> None:
    caller.dials().sends("1").sends("12").waits(601).dials().sees("Orchard")


def test_going_on_never_skips_the_pin(caller: Conversation) -> None:
    caller.dials().sends("3").sends("4071").sees("12 kg").dials().sends("1").sees("PIN (0 wrong)").does_not_see("12 kg")
    assert caller.session.caller.level == Level.NUMBER
    caller.sends("4071").sees("12 kg")


def test_backing_out_of_the_pin_does_not_show_what_it_guards(caller: Conversation) -> None:
    caller.dials().sends("3").sends("4071").sees("12 kg").dials().sends("1").sees("PIN").sends("0").does_not_see("12 kg").sees("Orchard")


def test_a_dropped_confirmation_is_resumed_one_screen_before(caller: Conversation, world: Orchard) -> None:
    caller.dials().sends("1").sends("12").sends("2").sees("Sure?").dials().sends("1").sees("12 trees")
    assert world.picked == []


def test_a_pin_prompt_is_resumed_as_the_task_that_asked_for_it(caller: Conversation) -> None:
    caller.dials().sends("1").sends("12").sends("1").sees("PIN").dials().sees("Basket").sends("1").sees("PIN").sends("4071").sees("5 kg")


def test_every_dial_asks_the_backend_anew_who_calls(caller: Conversation, world: Orchard) -> None:
    caller.dials().sends("1").dials().dials()
    assert world.identified == 3


def test_pages_turn_with_nine_and_zero_and_keep_the_complaint(world: Orchard) -> None:
    caller = Conversation(orchard_flows(world), Budget(septets=36, units=30))
    caller.dials().sees("Orchard", "9 More").sends("9").sees("0 Back").sends("0").sees("Orchard")
    caller.sends("7").sees("Choose a number").sends("9").does_not_see("Choose a number").sends("4").sees("Goodbye")


def test_an_option_can_be_chosen_from_any_page(world: Orchard) -> None:
    caller = Conversation(orchard_flows(world), Budget(septets=36, units=30))
    caller.dials().does_not_see("4 Leave").sends("4").sees("Goodbye")
