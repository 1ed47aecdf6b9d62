// The phone itself: what it shows, what is typed, and the session it is in. It draws nothing.
import { Letters } from "./letters.js";
import * as network from "./network.js";
import { Questions } from "./questions.js";

const PIN_DIGITS = 4;
const MOST_PIN_DIGITS = 6;
// An end screen says what comes next: it is left alone for long enough to be read.
const REST_MS = 4000;

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Handset extends EventTarget {
  state = "idle"; // idle, dialling, waiting, session, ended, failed, lost, inbox, writing, prompt or answered
  text = ""; // the screen as it came; of a failure, its code
  entry = "";
  typed = "";
  sim = null;
  session = null;
  lastCode;
  lastSession = null;
  delay = 0;
  letters = new Letters();
  questions = new Questions();
  #attempt = 0;
  #since = 0;

  constructor(code) {
    super();
    this.code = code;
    this.lastCode = code;
  }

  insert(sim) {
    this.hangUp();
    this.sim = sim;
    this.lastSession = null;
    this.questions.forget();
    this.#tell("sim");
    this.#show("idle");
  }

  // Whether keys write letters, and are not dialled.
  get writes() { return ["session", "writing"].includes(this.state); }

  type(character) {
    if (this.state === "prompt") return this.#typePin(character);
    if (["idle", "ended", "failed", "lost", "inbox", "answered"].includes(this.state)) this.#show("dialling");
    this.entry += character;
    return this.#tell("change");
  }

  press(key) {
    if (this.state === "waiting") return;
    if (!this.writes) return this.type(key);
    this.entry = this.letters.type(this.entry, key);
    this.#tell("change");
  }

  nextMode() {
    if (!this.writes) return;
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
    if (this.state === "prompt") return this.decide("approve");
    if (this.state === "session") return this.entry ? this.answer(this.entry) : undefined;
    if (this.state === "writing") return this.entry ? this.sendSms(this.entry) : undefined;
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

  // The wallet's questions as the network knows them now. An open session is in their way, and so is a number half dialled.
  offer(prompts) {
    const question = this.questions.turn(prompts);
    if (this.state === "prompt" && !this.questions.asked) return this.#answer("gone");
    if (question && this.#isFree()) return this.ask(question);
    return this.#tell("change");
  }

  ask(question) {
    this.questions.ask(question);
    this.#show("prompt");
  }

  // approve needs the PIN that was typed, decline needs nothing, ignore leaves the question waiting.
  async decide(decision) {
    const { asked } = this.questions;
    const pin = this.entry;
    if (decision === "approve" && pin.length < PIN_DIGITS) return;
    const attempt = ++this.#attempt;
    this.#show("waiting");
    try {
      await network.decide(asked.id, decision, decision === "approve" ? pin : "");
      this.questions.settle(asked.id);
      if (attempt === this.#attempt) this.#answer(decision === "approve" ? "approved" : "declined");
    } catch (error) {
      if (attempt === this.#attempt) this.#refuse(asked, error);
    }
    this.#tell("decided");
  }

  hangUp() {
    if (this.state === "prompt") this.questions.ignore();
    this.#attempt += 1;
    this.#abandon(network.hangUp);
    this.#show("idle");
  }

  drop() {
    this.#attempt += 1;
    this.#abandon(network.drop);
    this.#show("lost");
  }

  write() { if (this.state === "inbox") this.#show("writing"); }

  sendSms(text) {
    this.#tell("sms", text);
    this.#show("inbox");
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

  #isFree() {
    if (["ended", "failed", "answered"].includes(this.state)) return performance.now() - this.#since > REST_MS;
    return ["idle", "inbox", "lost"].includes(this.state);
  }

  #typePin(character) {
    if (/^[0-9]$/.test(character)) this.entry = (this.entry + character).slice(0, MOST_PIN_DIGITS);
    this.#tell("change");
  }

  // A wrong PIN is asked for again as long as the wallet lets it.
  #refuse(asked, error) {
    if (error.message === "wrong_pin" && error.left !== 0) {
      this.questions.ask(asked, true, error.left);
      return this.#show("prompt");
    }
    if (["wrong_pin", "gone"].includes(error.message)) this.questions.settle(asked.id);
    return this.#answer(["wrong_pin", "gone"].includes(error.message) ? error.message : "silent");
  }

  #answer(outcome) {
    this.text = outcome;
    this.#show("answered");
  }

  #abandon(how) {
    if (this.session) how(this.session).catch(() => {}); // the page may be gone already; the phone hangs up all the same
    this.session = null;
  }

  #show(state) {
    this.state = state;
    this.#since = performance.now();
    this.entry = "";
    this.letters.reset();
    this.#tell("change");
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
