// The drawer of SIM cards: who can be rung up, and a free number.
import { $, make } from "./nodes.js";
import { language, say } from "./words.js";

const KEPT = "sim";
const GROUPS = ["start", "employee", "voluntary", "civil", "family", "pension", "employer", "public", "other"];
const personas = JSON.parse($("personas").textContent);

export function connectSims(phone, chosen) {
  const list = $("sim-list");
  list.addEventListener("change", (event) => insert(personas.find((persona) => persona.msisdn === event.target.value)));
  $("sim-search").addEventListener("input", () => drawSims(phone));
  $("own-number").addEventListener("submit", (event) => {
    event.preventDefault();
    const msisdn = $("own-msisdn").value.trim();
    insert(personas.find((persona) => persona.msisdn === msisdn) ?? { msisdn, name: {} });
    drawSims(phone);
  });
  function insert(sim) {
    phone.insert(sim);
    chosen();
  }
  const asked = new URLSearchParams(location.search).get(KEPT);
  phone.insert(personas.find((persona) => persona.id === asked || persona.msisdn === asked) ?? personas[0]);
}

export function drawSims(phone) {
  const wanted = $("sim-search").value.trim().toLowerCase();
  const found = personas.filter((persona) => words(persona).includes(wanted));
  const groups = GROUPS.map((group) => [group, found.filter((persona) => persona.group === group)]).filter(([, members]) => members.length);
  $("sim-list").replaceChildren(...groups.flatMap(([group, members]) => [
    make("h3", {}, say(`group_${group}`)),
    ...members.map((persona) => card(persona, phone.sim)),
  ]));
  if (!found.length) $("sim-list").append(make("p", { class: "note" }, say("nobody")));
}

function words(persona) {
  return [persona.id, persona.msisdn, ...Object.values(persona.name), ...Object.values(persona.about)].join(" ").toLowerCase();
}

function card(persona, sim) {
  const radio = make("input", { type: "radio", name: "sim", value: persona.msisdn });
  radio.checked = sim?.msisdn === persona.msisdn;
  return make(
    "label", { class: "persona" }, radio,
    make("span", { class: "chip", "aria-hidden": "true" }, persona.id),
    make("b", {}, persona.name[language()]),
    make("small", {}, persona.about[language()]),
    make("small", { class: "number-and-pin" }, [persona.msisdn, persona.pin && `PIN ${persona.pin}`, say("with_wallet")].filter(Boolean).join(" · ")),
  );
}
