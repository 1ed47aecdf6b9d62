// The SMS of the SIM in use: asked for every few seconds, shown on the phone and beside it.
import { moment } from "./dates.js";
import * as network from "./network.js";
import { $, make } from "./nodes.js";
import { say } from "./words.js";

const EVERY_MS = 4000;

export class Mailbox extends EventTarget {
  messages = [];
  unread = 0;
  reachable = true;
  #msisdn = null;
  #first = true;

  open(msisdn) {
    Object.assign(this, { messages: [], unread: 0 });
    this.#msisdn = msisdn;
    this.#first = true;
    this.look();
  }

  watch() { setInterval(() => document.hidden || this.look(), EVERY_MS); }

  read() {
    this.unread = 0;
    this.dispatchEvent(new Event("change"));
  }

  async look() {
    const msisdn = this.#msisdn;
    if (!msisdn) return;
    const found = await network.inbox(msisdn).catch(() => ({ messages: [], reachable: false }));
    if (msisdn !== this.#msisdn) return; // another SIM was put in meanwhile
    this.reachable = found.reachable;
    // What was there before the SIM was put in is not news.
    if (found.reachable) {
      if (!this.#first) this.unread += Math.max(0, found.messages.length - this.messages.length);
      this.#first = false;
      this.messages = found.messages;
    }
    this.dispatchEvent(new Event("change"));
  }
}

export function drawMailbox(mailbox) {
  for (const badge of document.querySelectorAll(".badge")) {
    badge.hidden = !mailbox.unread;
    badge.textContent = mailbox.unread;
  }
  const state = $("inbox-state");
  state.hidden = mailbox.messages.length > 0;
  state.textContent = say(mailbox.reachable ? "inbox_empty" : "inbox_unreachable");
  $("inbox").replaceChildren(...mailbox.messages.map(letter).reverse());
}

function letter(sms) {
  return make(
    "li", {},
    make("header", {}, make("b", {}, sms.from), make("time", { datetime: sms.sent_at }, moment(sms.sent_at))),
    make("p", {}, sms.text),
    make("footer", {}, say("segments", { encoding: sms.encoding, n: sms.segments })),
  );
}
