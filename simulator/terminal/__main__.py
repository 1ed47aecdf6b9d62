"""Dials from a terminal: `python -m simulator.terminal --msisdn +8562010000002 --code '*149#'`."""

import argparse
from pathlib import Path

from simulator.gateway import Gateway, UnknownCode
from simulator.inbox import asked_inbox, sent_sms
from simulator.session import Hop
from simulator.settings import Settings, read_settings
from simulator.terminal.box import draw
from simulator.terminal.recording import Recording

HELP = "Type an answer. :again sends the last request once more, :redial, :sms TEXT, :inbox, :drop breaks the line, :bye hangs up."

STATES = {"sent": "Sent.", "waiting": "Not taken by the service; it is tried again.", "given_up": "Not taken by the service."}


class Terminal:
    def __init__(self, gateway: Gateway, settings: Settings, msisdn: str, code: str) -> None:
        self._gateway = gateway
        self._settings = settings
        self._msisdn = msisdn
        self._code = code
        self._hop: Hop | None = None
        self.recording = Recording(msisdn)

    def run(self) -> None:
        """Until the caller hangs up, or has nothing more to type."""
        print(HELP)
        self._dial()
        while (line := self._typed()) is not None and self._does(line):
            pass
        if self._hop and self._hop.state == "continue":
            self._gateway.hang_up(self._hop.session)
        self._gateway.close()

    def _typed(self) -> str | None:
        try:
            return input("> ")
        except (EOFError, KeyboardInterrupt):
            return None

    def _does(self, line: str) -> bool:
        match line:
            case ":bye":
                return False
            case ":redial":
                self._dial()
            case ":inbox":
                self._show_inbox()
            case ":again":
                self._again()
            case ":drop":
                self._drop()
            case _ if line.startswith(":sms "):
                self._send_sms(line.removeprefix(":sms ").strip())
            case _:
                self._answer(line)
        return True

    def _dial(self) -> None:
        if self._hop and self._hop.state == "continue":
            self._gateway.hang_up(self._hop.session)
        self.recording.dials(self._code)
        self._show(self._gateway.dial(self._msisdn, self._code))

    def _answer(self, text: str) -> None:
        if not self._hop or self._hop.state != "continue":
            print("The session is over: :redial or :bye.")
            return
        self.recording.sends(text)
        self._show(self._gateway.answer(self._hop.session, text))

    def _again(self) -> None:
        if self._hop:
            hop = self._gateway.again(self._hop.session)
            print("The same answer, byte for byte." if hop.identical else f"A different answer: {hop.reply!r}")

    def _drop(self) -> None:
        if self._hop:
            self._gateway.drop(self._hop.session)
            self._hop = None
            print("The line is cut; nobody was told.")

    def _show(self, hop: Hop) -> None:
        self._hop = hop
        if hop.problem:
            print(draw(f"{hop.problem.code}: {hop.problem.detail}", None, "no answer"))
            return
        self.recording.sees(hop.screen)
        print(draw(hop.screen, hop.size, hop.state), f"{hop.took_ms:.1f} ms", sep="\n")

    def _send_sms(self, text: str) -> None:
        sms = sent_sms(self._settings, self._msisdn, text)
        if sms is None or "state" not in sms:
            print("The phone page does not answer: it sends the messages.")
            return
        print(f"{STATES[sms['state']]} {sms['encoding']}, {sms['segments']} SMS. The answer comes to :inbox.")

    def _show_inbox(self) -> None:
        messages = asked_inbox(self._settings, self._msisdn)
        if messages is None:
            print("The phone page does not answer: it keeps the messages.")
        for message in messages or []:
            print(f"{message['sent_at']} {message['from']}: {message['text']}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulator.terminal", description=HELP)
    parser.add_argument("--msisdn", required=True, help="the calling number, such as +8562010000002")
    parser.add_argument("--code", help="what is dialled, such as *149# or *149*1#")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write what was typed and seen as a test")
    arguments = parser.parse_args()
    settings = read_settings()
    terminal = Terminal(Gateway(settings), settings, arguments.msisdn, arguments.code or settings.service_code)
    try:
        terminal.run()
    except UnknownCode as code:
        raise SystemExit(f"{code}: only {settings.service_code} is known here") from code
    if arguments.record:
        arguments.record.write_text(terminal.recording.as_test(), "utf-8")


if __name__ == "__main__":
    main()
