// The payment tab: the wallet's question as a form, and under it every order of this SIM.
import { orderCard } from "./timeline.js";
import { money } from "./money.js";
import * as network from "./network.js";
import { $ } from "./nodes.js";
import { say } from "./words.js";

let drawn = "";

export function connectPayment(phone, wallet) {
  $("asking-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const pin = $("wallet-pin").value;
    $("wallet-pin").value = "";
    answer(phone, "approve", pin);
  });
  $("asking-decline").addEventListener("click", () => answer(phone, "decline"));
  $("asking-ignore").addEventListener("click", () => {
    phone.hangUp();
    $("tab-payment").focus();
  });
  for (const button of document.querySelectorAll("[data-odd]")) {
    button.addEventListener("click", () => {
      const [question] = phone.questions.waiting;
      if (question) network.misbehave(question.reference, button.dataset.odd).catch(() => {}).then(() => wallet.look());
    });
  }
}

// The same question as on the display: answering it here is pressing the phone's own keys.
function answer(phone, decision, pin = "") {
  const question = phone.questions.asked ?? phone.questions.waiting[0];
  if (!question || phone.session) return;
  phone.ask(question);
  phone.entry = pin;
  phone.decide(decision);
}

export function drawPayment(phone, wallet, messages) {
  drawQuestion(phone);
  for (const dot of document.querySelectorAll(".waits")) dot.hidden = !phone.questions.waiting.length;
  $("no-orders").hidden = wallet.orders.length > 0 || phone.questions.waiting.length > 0;
  $("orders-state").textContent = say(wallet.reachable ? "no_orders" : "orders_unreachable");
  drawOrders(wallet.orders, messages);
}

function drawQuestion(phone) {
  const question = phone.questions.asked ?? phone.questions.waiting[0];
  $("asking").hidden = !question;
  if (!question) return;
  $("asking-amount").textContent = money(question.amount);
  $("asking-payee").textContent = say("pay_to", { payee: question.payee });
  $("asking-reference").textContent = say("reference", { reference: question.reference });
  const left = question.expires_in_s;
  $("asking-left").textContent = left === null ? "" : say("waits_for", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
  $("asking-form").hidden = Boolean(phone.session);
  $("asking-not-yet").hidden = !phone.session;
  $("asking-ignore").disabled = phone.state !== "prompt";
}

// Drawn anew only when something changed, so that what was opened stays open and what is read stays in its place.
function drawOrders(orders, messages) {
  const changed = JSON.stringify([orders.map(({ as_of: _, ...order }) => order), messages.length, say("payment")]);
  if (changed === drawn) return;
  drawn = changed;
  const list = $("orders");
  const known = new Map([...list.querySelectorAll("details")].map((card) => [card.dataset.order, card.open]));
  list.replaceChildren(...orders.map((order, place) => orderCard(order, messages, known.get(order.id) ?? place === 0)));
}
