// The phone itself: what it shows, what is typed, and the session it is in. It draws nothing.
import { Letters } from "./letters.js";
import * as network from "./network.js";

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Handset extends EventTarget {
  state = "idle"; // idle, dialling, waiting, session, ended, failed, lost or inbox
  text = ""; // the screen as it came; of a failure, its code
  entry = "";
  typed = "";
  sim = null;
  session = null;
  lastCode;
  lastSession = null;
  delay = 0;
  letters = new Letters();
  #attempt = 0;

  constructor(code) {
    super();
    this.code = code;
    this.lastCode = code;
  }

  insert(sim) {
    this.hangUp();
    this.sim = sim;
    this.lastSession = null;
    this.#tell("sim");
    this.#show("idle");
  }

  type(character) {
    if (["idle", "ended", "failed", "lost", "inbox"].includes(this.state)) this.#show("dialling");
    this.entry += character;
    this.#tell("change");
  }

  press(key) {
    if (this.state === "waiting") return;
    if (this.state !== "session") return this.type(key);
    this.entry = this.letters.type(this.entry, key);
    this.#tell("change");
  }

  nextMode() {
    if (this.state !== "session") return;
    this.letters.nextMode();
    this.#tell("change");
  }

  clear() {
    this.entry = [...this.entry].slice(0, -1).join("");
    if (!this.entry && this.state === "dialling") this.state = "idle";
    this.#tell("change");
  }

  // The green key: dials what is typed, or the last number; inside a session it sends the answer.
  call() {
    if (this.state === "session") return this.entry ? this.answer(this.entry) : undefined;
    if (this.state === "waiting") return undefined;
    if (!this.entry) {
      this.#show("dialling");
      this.entry = this.lastCode;
      return this.#tell("change");
    }
    return this.dial(this.entry);
  }

  dial(code) {
    this.#abandon(network.hangUp);
    this.lastCode = code;
    return this.#exchange(() => network.dial(this.sim.msisdn, code), code);
  }

  redial() { return this.dial(this.lastCode); }

  answer(text) { return this.#exchange(() => network.answer(this.session, text), text); }

  // The last request once more, byte for byte; the phone itself shows nothing of it.
  async again() {
    if (!this.lastSession) return;
    try {
      this.#tell("hop", { ...await network.again(this.lastSession), sent: this.typed });
    } catch (error) {
      this.#tell("trouble", error);
    }
  }

  hangUp() {
    this.#attempt += 1;
    this.#abandon(network.hangUp);
    this.#show("idle");
  }

  drop() {
    this.#attempt += 1;
    this.#abandon(network.drop);
    this.#show("lost");
  }

  openInbox() { if (!this.session && this.state !== "waiting") this.#show("inbox"); }

  async #exchange(send, sent) {
    const attempt = ++this.#attempt;
    this.#show("waiting");
    try {
      const [hop, radio] = await this.#overTheAir(send);
      // Hung up while the answer was on its way: the session it opened must not stay open behind the phone's back.
      if (attempt !== this.#attempt) return void network.hangUp(hop.session).catch(() => {});
      this.#arrive({ ...hop, sent, radio });
    } catch (error) {
      if (attempt === this.#attempt) this.#fail(error);
    }
  }

  // Half of the slowness on the way there, half on the way back.
  async #overTheAir(send) {
    const radio = this.delay;
    await wait(radio / 2);
    const hop = await send();
    await wait(radio / 2);
    return [hop, radio];
  }

  #arrive(hop) {
    this.lastSession = hop.session;
    this.typed = hop.sent;
    this.session = hop.state === "continue" ? hop.session : null;
    this.text = hop.problem?.code ?? hop.screen;
    this.#show({ continue: "session", ended: "ended", failed: "failed" }[hop.state]);
    this.#tell("hop", hop);
  }

  #fail(error) {
    this.session = null;
    this.text = error.message === "unknown_code" ? "unknown_code" : "page";
    this.#show("failed");
    this.#tell("trouble", error);
  }

  #abandon(how) {
    if (this.session) how(this.session).catch(() => {}); // the page may be gone already; the phone hangs up all the same
    this.session = null;
  }

  #show(state) {
    this.state = state;
    this.entry = "";
    this.letters.reset();
    this.#tell("change");
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
