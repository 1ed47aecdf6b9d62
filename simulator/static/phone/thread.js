// The conversation with the short code: what the phone wrote on the right, what came on the left, each with what it took.
import { moment } from "./dates.js";
import { $, isLao, make } from "./nodes.js";
import { isShown } from "./views.js";
import { say } from "./words.js";

// A reader who scrolled up is left where he is.
const NEAR_END = 60;
let drawn = "";
let atEnd = true;

export function connectThread() {
  const thread = $("inbox");
  thread.addEventListener("scroll", () => { atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_END; });
  // What opens above it, or a keyboard below, must not push the newest out of sight.
  new ResizeObserver(() => atEnd && showEnd()).observe(thread);
}

export function drawThread(mailbox, orders) {
  for (const badge of document.querySelectorAll(".badge")) {
    badge.hidden = !mailbox.unread;
    badge.textContent = mailbox.unread;
  }
  const state = $("inbox-state");
  state.hidden = mailbox.conversation.length > 0;
  state.textContent = say(mailbox.reachable ? "inbox_empty" : "inbox_unreachable", { code: document.body.dataset.shortCode });
  // Only what changed is drawn anew: somebody may be reading, or copying a number.
  const changed = JSON.stringify([mailbox.conversation, receipts(orders), say("messages")]);
  if (changed === drawn) return;
  drawn = changed;
  const thread = $("inbox");
  const follow = atEnd || mailbox.conversation.at(-1)?.mine;
  thread.replaceChildren(...mailbox.conversation.map((sms) => (sms.mine ? mine(sms) : theirs(sms, orders))));
  if (follow) showEnd();
}

export function showEnd() {
  if (isShown("messages")) $("inbox").scrollTop = $("inbox").scrollHeight;
}

const receipts = (orders) => orders.map((order) => order.receipt_no).filter(Boolean);

function mine(sms) {
  return bubble(sms, { class: "mine", "data-state": sms.state }, "me", say(`sms_${sms.state}`));
}

function theirs(sms, orders) {
  const no = receipts(orders).find((number) => sms.text.includes(number));
  const hint = no ? [make("aside", {}, say("verify_hint", { code: document.body.dataset.code, no }))] : [];
  const lost = sms.arrived ? {} : { "data-state": "lost" };
  return bubble(sms, { class: "theirs", ...lost }, null, sms.report && say(told(sms.report)), ...hint);
}

function told({ switch: turned, state }) {
  if (state === "told") return turned === "failed" ? "report_failed" : "report_told";
  return state === "waiting" && turned === "late" ? "report_late" : `report_${state}`;
}

function bubble(sms, attributes, from, outcome, ...more) {
  return make(
    "li", attributes,
    make("header", {}, make("b", {}, from ? say(from) : sms.from), make("time", { datetime: sms.sent_at }, moment(sms.sent_at))),
    make("p", { lang: isLao(sms.text) ? "lo" : "en", dir: "auto" }, sms.text),
    make("footer", {}, make("span", {}, say("segments", { encoding: sms.encoding, n: sms.segments })), ...(outcome ? [make("em", {}, outcome)] : [])),
    ...more,
  );
}
