"""Options that cannot be told apart, and answers that are saved where they cannot be or must not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from engine.checks.subject import Fault, Subject, where
from engine.flow import Step
from engine.gallery import Drawn
from engine.screens import Ask, Option

KIND = "answers that go wrong"


def find(subject: Subject) -> Iterator[Fault]:
    """All of it, said once whatever the language and the example."""
    found = dict.fromkeys(sentence for drawn in subject.gallery for sentence in _of_drawn(drawn))
    for sentence in found:
        yield Fault(KIND, sentence)


def _of_drawn(drawn: Drawn) -> Iterator[str]:
    step = drawn.step
    if isinstance(drawn.screen, Ask):
        yield from _of_question(step, drawn.screen)
    counted = Counter(option.key for option in drawn.options)
    for key, count in counted.items():
        if count > 1:
            yield f"{where(step)}: {count} options have the key {key!r}, and the first would always be taken. Give each its own."
    for option in drawn.options:
        if not option.key:
            yield f"{where(step)}: the option {option.label!r} has no key and could never be chosen. Give it one."
        for field, value in option.save.items():
            yield from _of_saving(step, option, field, value)


def _of_question(step: Step, ask: Ask) -> Iterator[str]:
    if ask.secret and ask.save:
        yield f"{where(step)}: a secret answer is never kept, yet it has save={ask.save!r}. Read it as call.secret in {_name(ask.then)}."
    elif ask.save and ask.save not in step.flow.record.__struct_fields__:
        yield f"{where(step)}: save={ask.save!r} is no field of {step.flow.record.__name__}. {_fields(step)}"


def _of_saving(step: Step, option: Option, field: str, value: object) -> Iterator[str]:
    record = step.flow.record
    if field not in record.__struct_fields__:
        yield f"{where(step)}: option {option.key!r} saves {field!r}, which is no field of {record.__name__}. {_fields(step)}"
        return
    try:
        step.flow.decode(msgspec.msgpack.encode({field: value}))
    except (msgspec.MsgspecError, TypeError) as error:
        yield f"{where(step)}: what option {option.key!r} saves as {field!r} cannot be kept: {error}. Save what the record declares."


def _fields(step: Step) -> str:
    return f"It has: {', '.join(step.flow.record.__struct_fields__) or 'none'}."


def _name(then: object) -> str:
    return then.name if isinstance(then, Step) else "the next action"
