// The SMS of the SIM in use: asked for every few seconds, shown on the phone and beside it.
import { moment } from "./dates.js";
import * as network from "./network.js";
import { $, make } from "./nodes.js";
import { say } from "./words.js";

const EVERY_MS = 4000;
let drawn = "";

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

export function drawMailbox(mailbox, orders) {
  for (const badge of document.querySelectorAll(".badge")) {
    badge.hidden = !mailbox.unread;
    badge.textContent = mailbox.unread;
  }
  const state = $("inbox-state");
  state.hidden = mailbox.messages.length > 0;
  state.textContent = say(mailbox.reachable ? "inbox_empty" : "inbox_unreachable");
  // Only what changed is drawn anew: somebody may be reading, or copying a number.
  const changed = JSON.stringify([mailbox.messages, receipts(orders), say("messages")]);
  if (changed === drawn) return;
  drawn = changed;
  $("inbox").replaceChildren(...mailbox.messages.map((sms) => letter(sms, orders)).reverse());
}

const receipts = (orders) => orders.map((order) => order.receipt_no).filter(Boolean);

function letter(sms, orders) {
  const no = receipts(orders).find((number) => sms.text.includes(number));
  return make(
    "li", {},
    make("header", {}, make("b", {}, sms.from), make("time", { datetime: sms.sent_at }, moment(sms.sent_at))),
    make("p", {}, sms.text),
    make("footer", {}, say("segments", { encoding: sms.encoding, n: sms.segments })),
    ...(no ? [make("aside", {}, say("verify_hint", { code: document.body.dataset.code, no }))] : []),
  );
}
