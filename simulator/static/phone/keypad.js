// Keys: clicks and taps on the drawing, the computer's keyboard, and a long press for letters.
import { $ } from "./nodes.js";

const HOLD_MS = 550;
const KEYBOARD = { Enter: "call", Escape: "end", Backspace: "erase", ArrowUp: "up", ArrowDown: "down" };

export function connectKeypad(phone, display) {
  const actions = actionsOf(phone);
  const press = (key) => {
    (actions[key] ?? (() => phone.press(key)))();
    display.show();
  };
  for (const button of document.querySelectorAll("[data-key]")) connectButton(button, press, phone);
  $("mode").addEventListener("click", () => phone.nextMode());
  document.addEventListener("keydown", (event) => onKeyDown(event, press, phone));
}

function actionsOf(phone) {
  return {
    call: () => phone.call(),
    end: () => phone.hangUp(),
    erase: () => phone.clear(),
    up: () => $("view").scrollBy({ top: -63 }),
    down: () => $("view").scrollBy({ top: 63 }),
    ok: () => {
      if (phone.state !== "idle") return void (phone.entry && phone.call());
      const [question] = phone.questions.waiting;
      if (question) phone.ask(question);
      else phone.call();
    },
    left: () => {
      if (phone.state === "idle") phone.openInbox();
      else if (phone.state === "inbox") phone.write();
      else if (phone.entry) phone.call();
    },
    right: () => {
      if (phone.state === "idle") [...phone.code].forEach((character) => phone.type(character));
      else if (phone.entry) phone.clear();
      else if (phone.state === "writing") phone.openInbox();
      else if (phone.state === "prompt") phone.decide("decline");
      else phone.hangUp();
    },
  };
}

function connectButton(button, press, phone) {
  let timer = null;
  let held = false;
  button.addEventListener("pointerdown", () => {
    held = false;
    timer = setTimeout(() => {
      held = true;
      if (button.dataset.key === "#") phone.nextMode();
    }, HOLD_MS);
  });
  for (const over of ["pointerup", "pointerleave", "pointercancel"]) button.addEventListener(over, () => clearTimeout(timer));
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!(held && button.dataset.key === "#" && phone.writes)) press(button.dataset.key);
    held = false;
  });
}

function onKeyDown(event, press, phone) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  if (target.closest("input:not([type=radio]), select, textarea")) return;
  const acts = target.closest("button, [role=tab], a");
  if (acts && ["Enter", " "].includes(event.key)) return;
  // Arrow keys choose among the SIMs while the list has the focus.
  if (target.closest("[type=radio], [tabindex='0']") && event.key.startsWith("Arrow")) return;
  const key = KEYBOARD[event.key];
  if (!key && event.key.length !== 1) return;
  event.preventDefault();
  if (key) press(key);
  else if (phone.state !== "waiting") phone.type(event.key);
  flash(event.key, key);
}

// The drawn key goes down with the real one.
function flash(typed, key) {
  const button = document.querySelector(`[data-key="${CSS.escape(key ?? typed)}"]`);
  if (!button) return;
  button.classList.add("down-now");
  setTimeout(() => button.classList.remove("down-now"), 120);
}
