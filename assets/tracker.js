// Every page works without this; with it, some things are quicker.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios, SkipLink]) {
  createAll(component);
}

// Filters begin folded on a small screen, unless some are set; without script they stand open.
const small = window.matchMedia("(max-width: 40em)");
for (const panel of document.querySelectorAll("details[data-folds]")) {
  if (small.matches && !window.location.search) {
    panel.open = false;
  }
}

// The board switch closes when the person goes elsewhere.
for (const menu of document.querySelectorAll(".masthead__switch")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// From doubt to doubt with the keys n and p, which a person may turn off.
const doubts = [...document.querySelectorAll("[data-doubt]")];
const steps = document.querySelector(".walk");
if (doubts.length || steps) {
  const remembered = "doubts-by-keys";
  const bar = steps ?? document.querySelector(".walk-keys");
  const button = document.createElement("button");
  let on = window.localStorage.getItem(remembered) !== "off";
  const say = () => {
    button.textContent = on ? "Keys n and p go to the next and previous doubt: turn off" : "Turn on the keys n and p";
  };
  button.type = "button";
  button.className = "walk__keys";
  button.addEventListener("click", () => {
    on = !on;
    window.localStorage.setItem(remembered, on ? "on" : "off");
    say();
  });
  say();
  bar?.append(button);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || !["n", "p"].includes(event.key)) {
      return;
    }
    const link = document.querySelector(`.walk [data-key="${event.key}"]`);
    if (link) {
      link.click();
      return;
    }
    const at = doubts.indexOf(document.activeElement.closest("[data-doubt]"));
    const next = event.key === "n" ? doubts[at + 1] : doubts[Math.max(at, 1) - 1];
    next?.focus();
    next?.scrollIntoView({ block: "start" });
  });
}
