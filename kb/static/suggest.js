// Completion as one types: each search box becomes a combobox (ARIA 1.2). Without scripts it stays a search box.
(() => {
  "use strict";

  const PAUSE = 90; // milliseconds without a key before suggestions are asked for

  for (const field of document.querySelectorAll("[data-find]")) enhance(field);

  function enhance(field) {
    const list = document.createElement("ul");
    const live = document.createElement("p");
    let offers = [];
    let at = -1;
    let typed = field.value;
    let waiting = 0;

    list.id = `${field.id}-offers`;
    list.className = "offers";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    live.className = "unseen";
    live.setAttribute("role", "status");
    field.closest(".find-row").after(list);
    document.body.append(live);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");

    field.addEventListener("input", () => {
      typed = field.value;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" && list.hidden) ask();
      else if (event.key === "ArrowDown") choose(at + 1);
      else if (event.key === "ArrowUp" && !list.hidden) choose(at - 1);
      else if (event.key === "Escape" && !list.hidden) put(typed), close();
      else if (event.key === "Enter" && at >= 0) take(offers[at]);
      else return;
      event.preventDefault();
    });

    async function ask() {
      const asked = field.value;
      if (!asked.trim()) return close();
      try {
        const answer = await import(`/suggest.js?${new URLSearchParams({ q: asked })}`);
        if (field.value === asked && document.activeElement === field) show(...answer.default);
      } catch {
        close(); // the search works without
      }
    }

    function show(_, texts, says, urls) {
      offers = texts.map((text, i) => ({ text, says: says[i], url: new URL(urls[i]) }));
      list.replaceChildren(...offers.map(option));
      at = -1;
      open(offers.length > 0);
      live.textContent = offers.length ? `${offers.length} suggestions` : "";
    }

    function option(offer, i) {
      const item = document.createElement("li");
      const text = document.createElement("span");
      const says = document.createElement("span");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      text.textContent = offer.text;
      says.textContent = offer.says;
      says.className = "quiet";
      item.append(text, " ", says);
      item.addEventListener("mousedown", (event) => event.preventDefault()); // else the field loses the focus first
      item.addEventListener("click", () => take(offer));
      return item;
    }

    function choose(next) {
      const many = offers.length;
      at = next < -1 ? many - 1 : next >= many ? -1 : next; // behind either end stands what was typed
      list.childNodes.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      if (at < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", list.childNodes[at].id);
      if (at >= 0) list.childNodes[at].scrollIntoView({ block: "nearest" });
      put(at < 0 ? typed : offers[at].text);
    }

    function take(offer) {
      put(offer.text);
      close();
      if (offer.url.pathname === "/search") field.form.requestSubmit();
      else location.assign(offer.url.pathname);
    }

    function put(text) {
      field.value = text;
    }

    function open(yes) {
      list.hidden = !yes;
      field.setAttribute("aria-expanded", String(yes));
    }

    function close() {
      clearTimeout(waiting);
      at = -1;
      field.removeAttribute("aria-activedescendant");
      live.textContent = "";
      open(false);
    }
  }
})();
