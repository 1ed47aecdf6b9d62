// Draws the handset's display from the handset's state.
import { day, hour, moment } from "./dates.js";
import { money } from "./money.js";
import { $, draw, isLao, make } from "./nodes.js";
import { language, say } from "./words.js";

const SOFT_KEYS = {
  idle: (phone) => [say("soft_messages"), phone.code],
  dialling: () => [say("soft_call"), say("soft_clear")],
  waiting: () => ["", say("soft_cancel")],
  session: (phone) => [phone.entry ? say("soft_send") : "", phone.entry ? say("soft_clear") : say("soft_exit")],
  ended: () => ["", say("soft_ok")],
  failed: () => ["", say("soft_ok")],
  lost: () => ["", say("soft_ok")],
  inbox: () => [say("soft_write"), say("soft_back")],
  writing: (phone) => [phone.entry ? say("soft_send") : "", phone.entry ? say("soft_clear") : say("soft_back")],
  prompt: (phone) => [phone.entry ? say("soft_approve") : "", phone.entry ? say("soft_clear") : say("soft_decline")],
  answered: () => ["", say("soft_ok")],
};

const VIEWS = { idle, dialling, waiting, session: message, ended: message, failed, lost, inbox, writing, prompt, answered };

export class Display {
  #drawn = "";

  constructor(phone, mailbox) {
    this.phone = phone;
    this.mailbox = mailbox;
  }

  show() {
    const { phone } = this;
    $("display").dataset.state = phone.state;
    $("operator").textContent = phone.state === "lost" ? "" : "LAO 2G";
    $("envelope").toggleAttribute("hidden", !this.mailbox.unread);
    this.#fill();
    this.#showEntry();
    const [left, right] = SOFT_KEYS[phone.state](phone);
    $("soft-left").textContent = left;
    $("soft-right").textContent = right;
  }

  #showEntry() {
    const { phone } = this;
    const secret = phone.state === "prompt";
    $("entry").hidden = !phone.writes && !secret;
    const shown = $("typed-here");
    shown.textContent = secret ? "•".repeat(phone.entry.length) : phone.entry;
    shown.scrollLeft = shown.scrollWidth;
    $("mode").hidden = secret;
    $("mode").textContent = phone.letters.label;
  }

  // A screen is redrawn only when it changes: typing must not move the reader's place, nor be read out again.
  #fill() {
    const { phone, mailbox } = this;
    const nodes = VIEWS[phone.state](phone, mailbox);
    const drawn = phone.state + nodes.map((node) => node.textContent).join("\n");
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const view = $("view");
    view.lang = isLao(view.textContent) ? "lo" : "en";
    view.replaceChildren(...nodes);
    view.lang = isLao(view.textContent) ? "lo" : "en";
    view.scrollTop = 0;
  }
}

function idle(phone, mailbox) {
  const now = new Date();
  const nodes = [hills(), make("div", { class: "clock" }, hour(now)), make("div", { class: "date" }, day(now))];
  if (phone.sim) nodes.push(make("div", { class: "sim-name" }, phone.sim.name[language()] ?? phone.sim.msisdn));
  if (mailbox.unread) nodes.push(make("div", { class: "new" }, mailbox.unread === 1 ? say("new_one") : say("new_many", { n: mailbox.unread })));
  if (phone.questions.waiting.length) nodes.push(make("div", { class: "new asks" }, say("question_waits")));
  return nodes;
}

function dialling(phone) {
  return [hills(), make("div", { class: "number" }, phone.entry)];
}

function waiting() {
  return [make("div", { class: "dots" }, make("i"), make("i"), make("i")), make("div", {}, say("running"))];
}

function message(phone) {
  return [document.createTextNode(phone.text)];
}

function failed(phone) {
  const triangle = sign("M22 6 40 37H4zM22 17v9M22 31v1");
  if (phone.text === "unknown_code") return [triangle, make("div", {}, say("unknown_code", { code: phone.code }))];
  return [triangle, make("div", {}, say("failed")), make("small", {}, say(`trouble_${phone.text}`))];
}

function lost() {
  return [sign("M5 5l34 34M8 36v-7M17 36V24M26 36v-3M26 20v-1M35 26V10"), make("div", {}, say("lost"))];
}

// A question of the SIM's own, as the operator's wallet puts it over whatever the phone shows.
function prompt(phone) {
  const { asked, wrong } = phone.questions;
  return [
    make("div", { class: "purse" }, purse(), make("b", {}, say("wallet"))),
    make("div", { class: "price" }, money(asked.amount)),
    make("div", { class: "payee" }, say("pay_to", { payee: asked.payee })),
    make("div", { class: "ref" }, say("reference", { reference: asked.reference })),
    make("div", { class: wrong ? "ask-pin wrong" : "ask-pin" }, wrong ? say(wrong.left ? "wrong_pin_left" : "wrong_pin", wrong) : say("ask_pin")),
  ];
}

const MARKS = { approved: "M8 23l9 9 19-21", declined: "M11 11l22 22M33 11 11 33" };

function answered(phone) {
  const mark = sign(MARKS[phone.text] ?? "M22 8v18M22 33v1");
  if (phone.text !== "approved") mark.dataset.outcome = "sad";
  return [mark, make("div", {}, say(`answered_${phone.text}`))];
}

function inbox(_phone, mailbox) {
  const letters = mailbox.conversation.filter((sms) => sms.mine || sms.arrived).map((sms) => make(
    "div", { class: sms.mine ? "sms own-sms" : "sms" },
    make("b", {}, sms.mine ? say("me") : sms.from, make("time", {}, moment(sms.sent_at))),
    make("p", {}, sms.text),
  ));
  return letters.length ? letters.reverse() : [make("p", {}, say("empty_inbox"))];
}

function writing() {
  return [make("div", { class: "sms" }, make("b", {}, say("write_to", { code: document.body.dataset.shortCode })))];
}

function sign(path) {
  return draw("svg", { class: "sign", viewBox: "0 0 44 44" }, draw("path", { d: path }));
}

function purse() {
  return draw(
    "svg", { viewBox: "0 0 24 20", "aria-hidden": "true" },
    draw("path", { d: "M3 5V4a2 2 0 0 1 2-2h12v3M3 5h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM21 9.500h-5a2 2 0 0 0 0 4h5" }),
  );
}

// A morning on the Mekong: the wallpaper every such phone had in some form.
function hills() {
  const path = (d, fill) => draw("path", { d, fill });
  return draw(
    "svg", { class: "hills", viewBox: "0 0 240 128", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("circle", { cx: 178, cy: 34, r: 17, fill: "#fff3d6" }),
    path("M0 58 34 40 62 52 104 22 146 50 176 38 212 54 240 44V128H0z", "#8fb0bf"),
    path("M0 74 40 58 82 72 124 54 170 74 206 62 240 72V128H0z", "#5f8a93"),
    path("M0 92C40 80 88 88 120 84s84-12 120 0v44H0z", "#3d6b6c"),
    path("M0 101c50-3 96 2 140 0s70-2 100 0v27H0z", "#9dc0cb"),
    draw("path", { d: "M14 106h26M104 107h44M176 109h36M92 113h30", stroke: "#d3e6ea", "stroke-width": 1.2, "stroke-linecap": "round" }),
    path("M0 119c60-8 110 2 160-2s60-4 80-2v13H0z", "#d8c493"),
    path("M52 106h34l-5 4H57zM67 96v10h1V96zM62 99l5-3v7z", "#2c3f42"),
  );
}
