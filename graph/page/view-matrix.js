// Which countries deal with which: a view as a matrix. Counts the ties of countries first, for the map (view-map.js) too.
//
// A tie of two countries is an event that an edge tells between them, or between people and bodies that stand for them, by
// the same rule as E.joins and E.between: what a cell counts is what the panel lists. Standing facts do not count.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;

  // ---- ties of countries -----------------------------------------------------------------------------------------------
  const ALL = "all";
  const families = d.look.families.filter((family) => family.family !== "standing");
  const kindOf = (fact) => E.relations.get(d.facts[fact].relation).family;
  E.pairKey = (one, two) => (one < two ? `${one}~${two}` : `${two}~${one}`);

  // All edges that tie two countries, with the number of their pair. No filter changes these; made when first needed.
  const pairs = [];
  let joins = null;
  function prepare() {
    joins = [];
    const numbers = new Map();
    d.edges.forEach(({ source, target, fact, roll_up: derived }, edge) => {
      if (derived || E.isState(d.facts[fact])) return;
      const codes = [E.countryOf(source), E.countryOf(target)];
      if (!codes[0] || !codes[1] || codes[0] === codes[1]) return;
      const key = E.pairKey(...codes);
      if (!numbers.has(key)) numbers.set(key, pairs.push({ key, codes: codes.sort() }) - 1);
      joins.push({ edge, fact, pair: numbers.get(key) });
    });
  }

  // What passes the filters, of one kind or of all: pairs and countries with their events, those with most first.
  const counted = new Map();
  E.ties = { kind: ALL, version: 0, all: ALL };
  E.on("filtered", () => {
    counted.clear();
    E.ties.version += 1;
  });
  E.ties.of = (kind = E.ties.kind) => {
    if (!joins) prepare();
    if (!counted.has(kind)) counted.set(kind, count(kind));
    return counted.get(kind);
  };
  function count(kind) {
    const own = pairs.map(() => null);
    const countries = new Map();
    const events = new Set();
    for (const { edge, fact, pair } of joins) {
      if (!E.passes(edge) || (kind !== ALL && kindOf(fact) !== kind)) continue;
      own[pair] ||= { ...pairs[pair], facts: new Set() };
      own[pair].facts.add(fact);
      events.add(fact);
      for (const code of pairs[pair].codes) {
        if (!countries.has(code)) countries.set(code, { code, facts: new Set(), partners: new Set() });
        countries.get(code).facts.add(fact);
        countries.get(code).partners.add(pair);
      }
    }
    const most = (a, b) => b.facts.size - a.facts.size || ((a.key || a.code) < (b.key || b.code) ? -1 : 1);
    const tied = own.filter(Boolean).sort(most);
    return { events, pairs: tied, byKey: new Map(tied.map((pair) => [pair.key, pair])), countries: [...countries.values()].sort(most) };
  }

  // How many events of a pair are of each kind and of each status, and the firmest status among them: what a line shows.
  const FIRMEST = ["held", "planned", "proposed", "denied"];
  E.ties.parts = (pair) => {
    if (pair.parts) return pair.parts;
    const parts = { kinds: new Map(), statuses: new Map() };
    const add = (map, name) => map.set(name, (map.get(name) || 0) + 1);
    for (const fact of pair.facts) {
      add(parts.kinds, kindOf(fact));
      add(parts.statuses, E.statusOf(d.facts[fact]));
    }
    parts.status = FIRMEST.find((name) => parts.statuses.has(name)) || "held";
    // The kinds with most events: two or more where they have as many.
    const most = Math.max(...parts.kinds.values());
    parts.families = families.filter(({ family }) => parts.kinds.get(family) === most);
    return (pair.parts = parts);
  };

  // ---- in words --------------------------------------------------------------------------------------------------------
  const names = new Map();
  E.ties.name = (code) => {
    if (!names.has(code)) names.set(code, E.plain(E.country(code)) || "(no name)");
    return names.get(code);
  };
  E.ties.short = (pair, [one, two] = pair.codes) => `${E.ties.name(one)} and ${E.ties.name(two)}: ${E.count(pair.facts.size, "event", "events")}`;

  E.ties.lacking = (one, two) => `${E.ties.name(one)} and ${E.ties.name(two)}: no events`;

  // "Japan and France: 5 events (3 talks and visits, 2 cooperation); 1 planned"
  E.ties.words = (pair, codes) => {
    const { kinds, statuses } = E.ties.parts(pair);
    const listed = families.filter(({ family }) => kinds.has(family)).map(({ family, label }) => `${kinds.size > 1 ? `${E.number(kinds.get(family))} ` : ""}${label.toLowerCase()}`);
    const soft = FIRMEST.slice(1).filter((name) => statuses.has(name)).map((name) => [name, statuses.get(name)]);
    const said = soft.map(([name, n]) => `${n === pair.facts.size ? (n > 1 ? "all" : "") : E.number(n)} ${E.statuses.get(name).label.toLowerCase()}`.trim());
    return `${E.ties.short(pair, codes)} (${listed.join(", ")})${said.length ? `; ${said.join(", ")}` : ""}`;
  };
  E.ties.countryWords = ({ code, facts, partners }) =>
    `${E.ties.name(code)}: ${E.count(facts.size, "event", "events")} with ${partners.size === 1 ? "one country" : `${E.number(partners.size)} countries`}`;

  // Why there is nothing to show, and the way out.
  E.ties.none = () => {
    if (!E.ties.of(ALL).pairs.length) {
      if (!joins.length) return el("p", { class: "hint" }, "No event in these documents ties two countries, or people and bodies that stand for them.");
      return el("p", { class: "hint" }, "The filters let no event through that ties two countries. ", el("button", { type: "button", class: "reset", onclick: () => E.change(E.noFilters()) }, "Reset the filters"));
    }
    const { label } = E.families.get(E.ties.kind);
    return el("p", { class: "hint" }, `Of the kind “${label}”, no event that passes the filters ties two countries. `, el("button", { type: "button", class: "reset", onclick: () => show(ALL) }, "Show all kinds"));
  };

  // ---- what both views share -------------------------------------------------------------------------------------------
  const show = (kind) => {
    E.ties.kind = kind;
    E.drawView();
  };

  // A row of buttons of which one is pressed: options as [value, text].
  E.ties.chips = (label, options, now, choose) => el("div", { class: "chips", role: "group", "aria-label": label },
    ...options.map(([value, text]) => el("button", { type: "button", class: "chip", "data-value": value, "aria-pressed": String(value === now()), onclick: () => choose(value) }, text)));
  E.ties.press = (chips, now) => {
    for (const chip of chips.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", String(chip.dataset.value === now));
  };
  E.ties.kinds = () => E.ties.chips("Kind of events", [[ALL, "All"], ...families.map(({ family, label }) => [family, label])], () => E.ties.kind, show);

  // A country as a choice; false where documents never speak of it by itself, only of people and bodies of it.
  E.ties.choose = (code) => {
    const number = E.countryNode.get(code);
    if (number !== undefined) E.select({ node: number });
    return number !== undefined;
  };
  E.ties.unnamed = (code) => `${E.ties.name(code)} has no entry of its own: only people, bodies and places of it are named.`;

  // What of the ties belongs to the choice: the codes of countries chosen, and the keys of pairs. Asked for at each move of
  // the pointer, so the last answer is kept.
  const last = {};
  E.ties.chosen = (ties) => {
    const { chosen } = E.state;
    if (!chosen) return null;
    if (last.chosen !== chosen || last.ties !== ties) Object.assign(last, { chosen, ties, found: belonging(chosen, ties) });
    return last.found;
  };
  function belonging(chosen, ties) {
    const having = (facts) => new Set(ties.pairs.filter((pair) => facts.some((fact) => pair.facts.has(fact))).map(({ key }) => key));
    if (chosen.cell) return { codes: new Set(chosen.cell), keys: new Set([E.pairKey(...chosen.cell)]) };
    if (chosen.node !== undefined) {
      const { type, country } = d.entities[chosen.node];
      if (type !== "Country" || !country) return { codes: new Set(), keys: having(E.factsAt[chosen.node]) };
      return { codes: new Set([country]), keys: new Set(ties.pairs.filter(({ codes }) => codes.includes(country)).map(({ key }) => key)) };
    }
    const factOf = (edge) => d.edges[edge].fact;
    if (chosen.edge !== undefined) return { codes: new Set(), keys: having([factOf(chosen.edge)]) };
    if (chosen.fact !== undefined) return { codes: new Set(), keys: having([chosen.fact]) };
    return { codes: new Set(), keys: having(chosen.path ? E.paths(...chosen.path, 1).flat().map(factOf) : E.mentioning(chosen.words)) };
  }

  // The chosen cell or country in words.
  E.ties.chosenWords = () => {
    const [ties, chosen] = [E.ties.of(), E.state.chosen || {}];
    const pair = chosen.cell && ties.byKey.get(E.pairKey(...chosen.cell));
    if (pair) return E.ties.words(pair, chosen.cell);
    if (chosen.cell) return E.ties.lacking(...chosen.cell);
    const node = chosen.node === undefined ? {} : d.entities[chosen.node];
    const country = node.type === "Country" && ties.countries.find(({ code }) => code === node.country);
    return country ? E.ties.countryWords(country) : "";
  };

  // ---- the matrix ------------------------------------------------------------------------------------------------------
  const [LEAST, MOST, TOP] = [10, 24, 72]; // countries at first, by the room there is; and at most, however often one asks for more
  const [HEAD, CELL, WIDEST] = [148, 25, 34]; // pixels: the names, a cell at least and at most
  const STEPS = 5;
  const ORDERS = [["events", "Most events"], ["group", "Groups"], ["name", "Name"]];
  const parts = {};
  let order = "events";
  let more = 0;
  let rows = [];
  let drawn = "";
  // Where the keyboard is: the codes of row and column, null for the headers.
  let at = [null, null];

  function build(box) {
    parts.kinds = E.ties.kinds();
    parts.order = el("select", { class: "order", onchange: () => {
      order = parts.order.value;
      draw(box);
    } }, ...ORDERS.map(([value, text]) => el("option", { value }, text)));
    parts.key = el("p", { class: "matrix-key" });
    parts.says = el("p", { class: "readout", "aria-hidden": "true" });
    parts.grid = el("table", { class: "matrix", role: "grid", "aria-label": "Events between countries", "aria-describedby": "matrix-help" });
    parts.box = el("div", { class: "matrix-box" }, parts.grid);
    parts.rest = el("p", { class: "rest" });
    parts.none = el("div", {});
    box.replaceChildren(
      el("h2", {}, "Who deals with whom"),
      el("p", { class: "lead", id: "matrix-help" }, "Events that tie two countries, or those who stand for them. Choose a number to read them."),
      el("div", { class: "tools-line" }, parts.kinds, el("label", { class: "small" }, "Order ", parts.order)), parts.key, parts.none, parts.box, parts.says, parts.rest);
    listen();
    new ResizeObserver(() => E.state.view === "matrix" && draw(box)).observe(box);
  }

  const narrow = () => matchMedia("(max-width: 760px)").matches;
  const fits = (box) => (narrow() ? MOST : Math.max(LEAST, Math.min(MOST, Math.floor((room(box) - HEAD) / CELL))));
  const room = (box) => box.clientWidth - 36;

  function draw(box) {
    if (!parts.grid) build(box);
    const ties = E.ties.of();
    const first = fits(box);
    const shown = Math.min(ties.countries.length, first + more, Math.max(TOP, first));
    const wide = narrow() ? "" : Math.max(CELL, Math.min(WIDEST, Math.floor((room(box) - HEAD) / Math.max(1, shown))));
    const now = [E.ties.version, E.ties.kind, order, shown, wide, E.dark()].join();
    if (now !== drawn) {
      drawn = now;
      E.ties.press(parts.kinds, E.ties.kind);
      parts.grid.style.setProperty("--cell", wide ? `${wide}px` : "");
      fill(ties, shown, first);
    }
    mark(ties);
  }

  function fill(ties, shown, first) {
    const empty = !ties.pairs.length;
    parts.none.replaceChildren(...(empty ? [E.ties.none()] : []));
    for (const part of [parts.key, parts.says, parts.box, parts.rest]) part.hidden = empty;
    const inside = parts.grid.contains(document.activeElement);
    rows = ordered(ties.countries.slice(0, shown));
    parts.box.classList.toggle("tall", rows.length > 6);
    tint(parts.grid);
    parts.key.replaceChildren(...key(ties));
    tint(parts.key);
    parts.grid.replaceChildren(...(empty ? [] : table(ties)));
    parts.rest.replaceChildren(...rest(ties, shown, first));
    tell("");
    if (!empty) settle(inside);
  }

  // As wanted; by group, those of the group with most events first, and within it those with most.
  function ordered(countries) {
    if (order === "name") return [...countries].sort((a, b) => E.ties.name(a.code).localeCompare(E.ties.name(b.code), "en") || (a.code < b.code ? -1 : 1));
    if (order !== "group") return countries;
    const groups = new Map();
    for (const country of countries) groups.set(groupOf(country.code), [...(groups.get(groupOf(country.code)) || []), country]);
    const alone = groups.get(undefined) || [];
    groups.delete(undefined);
    return [...groups.values(), alone].flat();
  }
  const groupOf = (code) => (E.countryNode.has(code) ? d.entities[E.countryNode.get(code)].group : undefined);

  // The colours of the kinds, for the style sheet.
  function tint(element) {
    const kind = E.families.get(E.ties.kind);
    element.style.setProperty("--hue", kind ? E.colour(kind) : "");
    families.forEach((family, n) => element.style.setProperty(`--kind${n}`, E.colour(family)));
  }

  // Five steps of shade, each so many times the one before, so that few events and many can be told apart.
  const step = (count, most) => (most < 2 ? 1 : 1 + Math.min(STEPS - 1, Math.floor((STEPS * Math.log(count)) / Math.log(most))));
  const most = (ties) => (ties.pairs.length ? ties.pairs[0].facts.size : 1);
  const short = (count) => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`);

  function cell(ties, row, column, first) {
    if (row === column) return el("td", { role: "gridcell", class: `self${first ? " first" : ""}`, tabindex: "-1", "aria-label": `${E.ties.name(row.code)} itself`, "aria-disabled": "true" });
    const codes = [row.code, column.code];
    const pair = ties.byKey.get(E.pairKey(...codes));
    if (!pair) return el("td", { role: "gridcell", class: first ? "first" : null, tabindex: "-1", "aria-label": E.ties.lacking(...codes), "aria-disabled": "true" });
    const { kinds, status } = E.ties.parts(pair);
    const count = pair.facts.size;
    const td = el("td", { role: "gridcell", class: `l${step(count, most(ties))} ${status}${first ? " first" : ""}`, tabindex: "-1", "aria-label": E.ties.words(pair, codes) }, el("span", { class: count > 99 ? "long" : null }, short(count)));
    if (E.ties.kind === ALL) bars(td, families.map(({ family }) => kinds.get(family) || 0));
    return td;
  }
  // Below the number, the kinds at their places from the left, as high as their share of it.
  function bars(td, counts) {
    td.classList.add("mixed");
    const high = Math.max(...counts);
    counts.forEach((count, n) => count && td.style.setProperty(`--high${n}`, `${1 + Math.round((3 * count) / high)}px`));
  }

  function table(ties) {
    // Where a group begins, a line is drawn.
    const begins = rows.map(({ code }, n) => order === "group" && n > 0 && groupOf(code) !== groupOf(rows[n - 1].code));
    const heads = rows.map((country, n) => el("th", { scope: "col", role: "columnheader", class: begins[n] ? "first" : null, tabindex: "-1", "aria-label": E.ties.countryWords(country) }, E.cut(E.plain(country.code), 3)));
    const body = rows.map((row, n) => el("tr", { class: begins[n] ? "first" : null },
      el("th", { scope: "row", role: "rowheader", tabindex: "-1", "aria-label": E.ties.countryWords(row) },
        el("span", { class: "code" }, E.cut(E.plain(row.code), 3)), el("bdi", { class: "full" }, E.ties.name(row.code)), el("span", { class: "sum" }, row.facts.size < 10000 ? E.number(row.facts.size) : short(row.facts.size))),
      ...rows.map((column, m) => cell(ties, row, column, begins[m]))));
    return [el("thead", {}, el("tr", {}, el("td", { class: "corner" }), ...heads)), el("tbody", {}, ...body)];
  }

  // What shades and marks mean.
  function key(ties) {
    const top = most(ties);
    const begins = new Map();
    for (let count = 1; count <= top; count += 1) if (!begins.has(step(count, top))) begins.set(step(count, top), count);
    const levels = [...begins];
    const text = (n) => {
      const [from, to] = [levels[n][1], n + 1 < levels.length ? levels[n + 1][1] - 1 : top];
      return from === to ? E.number(from) : `${E.number(from)}–${E.number(to)}`;
    };
    const out = [el("span", { class: "steps" }, ...levels.map(([level], n) => el("span", { class: `step l${level}` }, text(n))), " events")];
    if (E.ties.kind === ALL) out.push(el("span", { class: "places" }, "below: ", ...families.map(({ label }, n) => el("span", { class: "place" }, el("i", { class: `kind${n}` }), label.toLowerCase()))));
    return out;
  }

  // How a number is marked where nothing was held.
  const LOOKS = [["planned", "Dashed", ": planned, none held. "], ["proposed", "Dotted", ": only proposed. "], ["denied", "Struck", ": only denied. "]];
  function looks(ties) {
    const statuses = new Set(ties.pairs.map((pair) => E.ties.parts(pair).status));
    return LOOKS.filter(([status]) => statuses.has(status)).flatMap(([status, name, words]) => [el("span", { class: `look ${status}` }, name), words]);
  }

  function rest(ties, shown, first) {
    const left = ties.countries.length - shown;
    const top = Math.max(TOP, first);
    const change = (by) => () => {
      more = Math.max(0, by);
      E.drawView();
    };
    const out = [left ? `Shown: the ${E.number(shown)} countries with most events. ${E.count(left, "more is", "more are")} not. ` : `All ${E.number(shown)} countries with such events are shown. `];
    if (left && shown < top) out.push(el("button", { type: "button", class: "reset", onclick: change(more + MOST) }, `Show ${E.number(Math.min(left, MOST, top - shown))} more`), " ");
    if (left && shown >= top) out.push("The filter by country shows any of them. ");
    if (shown > first) out.push(el("button", { type: "button", class: "reset", onclick: change(0) }, "Show fewer"), " ");
    return [...out, ...looks(ties)];
  }

  // ---- choosing --------------------------------------------------------------------------------------------------------
  const place = (element) => {
    const own = element && element.closest && element.closest("th, td");
    if (!own || own.classList.contains("corner") || !parts.grid.contains(own)) return null;
    return [own.parentNode.rowIndex - 1, own.cellIndex - 1];
  };
  const cellAt = (row, column) => parts.grid.rows[row + 1].cells[column + 1];
  const codeOf = (n) => (n < 0 ? null : rows[n].code);
  const indexOf = (code) => rows.findIndex((row) => row.code === code);

  // One cell can be reached by Tab, the arrows go on from there.
  function settle(focus) {
    let [row, column] = at.map(indexOf);
    if (row < 0 && column < 0) [row, column] = [0, Math.min(1, rows.length - 1)];
    for (const one of parts.grid.querySelectorAll('[tabindex="0"]')) one.tabIndex = -1;
    cellAt(row, column).tabIndex = 0;
    if (focus) cellAt(row, column).focus();
    at = [codeOf(row), codeOf(column)];
  }
  function go(row, column) {
    const last = rows.length - 1;
    [row, column] = [Math.max(-1, Math.min(last, row)), Math.max(-1, Math.min(last, column))];
    if (row < 0 && column < 0) return;
    at = [codeOf(row), codeOf(column)];
    settle(true);
    cellAt(row, column).scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function choose([row, column]) {
    if (row < 0 || column < 0) {
      const code = codeOf(Math.max(row, column));
      if (!E.ties.choose(code)) tell(E.ties.unnamed(code));
    } else if (E.ties.of().byKey.has(E.pairKey(codeOf(row), codeOf(column)))) E.select({ cell: [codeOf(row), codeOf(column)] });
  }

  const tell = (words) => (parts.says.textContent = words || E.ties.chosenWords() || "Point at a number to read what it counts; a name leads to its country.");
  function point(where) {
    for (const one of parts.grid.querySelectorAll(".at")) one.classList.remove("at");
    if (!where) return tell("");
    const [row, column] = where;
    if (row >= 0) cellAt(row, -1).classList.add("at");
    if (column >= 0) cellAt(-1, column).classList.add("at");
    return tell(cellAt(row, column).getAttribute("aria-label"));
  }

  function listen() {
    parts.grid.addEventListener("click", (event) => {
      const where = place(event.target);
      if (!where) return;
      go(...where);
      choose(where);
    });
    parts.grid.addEventListener("pointerover", (event) => point(place(event.target)));
    parts.grid.addEventListener("pointerleave", () => point(null));
    parts.grid.addEventListener("focusin", (event) => point(place(event.target)));
    parts.grid.addEventListener("keydown", (event) => {
      const where = place(event.target);
      if (!where || event.altKey || event.metaKey) return;
      const [row, column] = where;
      const all = event.ctrlKey;
      const act = {
        ArrowRight: () => go(row, column + 1), ArrowLeft: () => go(row, column - 1), ArrowDown: () => go(row + 1, column), ArrowUp: () => go(row - 1, column),
        Home: () => go(all ? 0 : row, 0), End: () => go(all ? rows.length : row, rows.length),
        PageDown: () => go(row + 8, column), PageUp: () => go(Math.max(0, row - 8), column), Enter: () => choose(where), " ": () => choose(where),
      }[event.key];
      if (!act || (all && !/^(Home|End)$/.test(event.key))) return;
      event.preventDefault();
      act();
    });
  }

  // The chosen cell, or the cells that hold what is chosen; a country by its headers.
  function mark(ties) {
    if (!ties.pairs.length) return;
    const chosen = E.ties.chosen(ties);
    const byCountry = Boolean(chosen && chosen.codes.size === 1);
    for (const one of parts.grid.querySelectorAll(".chosen")) {
      one.classList.remove("chosen");
      one.removeAttribute("aria-selected");
    }
    tell("");
    if (!chosen) return;
    const put = (row, column) => {
      cellAt(row, column).classList.add("chosen");
      cellAt(row, column).setAttribute("aria-selected", "true");
    };
    for (const code of chosen.codes) if (indexOf(code) >= 0) [[indexOf(code), -1], [-1, indexOf(code)]].forEach((where) => put(...where));
    if (!byCountry) {
      for (const key of chosen.keys) {
        const [row, column] = key.split("~").map(indexOf);
        if (row >= 0 && column >= 0) [[row, column], [column, row]].forEach((where) => put(...where));
      }
    }
    // On a phone the panel takes half of the room: what was chosen must stay in sight.
    if (narrow() && E.state.chosen.cell) {
      const [row, column] = E.state.chosen.cell.map(indexOf);
      if (row >= 0 && column >= 0) requestAnimationFrame(() => cellAt(row, column) && cellAt(row, column).scrollIntoView({ block: "nearest", inline: "nearest" }));
    }
  }

  E.addView({ name: "matrix", label: "Matrix", draw });
})(Entente);
