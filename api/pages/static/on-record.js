// Type-ahead in search boxes and buttons that copy. Every page is complete without it.
"use strict";

const PAUSE = 150; // milliseconds without a key before a question is sent
let boxes = 0;

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

// A search box names in data-suggest where to ask, and in data-to where a choice leads: to the record's page below
// that address, or, where data-to is missing, into the box's form as one more filter.
function completeNames(input) {
  const list = element("ul", { id: `suggestions-${++boxes}`, className: "suggestions", hidden: true });
  const said = element("span", { className: "hidden" });
  let options = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  said.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.after(list, said);

  function close() {
    clearTimeout(timer);
    asked += 1; // an answer that is still on its way is of no use any more
    list.hidden = true;
    options = [];
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(suggestion) {
    close();
    if (input.dataset.to) {
      location.assign(`${input.dataset.to}${suggestion.type}/${encodeURIComponent(suggestion.id)}`);
      return;
    }
    const name = input.dataset.name || suggestion.type.slice(0, -1);
    input.form.append(element("input", { type: "hidden", name, value: suggestion.id }));
    input.value = "";
    input.form.submit();
  }

  function mark(place) {
    options[at]?.setAttribute("aria-selected", "false");
    at = place;
    const option = options[at];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function quotesOf({ quote_count: count }) {
    return count === 1 ? "1 quote" : `${count.toLocaleString("en")} quotes`;
  }

  function optionOf(suggestion, place) {
    const option = element("li", { id: `${list.id}-${place}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(
      element("span", { textContent: suggestion.label }),
      element("span", { className: "count", textContent: `${suggestion.type.slice(0, -1)}, ${quotesOf(suggestion)}` }),
    );
    // The button goes down before the box loses its focus, which would close the list.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => choose(suggestion));
    option.choose = () => choose(suggestion);
    return option;
  }

  function show(suggestions) {
    options = suggestions.map(optionOf);
    list.replaceChildren(...options);
    at = -1;
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = options.length ? `${options.length} suggestions; arrow keys choose one.` : "";
  }

  async function ask() {
    const question = (asked += 1);
    const typed = input.value.trim();
    if (!typed) {
      close();
      return;
    }
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    const answer = await fetch(address).catch(() => null); // without an answer the box is a plain search box
    const { data } = answer?.ok ? await answer.json() : { data: [] };
    if (question === asked && document.activeElement === input) show(data);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(at + 1 < options.length ? at + 1 : 0);
    else if (event.key === "ArrowUp") mark(at > 0 ? at - 1 : options.length - 1);
    else if (event.key === "Enter" && options[at]) options[at].choose();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Browsers give the clipboard only to pages that came over https; the older way works on the others.
  const area = element("textarea", { value: text, className: "hidden" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done ? undefined : Promise.reject(new Error("The browser does not copy."));
}

function offerCopy(block) {
  const button = element("button", { type: "button", className: "copy", textContent: "Copy" });
  button.setAttribute("aria-label", `Copy: ${block.dataset.copy}`);
  const said = element("span", { className: "hidden" });
  said.setAttribute("role", "status");
  button.addEventListener("click", () => {
    const text = block.querySelector("[data-text]").textContent;
    copy(text).then(
      () => (button.textContent = said.textContent = "Copied"),
      () => (button.textContent = said.textContent = "Select and copy"),
    );
    setTimeout(() => (button.textContent = "Copy"), 2500);
  });
  block.append(button, said);
}

document.querySelectorAll("input[data-suggest]").forEach(completeNames);
document.querySelectorAll("[data-copy]").forEach(offerCopy);
