"""A view as numbered text in pages, for the channels that have only text."""

from __future__ import annotations

from engine.encoding import Budget
from engine.layout import Controls, pages
from engine.runner import View
from engine.screens import Menu
from engine.sms import texts

NO_LABELS: tuple[str, ...] = ()


def draw(view: View, budget: Budget) -> tuple[str, ...]:
    """The pages of a view, each within the budget."""
    screen = view.screen
    if budget.parts:
        return texts(screen, view.complaint)
    labels = [option.label for option in screen.options] if isinstance(screen, Menu) else NO_LABELS
    return pages(screen.text, labels, Controls(view.back, view.home), budget, view.complaint)
