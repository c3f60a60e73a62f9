// Search, legend with filters, theme and zoom buttons. Changes what is shown through E.show and E.select.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const at = (id) => document.getElementById(id);

  const ICONS = {
    plus: "M10 4v12M4 10h12", minus: "M4 10h12", close: "M5 5l10 10M15 5L5 15",
    fit: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
    theme: "M10 3a7 7 0 1 0 0 14V3z",
  };
  E.icon = (name) =>
    E.svg("svg", { viewBox: "0 0 20 20", class: "glyph", "aria-hidden": "true" }, E.svg("path", { d: ICONS[name] }));

  // ---- filters -------------------------------------------------------------------------------------------------
  const off = { types: new Set(), relations: new Set(), statuses: new Set() };
  let derived = false;
  const redo = [];

  E.applyFilters = () => {
    const shown = E.show({
      type: (type) => !off.types.has(type),
      edge: (edge) => (derived || !edge.roll_up) && !off.relations.has(edge.relation) && !off.statuses.has(edge.status),
    });
    redo.forEach((update) => update());
    at("showing").textContent = `${E.number(shown.nodes)} of ${E.number(d.counts.drawn)} names, ${E.count(shown.edges, "tie", "ties")}`;
  };

  function check(label, sample, count, { on, set, nested }) {
    const input = el("input", { type: "checkbox" });
    input.checked = true;
    input.addEventListener("change", () => {
      set(input.checked);
      E.applyFilters();
    });
    redo.push(() => {
      const state = on();
      input.checked = state === true;
      input.indeterminate = state === "some";
    });
    return el("label", { class: nested ? "check nested" : "check" }, input, sample, el("span", {}, label), el("span", { class: "n" }, count === null ? "" : E.number(count)));
  }

  const toggle = (set, name) => (value) => (value ? set.delete(name) : set.add(name));
  const tally = (rows, name) => rows.reduce((all, row) => all.set(name(row), (all.get(name(row)) || 0) + 1), new Map());

  E.buildFilters = () => {
    redo.length = 0;
    const lines = d.network.edges.map((line) => d.edges[line.id]);
    const direct = lines.filter((edge) => !edge.roll_up);
    const types = tally([...E.drawn.keys()], (n) => d.entities[n].type);
    const relations = tally(direct, (edge) => edge.relation);
    const statuses = tally(direct, (edge) => edge.status);
    const group = (title, rows) => el("fieldset", {}, el("legend", {}, title), ...rows);
    const typeRows = d.look.types.filter((look) => types.has(look.type)).map((look) =>
      check(look.many, E.shape(look.type), types.get(look.type), { on: () => !off.types.has(look.type), set: toggle(off.types, look.type) }));
    const statusRows = d.look.statuses.filter((look) => statuses.has(look.status)).map((look) =>
      check(look.label, E.line("currentColor", look.status), statuses.get(look.status), { on: () => !off.statuses.has(look.status), set: toggle(off.statuses, look.status) }));
    at("filters").replaceChildren(
      el("div", { class: "filters-head" }, el("h2", {}, "Legend and filter"), el("button", { type: "button", class: "reset", onclick: reset }, "Reset")),
      group("Who and what", typeRows),
      group("Ties", d.look.families.flatMap((family) => familyRows(family, relations, lines))),
      group("Status", statusRows),
    );
  };

  function familyRows(family, relations, lines) {
    const own = d.look.relations.filter((look) => look.family === family.family && relations.has(look.relation));
    if (!own.length) return [];
    const names = own.map((look) => look.relation);
    const total = names.reduce((sum, name) => sum + relations.get(name), 0);
    const on = () => {
      const left = names.filter((name) => !off.relations.has(name)).length;
      return left === names.length ? true : left ? "some" : false;
    };
    const set = (value) => names.forEach((name) => toggle(off.relations, name)(value));
    const rows = own.map((look) =>
      check(look.past, null, relations.get(look.relation), { nested: true, on: () => !off.relations.has(look.relation), set: toggle(off.relations, look.relation) }));
    const out = [
      check(family.label, E.line(E.colour(family)), total, { on, set }),
      el("details", {}, el("summary", {}, E.count(own.length, "kind", "kinds")), ...rows),
    ];
    const rolled = family.family === "standing" ? lines.filter((edge) => edge.roll_up).length : 0;
    if (rolled) out.push(check("Country ties (derived)", null, rolled, { on: () => derived, set: (value) => (derived = value) }));
    return out;
  }

  function reset() {
    Object.values(off).forEach((set) => set.clear());
    E.applyFilters();
    E.fit(true);
  }

  // ---- search --------------------------------------------------------------------------------------------------
  const input = at("search");
  const list = at("found");
  let hits = [];
  let active = -1;
  const index = d.entities.map((entity, number) => ({
    number,
    names: [entity.label, ...(entity.aliases || [])].map((text) => ({ text, folded: E.fold(text) })),
  }));

  // Best first: names that begin with what was typed, then words that do, then any place; heavier entities before lighter.
  function search(text) {
    const wanted = E.fold(text);
    if (!wanted) return [];
    const scored = [];
    for (const { number, names } of index) {
      let best = null;
      for (const name of names) {
        const place = name.folded.indexOf(wanted);
        if (place < 0) continue;
        const rank = place === 0 ? (name.folded === wanted ? 0 : 1) : name.folded[place - 1] === " " ? 2 : 3;
        if (!best || rank < best.rank) best = { number, rank, name };
      }
      if (best) scored.push(best);
    }
    return scored.sort((a, b) => a.rank - b.rank || a.number - b.number).slice(0, 12);
  }

  function offer() {
    hits = search(input.value);
    active = hits.length ? 0 : -1;
    const rows = hits.map(({ number, name }, n) => {
      const entity = d.entities[number];
      const alias = name.text === entity.label ? null : el("span", { class: "alias" }, el("bdi", {}, E.plain(name.text)));
      return el("li", { role: "option", id: `hit-${n}`, "aria-selected": String(n === active), onmousedown: (event) => { event.preventDefault(); take(n); } },
        E.shape(entity.type), el("span", {}, el("bdi", {}, E.name(number)), alias), el("span", { class: "code" }, entity.country || ""));
    });
    if (!rows.length && input.value.trim()) rows.push(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No name like this"));
    list.replaceChildren(...rows);
    open(rows.length > 0);
  }

  function open(value) {
    list.hidden = !value;
    input.setAttribute("aria-expanded", String(value));
    mark();
  }

  function mark() {
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
    if (active >= 0 && !list.hidden) {
      input.setAttribute("aria-activedescendant", `hit-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function take(n) {
    if (!hits[n]) return;
    const { number } = hits[n];
    input.value = E.name(number);
    open(false);
    E.select({ node: number }, { centre: true });
  }

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

  // ---- buttons and keys ----------------------------------------------------------------------------------------
  const button = (id, icon, action) => {
    at(id).append(E.icon(icon));
    at(id).addEventListener("click", action);
  };
  button("zoom-in", "plus", () => E.zoom(1.4));
  button("zoom-out", "minus", () => E.zoom(1 / 1.4));
  button("zoom-fit", "fit", () => E.fit(true));
  button("theme", "theme", () => {
    E.retint(E.dark() ? "light" : "dark");
  });
  E.drawer = (value) => {
    document.body.classList.toggle("filtering", value);
    at("filters-button").setAttribute("aria-expanded", String(value));
  };
  at("filters-button").addEventListener("click", () => E.drawer(!document.body.classList.contains("filtering")));

  at("network").addEventListener("keydown", (event) => {
    const act = {
      ArrowLeft: () => E.pan(-60, 0), ArrowRight: () => E.pan(60, 0), ArrowUp: () => E.pan(0, -60), ArrowDown: () => E.pan(0, 60),
      "+": () => E.zoom(1.4), "=": () => E.zoom(1.4), "-": () => E.zoom(1 / 1.4), 0: () => E.fit(true),
    }[event.key];
    if (act && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      act();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape") {
      if (document.body.classList.contains("filtering")) E.drawer(false);
      else E.select(null);
    }
  });
})(Entente);
