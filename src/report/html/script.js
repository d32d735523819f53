// Lights up what belongs together, and filters. The page is whole without it.
"use strict";
(() => {
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const panes = all(".pane");
  const rowsOf = (element) => element.dataset.r.split(" ");
  const members = new Map();
  for (const element of all("[data-r]")) {
    for (const row of rowsOf(element)) {
      if (!members.has(row)) members.set(row, []);
      members.get(row).push(element);
    }
  }
  const together = (rows) => new Set(rows.flatMap((row) => members.get(row) ?? []));

  // Hover and focus light up; Enter and a click keep it lit, and bring the others into view.
  let pinned = [];
  const paint = (name, elements) => {
    for (const element of all("." + name)) if (!elements.has(element)) element.classList.remove(name);
    for (const element of elements) element.classList.add(name);
  };
  const light = (target) => {
    const element = target?.closest?.("[data-r]") ?? document.activeElement.closest("[data-r]");
    paint("lit", element ? together(rowsOf(element)) : new Set());
  };
  const isStacked = () => getComputedStyle(panes[0]).overflowY === "visible";
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  const reveal = (rows, except) => {
    for (const pane of panes) {
      if (pane === except) continue;
      const first = rows.flatMap((row) => members.get(row) ?? []).find((element) => pane.contains(element) && isShown(element));
      if (!first) continue;
      const place = first.getBoundingClientRect();
      const frame = pane.getBoundingClientRect();
      if (place.top < frame.top + 90 || place.bottom > frame.bottom - 24) {
        // Whoever arrives is shown the place, not the way.
        const behavior = except && !isCalm.matches ? "smooth" : "instant";
        pane.scrollBy({ top: place.top - frame.top - frame.height / 3, behavior });
      }
    }
  };
  const say = (text) => { one("#status").textContent = text; };
  const pin = (rows, pane) => {
    pinned = rows;
    paint("pinned", together(rows));
    for (const link of all("[aria-current]")) link.removeAttribute("aria-current");
    for (const element of together(rows)) element.querySelector("a")?.setAttribute("aria-current", "true");
    if (!isStacked()) reveal(rows, pane);
    const count = (selector) => [...together(rows)].filter((element) => element.closest(selector)).length;
    const lines = (count) => (count || "no") + (count === 1 ? " line" : " lines");
    say(rows.length ? "Highlighted: " + lines(count("#source")) + " of the source, " + lines(count("#result")) + " of the result" : shown());
  };
  const release = () => {
    pin([], null);
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  };
  document.addEventListener("pointerover", (event) => light(event.target));
  document.documentElement.addEventListener("pointerleave", () => light(null));
  document.addEventListener("focusin", (event) => light(event.target));
  for (const pane of panes) {
    pane.addEventListener("click", (event) => {
      const element = event.target.closest("[data-r]");
      if (!element || String(getSelection())) return;
      const link = event.target.closest("a") ?? element.querySelector("a");
      const rows = link?.classList.contains("note") ? rowsOf(element).filter((row) => one("#r" + row).closest(".default")) : rowsOf(element);
      pin(rows, pane);
      history.replaceState(null, "", "#r" + rows[0]);
      if (isStacked()) {
        // One below the other: the link leads to where it says.
        if (event.target.closest("a")) jump(link.hash);
      } else {
        move(link);
      }
      event.preventDefault();
    });
  }
  const jump = (hash) => {
    const target = document.getElementById(hash.slice(1));
    target?.scrollIntoView({ block: "center" });
    move(target?.querySelector("a"));
  };

  // One stop for each pane; the arrows go on from there.
  const isShown = (element) => !element.closest("[hidden]");
  const links = (pane) => all("[data-r] a", pane).filter(isShown);
  const stop = (pane, link) => {
    for (const other of all('[data-r] a[tabindex="0"]', pane)) other.tabIndex = -1;
    if (link) link.tabIndex = 0;
  };
  const move = (link) => {
    if (!link) return;
    stop(link.closest(".pane"), link);
    link.focus({ preventScroll: true });
    if (!isStacked()) link.scrollIntoView({ block: "nearest" });
  };
  const settle = () => {
    for (const pane of panes) {
      const list = links(pane);
      if (!list.some((link) => link.tabIndex === 0)) stop(pane, list[0]);
    }
  };
  const beside = (link, step) => {
    const rows = rowsOf(link.closest("[data-r]"));
    for (let at = panes.indexOf(link.closest(".pane")) + step; panes[at]; at += step) {
      const found = links(panes[at]).find((other) => rowsOf(other.closest("[data-r]")).some((row) => rows.includes(row)));
      if (found) return found;
    }
    return null;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return release();
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest?.("[data-r] a");
    if (!link) return;
    const list = links(link.closest(".pane"));
    const at = list.indexOf(link);
    const target = {
      ArrowDown: () => list[at + 1],
      ArrowUp: () => list[at - 1],
      Home: () => list[0],
      End: () => list[list.length - 1],
      ArrowLeft: () => beside(link, -1),
      ArrowRight: () => beside(link, 1),
    }[event.key];
    if (!target) return;
    event.preventDefault();
    const next = target();
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (next && isStacked()) next.scrollIntoView({ block: "center" });
    } else if (next && isStacked()) {
      next.scrollIntoView({ block: "nearest" });
    }
    move(next);
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("[data-r] a");
    if (link) stop(link.closest(".pane"), link);
  });

  // The filter hides findings, and takes the colour from lines of which nothing is left.
  const form = one("#filter");
  const shown = () => {
    const rows = all(".rows > li");
    const left = rows.filter(isShown).length;
    return left === rows.length ? "" : left + " of " + rows.length + " findings shown";
  };
  const filter = () => {
    const kinds = new Set(all("input:checked", form).map((input) => input.value));
    const risk = form.elements.risk.value;
    const fits = (group) => kinds.has(group.dataset.v)
      && (risk === "" || group.dataset.risk === risk || (risk === "some" && group.dataset.risk !== "none"));
    for (const group of all(".group")) group.hidden = !fits(group);
    for (const groups of all(".groups")) groups.parentElement.hidden = !all(".group", groups).some((group) => !group.hidden);
    for (const line of all(".code > [data-r]")) {
      line.classList.toggle("out", !rowsOf(line).some((row) => !one("#r" + row).closest(".group").hidden));
    }
    one("#none").hidden = all(".group").some((group) => !group.hidden);
    say(shown());
    settle();
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  const copy = one("#copy");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(one("#verdict").textContent).then(() => say("Verdict copied"), () => say("Could not copy the verdict"));
    });
  }

  for (const link of all("[data-r] a")) link.tabIndex = -1;
  filter();
  const arrive = () => {
    const element = /^#r\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!element) return;
    pin(rowsOf(element), null);
    move(element.querySelector("a"));
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
