// The one script of Kyodo. Pages work without it. It (1) shows suggestions while someone types
// into a form with data-suggest, as an ARIA combobox, (2) moves the focus to the error summary,
// (3) folds the facets on a narrow screen, so that the results are near, and (4) warns before a
// session ends. It writes text only as textContent, never as markup.
"use strict";

(() => {
  // Three minutes before the session ends the page says so, and one button keeps it.
  const ends = document.querySelector("[data-ends]");
  if (ends) {
    const box = ends.firstElementChild;
    let timer = 0;
    const warn = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => { box.hidden = false; }, Math.max(0, seconds - 180) * 1000);
    };
    box.querySelector("button").addEventListener("click", async () => {
      try {
        const got = await fetch("/my/keep", {
          method: "POST",
          body: new URLSearchParams({ _token: ends.dataset.token }),
          headers: { Accept: "application/json" },
        });
        if (!got.ok) throw new Error(String(got.status));
        const { seconds, at } = await got.json();
        document.getElementById("ends").textContent = at;
        box.hidden = true;
        warn(seconds);
      } catch {
        // Over or offline: the next page says what to do.
      }
    });
    warn(Number(ends.dataset.ends));
  }

  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  if (matchMedia("(max-width: 47.99em)").matches) {
    for (const facet of document.querySelectorAll(".side > .facet[open]")) {
      if (!facet.querySelector(":checked")) facet.open = false;
    }
  }

  for (const form of document.querySelectorAll("form[data-suggest]")) {
    const input = form.querySelector('input[type="search"]');
    if (input && form.dataset.suggest) combobox(form, input);
  }

  function combobox(form, input) {
    const list = document.createElement("ul");
    list.id = input.id + "-list";
    list.className = "sug";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.listLabel || "");
    input.parentElement.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let items = [];
    let at = -1;
    let timer = 0;
    let asked = null;
    let composing = false;
    let leaving = false;

    // The Enter that takes a suggestion must not send the form as well.
    form.addEventListener("submit", (e) => { if (leaving) e.preventDefault(); });
    window.addEventListener("pageshow", () => { leaving = false; });

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (i) => {
      at = i;
      [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === i)));
      if (i >= 0) {
        input.setAttribute("aria-activedescendant", list.children[i].id);
        list.children[i].scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };

    const choose = (item) => {
      close();
      // Only a path of this site: a suggestion never leads elsewhere.
      if (item.url && /^\/(?![/\\])/.test(item.url)) {
        leaving = true;
        location.assign(item.url);
        return;
      }
      input.value = item.text;
      form.requestSubmit();
    };

    const show = (found) => {
      items = found.slice(0, 10);
      list.replaceChildren(...items.map((item, i) => {
        const li = document.createElement("li");
        li.id = list.id + "-" + i;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        const text = document.createElement("span");
        text.textContent = item.text;
        li.append(text);
        if (item.note) {
          const note = document.createElement("span");
          note.className = "muted";
          note.textContent = item.note;
          li.append(note);
        }
        // mousedown would take the focus away before the click arrives
        li.addEventListener("mousedown", (e) => e.preventDefault());
        li.addEventListener("click", () => choose(item));
        return li;
      }));
      at = -1;
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
      input.removeAttribute("aria-activedescendant");
    };

    const ask = async () => {
      const q = input.value.trim();
      if (asked) asked.abort();
      if (!q) {
        close();
        return;
      }
      asked = new AbortController();
      try {
        const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(q), {
          signal: asked.signal,
          headers: { Accept: "application/json" },
        });
        if (!answer.ok) return;
        const body = await answer.json();
        if (document.activeElement === input) show(body.items || []);
      } catch {
        // Aborted by the next letter, or offline: the form works without suggestions.
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    };

    // Japanese is typed in two steps; half-converted text is no query.
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; later(); });
    input.addEventListener("input", () => { if (!composing) later(); });
    input.addEventListener("blur", () => setTimeout(close, 100));
    input.addEventListener("keydown", (e) => {
      if (e.isComposing || list.hidden) return;
      if (e.key === "ArrowDown") mark(at + 1 >= items.length ? 0 : at + 1);
      else if (e.key === "ArrowUp") mark(at <= 0 ? items.length - 1 : at - 1);
      else if (e.key === "Escape") close();
      else if (e.key === "Enter" && at >= 0) choose(items[at]);
      else return;
      e.preventDefault();
    });
  }
})();
