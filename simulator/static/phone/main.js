// Puts the page together: the phone, its display and keys, and the cards beside it.
import { Air } from "./air.js";
import { Display } from "./display.js";
import { Handset } from "./handset.js";
import { connectCompose, openCompose, send, showSize } from "./compose.js";
import { connectKeypad } from "./keypad.js";
import { connectLine, showDelay } from "./line.js";
import { Mailbox } from "./mailbox.js";
import { $ } from "./nodes.js";
import { connectPayment, drawPayment } from "./payment.js";
import { connectSims, drawSims } from "./sims.js";
import { connectThread, drawThread } from "./thread.js";
import { connectViews, isShown, showView } from "./views.js";
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
  drawThread(mailbox, wallet.orders);
  showSize();
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
  if (phone.state === "inbox" && mailbox.unread) mailbox.read();
  $("again").disabled = !phone.lastSession;
  $("drop").disabled = !phone.session;
  show();
});
phone.addEventListener("sim", () => {
  air.forget();
  mailbox.open(phone.sim.msisdn);
  wallet.open(phone.sim.msisdn);
  openCompose(phone, mailbox);
});
phone.addEventListener("hop", ({ detail }) => {
  air.add(detail);
  mailbox.look();
  wallet.look();
});
phone.addEventListener("sms", ({ detail }) => send(mailbox, detail));
phone.addEventListener("decided", () => wallet.look());
wallet.addEventListener("moved", () => setTimeout(() => mailbox.look(), SMS_TAKES_MS));
wallet.addEventListener("change", ({ detail }) => {
  drawThread(mailbox, wallet.orders);
  if (detail) phone.offer(detail);
  else show();
});
phone.addEventListener("trouble", ({ detail }) => air.fail(detail));
mailbox.addEventListener("change", () => {
  // What comes while somebody looks is read.
  if (mailbox.unread && (phone.state === "inbox" || isShown("messages"))) return mailbox.read();
  drawThread(mailbox, wallet.orders);
  show();
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => translate(button.dataset.language));
}

chooseLanguage(firstLanguage());
connectSims(phone, () => showView("phone"));
connectKeypad(phone, display);
connectLine(phone);
connectThread();
connectViews(mailbox);
connectPayment(phone, wallet);
connectCompose(phone, mailbox);
translate(firstLanguage());
mailbox.watch();
wallet.watch();
setInterval(() => display.show(), 20000); // the clock on the idle screen
