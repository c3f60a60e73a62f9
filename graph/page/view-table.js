// Every tie, or every event, as a row of a real table: sorted, searched, a hundred at a time. A view; changes the choice only.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const STEP = 100; // rows at a time
  const NAMES = 3; // names in a cell; the panel has them all
  const FAR = 5 * STEP; // a chosen row further down is gone to, not scrolled to

  // How one looks at the table. Not in the address: a link means what is shown, not how it is sorted.
  const look = { rows: "ties", text: "", only: true, sorts: [{ name: "date", down: true }], from: 0, to: STEP };

  // ---- what belongs to a choice ------------------------------------------------------------------------------------------
  // The numbers of the ties of a choice. Of a name, of words and of two countries: those that pass the filters; a tie, an
  // event and a path are chosen themselves, so theirs are given whatever the filters hide.
  E.tiesOf = (chosen, hops = E.state.hops) => {
    const [kind, value] = Object.entries(chosen)[0];
    return new Set(belonging[kind](value, hops));
  };
  const belonging = {
    node: (node, hops) => {
      const near = [...E.neighbours(node, hops, E.passes).edges, ...derivedAt(node)];
      // A place may have no tie of its own: then it is what happened there.
      return near.length ? near : E.factsAt[node].flatMap((fact) => E.edgesOf[fact]).filter(E.passes);
    },
    edge: (edge) => [edge],
    fact: (fact) => E.edgesOf[fact],
    path: (ends) => E.paths(...ends, 1).flat(),
    words: (text) => E.mentioning(text).flatMap((fact) => E.edgesOf[fact]).filter(E.passes),
    cell: ([one, two]) => everyTie.filter((n) => E.passes(n) && E.joins(n, one, two)),
  };
  const everyTie = d.edges.map((_, n) => n);
  const derived = everyTie.filter((n) => d.edges[n].roll_up);
  const derivedAt = (node) => derived.filter((n) => E.passes(n) && (d.edges[n].source === node || d.edges[n].target === node));

  // The events and standing facts of a choice: those of its ties, and those that tie nobody to anybody.
  function factsOf(chosen, ties) {
    const facts = new Set([...ties].map((n) => d.edges[n].fact));
    const more = chosen.node !== undefined ? E.factsAt[chosen.node] : chosen.words ? E.mentioning(chosen.words) : [];
    more.forEach((fact) => facts.add(fact));
    return facts;
  }

  // What is chosen, in words.
  E.choiceName = (chosen) => {
    const country = (code) => (E.countryNode.has(code) ? E.name(E.countryNode.get(code)) : E.country(code));
    if (chosen.node !== undefined) return E.name(chosen.node);
    if (chosen.path) return chosen.path.map(E.name).join(" to ");
    if (chosen.words) return `“${E.cut(E.plain(chosen.words), 40)}”`;
    if (chosen.cell) return chosen.cell.map(country).join(" and ");
    return chosen.fact !== undefined ? E.inWords(chosen.fact) : E.tieInWords(chosen.edge);
  };
  E.tieInWords = (n) => `${E.name(d.edges[n].source)} ${E.verb(d.edges[n].relation, d.edges[n].status)} ${E.name(d.edges[n].target)}`;

  // What the rows can be kept to. Where a row of it is chosen then, the rows stay: else the list would be gone with a click.
  let scope = null;
  function follow() {
    const { chosen } = E.state;
    if (!chosen) scope = null;
    else if (chosen.edge === undefined && chosen.fact === undefined) scope = scopeOf(chosen, E.state.hops);
    else if (scope) {
      scope = scopeOf(scope.chosen, scope.hops);
      const within = chosen.edge !== undefined ? scope && scope.ties.has(chosen.edge) : scope && scope.facts.has(chosen.fact);
      if (!within) scope = null;
    }
  }
  function scopeOf(chosen, hops) {
    const ties = E.tiesOf(chosen, hops);
    const facts = factsOf(chosen, ties);
    return facts.size ? { chosen, hops, ties, facts } : null;
  }

  // ---- rows: the same questions asked of ties and of events ---------------------------------------------------------------
  const kinds = {
    ties: {
      all: () => everyTie.filter((n) => E.passes(n)),
      within: () => scope.ties,
      fact: (n) => d.facts[d.edges[n].fact],
      who: (n) => [d.edges[n].source],
      whom: (n) => [d.edges[n].target],
      relation: (n) => d.edges[n].relation,
      status: (n) => d.edges[n].status,
      sure: (n) => E.sure(n),
      quotes: (n) => E.quotesOf(d.edges[n]),
      words: E.tieInWords,
      choose: (n) => E.select({ edge: n }),
      isChosen: (n, { edge, fact }) => (edge !== undefined ? edge === n : fact === d.edges[n].fact),
    },
    events: {
      all: () => d.facts.map((_, n) => n).filter((n) => E.shownFact[n]),
      within: () => scope.facts,
      fact: (n) => d.facts[n],
      who: (n) => d.facts[n].who || [],
      whom: (n) => d.facts[n].whom || [],
      relation: (n) => d.facts[n].relation,
      status: (n) => E.statusOf(d.facts[n]),
      sure: (n) => E.sureFact(d.facts[n]),
      quotes: (n) => d.facts[n].quotes || [],
      words: (n) => E.inWords(n),
      choose: (n) => E.choose(n, false),
      isChosen: (n, { edge, fact }) => n === (edge !== undefined ? d.edges[edge].fact : fact),
    },
  };
  const kind = () => kinds[look.rows];

  const remember = (make) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, make(key));
      return known.get(key);
    };
  };
  const folded = remember(E.fold);
  const nameOf = remember((number) => E.fold(E.name(number)));
  const quoteOf = remember((q) => E.fold(d.quotes[q].quote));
  const aboutOf = (fact) => [fact.amount, ...(fact.topics || []), ...(fact.sectors || []).map((id) => d.sectors[id].label)].filter(Boolean);
  const percent = (value) => (value > 0 ? `${Math.round(value * 100)} %` : "");
  const documents = (n) => new Set(kind().quotes(n).map((q) => d.quotes[q].article)).size;
  const first = (n) => kind().quotes(n)[0];
  const what = (n) => [E.verb(kind().relation(n), kind().status(n)), kind().fact(n).title].filter(Boolean).map(folded).join(" ");

  // A date as a number that sorts: a year stands before its months, a month before its days. "" where there is none.
  const DATE = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/;
  const dated = (fact) => {
    const found = DATE.exec(fact.date || "");
    return found ? Number(found[1] + (found[2] || "00") + (found[3] || "00")) : "";
  };

  // ---- columns: what they sort by ("" is nothing and comes last), what they show ---------------------------------------
  const states = d.look.statuses.map((one) => one.status);
  const columns = [
    { name: "date", label: "Date", down: true, key: (n) => dated(kind().fact(n)), cell: (n) => E.dated(kind().fact(n)), ways: ["earliest first", "latest first"] },
    { name: "who", label: "Who", key: (n) => kind().who(n).map(nameOf).join(" "), cell: (n) => someNames(kind().who(n)) },
    { name: "what", label: "What", key: what, cell: said },
    { name: "whom", label: "Whom", key: (n) => kind().whom(n).map(nameOf).join(" "), cell: (n) => someNames(kind().whom(n)) },
    { name: "place", label: "Place", key: (n) => placeOf(n).map(nameOf).join(""), cell: (n) => placeOf(n).map(E.link) },
    { name: "about", label: "About", as: "topics and sector", key: (n) => aboutOf(kind().fact(n)).map(folded).join(" "), cell: about },
    { name: "status", label: "Status", key: (n) => states.indexOf(kind().status(n)), cell: status, ways: ["held first", "denied first"] },
    { name: "sure", label: "Sure", as: "confidence", down: true, key: (n) => kind().sure(n) || "", cell: (n) => percent(kind().sure(n)), ways: ["lowest first", "highest first"] },
    { name: "docs", label: "Docs", as: "documents", down: true, key: (n) => documents(n) || "", cell: (n) => E.number(documents(n)), ways: ["fewest first", "most first"] },
    { name: "quote", label: "First quote", key: (n) => (first(n) === undefined ? "" : quoteOf(first(n))), cell: quote },
  ];
  const column = (name) => columns.find((one) => one.name === name);
  const placeOf = (n) => (kind().fact(n).place === undefined ? [] : [kind().fact(n).place]);

  function someNames(numbers) {
    const shown = numbers.slice(0, numbers.length > NAMES + 1 ? NAMES : numbers.length).map(E.link);
    const left = numbers.length - shown.length;
    return left ? [...shown.flatMap((name) => [name, ", "]).slice(0, -1), ` and ${E.number(left)} more`] : E.listed(shown);
  }
  function said(n) {
    const { title } = kind().fact(n);
    const isDerived = look.rows === "ties" && d.edges[n].roll_up;
    // An event whose parties are all on one side: "met", but "signed with each other".
    const alone = look.rows === "events" && kind().who(n).length > 1 && !kind().whom(n).length;
    const verb = E.verb(kind().relation(n), kind().status(n));
    return [alone && verb.endsWith(" with") ? `${verb} each other` : verb, title ? el("span", { class: "note" }, el("bdi", {}, E.plain(title))) : null, isDerived ? el("span", { class: "note" }, "derived from its parties") : null];
  }
  function about(n) {
    const fact = kind().fact(n);
    const sectors = (fact.sectors || []).map((id) => d.sectors[id].label).join(", ");
    return [
      fact.amount ? el("span", { class: "amount" }, el("bdi", {}, E.plain(fact.amount)), " ") : null,
      fact.topics ? el("bdi", {}, fact.topics.map(E.plain).join(", ")) : null, sectors ? el("span", { class: "note" }, sectors) : null,
    ];
  }
  function status(n) {
    return E.badge(kind().status(n)) || el("span", { class: "quiet" }, E.statuses.get("held").label);
  }
  function quote(n) {
    return first(n) === undefined ? null : el("q", {}, E.cut(E.plain(d.quotes[first(n)].quote), 160));
  }

  // ---- which rows, in which order ----------------------------------------------------------------------------------------
  // Every word of the text must stand in one of the columns.
  function holds(text) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    const parts = (n) => {
      const fact = kind().fact(n);
      const names = [...kind().who(n), ...kind().whom(n), ...placeOf(n)].map(nameOf);
      const quoted = first(n) === undefined ? "" : quoteOf(first(n));
      return [...names, what(n), quoted, folded(E.date(fact.date)), E.statuses.get(kind().status(n)).label.toLowerCase(), percent(kind().sure(n)), String(documents(n)), ...aboutOf(fact).map(folded)];
    };
    return (n) => {
      const own = parts(n);
      return words.every((word) => own.some((part) => part.includes(word)));
    };
  }

  // Stable: what is equal stays as it was sorted before. What has nothing in the column comes last either way.
  function sorted(rows, { name, down }) {
    const { key } = column(name);
    const keyed = rows.map((n) => ({ n, key: key(n) }));
    const sign = down ? -1 : 1;
    const full = keyed.filter((row) => row.key !== "").sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0));
    return [...full, ...keyed.filter((row) => row.key === "")].map((row) => row.n);
  }

  let epoch = 0;
  E.on("filtered", () => (epoch += 1));
  let rows = [];
  let passing = 0;
  let made = "";
  // The rows anew where anything that they hang on has changed; true if so. Where they come out the same, as after a change
  // of theme, as many stay shown.
  function refresh() {
    const within = scope && look.only;
    const sign = JSON.stringify([epoch, look.rows, look.text, look.sorts, within ? [scope.chosen, scope.hops] : null]);
    if (sign === made) return false;
    made = sign;
    const before = [look.rows, ...rows].join();
    const all = kind().all();
    passing = all.length;
    let own = within ? all.filter((n) => kind().within().has(n)) : all;
    if (look.text.trim()) own = own.filter(holds(look.text));
    rows = look.sorts.reduce(sorted, own);
    if ([look.rows, ...rows].join() !== before) {
      [look.from, look.to] = [0, STEP];
      parts.scroller.scrollTop = 0;
    }
    return true;
  }

  // ---- words about the rows --------------------------------------------------------------------------------------------
  function counted(numbers) {
    if (look.rows === "ties") return E.count(numbers.length, "tie", "ties");
    const standing = numbers.filter((n) => E.isState(d.facts[n])).length;
    const events = E.count(numbers.length - standing, "event", "events");
    return standing ? `${events} and ${E.count(standing, "standing fact", "standing facts")}` : events;
  }
  const byWhat = () => {
    const { name, down } = look.sorts.at(-1);
    const { label, as, ways } = column(name);
    return `by ${as || label.toLowerCase()}, ${(ways || ["A to Z", "Z to A"])[down ? 1 : 0]}`;
  };
  function shownRange() {
    if (look.from > 0) return ` Shown: rows ${E.number(look.from + 1)} to ${E.number(Math.min(look.to, rows.length))}.`;
    return rows.length > look.to ? ` The first ${E.number(look.to)} are shown.` : "";
  }
  function caption() {
    const hidden = (look.rows === "ties" ? everyTie.length - (E.state.derived ? 0 : derived.length) : d.facts.length) - passing;
    const of = scope && look.only ? [" of ", el("bdi", {}, E.choiceName(scope.chosen))] : [];
    const text = look.text.trim() ? [" with ", el("bdi", {}, `“${E.cut(E.plain(look.text), 40)}”`)] : [];
    const missed = scope && look.only ? [...kind().within()].filter((n) => (look.rows === "ties" ? !E.passes(n) : !E.shownFact[n])).length : 0;
    const bare = look.rows === "ties" && !scope ? d.facts.filter((_, n) => E.shownFact[n] && !E.edgesOf[n].length).length : 0;
    return [
      el("strong", {}, counted(rows)), ...of, ...text, rows.length > 1 ? `, ${byWhat()}.` : ".", shownRange(),
      hidden && !(scope && look.only) ? ` The filters hide ${E.number(hidden)}.` : null,
      missed ? ` The filters hide ${E.number(missed)} of the choice.` : null,
      bare ? ` ${E.count(bare, "event that ties", "events that tie")} nobody to anybody: among the events.` : null,
    ];
  }

  // ---- the picture -----------------------------------------------------------------------------------------------------
  let parts = null;

  function sortBy(name) {
    const last = look.sorts.at(-1);
    const down = last.name === name ? !last.down : Boolean(column(name).down);
    look.sorts = [...look.sorts.filter((sort) => sort.name !== name), { name, down }].slice(-3);
    update();
  }

  function header({ name, label, as }) {
    const words = as ? { "aria-label": `${label} (${as})`, title: as } : {};
    const button = el("button", { type: "button", onclick: () => sortBy(name), ...words }, label, el("span", { class: "arrow", "aria-hidden": "true" }));
    return el("th", { scope: "col", role: "columnheader", class: `c-${name}`, "data-name": name }, button);
  }

  function build(box) {
    const chip = (rows, label) => el("button", { type: "button", class: "chip", onclick: () => { look.rows = rows; update(); }, "data-rows": rows }, label);
    const only = el("input", { type: "checkbox", onchange: () => { look.only = only.checked; update(); } });
    const find = el("input", { type: "search", class: "find", placeholder: "Find in the table", "aria-label": "Find in the table", autocomplete: "off", spellcheck: "false", oninput: () => { look.text = find.value; update(); } });
    find.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !find.value) return;
      event.stopPropagation();
      look.text = find.value = "";
      update();
    });
    const name = el("bdi", {});
    const heads = columns.map(header);
    const body = el("tbody", { role: "rowgroup", onclick: pick, onkeydown: step, onfocusin: (event) => rove(event.target) });
    const words = el("caption", {});
    // The same, spoken when it changes: a caption inside a table with roles of its own must not be live.
    const spoken = el("p", { class: "sr", role: "status" });
    const table = el("table", { class: "rows", role: "table" }, words,
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads, el("th", { scope: "col", role: "columnheader", class: "c-more" }, el("span", { class: "sr" }, "Details")))), body);
    const before = el("button", { type: "button", class: "more", onclick: () => grow(-STEP) });
    const after = el("button", { type: "button", class: "more", onclick: () => grow(STEP) });
    const keep = el("label", { class: "keep" }, only, el("span", {}, "Only ", name));
    const chips = el("div", { class: "chips", role: "group", "aria-label": "A row for each" }, el("span", { class: "small" }, "A row for each"), chip("ties", "Tie"), chip("events", "Event"));
    const scroller = el("div", { class: "table-box" }, before, table, after);
    box.replaceChildren(el("div", { class: "table-tools" }, chips, keep, find), spoken, scroller);
    parts = { box, chips, only, keep, name, heads, body, words, spoken, before, after, scroller };
  }

  function row(n) {
    const open = el("button", { type: "button", class: "detail", "aria-label": `Details: ${kind().words(n)}` }, "Details");
    const cell = ({ name, cell: fill }) => (name === "who"
      ? el("th", { scope: "row", role: "rowheader", class: `c-${name}` }, ...[fill(n)].flat()) : el("td", { role: "cell", class: `c-${name}` }, ...[fill(n)].flat()));
    const line = el("tr", { role: "row", "data-row": n }, ...columns.map(cell), el("td", { role: "cell", class: "c-more" }, open));
    for (const button of line.querySelectorAll("button")) button.tabIndex = -1;
    return line;
  }

  function nothing() {
    if (look.text.trim()) return "Nothing here holds these words.";
    if (scope && look.only) return `Nothing of the choice passes the filters.${look.rows === "ties" ? " A row for each event may show more." : ""}`;
    return d.facts.length ? "The filters let nothing through." : "No ties were found in these documents.";
  }

  function fill() {
    const { body } = parts;
    body.replaceChildren(...rows.slice(look.from, look.to).map(row));
    if (!rows.length) body.append(el("tr", { role: "row", class: "none" }, el("td", { role: "cell", colspan: columns.length + 1 }, nothing())));
    const start = body.querySelector("button");
    if (start) start.tabIndex = 0;
    around();
  }

  // What is said above the rows, and the ways to more of them.
  function around() {
    const { before, after, words } = parts;
    const [above, left] = [look.from, Math.max(0, rows.length - look.to)];
    before.hidden = !above;
    before.textContent = `Show ${E.number(Math.min(STEP, above))} before of ${E.number(above)}`;
    after.hidden = !left;
    after.textContent = `Show ${E.number(Math.min(STEP, left))} more of ${E.number(left)}`;
    words.replaceChildren(...caption().filter(Boolean));
    if (parts.spoken.textContent !== words.textContent) parts.spoken.textContent = words.textContent;
  }

  function head() {
    const { chips, keep, only, name, heads } = parts;
    for (const chip of chips.querySelectorAll("[data-rows]")) chip.setAttribute("aria-pressed", String(chip.dataset.rows === look.rows));
    keep.hidden = !scope;
    only.checked = look.only;
    name.textContent = scope ? E.choiceName(scope.chosen) : "";
    const { name: by, down } = look.sorts.at(-1);
    for (const cell of heads) {
      if (cell.dataset.name === by) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
      cell.querySelector(".arrow").replaceChildren(...(cell.dataset.name === by ? [E.icon(down ? "down" : "up")] : []));
    }
  }

  // More rows, after or before; the keyboard goes to the nearest of the new ones, the eye stays where it was.
  function grow(by) {
    const { body, scroller } = parts;
    const tall = scroller.scrollHeight;
    const [from, to] = by > 0 ? [look.to, look.to + by] : [Math.max(0, look.from + by), look.from];
    const added = rows.slice(from, to).map(row);
    if (by > 0) body.append(...added);
    else body.prepend(...added);
    [look.from, look.to] = [Math.min(look.from, from), Math.max(look.to, to)];
    around();
    mark();
    if (by < 0) scroller.scrollTop += scroller.scrollHeight - tall;
    added.at(by > 0 ? 0 : -1).querySelector("button").focus({ preventScroll: by < 0 });
  }

  // The chosen row is marked; the first of them is what is scrolled to.
  function mark() {
    const { chosen } = E.state;
    const own = chosen && (chosen.edge !== undefined || chosen.fact !== undefined) ? chosen : null;
    let found = null;
    for (const one of parts.body.querySelectorAll("[data-row]")) {
      const on = Boolean(own) && kind().isChosen(Number(one.dataset.row), own);
      if (on) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
      if (on) found ||= one;
    }
    return found;
  }
  function reveal() {
    const { chosen } = E.state;
    if (!chosen || (chosen.edge === undefined && chosen.fact === undefined)) return;
    const at = rows.findIndex((n) => kind().isChosen(n, chosen));
    if (at < 0) return;
    if (at < look.from || at >= look.to + FAR) [look.from, look.to] = [Math.max(0, at - 10), Math.max(0, at - 10) + STEP];
    else if (at >= look.to) look.to = Math.ceil((at + 1) / STEP) * STEP;
    else return;
    fill();
  }

  // All of it again, or only the mark, where the rows are the same.
  function update() {
    const fresh = refresh();
    const place = fresh ? held() : null;
    head();
    if (fresh) fill();
    reveal();
    const found = mark();
    if (found) found.scrollIntoView({ block: "nearest" });
    if (place) place();
  }

  // Where the keyboard is in a row that is about to be made anew: it goes on there, or from the first row.
  function held() {
    const { body } = parts;
    const button = document.activeElement;
    if (!body.contains(button)) return null;
    const line = button.closest("tr");
    const [n, at] = [line.dataset.row, [...line.querySelectorAll("button")].indexOf(button)];
    return () => {
      const again = body.querySelector(`[data-row="${n}"]`);
      const next = (again && again.querySelectorAll("button")[at]) || body.querySelector("button");
      if (next) next.focus({ preventScroll: true });
    };
  }

  // ---- mouse and keyboard --------------------------------------------------------------------------------------------
  function pick(event) {
    const line = event.target.closest("[data-row]");
    const button = event.target.closest("button");
    // A name chooses itself; text that is being marked chooses nothing.
    if (!line || (button && !button.matches(".detail")) || (!button && String(getSelection()))) return;
    kind().choose(Number(line.dataset.row));
  }

  // One stop for the keyboard; arrows move between rows and between the buttons of a row.
  function rove(button) {
    if (!button.matches("button")) return;
    for (const other of parts.body.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
    button.tabIndex = 0;
  }
  function step(event) {
    const button = event.target.closest("button");
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = button.closest("tr");
    const own = [...line.querySelectorAll("button")];
    const at = own.indexOf(button);
    const across = (next) => {
      const others = next ? next.querySelectorAll("button") : [];
      return others[Math.min(at, others.length - 1)];
    };
    const { body } = parts;
    const to = {
      ArrowRight: () => own[at + 1], ArrowLeft: () => own[at - 1], ArrowDown: () => across(line.nextElementSibling), ArrowUp: () => across(line.previousElementSibling),
      Home: () => across(body.firstElementChild), End: () => across(body.lastElementChild),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const next = to();
    if (next) next.focus();
  }

  E.addView({
    name: "table", label: "Table",
    draw(box) {
      if (!parts) build(box);
      follow();
      update();
    },
  });
})(Entente);
