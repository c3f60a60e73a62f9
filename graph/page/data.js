// The data of the page and its indices. Reads the JSON island; touches nothing that is shown.
"use strict";
var Entente = {};

(function (E) {
  const island = document.getElementById("data");
  const d = (E.data = JSON.parse(island.textContent));
  // A large graph is tens of megabytes: it need not be held twice.
  island.remove();
  const by = (rows, name) => new Map(rows.map((row) => [row[name], row]));

  E.types = by(d.look.types, "type");
  E.families = by(d.look.families, "family");
  E.relations = by(d.look.relations, "relation");
  E.statuses = by(d.look.statuses, "status");
  E.byKey = new Map(d.entities.map((entity, number) => [entity.key, number]));
  E.byEdge = new Map(d.edges.map((edge, number) => [edge.id, number]));
  E.byEvent = new Map();
  // What is drawn: number of an entity -> its place and size. Grows when something is brought in.
  E.drawn = new Map(d.network.nodes.map((node) => [node.id, node]));

  // For each entity: the edges at it, and the facts it takes part in or that happened there.
  E.edgesAt = d.entities.map(() => []);
  E.factsAt = d.entities.map(() => []);
  E.edgesOf = d.facts.map(() => []);
  // Derived ties between countries, apart: number of an entity -> edges.
  E.derivedAt = new Map();
  d.edges.forEach((edge, number) => {
    if (edge.roll_up) {
      for (const end of [edge.source, edge.target]) E.derivedAt.set(end, [...(E.derivedAt.get(end) || []), number]);
      return;
    }
    E.edgesAt[edge.source].push(number);
    if (edge.target !== edge.source) E.edgesAt[edge.target].push(number);
    E.edgesOf[edge.fact].push(number);
  });
  d.facts.forEach((fact, number) => {
    if (fact.event !== undefined) E.byEvent.set(fact.event, number);
    const ends = new Set([...(fact.who || []), ...(fact.whom || [])]);
    if (fact.place !== undefined) ends.add(fact.place);
    for (const end of ends) E.factsAt[end].push(number);
  });

  // A day of the calendar, as Python writes it; what else stands there is no date.
  E.isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text || "") && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  // Milliseconds of a day (month from 0). Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999, and the year 1 is what
  // some feeds write for no date at all.
  E.utc = (year, month, day) => new Date(0).setUTCFullYear(year, month, day);
  E.isState = (fact) => fact.event === undefined;
  E.statusOf = (fact) => fact.status || "held";
  E.quotesOf = (edge) => edge.quotes || d.facts[edge.fact].quotes || [];
  // The numbers of the articles that tell a fact, each once.
  E.articlesOf = (fact) => [...new Set((fact.quotes || []).map((q) => d.quotes[q].article))];

  // Country codes that a fact's parties are of or stand for.
  const parties = new Set(d.parties);
  E.countryOf = (number) => (parties.has(d.entities[number].type) ? d.entities[number].country || null : null);
  E.countryNode = new Map();
  d.entities.forEach((entity, number) => {
    if (entity.type === "Country" && entity.country && !E.countryNode.has(entity.country)) E.countryNode.set(entity.country, number);
  });

  // Where an article comes from: the site of its address, else the name of its file.
  E.sourceOf = d.articles.map((article) => {
    const address = article.url ? webAddress(article.url) : null;
    return address ? new URL(address).hostname.replace(/^www\./, "") : article.doc || "";
  });

  // Names as they may be shown on the canvas: no control or direction characters, no line breaks.
  E.plain = (text) => String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").replace(/\s+/g, " ").trim();

  E.cut = (text, most) => {
    const chars = Array.from(text);
    return chars.length > most ? chars.slice(0, most - 1).join("").trimEnd() + "…" : text;
  };

  // Only web addresses become links; anything else is shown as it is.
  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  }
  E.webAddress = webAddress;

  // Folded for search: no accents, no case.
  const ASCII = /^[ -~]*$/;
  E.fold = (text) => (ASCII.test(text) ? text.toLowerCase() : E.plain(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());

  // A small seam between files: E.on("shown", f) is called at every E.tell("shown").
  const listeners = new Map();
  E.on = (name, listener) => listeners.set(name, [...(listeners.get(name) || []), listener]);
  E.tell = (name, ...what) => (listeners.get(name) || []).forEach((listener) => listener(...what));
})(Entente);
