"""What a test SMS says: nothing that anybody would act upon."""

from __future__ import annotations

from engine.text import _


def trial() -> str:
    """The same for everybody."""
    # Translators: sent by the people who run the service, to see whether SMS arrive.
    return _("LSSO: this is a test. There is nothing you need to do.")
