// The record form: fetch a row's fields when it is opened, and ask before typed words are left.
"use strict";

{
  const form = document.querySelector("#content-main form");
  // A form shown again, with errors or with somebody else's changes, holds what is saved nowhere.
  let typed = Boolean(document.querySelector(".errornote, .collision"));
  const type = () => {
    typed = true;
  };

  // Boxes that Django and Select2 leave without a name get the one that is written before them.
  const nameBoxes = () => {
    for (const input of form.querySelectorAll("p.datetime input")) {
      const label = input.closest("p.datetime").previousElementSibling?.textContent ?? "";
      const part = input.previousSibling.textContent;
      input.setAttribute("aria-label", `${label.trim()} ${part.trim()}`.trim());
    }
    for (const select of form.querySelectorAll("select.select2-hidden-accessible")) {
      const label = select.labels[0];
      if (!label) continue;
      label.id = `${select.id}_label`;
      const box = select.nextElementSibling;
      const shown = box.querySelector("[role=textbox]");
      const parts = shown ? `${label.id} ${shown.id}` : label.id;
      box.querySelector("[role=combobox]").setAttribute("aria-labelledby", parts);
      box.querySelector("[role=textbox], [type=search]").setAttribute("aria-labelledby", label.id);
    }
  };

  const enliven = (row) => {
    const $ = window.django.jQuery;
    $(row).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
    nameBoxes();
    if (window.DateTimeShortcuts) {
      document.querySelectorAll(".datetimeshortcuts").forEach((one) => one.remove());
      window.DateTimeShortcuts.init();
    }
  };

  const open = async (details) => {
    const name = details.dataset.row;
    const link = details.querySelector(".row-link");
    delete details.dataset.row;
    const address = new URL(location.href);
    address.searchParams.set("rows", name);
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const base = page.querySelector("[name=_base]");
      const row = page.getElementById(name)?.querySelector("details.row-fields");
      const same = base?.value === form.querySelector("[name=_base]").value;
      if (!row || !same || form.querySelector("[name=_joined]")) throw new Error("changed since");
      link.remove();
      details.append(...[...row.childNodes].filter((node) => node.nodeName !== "SUMMARY"));
      enliven(details);
      details.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    } catch {
      details.dataset.row = name; // the link is still there: it loads the page anew
      link.querySelector("[hidden]")?.removeAttribute("hidden");
    }
  };

  form?.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.dataset?.row) open(event.target);
    },
    true, // toggle does not bubble
  );
  if (form) {
    window.django.jQuery(($) => {
      // After Select2 has made its boxes; it tells jQuery alone of a choice.
      nameBoxes();
      $(form).on("change", type);
    });
  }
  for (const name of ["formset:added", "formset:removed"]) {
    document.addEventListener(name, () => setTimeout(nameBoxes));
  }
  form?.addEventListener("input", type);
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
