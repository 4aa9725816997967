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
