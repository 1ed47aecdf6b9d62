"""For any WSGI server, in one process: `granian --interface wsgi wallet.wsgi:app`."""

from wallet import settings
from wallet.app import create_app

app = create_app(settings.read())
