// The line: redial, send again, drop it, slow it down, and writing from a real keyboard.
import { $ } from "./nodes.js";
import { say } from "./words.js";

export function connectLine(phone) {
  $("redial").addEventListener("click", () => phone.redial());
  $("again").addEventListener("click", () => phone.again());
  $("drop").addEventListener("click", () => phone.drop());
  $("delay").addEventListener("input", () => {
    phone.delay = Number($("delay").value);
    showDelay(phone);
  });
  $("typing").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("typed").value;
    if (!text || phone.state === "waiting") return;
    $("typed").value = "";
    if (phone.state === "session") phone.answer(text);
    else if (phone.state === "writing") phone.sendSms(text);
    else if (phone.state === "prompt") [...text].forEach((character) => phone.type(character));
    else phone.dial(text.trim());
  });
}

export function showDelay(phone) {
  $("delay-shown").textContent = phone.delay ? say("seconds", { s: phone.delay / 1000 }) : say("none");
}
