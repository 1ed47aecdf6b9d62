// The SMS of the SIM in use, both ways: asked for every few seconds, shown on the phone and beside it.
import * as network from "./network.js";

const EVERY_MS = 4000;
// An answer to an SMS is there in less than a second, or a little later when the service is busy.
const SOON_MS = [300, 900, 1800, 3000];

export class Mailbox extends EventTarget {
  conversation = []; // what was written and what came, oldest first
  unread = 0;
  reachable = true;
  #msisdn = null;
  #first = true;
  #asked = 0;
  #shown = 0;

  // What reached the phone.
  get messages() { return this.conversation.filter((sms) => !sms.mine && sms.arrived); }

  open(msisdn) {
    Object.assign(this, { conversation: [], unread: 0 });
    this.#msisdn = msisdn;
    this.#first = true;
    this.look();
  }

  watch() { setInterval(() => document.hidden || this.look(), EVERY_MS); }

  read() {
    this.unread = 0;
    this.dispatchEvent(new Event("change"));
  }

  async send(text) {
    const sms = await network.sendSms(this.#msisdn, text);
    this.expect();
    return sms;
  }

  // Something is about to come.
  expect() {
    this.look();
    for (const ms of SOON_MS) setTimeout(() => this.look(), ms);
  }

  async look() {
    const msisdn = this.#msisdn;
    if (!msisdn) return;
    const turn = ++this.#asked;
    const found = await network.conversation(msisdn).catch(() => ({ messages: [], reachable: false }));
    if (msisdn !== this.#msisdn || turn < this.#shown) return; // another SIM was put in meanwhile, or a later answer was faster
    this.#shown = turn;
    this.reachable = found.reachable;
    // Without the backend its own SMS are missing: what was there already stays.
    if (found.reachable || found.messages.length > this.conversation.length) this.#take(found);
    this.dispatchEvent(new Event("change"));
  }

  #take({ messages, reachable }) {
    const before = this.messages.length;
    this.conversation = messages;
    // What was there before the SIM was put in is not news.
    if (!this.#first) this.unread += Math.max(0, this.messages.length - before);
    this.#first = this.#first && !reachable;
  }
}
