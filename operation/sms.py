"""`flask sms ...`: a test SMS, a message's life, the spool, numbers that get nothing."""

from __future__ import annotations

from typing import Final

import click
from flask.cli import AppGroup
from redis import RedisError

from channels.wire import Away
from operation.lives import life
from operation.numbers import resume, stopped
from operation.sending import send
from operation.spooled import replay, spool


class StoreGroup(AppGroup):
    """Commands that need Redis, and say so in one line where it is away."""

    def invoke(self, context: click.Context) -> object:
        """Without the error's own words: they may hold the store's address and password."""
        try:
            return super().invoke(context)
        except (RedisError, Away) as error:
            raise click.ClickException(f"Redis is away or refuses ({type(error).__name__}). See REDIS_URL, and try again.") from None


sms: Final = StoreGroup("sms", help="SMS: a test, a message's life, the spool, stopped numbers.")
for command in (send, life, spool, replay, stopped, resume):
    sms.add_command(command)
