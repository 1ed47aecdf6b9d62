"""What web processes and workers are both put together from: the backend's client, the desks, the messages that came in."""

from __future__ import annotations

from functools import partial

from asking import bind
from backend_client import BackendClient
from backend_client.limits import Limits
from channels.desk import Desk, Manner
from channels.genuine import Genuine
from channels.records import backend_answered
from channels.sessions import Sessions
from channels.sms import desk as sms_desk
from channels.sms.desk import SmsDesk
from channels.sms.inbox import Inbox, Wake
from channels.sms.spool import Spool
from channels.wire import Wire
from engine.registry import Flows
from late import promise_by
from seal import Seal
from settings import Settings

# Nobody waits on a line for an SMS; the conversation is locked for six seconds, and no longer.
SMS_HOP_SECONDS = 5.0


def make_client(settings: Settings) -> BackendClient:
    """The client of the one backend; every call is counted."""
    limits = Limits(unknown_share=settings.unknown_share)
    return BackendClient(
        settings.backend_address, settings.backend_client_id, settings.backend_client_secret, limits=limits, observe=backend_answered
    )


def make_desk(settings: Settings, wire: Wire, client: BackendClient, flows: Flows) -> Desk:
    """The desk for dialled conversations over this Redis and this backend."""
    promising = manner(settings, wire)._replace(promise=promise_by(settings))
    return Desk(Sessions(wire, Seal(settings.session_keys)), flows, partial(bind, client), settings.hash_key, promising)


def make_sms_desk(settings: Settings, wire: Wire, client: BackendClient, flows: Flows) -> SmsDesk:
    """The desk for SMS; the same flows, and a conversation of a day."""
    sessions = Sessions(wire, Seal(settings.session_keys), sms_desk.KEEP_SECONDS)
    patient = manner(settings, wire)._replace(hop_seconds=SMS_HOP_SECONDS)
    return SmsDesk(sessions, flows, partial(bind, client), settings.hash_key, patient)


def make_inbox(settings: Settings, wire: Wire, wake: Wake) -> Inbox:
    """Where SMS that came in wait until they are answered."""
    return Inbox(wire, Seal(settings.session_keys), settings.hash_key, Spool(settings.spool_folder), wake)


def manner(settings: Settings, wire: Wire) -> Manner:
    """How this service answers, where nothing is told later."""
    dialling = settings.service_code, settings.default_locale, settings.hop_seconds, settings.pretend_numbers
    return Manner(*dialling, Genuine(wire, settings.hash_key))
