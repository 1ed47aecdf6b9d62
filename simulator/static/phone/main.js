// Puts the page together: the phone, its display and keys, and the cards beside it.
import { Air } from "./air.js";
import { Display } from "./display.js";
import { Handset } from "./handset.js";
import { connectKeypad } from "./keypad.js";
import { connectLine, showDelay } from "./line.js";
import { Mailbox, drawMailbox } from "./mailbox.js";
import { $ } from "./nodes.js";
import { connectPayment, drawPayment } from "./payment.js";
import { connectSims, drawSims } from "./sims.js";
import { connectViews, showView } from "./views.js";
import { Wallet } from "./wallet.js";
import { chooseLanguage, firstLanguage, say } from "./words.js";

// An SMS follows most of what happens to an order.
const SMS_TAKES_MS = 1200;
const phone = new Handset(document.body.dataset.code);
const mailbox = new Mailbox();
const wallet = new Wallet();
const display = new Display(phone, mailbox);
const air = new Air(document.body.dataset.service);

function translate(language) {
  chooseLanguage(language);
  drawSims(phone);
  drawMailbox(mailbox, wallet.orders);
  showDelay(phone);
  air.show();
  show();
}

function show() {
  display.show();
  drawPayment(phone, wallet, mailbox.messages);
  $("hint").textContent = say(phone.state === "prompt" ? "hint_prompt" : "hint");
}

phone.addEventListener("change", () => {
  if (phone.state === "inbox") mailbox.read();
  $("again").disabled = !phone.lastSession;
  $("drop").disabled = !phone.session;
  show();
});
phone.addEventListener("sim", () => {
  air.forget();
  mailbox.open(phone.sim.msisdn);
  wallet.open(phone.sim.msisdn);
});
phone.addEventListener("hop", ({ detail }) => {
  air.add(detail);
  mailbox.look();
  wallet.look();
});
phone.addEventListener("decided", () => wallet.look());
wallet.addEventListener("moved", () => setTimeout(() => mailbox.look(), SMS_TAKES_MS));
wallet.addEventListener("change", ({ detail }) => {
  drawMailbox(mailbox, wallet.orders);
  if (detail) phone.offer(detail);
  else show();
});
phone.addEventListener("trouble", ({ detail }) => air.fail(detail));
mailbox.addEventListener("change", () => {
  drawMailbox(mailbox, wallet.orders);
  show();
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => translate(button.dataset.language));
}

chooseLanguage(firstLanguage());
connectSims(phone, () => showView("phone"));
connectKeypad(phone, display);
connectLine(phone);
connectViews(mailbox);
connectPayment(phone, wallet);
translate(firstLanguage());
mailbox.watch();
wallet.watch();
setInterval(() => display.show(), 20000); // the clock on the idle screen
