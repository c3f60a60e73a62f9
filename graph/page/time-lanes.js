// What the timeline shows: which events have a date and pass the filters, and in whose lane each stands; offices apart. Reads
// the data and the filters; touches nothing that is shown.
//
// E.timeLanes holds modelOf(who, kind, most), with who null for all names; named(fact), all whom a fact names; KINDS, the
// types that have lanes; and ALONE, the lane of what names no other side.
"use strict";

(function (E) {
  const d = E.data;
  const { spanOf, published, byTime } = E.time;
  const ALONE = -1; // the lane of what names no other side
  const KINDS = ["Country", "Organization", "Person"].filter((type) => E.types.has(type));

  const named = (fact) => [...(fact.who || []), ...(fact.whom || [])];
  // The ends of those ties of a fact that pass the filters; of a fact without ties, all that it names.
  function parties(n) {
    const ends = new Set(E.edgesOf[n].length ? [] : named(d.facts[n]));
    for (const edge of E.edgesOf[n]) if (E.passes(edge)) ends.add(d.edges[edge].source).add(d.edges[edge].target);
    return ends;
  }
  // Whom an entity dealt with in a fact; null where the filters hide its part in it. A place has dealt with nobody: there,
  // all who were there.
  function others(n, at) {
    if (!named(d.facts[n]).includes(at)) return [...parties(n)];
    if (!E.edgesOf[n].length) return [];
    const ends = parties(n);
    if (!ends.has(at)) return null;
    const own = new Set();
    for (const edge of E.edgesOf[n]) {
      const { source, target } = d.edges[edge];
      if (E.passes(edge) && (source === at || target === at)) own.add(source === at ? target : source);
    }
    return [...own];
  }

  const put = (map, key, n) => (map.has(key) ? map.get(key).push(n) : map.set(key, [n]));

  function collect(facts, endsOf) {
    const [dated, undated, lanes] = [[], [], new Map()];
    for (const n of facts) {
      if (!E.shownFact[n] || E.isState(d.facts[n])) continue;
      const ends = endsOf(n);
      if (!ends) continue;
      if (spanOf(n)) {
        dated.push(n);
        for (const end of ends) put(lanes, end, n);
      } else undated.push(n);
    }
    const sorted = [...lanes].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).map(([node, own]) => ({ node, facts: own }));
    return { dated: dated.sort(byTime), undated, sorted };
  }

  function modelOf(who, kind, most) {
    const all = who === null;
    const fits = (end) => (kind ? d.entities[end].type === kind : KINDS.includes(d.entities[end].type));
    const found = all
      ? collect(d.facts.keys(), (n) => [...parties(n)].filter(fits))
      : collect(E.factsAt[who], (n) => {
        const ends = others(n, who);
        return ends && !ends.length ? [ALONE] : ends;
      });
    // One name alone in a lane for all the rest would be a lane of its own.
    const count = !all && found.sorted.length === most + 1 ? most + 1 : most;
    const [lanes, rest] = [found.sorted.slice(0, count), found.sorted.slice(count)];
    const left = [...new Set(rest.flatMap((lane) => lane.facts))].sort(byTime);
    if (!all && rest.length) lanes.push({ node: null, facts: left });
    for (const lane of lanes) lane.facts.sort(byTime);
    return { ...found, lanes, rest: rest.map((lane) => lane.node).filter((node) => node !== ALONE), drawn: [...new Set(lanes.flatMap((lane) => lane.facts))], offices: all ? [] : officesOf(who) };
  }

  // Offices, by when documents told of them: that is no term of office, and none is made up.
  function officesOf(at) {
    const own = E.factsAt[at].filter((n) => d.facts[n].relation === "holdsPostIn" && d.facts[n].who.includes(at) && E.shownFact[n]);
    const rows = own.map((n) => {
      const told = E.articlesOf(d.facts[n]).map((article) => published[article]).filter(Boolean);
      const span = told.length ? [Math.min(...told.map(([first]) => first)), Math.max(...told.map(([, last]) => last))] : null;
      return { fact: n, span };
    });
    const start = (row) => (row.span ? row.span[0] : Infinity);
    return rows.sort((a, b) => (start(a) === start(b) ? a.fact - b.fact : start(a) - start(b)));
  }

  E.timeLanes = { modelOf, named, KINDS, ALONE };
})(Entente);
