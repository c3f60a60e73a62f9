// The panel of details: an overview, one entity, or one tie, each with its quotes. Builds elements from text only.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const panel = document.getElementById("panel");
  const STEP = 25;

  const newest = (a, b) => {
    const [x, y] = [d.facts[a].date || "", d.facts[b].date || ""];
    return x === y ? a - b : x < y ? 1 : -1;
  };

  // A list that shows its first rows and a button for the next ones.
  function longList(rows, row) {
    const list = el("ol", { class: "facts" });
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
  }

  const section = (title, ...children) => (children.flat().length ? el("section", {}, el("h3", {}, title), ...children) : null);

  function head(kicker, title, ...extra) {
    const close = el("button", { type: "button", class: "icon close", "aria-label": "Close details", onclick: () => E.select(null) }, E.icon("close"));
    return el("header", {}, el("p", { class: "kicker" }, ...kicker), el("h2", { tabindex: "-1" }, title), ...extra, close);
  }

  function fill(...children) {
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  }

  // Where and what about, in one quiet line.
  function about(fact) {
    const parts = [];
    if (fact.place !== undefined) parts.push(el("span", {}, "in ", E.link(fact.place)));
    if (fact.amount) parts.push(el("span", { class: "amount" }, E.plain(fact.amount)));
    for (const topic of fact.topics || []) parts.push(el("span", { class: "topic" }, el("bdi", {}, E.plain(topic))));
    return parts.length ? el("p", { class: "about" }, ...parts) : null;
  }

  const dated = (fact) => (fact.date ? el("time", { datetime: fact.date, class: "when" }, E.date(fact.date)) : el("span", { class: "when none" }, "no date"));

  const detail = (edge) => el("button", { type: "button", class: "detail", onclick: () => E.select({ edge }) }, "Details");

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
    const foot = el("p", { class: "foot" }, edge === undefined ? null : detail(edge), extra && el("span", {}, extra));
    return el("li", { class: `fact ${status}` }, el("div", { class: "top" }, dated(fact), E.badge(status)),
      el("p", { class: "said" }, ...line), about(fact), quotes.length ? E.quote(quotes[0], names) : null, foot);
  }

  // One standing fact: an office with its title, or only the other end; the quote opens on demand.
  function standing(number, at) {
    const fact = d.facts[number];
    const other = fact.who[0] === at ? fact.whom[0] : fact.who[0];
    const names = E.namesOf([...fact.who, ...fact.whom]);
    const title = fact.title ? [el("strong", {}, el("bdi", {}, E.plain(fact.title))), ", "] : [];
    const quote = el("details", {}, el("summary", {}, "Quote"), ...(fact.quotes || []).map((q) => E.quote(q, names)));
    return el("li", {}, el("p", { class: "said" }, ...title, E.link(other)), quote);
  }

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
      const [list, more] = longList(own, (n) => standing(n, at));
      list.className = "states";
      return section(name, list, more);
    };
    return [...groups].map(group);
  }

  E.showNode = (number) => {
    const entity = d.entities[number];
    const look = E.types.get(entity.type);
    const facts = [...E.factsAt[number]];
    const states = facts.filter((n) => E.isState(d.facts[n])).sort((a, b) => a - b);
    const events = facts.filter((n) => !E.isState(d.facts[n])).sort(newest);
    const wiki = /^Q\d+$/.test(entity.wikidata || "") ? `https://www.wikidata.org/wiki/${entity.wikidata}` : null;
    const where = entity.country && entity.type !== "Country" ? E.country(entity.country) : entity.country;
    const sub = [where && el("span", {}, where), el("span", {}, `in ${E.count(entity.articles, "article", "articles")}`)];
    if (wiki) sub.push(el("a", { href: wiki, rel: "noopener noreferrer", target: "_blank" }, `Wikidata ${entity.wikidata}`));
    const aliases = (entity.aliases || []).map((alias) => el("li", {}, el("bdi", {}, E.plain(alias))));
    const known = standings(states, number);
    const happened = section(`What happened (${E.number(events.length)})`, ...(events.length ? longList(events, (n) => factRow(n, number)) : []));
    fill(
      head([E.shape(entity.type), look.one], el("bdi", {}, E.name(number)), el("p", { class: "sub" }, ...sub)),
      missing(number),
      aliases.length ? el("section", {}, el("h3", {}, "Also written"), el("ul", { class: "aliases" }, ...aliases)) : null,
      // What a person is comes first; a body or a country has many such facts, so what happened comes first.
      ...(entity.type === "Person" ? [...known, happened] : [happened, ...known]),
    );
  };

  function missing(number) {
    if (E.isShown(number)) return null;
    const why = E.drawn.has(number) ? "The filters hide it in the picture." : E.edgesAt[number].length
      ? "It is not drawn: the picture shows only what is told of most often." : "It is not drawn: no tie to anything else is stated.";
    return el("p", { class: "hint" }, why);
  }

  E.showEdge = (number) => {
    const edge = d.edges[number];
    const fact = d.facts[edge.fact];
    const family = E.families.get(E.relations.get(edge.relation).family);
    const quotes = E.quotesOf(edge);
    const names = E.namesOf([edge.source, edge.target, ...(fact.who || []), ...(fact.whom || [])]);
    const confidence = Math.max(0, ...quotes.map((q) => d.quotes[q].confidence));
    const when = [E.date(fact.date), fact.date_text && el("span", { class: "small" }, ` “${E.plain(fact.date_text)}”`)];
    const rows = [
      ["When", fact.date || fact.date_text ? when : null],
      ["Where", fact.place === undefined ? null : [E.link(fact.place)]],
      ["Status", [E.statuses.get(edge.status).label]],
      ["About", fact.topics && fact.topics.map((topic) => el("span", { class: "topic" }, el("bdi", {}, E.plain(topic))))],
      ["Amount", fact.amount && [E.plain(fact.amount)]],
      ["Office", fact.title && [E.plain(fact.title)]],
      ["How", fact.mode && [{ in_person: "In person", video: "By video", phone: "By telephone" }[fact.mode] || E.plain(fact.mode)]],
      ["Confidence", [`${Math.round(confidence * 100)} %`]],
      ["Rule", [[...new Set(quotes.map((q) => E.plain(d.quotes[q].rule || "")))].filter(Boolean).join(", ")]],
    ].filter(([, value]) => value && value.length && value[0] !== "");
    const all = (fact.who || []).length + (fact.whom || []).length;
    fill(
      head([E.line(E.colour(family), edge.status), family.label],
        el("span", {}, E.link(edge.source), ` ${E.verb(edge.relation, edge.status)} `, E.link(edge.target)), E.badge(edge.status)),
      edge.roll_up ? el("p", { class: "hint" }, "Derived: these countries are the ones that the parties of the event represent.") : null,
      el("dl", {}, ...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, ...value)])),
      all > 2 || edge.roll_up ? section("The whole event", el("p", { class: "said" }, ...E.sentence(fact))) : null,
      section(E.count(quotes.length, "quote says so", "quotes say so"), ...quotes.map((q) => E.quote(q, names, true))),
    );
  };

  E.showOverview = () => {
    const events = d.facts.map((_, n) => n).filter((n) => !E.isState(d.facts[n]) && d.facts[n].date);
    const seen = new Set();
    const once = (n) => {
      const quote = d.facts[n].quotes[0];
      const key = quote === undefined ? `fact ${n}` : quote;
      return seen.has(key) ? false : seen.add(key);
    };
    const last = d.articles.reduce((day, article) => (article.published && article.published > day ? article.published : day), "");
    const held = events.filter((n) => d.facts[n].status === "held").sort(newest).filter(once).slice(0, 6);
    const ahead = events.filter((n) => d.facts[n].status === "planned" && d.facts[n].date >= last.slice(0, d.facts[n].date.length)).sort(newest).filter(once).slice(0, 4);
    const short = (n) => {
      const fact = d.facts[n];
      const edge = E.edgesOf[n][0];
      return el("li", { class: `fact ${fact.status}` }, el("div", { class: "top" }, dated(fact), E.badge(fact.status)),
        el("p", { class: "said" }, ...E.sentence(fact)), about(fact), edge === undefined ? null : el("p", { class: "foot" }, detail(edge)));
    };
    const most = [...E.drawn.keys()].slice(0, 10).map((n) => el("li", {}, E.shape(d.entities[n].type), E.link(n), el("span", { class: "weight" }, E.number(d.entities[n].weight))));
    fill(
      el("header", {}, el("h2", {}, "At a glance"), el("p", { class: "sub" }, "Choose a name or a tie to see who says so, word for word.")),
      held.length ? section("Latest", el("ol", { class: "facts" }, ...held.map(short))) : null,
      ahead.length ? section("Announced", el("ol", { class: "facts" }, ...ahead.map(short))) : null,
      most.length ? section("Most told of", el("ol", { class: "most" }, ...most)) : null,
    );
  };
})(Entente);
