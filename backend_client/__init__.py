"""The one API behind every flow, one file per resource; nothing here knows of conversations or screens."""

from backend_client.backend import Backend
from backend_client.client import BackendClient
from backend_client.errors import BackendError, Refused, Unavailable
from backend_client.limits import Limits

__all__ = ["Backend", "BackendClient", "BackendError", "Limits", "Refused", "Unavailable"]
