// One order's life: who pays what for whom, and every state with its hour, its cause and the SMS it led to.
import { clock } from "./dates.js";
import { money } from "./money.js";
import { make } from "./nodes.js";
import { language, say } from "./words.js";

const WALLETS = { u_money: "U-Money", m_money: "M-Money" };
const UNSETTLED = ["unknown", "needs_review"];

export function orderCard(order, messages, open) {
  const card = make(
    "details", { "data-order": order.id },
    make("summary", {},
      make("b", {}, money(order.amount)), make("code", {}, order.reference),
      make("span", { class: "state", "data-state": order.state }, say(`state_${order.state}`))),
    facts(order),
    ...careful(order),
    life(order, messages),
  );
  card.open = open;
  return make("li", {}, card);
}

function careful(order) {
  const word = UNSETTLED.includes(order.state) ? "do_not_pay_again" : order.under_review ? "reviewed_anyway" : null;
  return word ? [make("p", { class: "careful" }, say(word))] : [];
}

function facts(order) {
  const rows = [
    ["for_whom", order.masked_name[language() === "lo" ? "lo" : "latin"] ?? order.masked_name.lo ?? order.masked_name.latin],
    ["months", `${order.months} · ${month(order.periods.first)}${order.months > 1 ? `–${month(order.periods.last)}` : ""}`],
    ["from_wallet", `${WALLETS[order.wallet.provider] ?? order.wallet.provider} ${order.wallet.masked_msisdn}`],
    ["wallet_reference", order.wallet_reference],
    ["receipt_no", order.receipt_no],
  ].filter(([, value]) => value);
  return make("dl", { class: "fields" }, ...rows.flatMap(([name, value]) => [make("dt", {}, say(name)), make("dd", {}, value)]));
}

const month = (period) => period.split("-").reverse().join("/");

function life(order, messages) {
  const about = messages.filter((sms) => [order.receipt_no, order.reference].some((number) => number && sms.text.includes(number)));
  const events = [
    ...order.events.map((event) => ({ ...event, words: say(`cause_${event.cause}`) })),
    ...about.map((sms) => ({ at: sms.sent_at, state: "sms", words: sms.text })),
  ].sort((one, other) => new Date(one.at) - new Date(other.at));
  return make("ol", { class: "life" }, ...events.map((event, place) => moment(event, events[place - 1])));
}

function moment(event, before) {
  const passed = before ? Math.round((new Date(event.at) - new Date(before.at)) / 1000) : 0;
  const repeated = before?.state === event.state && event.state !== "sms";
  return make(
    "li", { "data-state": event.state },
    make("time", { datetime: event.at }, clock(event.at), ...(passed ? [make("small", {}, `+${say("seconds", { s: passed })}`)] : [])),
    make("div", {}, ...(repeated ? [] : [make("b", {}, say(`state_${event.state}`))]), make("p", {}, event.words)),
  );
}
