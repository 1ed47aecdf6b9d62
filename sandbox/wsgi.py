"""For any WSGI server: `granian --interface wsgi sandbox.wsgi:app`."""

from sandbox import settings
from sandbox.app import create_app, create_backend
from sandbox.fresh import start_if_empty
from sandbox.notifications.herald import Herald
from sandbox.payments.engine import Engine

parts = create_backend(settings.read())
start_if_empty(parts.database, parts.pins)
app = create_app(parts)
# Here and not where the app is made: after the server's fork, in which threads do not survive.
Engine(parts).start()
Herald(parts).start()
