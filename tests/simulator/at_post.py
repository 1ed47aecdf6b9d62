"""The SMS and calls of a small service: what Africa's Talking brought to it, and what it answers."""

import threading

from flask import Blueprint, Response, request

REJECT = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'


class Post:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.reports: list[dict[str, str]] = []
        self.calls: list[dict[str, str]] = []
        # Answered to the next ones, each once; 200 when none is left.
        self.statuses: list[int] = []
        self.voice = REJECT
        self.voice_status = 200
        self._came = threading.Condition()

    def take(self, kind: list[dict[str, str]]) -> Response:
        with self._came:
            kind.append(request.form.to_dict())
            status = self.statuses.pop(0) if self.statuses else 200
            self._came.notify_all()
        return Response(status=status)

    def wait(self, kind: list[dict[str, str]], count: int) -> bool:
        with self._came:
            return self._came.wait_for(lambda: len(kind) >= count, timeout=10)


def post_calls(post: Post) -> Blueprint:
    calls = Blueprint("post", __name__)

    @calls.post("/sms/africastalking/demo/inbox")
    def inbox() -> Response:
        return post.take(post.messages)

    @calls.post("/sms/africastalking/demo/delivery")
    def delivery() -> Response:
        return post.take(post.reports)

    @calls.post("/voice/africastalking/demo")
    def voice() -> Response:
        post.take(post.calls)
        return Response(post.voice, post.voice_status, mimetype="application/xml")

    return calls
