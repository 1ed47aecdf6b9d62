"""What a caller reads when the backend refuses or is away: one sentence per problem code, with what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.call import Call
from engine.flow import DONE, Flow, Outcome, Record
from engine.screens import Menu, Option, when
from engine.text import _


class Problem(Record):
    """code: a stable problem code of the contract. params: what the backend said of it."""

    code: str = "backend_unavailable"
    params: dict[str, str] = {}


Sentence = Callable[[Mapping[str, str]], str]
TRY_AGAIN: Final = frozenset({"backend_unavailable", "idempotency_in_progress"})

# A table of functions, not of texts: each is translated when it is read, in the caller's language.
SENTENCES: Final[dict[str, Sentence]] = {
    "backend_unavailable": lambda p: _("NSSO's system is not answering just now. Nothing was changed."),
    "idempotency_in_progress": lambda p: _("Your request is still being worked on. Wait a moment."),
    "not_found": lambda p: _("Nothing found. Check the number, or call 021 243725."),
    "not_in_class": lambda p: _("Your kind of membership does not have this. Ask 021 243725."),
    "forbidden": lambda p: _("This cannot be shown here. Ask 021 243725."),
    "number_not_on_file": lambda p: _("This phone number is not recorded at NSSO. Register it first."),
    "number_shared": lambda p: _("Several members use this number. Choose one first."),
    "no_entitlement": lambda p: _("No hospital is recorded yet. Ask 021 243725 how to choose one."),
    "coverage_ended": lambda p: _("The insurance has ended. Ask 021 243725 how to come back."),
    "membership_ended": lambda p: _("The membership has ended. Ask 021 243725 how to join again."),
    "sim_swap_hold": lambda p: _("Your SIM changed lately. To protect you this opens after 72 hours, or call 021 243725."),
    "locked": lambda p: _("Too many wrong PINs. Wait 30 minutes, or call 021 243725."),
    "step_up_failed": lambda p: _("Wrong PIN."),
    "pin_not_set": lambda p: _("No PIN yet. Set one under My number and PIN."),
    "weak_pin": lambda p: _("That PIN is easy to guess. Choose another."),
    "otp_expired": lambda p: _("That code is no longer valid. Ask for a new one."),
    "rate_limited": lambda p: _("Too many tries for now. Try again tomorrow, or call 021 243725."),
    "duplicate": lambda p: _("You have already reported this. NSSO is working on it."),
    "capability_unavailable": lambda p: _("NSSO does not offer this by phone yet. Ask 021 243725."),
    "window_closed": lambda p: _("The hospital can be changed from 1 January to 31 March."),
    "already_changed": lambda p: _("The hospital was already changed this year."),
    "too_few_months": lambda p: _("Too few months are paid for this."),
    "hospital_full": lambda p: _("This hospital takes no more members. Choose another."),
    "too_late": lambda p: _("The time limit has passed. Ask 021 243725."),
}


def otherwise(params: Mapping[str, str]) -> str:
    """For a code that has no sentence of its own."""
    return _("This did not work. Nothing was changed. Ask 021 243725.")


def sentence(code: str, params: Mapping[str, str]) -> str:
    """The sentence of a problem code, in the caller's language."""
    return SENTENCES.get(code, otherwise)(params)


flow = Flow("problem", Problem, examples=tuple(lambda code=code: Problem(code=code) for code in SENTENCES))


@flow.screen
def show_problem(record: Problem) -> Menu:
    """What is wrong, and the way on."""
    return Menu(
        sentence(record.code, record.params),
        when(record.code in TRY_AGAIN, Option("again", _("Try again"), try_again)),
    )


@flow.action
def try_again(record: Problem, call: Call) -> Outcome:
    """Back to the action that failed, which is then run once more under the same idempotency key."""
    return DONE
