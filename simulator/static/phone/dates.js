// Days and hours as a person reads them. Browsers know no Lao dates, so those are written here.
import { language } from "./words.js";

const DAYS = ["ວັນອາທິດ", "ວັນຈັນ", "ວັນອັງຄານ", "ວັນພຸດ", "ວັນພະຫັດ", "ວັນສຸກ", "ວັນເສົາ"];
const MONTHS = ["ມັງກອນ", "ກຸມພາ", "ມີນາ", "ເມສາ", "ພຶດສະພາ", "ມິຖຸນາ", "ກໍລະກົດ", "ສິງຫາ", "ກັນຍາ", "ຕຸລາ", "ພະຈິກ", "ທັນວາ"];

export const hour = (date) => date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export const clock = (text) => new Date(text).toLocaleTimeString("en-GB");

export function day(date) {
  if (language() === "lo") return `${DAYS[date.getDay()]}, ${date.getDate()} ${MONTHS[date.getMonth()]}`;
  return date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}

// What is no date is shown as it came.
export function moment(text) {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const month = language() === "lo" ? MONTHS[date.getMonth()] : date.toLocaleDateString("en-GB", { month: "short" });
  return `${date.getDate()} ${month} ${date.getFullYear()}, ${hour(date)}`;
}
