// What the backend knows of this SIM's payments: the wallet's questions and the orders, asked for every few seconds.
import * as network from "./network.js";

const EVERY_MS = 2000;

export class Wallet extends EventTarget {
  orders = [];
  reachable = true;
  #msisdn = null;
  #looking = false;

  open(msisdn) {
    this.orders = [];
    this.#msisdn = msisdn;
    this.look();
  }

  watch() { setInterval(() => document.hidden || this.look(), EVERY_MS); }

  async look() {
    const msisdn = this.#msisdn;
    if (!msisdn || this.#looking) return;
    this.#looking = true;
    const [prompts, orders] = await Promise.all([network.prompts(msisdn), network.orders(msisdn)].map((asked) => asked.catch(() => null)));
    this.#looking = false;
    if (msisdn !== this.#msisdn) return void this.look(); // another SIM was put in meanwhile
    this.reachable = orders !== null;
    const found = orders ?? this.orders;
    const moved = states(found) !== states(this.orders);
    this.orders = found;
    if (moved) this.dispatchEvent(new Event("moved"));
    this.dispatchEvent(new CustomEvent("change", { detail: prompts }));
  }
}

const states = (orders) => orders.map((order) => order.state).join();
