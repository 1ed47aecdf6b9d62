// The side panel: what the phone asked, what the service answered, how full the screen is and how long it took.
import { $, make } from "./nodes.js";
import { say } from "./words.js";

export class Air {
  #hops = [];
  #chosen = null;
  #trouble = null;

  constructor(service) { this.service = service; }

  add(hop) {
    if (this.#hops[0]?.session !== hop.session) this.#hops = [];
    this.#hops.push(hop);
    this.#chosen = hop;
    this.#trouble = hop.problem;
    this.show();
  }

  fail(error) {
    this.#trouble = { code: error.message === "unknown_code" ? null : "page", detail: error.message };
    this.show();
  }

  forget() {
    this.#hops = [];
    this.#chosen = null;
    this.#trouble = null;
    this.show();
  }

  show() {
    this.#showTrouble();
    const hop = this.#chosen;
    $("hop").hidden = !hop;
    $("quiet").hidden = Boolean(hop || this.#trouble?.code);
    if (!hop) return;
    showMeter(hop);
    showVerdict(hop);
    showRequest(hop);
    showReply(hop);
    $("hops").replaceChildren(...this.#hops.map((each) => this.#row(each)));
  }

  #showTrouble() {
    const trouble = this.#trouble;
    $("trouble").hidden = !trouble?.code;
    if (!trouble?.code) return;
    const [title, help] = $("trouble").children;
    title.textContent = say(`trouble_${trouble.code}`);
    help.textContent = say(`help_${trouble.code}`, { service: this.service, detail: trouble.detail });
  }

  #row(hop) {
    const first = hop.screen.split("\n")[0] || (hop.problem ? say(`trouble_${hop.problem.code}`) : "");
    const button = make("button", { type: "button" },
      make("code", {}, hop.repeated ? `↻ ${hop.sent}` : hop.sent), make("span", {}, first), make("small", {}, `${hop.took_ms.toFixed(0)} ms`));
    if (hop === this.#chosen) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => {
      this.#chosen = hop;
      this.show();
    });
    return make("li", {}, button);
  }
}

function showMeter(hop) {
  const bar = $("bar");
  const { encoding, used, budget } = hop.size ?? { encoding: "", used: 0, budget: 160 };
  $("used").textContent = hop.size ? used : "–";
  $("of-budget").textContent = hop.size ? say(encoding === "GSM-7" ? "septets" : "units", { budget }) : say("not_shown");
  $("encoding").textContent = hop.size ? say(encoding === "GSM-7" ? "enc_gsm" : "enc_ucs") : "";
  $("took").textContent = hop.took_ms < 10 ? hop.took_ms.toFixed(1) : hop.took_ms.toFixed(0);
  $("radio").textContent = used > budget ? say("too_many", { n: used - budget }) : hop.radio ? say("radio", { s: hop.radio / 1000 }) : "";
  bar.max = budget;
  bar.value = Math.min(used, budget);
  bar.className = used > budget ? "over" : used > budget * 0.9 ? "close" : "";
  bar.setAttribute("aria-label", `${used} / ${budget}`);
}

function showVerdict(hop) {
  const verdict = $("badge");
  verdict.hidden = !hop.repeated || Boolean(hop.problem);
  verdict.className = hop.identical ? "verdict" : "verdict differs";
  verdict.textContent = say(hop.identical ? "identical" : "differs");
}

function showRequest(hop) {
  $("fields").replaceChildren(...Object.entries(hop.request).flatMap(([name, value]) => [
    make("dt", {}, name),
    make("dd", name === "text" ? { class: "fresh" } : {}, value || "“”"),
  ]));
}

// CON and END stand out: they are the gateway's, not the caller's.
function showReply(hop) {
  $("status").textContent = hop.status ? `HTTP ${hop.status}` : "";
  const [, word, rest] = /^(CON|END)?([\s\S]*)$/.exec(hop.reply);
  $("reply").replaceChildren(...(word ? [make("b", {}, word)] : []), rest || (word ? "" : "–"));
}
