// Search over names and other spellings, and over topics and quotes; by keyboard alone. Changes what is chosen.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let hits = [];
  let active = -1;
  let names = null;
  let said = null;

  // Both indices are made when first needed: a page that is only looked at does not wait for them.
  const nameIndex = () => (names ||= d.entities.map((entity, number) => ({
    number, names: [entity.label, ...(entity.aliases || [])].map((text) => ({ text, folded: E.fold(text) })),
  })));
  const saidIndex = () => {
    if (said) return said;
    const quotes = d.quotes.map((quote) => E.fold(quote.quote));
    said = d.facts.map((fact) => [...(fact.topics || []).map(E.fold), fact.title ? E.fold(fact.title) : "", ...(fact.quotes || []).map((q) => quotes[q])]);
    return said;
  };

  // Best first: names that begin with what was typed, then words that do, then any place; heavier entities before lighter.
  function byName(wanted) {
    const scored = [];
    for (const { number, names: own } of nameIndex()) {
      let best = null;
      for (const name of own) {
        const place = name.folded.indexOf(wanted);
        if (place < 0) continue;
        const rank = place === 0 ? (name.folded === wanted ? 0 : 1) : name.folded[place - 1] === " " ? 2 : 3;
        if (!best || rank < best.rank) best = { number, rank, name };
      }
      if (best) scored.push(best);
    }
    return scored.sort((a, b) => a.rank - b.rank || a.number - b.number).slice(0, 10);
  }

  E.findNames = (text) => (E.fold(text.trim()) ? byName(E.fold(text.trim())).map(({ number }) => number) : []);

  // The facts whose topics, office or quotes hold all these words, newest first.
  E.mentioning = (text) => {
    const words = E.fold(text).split(" ").filter(Boolean);
    if (!words.length) return [];
    const found = [];
    saidIndex().forEach((texts, n) => {
      if (words.every((word) => texts.some((one) => one.includes(word)))) found.push(n);
    });
    return found.sort(E.newest);
  };

  // The words around the first hit in a quote of the fact.
  function snippet(fact, wanted) {
    for (const q of d.facts[fact].quotes || []) {
      const quote = E.plain(d.quotes[q].quote);
      const place = E.fold(quote).indexOf(wanted);
      if (place < 0) continue;
      const from = place < 40 ? 0 : quote.indexOf(" ", place - 34) + 1;
      return `${from ? "…" : ""}${E.cut(quote.slice(from), 90)}`;
    }
    return (d.facts[fact].topics || []).map(E.plain).join(", ");
  }

  function search() {
    const text = input.value.trim();
    const wanted = E.fold(text);
    if (!wanted) return [];
    const found = byName(wanted).map(({ number, name }) => ({ kind: "name", number, name }));
    if (wanted.length < 3) return found;
    const facts = E.mentioning(text);
    if (facts.length > 1) found.push({ kind: "words", text, count: facts.length });
    for (const fact of facts.slice(0, found.length > 8 ? 3 : 6)) found.push({ kind: "fact", fact, text: snippet(fact, wanted) });
    return found;
  }

  function row(hit, n) {
    const options = { role: "option", id: `hit-${n}`, class: hit.kind, "aria-selected": String(n === active), onmousedown: (event) => { event.preventDefault(); take(n); } };
    if (hit.kind === "name") {
      const entity = d.entities[hit.number];
      const alias = hit.name.text === entity.label ? null : el("span", { class: "alias" }, el("bdi", {}, E.plain(hit.name.text)));
      return el("li", options, E.shape(entity.type), el("span", {}, el("bdi", {}, E.name(hit.number)), alias), el("span", { class: "code" }, entity.country || ""));
    }
    if (hit.kind === "words") {
      return el("li", options, E.icon("list"), el("span", {}, "All that mentions ", el("bdi", {}, `“${E.cut(E.plain(hit.text), 40)}”`)), el("span", { class: "code" }, E.number(hit.count)));
    }
    return el("li", options, E.icon("quote"), el("span", {}, el("bdi", {}, E.inWords(hit.fact)), el("span", { class: "alias" }, el("bdi", {}, hit.text))), el("span", { class: "code" }, E.date(d.facts[hit.fact].date)));
  }

  function offer() {
    hits = search();
    active = hits.length ? 0 : -1;
    const rows = hits.map(row);
    if (!rows.length && input.value.trim()) rows.push(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing like this"));
    list.replaceChildren(...rows);
    open(rows.length > 0);
  }

  function open(value) {
    list.hidden = !value;
    input.setAttribute("aria-expanded", String(value));
    mark();
  }

  function mark() {
    [...list.children].forEach((one, n) => one.setAttribute("aria-selected", String(n === active)));
    if (active >= 0 && !list.hidden) {
      input.setAttribute("aria-activedescendant", `hit-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function take(n) {
    const hit = hits[n];
    if (!hit) return;
    open(false);
    if (hit.kind === "name") {
      input.value = E.name(hit.number);
      E.select({ node: hit.number }, { centre: true });
    } else if (hit.kind === "words") E.select({ words: hit.text }, { centre: true });
    else E.choose(hit.fact);
  }

  // A fact as a choice: an event by itself, a standing fact by its edge.
  E.choose = (fact, centre = true) => E.select(E.isState(d.facts[fact]) ? { edge: E.edgesOf[fact][0] } : { fact }, { centre });

  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      active = (active + step + hits.length) % hits.length;
      if (list.hidden) open(true);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) offer();
      take(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) input.value = "";
      open(false);
    }
  });
})(Entente);
