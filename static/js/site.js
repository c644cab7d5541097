// Conveniences on pages that work without them: the folded menu on small screens, three presses of Shift to leave the page, and a
// button that prints.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  [ExitThisPage, ServiceNavigation, SkipLink].forEach((component) => createAll(component));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => window.print());
}
