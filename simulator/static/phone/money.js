// Sums as they are written here: whole kip, in Lao with full stops.
import { language, say } from "./words.js";

export function money({ value, currency }) {
  const mark = language() === "lo" ? "." : ",";
  const grouped = String(value).replace(/\B(?=(\d{3})+(?!\d))/g, mark);
  return currency === "LAK" ? say("kip", { amount: grouped }) : `${grouped} ${currency}`;
}
