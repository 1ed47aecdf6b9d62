// Days and hours as a person reads them. Browsers know no Lao dates, so those are written here.
import { language } from "./words.js";

const DAYS = ["ວັນອາທິດ", "ວັນຈັນ", "ວັນອັງຄານ", "ວັນພຸດ", "ວັນພະຫັດ", "ວັນສຸກ", "ວັນເສົາ"];
const MONTHS = ["ມັງກອນ", "ກຸມພາ", "ມີນາ", "ເມສາ", "ພຶດສະພາ", "ມິຖຸນາ", "ກໍລະກົດ", "ສິງຫາ", "ກັນຍາ", "ຕຸລາ", "ພະຈິກ", "ທັນວາ"];

// Wherever the browser is, the phone is in Laos, which knows no summer time.
const LAOS = { timeZone: "Asia/Vientiane" };
const inLaos = (date) => new Date(date.getTime() + 7 * 3_600_000);

export const hour = (date) => date.toLocaleTimeString("en-GB", { ...LAOS, hour: "2-digit", minute: "2-digit" });

export const clock = (text) => new Date(text).toLocaleTimeString("en-GB", LAOS);

export function day(date) {
  const here = inLaos(date);
  if (language() === "lo") return `${DAYS[here.getUTCDay()]}, ${here.getUTCDate()} ${MONTHS[here.getUTCMonth()]}`;
  return date.toLocaleDateString("en-GB", { ...LAOS, weekday: "long", day: "numeric", month: "long" });
}

// What is no date is shown as it came.
export function moment(text) {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const here = inLaos(date);
  const month = language() === "lo" ? MONTHS[here.getUTCMonth()] : date.toLocaleDateString("en-GB", { ...LAOS, month: "short" });
  return `${here.getUTCDate()} ${month} ${here.getUTCFullYear()}, ${hour(date)}`;
}
