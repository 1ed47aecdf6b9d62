// Writing to the short code, words to tap, how deliveries are reported, and the missed call.
import * as network from "./network.js";
import { $, isLao, make } from "./nodes.js";
import { measure } from "./size.js";
import { say } from "./words.js";

const WORDS = ["BAL", "ຍອດ", "yot", "PAY 3", "STOP", "1234"];
let ringing = 0;

export function connectCompose(phone, mailbox) {
  $("compose").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("sms-text").value;
    if (!text) return;
    $("sms-text").value = "";
    showSize();
    send(mailbox, text);
  });
  $("sms-text").addEventListener("input", showSize);
  $("report-switch").addEventListener("change", () => turn(phone));
  $("ring").addEventListener("click", () => ring(phone, mailbox));
}

// What the SIM in use would send, and how its deliveries are reported.
export function openCompose(phone, mailbox) {
  const { msisdn, member } = phone.sim;
  const words = [...WORDS.slice(0, 3), ...(member ? [member] : []), ...WORDS.slice(3)];
  $("suggestions").replaceChildren(...words.map((word) => suggestion(word, mailbox)));
  $("call-outcome").hidden = true;
  ringing += 1;
  showSwitch(phone, msisdn);
}

// Not kept by the network: it goes back to where it was written.
export async function send(mailbox, text) {
  $("compose-trouble").hidden = true;
  $("call-outcome").hidden = true;
  try {
    await mailbox.send(text);
  } catch {
    $("sms-text").value ||= text;
    $("compose-trouble").hidden = false;
    showSize();
  }
}

export function showSize() {
  const text = $("sms-text").value;
  const { encoding, used, budget, segments } = measure(text);
  $("sms-size").textContent = text && say("sms_size", { encoding, used, budget, n: segments });
}

function suggestion(word, mailbox) {
  const button = make("button", { type: "button", class: "plain", lang: isLao(word) ? "lo" : "en" }, word);
  button.addEventListener("click", () => send(mailbox, word));
  return button;
}

async function showSwitch(phone, msisdn) {
  const found = await network.reportSwitch(msisdn).catch(() => null);
  if (found && phone.sim.msisdn === msisdn) $("report-switch").value = found.switch;
}

function turn(phone) {
  const { msisdn } = phone.sim;
  network.turnReports(msisdn, $("report-switch").value).catch(() => showSwitch(phone, msisdn));
}

async function ring(phone, mailbox) {
  const attempt = ++ringing;
  $("ring").disabled = true;
  showCall({ outcome: "ringing" });
  const call = await network.ring(phone.sim.msisdn).catch(() => ({ outcome: "page" }));
  $("ring").disabled = false;
  mailbox.expect();
  if (attempt === ringing) showCall(call);
}

function showCall({ outcome, status, reply, took_ms: ms }) {
  const box = $("call-outcome");
  box.hidden = false;
  box.dataset.outcome = outcome;
  const service = document.body.dataset.service;
  const answered = reply ? [make("code", {}, reply.replace(/^<\?xml[^>]*>\s*/, "").slice(0, 300))] : [];
  box.replaceChildren(make("b", {}, say(`call_${outcome}`)), " ", say(`call_${outcome}_help`, { service, status, ms }), ...answered);
}
