// Suggestions in the search boxes: an editable combobox with a list (WAI-ARIA APG). Without this
// script the boxes work the same, only without suggestions.
"use strict";

const WAIT = 150; // milliseconds of rest before the server is asked

function combobox(form) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let waiting = 0, asked = null, active = -1;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  status.className = "hidden";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  form.append(list, status);

  const options = () => [...list.children];

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function mark(place) {
    active = place;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(option) {
    input.value = option.dataset.text;
    close();
    form.requestSubmit();
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(({ text, kind }, i) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const of = document.createElement("span");
      option.id = `${list.id}-${i}`;
      option.dataset.text = text;
      option.setAttribute("role", "option");
      name.textContent = text;
      of.textContent = kind;
      of.className = "kind";
      option.append(name, " ", of);
      return option;
    }));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = suggestions.length
      ? form.dataset.some.replace("#", suggestions.length) : form.dataset.none;
    mark(-1);
  }

  async function ask() {
    const words = input.value.trim();
    asked?.abort();
    if (!words) return close();
    asked = new AbortController();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch {
      // Typed on, or no network: the box still searches.
    }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => { waiting = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const number = list.hidden ? 0 : list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !number) ask();
    else if (event.key === "ArrowDown") mark(active + 1 < number ? active + 1 : -1);
    else if (event.key === "ArrowUp" && number) mark(active < 0 ? number - 1 : active - 1);
    else if (event.key === "Escape" && number) close();
    else if (event.key === "Enter" && active >= 0) choose(options()[active]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

document.querySelectorAll("form[data-suggest]").forEach(combobox);
