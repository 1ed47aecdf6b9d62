"""A small service that really speaks Africa's Talking's protocol over HTTP, and remembers what it was asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

from tests.simulator.at_post import Post, post_calls
from tests.simulator.at_till import Till, till_calls

LANGUAGES = "CON Language\n1 Lao\n3 English"
MENU = "CON Keo, 31 months paid\n1 My hospital\n2 Months paid"
LAO_MENU = "CON ແກ້ວ, ມອບແລ້ວ 31 ເດືອນ\n1 ໂຮງໝໍ\n2 ເງິນສົມທົບ"
GOODBYE = "END Hospital H03, valid until 31 Dec 2026"


class Service:
    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[bytes] = []
        self.events: list[dict[str, str]] = []
        self.told = threading.Event()
        self.messages: list[dict[str, str]] = []
        self.now = "2026-11-22T02:00:00Z"
        self.till = Till()
        self.post = Post()
        # What to answer instead of the menus, and how long to take.
        self.status = 200
        self.body: str | None = None
        self.drip_s = 0.0

    def answer(self, text: str) -> str:
        if self.body is not None:
            return self.body
        menus = {"": LANGUAGES, "1": LAO_MENU, "3": MENU, "3*1": GOODBYE}
        return menus.get(text, f"CON You typed {text}")

    def reply(self) -> Response:
        body = self.answer(request.form["text"])
        if not self.drip_s:
            return Response(body, self.status, mimetype="text/plain")
        return Response(self._drip(body), self.status, mimetype="text/plain")

    def _drip(self, body: str) -> Iterator[str]:
        for letter in body:
            time.sleep(self.drip_s)
            yield letter


@contextmanager
def running() -> Iterator[Service]:
    service = Service()
    server = make_server("127.0.0.1", 0, _app(service), threaded=True)
    service.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app(service: Service) -> Flask:
    app = Flask(__name__)

    @app.post("/ussd/africastalking/demo")
    def ussd() -> Response:
        service.bodies.append(request.get_data(cache=True, parse_form_data=False))
        return service.reply()

    @app.post("/ussd/africastalking/demo/events")
    def events() -> str:
        service.events.append(request.form.to_dict())
        service.told.set()
        return ""

    @app.get("/v1/sandbox/messages")
    def messages() -> Response:
        return jsonify(service.messages if request.args["msisdn"] == "+8562010000002" else [])

    @app.get("/v1/sandbox/clock")
    def clock() -> Response:
        return jsonify({"now": service.now, "frozen": True})

    app.register_blueprint(till_calls(service.till))
    app.register_blueprint(post_calls(service.post))
    return app
