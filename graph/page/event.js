// The panel for an edge or an event: what is said, its quotes in their paragraphs, all documents that tell it, how sure.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;

  const MODES = { in_person: "In person", video: "By video", phone: "By telephone" };

  // The rows that an edge and an event have in common: name and what stands beside it.
  function rows(fact, status, quotes) {
    const when = [E.date(fact.date), fact.date_text && el("span", { class: "small" }, ` “${E.plain(fact.date_text)}”`)];
    const rules = [...new Set(quotes.map((q) => E.plain(d.quotes[q].rule || "")))].filter(Boolean).join(", ");
    const sure = Math.max(0, ...quotes.map((q) => d.quotes[q].confidence));
    return [
      ["When", fact.date || fact.date_text ? when : null],
      ["Where", fact.place === undefined ? null : [E.link(fact.place)]],
      ["Status", [E.statuses.get(status).label]],
      ["About", fact.topics && fact.topics.map((topic) => E.topic(topic))],
      ["Sector", fact.sectors && [fact.sectors.map(E.sector).join(", ")]],
      ["Amount", fact.amount && [E.plain(fact.amount)]],
      ["Office", fact.title && [E.plain(fact.title)]],
      ["How", fact.mode && [MODES[fact.mode] || E.plain(fact.mode)]],
      ["Confidence", [`${Math.round(sure * 100)} %`]],
      ["Rule", [rules]],
    ].filter(([, value]) => value && value.length && value[0] !== "");
  }

  const list = (pairs) => el("dl", {}, ...pairs.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, ...value)]));

  // Every document that tells it, once.
  function documents(quotes) {
    const articles = [...new Set(quotes.map((q) => d.quotes[q].article))];
    if (articles.length < 2) return null;
    return E.section(`Told in ${E.number(articles.length)} documents`, el("ul", { class: "documents" }, ...articles.map((n) => el("li", {}, ...E.source(d.articles[n])))));
  }

  const names = (fact, more) => E.namesOf([...more, ...(fact.who || []), ...(fact.whom || [])]);

  E.showEdge = (number) => {
    const edge = d.edges[number];
    const fact = d.facts[edge.fact];
    const family = E.families.get(E.relations.get(edge.relation).family);
    const quotes = E.quotesOf(edge);
    const all = (fact.who || []).length + (fact.whom || []).length;
    E.fillPanel(
      E.head([E.line(E.colour(family), edge.status), family.label],
        el("span", {}, E.link(edge.source), ` ${E.verb(edge.relation, edge.status)} `, E.link(edge.target)), E.badge(edge.status)),
      edge.roll_up ? el("p", { class: "hint" }, "Derived: these countries are the ones that the parties of the event represent.") : null,
      list(rows(fact, edge.status, quotes)),
      all > 2 || edge.roll_up ? E.section("The whole event", el("p", { class: "said" }, ...E.sentence(fact)), whole(edge.fact)) : null,
      E.section(E.count(quotes.length, "quote says so", "quotes say so"), ...quotes.map((q) => E.quote(q, names(fact, [edge.source, edge.target]), true))),
      documents(quotes),
    );
  };
  const whole = (fact) => el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.select({ fact }) }, "The event by itself"));

  E.showFact = (number) => {
    const fact = d.facts[number];
    const status = E.statusOf(fact);
    const family = E.families.get(E.relations.get(fact.relation).family);
    const quotes = fact.quotes || [];
    E.fillPanel(
      E.head([E.line(E.colour(family), status), family.label], el("span", {}, ...E.sentence(fact)), E.badge(status)),
      list(rows(fact, status, quotes)),
      E.section(E.count(quotes.length, "quote says so", "quotes say so"), ...quotes.map((q) => E.quote(q, names(fact, []), true))),
      documents(quotes),
    );
  };

  // ---- a path: hop by hop, each with its quote -------------------------------------------------------------------------
  E.showPath = ([start, goal]) => {
    const paths = E.paths(start, goal);
    const hop = (edge) => {
      const { source, target, relation, status, fact } = d.edges[edge];
      const quotes = E.quotesOf(d.edges[edge]);
      return el("li", { class: `fact ${status}` },
        el("div", { class: "top" }, E.dated(d.facts[fact]), E.badge(status)),
        el("p", { class: "said" }, E.link(source), ` ${E.verb(relation, status)} `, E.link(target), d.facts[fact].title ? `, ${E.plain(d.facts[fact].title)}` : null),
        quotes.length ? E.quote(quotes[0], E.namesOf([source, target])) : null,
        el("p", { class: "foot" }, E.detail(edge)));
    };
    const way = (path, n) => E.section(paths.length > 1 ? `Way ${n + 1} · ${E.count(path.length, "step", "steps")}` : E.count(path.length, "step", "steps"),
      el("p", { class: "way" }, ...E.stops(start, path).flatMap((stop, i) => [i ? " → " : "", E.link(stop)])), el("ol", { class: "facts" }, ...path.map(hop)));
    E.fillPanel(
      E.head([E.icon("path"), "Path"], el("span", {}, E.link(start), " to ", E.link(goal)),
        el("p", { class: "sub" }, "Over all ties, drawn or not, whatever the filters hide; denied ones lead nowhere.")),
      ...(paths.length ? paths.map(way) : [el("p", { class: "hint" }, start === goal ? "Both ends are the same." : "No ties lead from the one to the other.")]),
    );
  };

  // ---- lists: what mentions some words, what ties two countries ---------------------------------------------------------
  E.showWords = (text) => {
    const facts = E.mentioning(text);
    const hidden = facts.filter((n) => !E.shownFact[n]).length;
    E.fillPanel(
      E.head([E.icon("list"), "Mentions"], el("bdi", {}, `“${E.cut(E.plain(text), 80)}”`), el("p", { class: "sub" }, "In topics, offices and quotes")),
      hidden ? el("p", { class: "hint" }, `The filters hide ${E.number(hidden)} of these.`) : null,
      E.section(E.count(facts.length, "mention", "mentions"), ...(facts.length ? E.longList(facts, E.factItem) : [])),
    );
  };

  E.showCell = ([one, two]) => {
    const facts = E.between(one, two).sort(E.newest);
    const name = (code) => (E.countryNode.has(code) ? E.link(E.countryNode.get(code)) : E.country(code));
    E.fillPanel(
      E.head([E.icon("pair"), "Two countries"], el("span", {}, name(one), " and ", name(two)),
        el("p", { class: "sub" }, "Ties of the countries, and of people and bodies that stand for them")),
      E.section(E.count(facts.length, "event", "events"), ...(facts.length ? E.byKind(facts, E.factItem) : [el("p", { class: "hint" }, "None that the filters let through.")])),
    );
  };

  // The events that tie two countries and pass the filters, each once: as edges do, or as edges derived from them would.
  E.between = (one, two) => {
    const found = new Set();
    d.edges.forEach((edge, n) => {
      if (!edge.roll_up && !E.isState(d.facts[edge.fact]) && E.passes(n) && E.joins(n, one, two)) found.add(edge.fact);
    });
    return [...found];
  };
})(Entente);
