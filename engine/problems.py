"""What a caller reads when the backend refuses or is away: one sentence per problem code, with what to do next."""

from __future__ import annotations

from functools import partial
from typing import Final

from engine.call import Call
from engine.flow import DONE, Flow, Outcome, Record
from engine.screens import Menu, Option, when
from engine.text import N_, _

AWAY: Final = "backend_unavailable"


class Problem(Record):
    """code: a stable problem code of the contract."""

    code: str = AWAY


TRY_AGAIN: Final = frozenset({AWAY, "idempotency_in_progress"})

SENTENCES: Final = {
    AWAY: N_("NSSO's system is slow just now. You can safely try again."),
    "idempotency_in_progress": N_("Your request is still being worked on. Wait a moment."),
    "not_found": N_("Nothing found. Check the number, or call 021 243725."),
    "not_in_class": N_("Your kind of membership does not have this. Ask 021 243725."),
    "forbidden": N_("This cannot be shown here. Ask 021 243725."),
    # Not the contract's: the network withheld the number, so the backend cannot be asked.
    "number_not_given": N_("Your phone number did not come through. Dial again without hiding it."),
    "number_not_on_file": N_("This phone number is not recorded at NSSO. Register it first."),
    "number_shared": N_("Several members use this number. Choose one first."),
    "no_entitlement": N_("No hospital is recorded yet. Ask 021 243725 how to choose one."),
    "coverage_ended": N_("The insurance has ended. Ask 021 243725 how to come back."),
    "membership_ended": N_("The membership has ended. Ask 021 243725 how to join again."),
    "sim_swap_hold": N_("Your SIM changed lately. To protect you this opens after 72 hours, or call 021 243725."),
    "locked": N_("Too many wrong PINs. Wait 30 minutes, or call 021 243725."),
    "step_up_failed": N_("Wrong PIN."),
    "pin_not_set": N_("No PIN yet. Set one under Settings, PIN."),
    "weak_pin": N_("That PIN is easy to guess. Choose another."),
    "otp_expired": N_("That code is no longer valid. Ask for a new one."),
    "rate_limited": N_("Too many tries for now. Try again tomorrow, or call 021 243725."),
    "duplicate": N_("You have already reported this. NSSO is working on it."),
    "capability_unavailable": N_("NSSO does not offer this by phone yet. Ask 021 243725."),
    "window_closed": N_("The hospital can be changed from 1 January to 31 March."),
    "already_changed": N_("The hospital was already changed this year."),
    "too_few_months": N_("Too few months are paid for this. Ask 021 243725."),
    "hospital_full": N_("This hospital takes no more members. Choose another."),
    "not_self_payable": N_("There is nothing to pay for you yourself."),
    "nothing_due": N_("All months up to now are paid."),
    "too_many_months": N_("That is too many months at once. Choose fewer."),
    "wallet_not_supported": N_("That wallet cannot pay here. Use another number."),
    # Of this payment only: an earlier one of the same payer's may have been taken.
    "wallet_unavailable": N_("The wallet is not answering. This payment did not begin. Try later."),
    # Not the contract's: we take no new payments while too many end in doubt.
    "payments_paused": N_("Payments pause for a short while. This payment did not begin. Try in an hour."),
    "wallet_declined": N_("The wallet said no to this payment."),
    "quote_expired": N_("That price is too old. Look under Pay, 3, before paying again."),
    "too_late": N_("The time limit has passed. Ask 021 243725."),
}
OTHERWISE: Final = N_("This did not work. Ask 021 243725.")

flow = Flow("problem", Problem, examples=tuple(partial(Problem, code=code) for code in SENTENCES))


@flow.screen
def show_problem(record: Problem) -> Menu:
    """What is wrong, and the way on."""
    return Menu(
        _(SENTENCES.get(record.code, OTHERWISE)),
        when(record.code in TRY_AGAIN, Option("again", _("Try again"), try_again)),
    )


@flow.action
def try_again(record: Problem, call: Call) -> Outcome:
    """Back to the action that failed, which is then run once more under the same idempotency key."""
    return DONE
