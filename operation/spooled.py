"""`flask sms spool` and `flask sms replay`: SMS that came in while Redis was away, and wait on this machine's disk."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from channels.wire import Away
from operation.parts import moment, parts


@click.command()
@with_appcontext
def spool() -> None:
    """Show how many SMS wait on this machine's disk, and since when.

    They came in while Redis was away. The sweep reads them back by itself; `flask sms replay` does it now.
    """
    lying = parts().spool.lying()
    since = f", the oldest since {moment(lying[0].kept_at)}" if lying else ""
    click.echo(f"{_many(len(lying))} in {parts().spool.folder.absolute()}{since}")


@click.command()
@with_appcontext
def replay() -> None:
    """Read the SMS on this machine's disk back into Redis, oldest first, and wake workers to answer them.

    Each leaves the disk only once Redis has it, and is known by its name: interrupted, run twice, or beside a service and a sweep at
    work it loses none, and none is answered twice.
    """
    own, count = parts(), 0
    try:
        for _name in own.inbox.read_back():
            count += 1
    except Away:
        left = len(own.spool.lying())
        raise click.ClickException(f"Redis is away: {_many(count)} read back, {left} still on disk, none lost. Try again.") from None
    click.echo(f"{_many(count)} read back into Redis")
    if shut := sum(own.inbox.lines.opened(name, blob) is None for name, blob in own.spool.waiting()):
        raise click.ClickException(f"{_many(shut)} left on disk: sealed with a key that SESSION_KEYS lacks.")


def _many(count: int) -> str:
    return f"{count} message{'' if count == 1 else 's'}"
