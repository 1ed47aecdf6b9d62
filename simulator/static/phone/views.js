// Which card is in front: tabs beside the phone on a wide page, a bar below it on a narrow one.
import { $ } from "./nodes.js";
import { showEnd } from "./thread.js";

const TABS = ["air", "messages", "payment"];
let mailbox;

export function connectViews(box) {
  mailbox = box;
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => showView(button.dataset.show));
  for (const tab of document.querySelectorAll("[data-tab]")) {
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const step = event.key === "ArrowRight" ? 1 : TABS.length - 1;
      const other = TABS[(TABS.indexOf(tab.dataset.tab) + step) % TABS.length];
      showTab(other);
      $(`tab-${other}`).focus();
    });
  }
  showTab("air");
  showView("phone");
}

export function showView(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-current", String(button.dataset.show === view));
  }
  if (TABS.includes(view)) showTab(view);
  // Beside the phone nothing moves; where it has the page to itself, its display is at the top of it.
  if (view !== "phone" || matchMedia("(max-width: 760px)").matches) window.scrollTo(0, 0);
}

// Whether somebody who looks at the page sees it.
export const isShown = (tab) => $(tab).offsetParent !== null;

function showTab(name) {
  for (const tab of TABS) {
    $(tab).hidden = tab !== name;
    $(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
    $(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
  if (name !== "messages" || !isShown(name)) return;
  mailbox.read();
  showEnd();
}
