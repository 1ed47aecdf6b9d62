// How much room a text takes as SMS. The alphabet comes with the page, from where the network itself counts.
import { $ } from "./nodes.js";

const { letters, escaped } = JSON.parse($("gsm7").textContent);
const GSM7 = new Set(letters);
const ESCAPED = new Set(escaped);

export function measure(text) {
  const signs = [...text];
  const latin = signs.every((sign) => GSM7.has(sign) || ESCAPED.has(sign));
  const costs = signs.map((sign) => (latin ? 1 + ESCAPED.has(sign) : sign.length));
  const used = costs.reduce((sum, cost) => sum + cost, 0);
  const [single, joined] = latin ? [160, 153] : [70, 67];
  const segments = used <= single ? 1 : filled(costs, joined);
  return { encoding: latin ? "GSM-7" : "UCS-2", used, budget: segments === 1 ? single : segments * joined, segments };
}

// An escape and its letter, or the two halves of a pair, are never parted.
function filled(costs, joined) {
  let [count, room] = [1, joined];
  for (const cost of costs) {
    if (cost > room) [count, room] = [count + 1, joined];
    room -= cost;
  }
  return count;
}
