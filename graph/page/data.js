// The data of the page and its indices. Reads the JSON island; touches nothing that is shown.
"use strict";
var Entente = {};

Entente.data = JSON.parse(document.getElementById("data").textContent);

(function (E) {
  const d = E.data;
  const by = (rows, name) => new Map(rows.map((row) => [row[name], row]));

  E.types = by(d.look.types, "type");
  E.families = by(d.look.families, "family");
  E.relations = by(d.look.relations, "relation");
  E.statuses = by(d.look.statuses, "status");
  E.byKey = new Map(d.entities.map((entity, number) => [entity.key, number]));
  E.byEdge = new Map(d.edges.map((edge, number) => [edge.id, number]));
  E.drawn = new Map(d.network.nodes.map((node) => [node.id, node]));

  // For each entity: the edges at it, and the facts it takes part in or that happened there.
  E.edgesAt = d.entities.map(() => []);
  E.factsAt = d.entities.map(() => new Set());
  E.edgesOf = d.facts.map(() => []);
  d.edges.forEach((edge, number) => {
    if (edge.roll_up) return;
    E.edgesAt[edge.source].push(number);
    if (edge.target !== edge.source) E.edgesAt[edge.target].push(number);
    E.edgesOf[edge.fact].push(number);
  });
  d.facts.forEach((fact, number) => {
    for (const end of [...(fact.who || []), ...(fact.whom || [])]) E.factsAt[end].add(number);
    if (fact.place !== undefined) E.factsAt[fact.place].add(number);
  });

  E.isState = (fact) => fact.event === undefined;

  E.quotesOf = (edge) => edge.quotes || d.facts[edge.fact].quotes || [];

  // Names as they may be shown on the canvas: no control or direction characters, no line breaks.
  E.plain = (text) => String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").replace(/\s+/g, " ").trim();

  E.cut = (text, most) => {
    const chars = Array.from(text);
    return chars.length > most ? chars.slice(0, most - 1).join("").trimEnd() + "…" : text;
  };

  // Only web addresses become links; anything else is shown as it is.
  E.webAddress = (text) => {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  };

  // Folded for search: no accents, no case.
  E.fold = (text) => E.plain(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
})(Entente);
