// The panel of details: its building blocks, one entity, and the overview. Builds elements from text only.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const panel = document.getElementById("panel");
  const STEP = 25;

  E.newest = (a, b) => {
    const [x, y] = [d.facts[a].date || "", d.facts[b].date || ""];
    return x === y ? a - b : x < y ? 1 : -1;
  };

  // A list that shows its first rows and a button for the next ones.
  E.longList = (rows, row, kind = "facts") => {
    const list = el("ol", { class: kind });
    const more = el("button", { type: "button", class: "more" });
    const grow = () => {
      const from = list.children.length;
      list.append(...rows.slice(from, from + STEP).map(row));
      const left = rows.length - list.children.length;
      more.textContent = `Show ${Math.min(left, STEP)} more of ${E.number(left)}`;
      more.hidden = left === 0;
    };
    more.addEventListener("click", () => {
      const from = list.children.length;
      grow();
      const next = list.children[from] && list.children[from].querySelector("button");
      if (next) next.focus();
    });
    grow();
    return [list, more];
  };

  E.section = (title, ...children) => (children.flat().filter(Boolean).length ? el("section", {}, el("h3", {}, title), ...children) : null);

  E.head = (kicker, title, ...extra) => {
    const close = el("button", { type: "button", class: "icon close", "aria-label": "Close details", onclick: () => E.select(null) }, E.icon("close"));
    return el("header", {}, el("p", { class: "kicker" }, ...kicker), el("h2", { tabindex: "-1" }, title), ...extra, close);
  };

  E.fillPanel = (...children) => {
    panel.replaceChildren(...children.filter(Boolean));
    if (E.started) panel.scrollTop = 0;
  };

  // What the state has chosen; where the keyboard was in the panel, it goes on from the new heading.
  E.showPanel = () => {
    const inside = panel.contains(document.activeElement);
    const { chosen } = E.state;
    document.body.classList.toggle("selected", Boolean(chosen));
    if (!chosen) E.showOverview();
    else if (chosen.node !== undefined) E.showNode(chosen.node);
    else if (chosen.edge !== undefined) E.showEdge(chosen.edge);
    else if (chosen.fact !== undefined) E.showFact(chosen.fact);
    else if (chosen.path) E.showPath(chosen.path);
    else if (chosen.words) E.showWords(chosen.words);
    else E.showCell(chosen.cell);
    const heading = panel.querySelector("h2");
    if (inside && heading) heading.focus({ preventScroll: true });
  };

  E.topic = (topic) => el("button", { type: "button", class: "topic", title: "All that mentions it", onclick: () => E.select({ words: topic }) }, el("bdi", {}, E.plain(topic)));

  // Where and what about, in one quiet line.
  function about(fact) {
    const parts = [];
    if (fact.place !== undefined) parts.push(el("span", {}, "in ", E.link(fact.place)));
    if (fact.amount) parts.push(el("span", { class: "amount" }, E.plain(fact.amount)));
    for (const topic of fact.topics || []) parts.push(E.topic(topic));
    return parts.length ? el("p", { class: "about" }, ...parts) : null;
  }

  E.dated = (fact) => (fact.date ? el("time", { datetime: fact.date, class: "when" }, E.date(fact.date)) : el("span", { class: "when none" }, "no date"));

  E.detail = (edge) => el("button", { type: "button", class: "detail", onclick: () => E.select({ edge }) }, "Details");

  // One happening by itself, in a list.
  E.factItem = (number) => {
    const fact = d.facts[number];
    const quotes = fact.quotes || [];
    return el("li", { class: `fact ${E.statusOf(fact)}` }, el("div", { class: "top" }, E.dated(fact), E.badge(E.statusOf(fact))),
      el("p", { class: "said" }, ...E.sentence(fact)), about(fact), quotes.length ? E.quote(quotes[0], E.namesOf([...(fact.who || []), ...(fact.whom || [])])) : null,
      el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.choose(number) }, "Details")));
  };

  // One happening as seen from an entity: what it did, with whom, the first quote and how many more there are.
  function factRow(number, at) {
    const fact = d.facts[number];
    const status = fact.status || "held";
    const said = new Map();
    for (const id of E.edgesOf[number]) {
      const edge = d.edges[id];
      if (edge.source !== at && edge.target !== at) continue;
      const verb = E.verb(edge.relation, status, edge.source !== at);
      said.set(verb, [...(said.get(verb) || []), edge.source === at ? edge.target : edge.source]);
    }
    const phrases = [...said].map(([verb, ends], index) => [index ? "; " : "", `${verb} `, ...E.listed(ends.map(E.link))]).flat();
    const line = phrases.length ? phrases : E.sentence(fact);
    const quotes = fact.quotes || [];
    const names = E.namesOf([...(fact.who || []), ...(fact.whom || [])]);
    const edge = E.edgesOf[number].find((id) => d.edges[id].source === at || d.edges[id].target === at) ?? E.edgesOf[number][0];
    const extra = quotes.length > 1 ? E.count(quotes.length - 1, "further quote", "further quotes") : null;
    const foot = el("p", { class: "foot" }, edge === undefined ? null : E.detail(edge), extra && el("span", {}, extra));
    return el("li", { class: `fact ${status}` }, el("div", { class: "top" }, E.dated(fact), E.badge(status)),
      el("p", { class: "said" }, ...line), about(fact), quotes.length ? E.quote(quotes[0], names) : null, foot);
  }

  // One standing fact: an office with its title, or only the other end; the quote opens on demand.
  function standing(number, at) {
    const fact = d.facts[number];
    const other = fact.who[0] === at ? fact.whom[0] : fact.who[0];
    const names = E.namesOf([...fact.who, ...fact.whom]);
    const title = fact.title ? [el("strong", {}, el("bdi", {}, E.plain(fact.title))), ", "] : [];
    const quote = el("details", {}, el("summary", {}, "Quote"), ...(fact.quotes || []).map((q) => E.quote(q, names)));
    const seen = E.seen(fact);
    return el("li", {}, el("p", { class: "said" }, ...title, E.link(other)), seen ? el("p", { class: "small" }, seen) : null, quote);
  }

  // When documents spoke of a standing fact: it has no date of its own, and none is invented.
  E.seen = (fact) => {
    const days = E.articlesOf(fact).map((n) => d.articles[n].published).filter(Boolean).sort();
    if (!days.length) return "";
    const [first, last] = [days[0], days[days.length - 1]];
    return first === last ? `told on ${E.date(first)}` : `told from ${E.date(first)} to ${E.date(last)}`;
  };
  const lastSeen = (fact) => E.articlesOf(fact).map((n) => d.articles[n].published || "").sort().pop() || "";

  // Standing facts under one heading for each kind: "Is home to", "Office holders".
  function standings(states, at) {
    const groups = new Map();
    for (const number of states) {
      const fact = d.facts[number];
      const verb = E.verb(fact.relation, "held", fact.who[0] !== at);
      const post = fact.relation === "holdsPostIn";
      const name = post ? (fact.who[0] === at ? "Offices" : "Office holders") : verb[0].toUpperCase() + verb.slice(1);
      groups.set(name, [...(groups.get(name) || []), number]);
    }
    const group = ([name, own]) => {
      const rows = own.sort((a, b) => (lastSeen(d.facts[a]) < lastSeen(d.facts[b]) ? 1 : -1) * Number(lastSeen(d.facts[a]) !== lastSeen(d.facts[b])) || a - b);
      return E.section(name, ...E.longList(rows, (n) => standing(n, at), "states"));
    };
    return [...groups].map(group);
  }

  // A list of events, of all kinds or of one; the kinds are those of the legend.
  E.byKind = (events, row) => {
    const kinds = d.look.families.map((family) => [family.label, events.filter((n) => E.relations.get(d.facts[n].relation).family === family.family)]).filter(([, own]) => own.length);
    const box = el("div", {});
    const show = (own) => box.replaceChildren(...E.longList(own, row));
    const chip = (name, own, on) => el("button", { type: "button", class: "chip", "aria-pressed": String(on), onclick: (event) => {
      for (const other of event.currentTarget.parentNode.children) other.setAttribute("aria-pressed", String(other === event.currentTarget));
      show(own);
    } }, `${name} ${E.number(own.length)}`);
    const chips = kinds.length > 1 ? el("p", { class: "chips" }, chip("All", events, true), ...kinds.map(([name, own]) => chip(name, own, false))) : null;
    show(events);
    return [chips, box];
  };

  const happened = (events, number) => (events.length ? E.section(`What happened (${E.number(events.length)})`, ...E.byKind(events, (n) => factRow(n, number))) : null);

  // How far around it one looks, whether the rest is hidden, its time, and the way to another name.
  function tools(number) {
    if (!E.edgesAt[number].length) return null;
    const hop = (hops) => el("button", { type: "button", class: "chip", "aria-pressed": String(E.state.hops === hops), "aria-label": E.count(hops, "step", "steps"), onclick: () => E.change({ hops }, { centre: true }) }, String(hops));
    const alone = el("button", { type: "button", class: "chip", "aria-pressed": String(E.state.alone), onclick: () => E.change({ alone: !E.state.alone }, { centre: true }) }, "Only these");
    const time = el("button", { type: "button", class: "chip", onclick: () => E.change({ view: "timeline" }) }, "Timeline");
    return el("section", { class: "tools-row" },
      el("div", { class: "chips", role: "group", "aria-label": "Neighbours" }, el("span", { class: "small" }, "Neighbours in"), hop(1), hop(2), hop(3), el("span", { class: "small" }, "steps"), alone, E.views.has("timeline") ? time : null),
      E.pathFinder(number));
  }

  E.showNode = (number) => {
    const entity = d.entities[number];
    const look = E.types.get(entity.type);
    const facts = E.factsAt[number];
    const states = facts.filter((n) => E.isState(d.facts[n]));
    const events = facts.filter((n) => !E.isState(d.facts[n])).sort(E.newest);
    const wiki = /^Q\d+$/.test(entity.wikidata || "") ? `https://www.wikidata.org/wiki/${entity.wikidata}` : null;
    const where = entity.country && entity.type !== "Country" ? E.country(entity.country) : entity.country;
    const sub = [where && el("span", {}, where), el("span", {}, `in ${E.count(entity.articles, "article", "articles")}`)];
    if (wiki) sub.push(el("a", { href: wiki, rel: "noopener noreferrer", target: "_blank" }, `Wikidata ${entity.wikidata}`));
    if (entity.group !== undefined && d.groups.length > 1) sub.push(el("button", { type: "button", class: "detail", onclick: () => E.change({ group: entity.group }) }, "Its group"));
    const aliases = (entity.aliases || []).map((alias) => el("li", {}, el("bdi", {}, E.plain(alias))));
    const known = standings(states, number);
    const done = happened(events, number);
    E.fillPanel(
      E.head([E.shape(entity.type), look.one], el("bdi", {}, E.name(number)), el("p", { class: "sub" }, ...sub)),
      missing(number),
      tools(number),
      aliases.length ? el("section", {}, el("h3", {}, "Also written"), el("ul", { class: "aliases" }, ...aliases)) : null,
      // What a person is comes first; a body or a country has many such facts, so what happened comes first.
      ...(entity.type === "Person" ? [...known, done] : [done, ...known]),
    );
  };

  function missing(number) {
    if (E.isShown(number)) return null;
    const why = E.drawn.has(number) ? "The filters hide it in the picture." : "It is not drawn: no tie to anything else is stated.";
    return el("p", { class: "hint" }, why);
  }
})(Entente);
