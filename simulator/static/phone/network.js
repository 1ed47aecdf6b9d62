// The pretend network: every key press that leaves the phone is one of these calls.
export class Refused extends Error {
  constructor(code, left = null) {
    super(code);
    this.left = left;
  }
}

export const dial = (msisdn, code) => post("dial", { msisdn, code });
export const answer = (session, text) => post("answer", { session, text });
export const again = (session) => post("again", { session });
export const hangUp = (session) => post("hangup", { session });
export const drop = (session) => post("drop", { session });

// The messages of both directions, oldest first, and whether the backend could be asked at all.
export async function conversation(msisdn) {
  const reply = await fetch(`/api/conversation?${new URLSearchParams({ msisdn })}`);
  if (!reply.ok) throw new Refused("conversation");
  return { messages: await reply.json(), reachable: reply.headers.get("Inbox-State") === "read" };
}

export const sendSms = (msisdn, text) => post("sms", { msisdn, text });
export const ring = (msisdn) => post("ring", { msisdn });
export const reportSwitch = (msisdn) => get("reports", { msisdn });
export const turnReports = (msisdn, turned) => post("reports", { msisdn, switch: turned });

export const prompts = (msisdn) => get("prompts", { msisdn });
export const orders = (msisdn) => get("orders", { msisdn });

// The payer's thumb on the wallet's question; `left` of a refusal: how many tries at the PIN there still are.
export const decide = (prompt, decision, pin) => post("decide", pin ? { prompt, decision, pin } : { prompt, decision });

// What the wallet does by itself, whatever the payer says: late, twice, contradict and so on.
export const misbehave = (order, decision) => post("decide", { order, decision });

async function get(what, query) {
  const reply = await fetch(`/api/${what}?${new URLSearchParams(query)}`);
  if (!reply.ok) throw new Refused(what);
  return reply.json();
}

async function post(key, body) {
  const reply = await fetch(`/api/${key}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const said = await reply.json();
  if (!reply.ok) throw new Refused(said.error, said.left);
  return said;
}
