// The page's own words in English and Lao. What the phone shows comes from the service and is never touched here.
import en from "../words/en.js";
import lo from "../words/lo.js";

const catalogues = { en, lo };
const KEPT = "page-language";
let current = "en";

export const language = () => current;

export function say(name, values = {}) {
  const sentence = catalogues[current][name] ?? catalogues.en[name];
  return sentence.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}

export function chooseLanguage(wanted) {
  current = wanted in catalogues ? wanted : "en";
  remember(current);
  document.documentElement.lang = current;
  document.title = say("title");
  each("data-word", (node, name) => { node.textContent = say(name); });
  each("data-word-label", (node, name) => node.setAttribute("aria-label", say(name)));
  each("data-word-placeholder", (node, name) => node.setAttribute("placeholder", say(name)));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === current));
  }
}

// A link may carry ?lang=lo; otherwise the last choice on this machine counts.
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  try {
    return asked ?? localStorage.getItem(KEPT) ?? "en";
  } catch {
    return asked ?? "en"; // storage is switched off
  }
}

function remember(chosen) {
  try {
    localStorage.setItem(KEPT, chosen);
  } catch { /* storage is switched off: the choice lasts as long as the page */ }
}

function each(attribute, change) {
  for (const node of document.querySelectorAll(`[${attribute}]`)) change(node, node.getAttribute(attribute));
}
