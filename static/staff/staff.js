// The record form: fetch a row's fields when it is opened, and ask before typed words are left.
"use strict";

{
  const form = document.querySelector("#content-main form");
  let typed = false;

  const enliven = (row) => {
    const $ = window.django.jQuery;
    $(row).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
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
    }
  };

  form?.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.dataset?.row) open(event.target);
    },
    true, // toggle does not bubble
  );
  form?.addEventListener("input", () => {
    typed = true;
  });
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
