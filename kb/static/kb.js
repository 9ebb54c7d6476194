// Small comforts for those who have scripts on. Everything works without them.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector("[data-find]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  if (!navigator.clipboard) return;
  const live = document.createElement("p");
  live.className = "unseen";
  live.setAttribute("role", "status");
  document.body.append(live);

  for (const source of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const words = source.dataset.copyWords || "Copy";
    button.textContent = words;
    button.setAttribute("aria-label", `${words} ${source.dataset.copyName}: ${source.textContent.trim().slice(0, 80)}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.dataset.copy);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not allowed";
      }
      live.textContent = button.textContent;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
    const place = source.matches("dd") ? "beforeend" : "afterend";
    source.insertAdjacentElement(place, button);
    button.before(" ");
  }
})();
