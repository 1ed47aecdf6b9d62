"""A test that speaks as a phone: what is keyed goes over HTTP as the gateway would send it."""

import http.client
import itertools
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode, urlsplit

from simulator.sizes import size

MORE = re.compile(r"^9 ", re.MULTILINE)
_numbers = itertools.count(1)


class Phone:
    """One SIM on one handset. Every reply is checked: 200, plain text, CON or END, within one screen."""

    def __init__(self, service_url: str, msisdn: str, secret: str = "demo") -> None:
        self.msisdn = msisdn
        self._host = urlsplit(service_url).netloc
        self._path = f"/ussd/africastalking/{secret}"
        self.session = ""
        self.text = ""
        self.code = ""
        self.screen = ""
        self.is_open = False
        self.reply = b""
        self.pages: list[str] = []

    def dials(self, code: str = "*149#") -> "Phone":
        """A code longer than the service's own, such as *149*1#, arrives with its tail as the first text."""
        if self.is_open:
            self.drops()
        self.session = f"test-{next(_numbers)}-{self.msisdn[-4:]}"
        self.code = code
        self.text = code.removesuffix("#").removeprefix("*").partition("*")[2]
        return self._asks()

    def redials(self) -> "Phone":
        return self.dials(self.code)

    def sends(self, answer: str) -> "Phone":
        assert self.is_open, f"{answer!r} was keyed, but the session had ended with:\n{self.screen}"
        self.text = f"{self.text}*{answer}" if self.text else answer
        return self._asks()

    def repeats(self) -> "Phone":
        """The gateway sends the last request again: the reply must be the same, byte for byte."""
        before = self.reply
        self._asks()
        assert self.reply == before, f"The repeated request was answered differently:\n{before.decode()}\n---\n{self.reply.decode()}"
        return self

    def sends_at_once(self, answer: str, copies: int) -> "Phone":
        """The gateway sends one message several times at the same moment: all are answered alike, byte for byte."""
        assert self.is_open, f"{answer!r} was keyed, but the session had ended with:\n{self.screen}"
        self.text = f"{self.text}*{answer}" if self.text else answer
        with ThreadPoolExecutor(copies) as pool:
            answered = {reply for _status, _kind, reply in pool.map(lambda _: self._post(self._path, self._form()), range(copies))}
        self._asks()
        assert answered == {self.reply}, f"One message was answered in {len(answered)} ways"
        return self

    def asks_again(self) -> "Phone":
        """The gateway never got a reply and sends the last request again."""
        return self._asks()

    def drops(self) -> "Phone":
        """The line is cut; the gateway tells it a moment later."""
        status, kind, body = self._post(f"{self._path}/events", self._form() | {"status": "Incomplete"})
        assert status == 200, f"The end of the session was answered {status} {kind}: {body!r}"
        self.is_open = False
        return self

    def sees(self, *texts: str) -> "Phone":
        for text in texts:
            assert text in self.screen, f"{text!r} is not on the screen:\n{self.screen}"
        return self

    def does_not_see(self, *texts: str) -> "Phone":
        for text in texts:
            assert text not in self.screen, f"{text!r} is on the screen:\n{self.screen}"
        return self

    def goes_on(self) -> "Phone":
        assert self.is_open, f"The session has ended with:\n{self.screen}"
        return self

    def ends(self) -> "Phone":
        assert not self.is_open, f"The session goes on with:\n{self.screen}"
        return self

    def reads_all(self) -> str:
        """This page and all behind `9 More`, as one text; `pages` keeps them apart."""
        self.pages = [self.screen]
        while self.is_open and MORE.search(self.screen):
            assert len(self.pages) < 60, "The pages do not come to an end"
            self.pages.append(self.sends("9").screen)
        return "\n".join(self.pages)

    def _form(self) -> dict[str, str]:
        ours = {"sessionId": self.session, "phoneNumber": self.msisdn, "networkCode": "45702"}
        return ours | {"serviceCode": "*149#", "text": self.text}

    def _asks(self) -> "Phone":
        status, kind, self.reply = self._post(self._path, self._form())
        said = self.reply.decode()
        assert status == 200, f"Answered {status}: {said}"
        assert kind.startswith("text/plain"), f"Answered as {kind}: {said}"
        assert said.startswith(("CON ", "END ")), f"Neither CON nor END: {said}"
        self.is_open, self.screen = said.startswith("CON "), said[4:]
        taken = size(self.screen)
        assert taken.fits, f"{taken.used} of {taken.budget} {taken.encoding}:\n{self.screen}"
        return self

    def _post(self, path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        with closing(http.client.HTTPConnection(self._host, timeout=15)) as connection:
            connection.request("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
