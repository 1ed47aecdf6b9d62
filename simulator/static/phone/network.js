// The pretend network: every key press that leaves the phone is one of these calls.
export class Refused extends Error {}

export const dial = (msisdn, code) => post("dial", { msisdn, code });
export const answer = (session, text) => post("answer", { session, text });
export const again = (session) => post("again", { session });
export const hangUp = (session) => post("hangup", { session });
export const drop = (session) => post("drop", { session });

// The messages, oldest first, and whether the backend could be asked at all.
export async function inbox(msisdn) {
  const reply = await fetch(`/api/inbox?${new URLSearchParams({ msisdn })}`);
  if (!reply.ok) throw new Refused("inbox");
  return { messages: await reply.json(), reachable: reply.headers.get("Inbox-State") === "read" };
}

async function post(key, body) {
  const reply = await fetch(`/api/${key}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const said = await reply.json();
  if (!reply.ok) throw new Refused(said.error);
  return said;
}
