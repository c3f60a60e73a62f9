// Which ties pass the filters, and how many of each kind there are. Reads E.state; works on edges as edges.
//
// For each edge a number says by its bits which filters it fails; 0 is shown. So one pass over the edges also gives,
// for each filter, the counts that it would have if it alone were taken away.
"use strict";

(function (E) {
  const d = E.data;
  const BIT = (E.BIT = { types: 1, relations: 2, statuses: 4, countries: 8, sectors: 16, sources: 32, least: 64, dates: 128, derived: 256, group: 512 });

  // How sure an edge is: as its surest quote.
  const sure = new Float64Array(d.edges.length);
  d.edges.forEach((edge, n) => {
    for (const q of E.quotesOf(edge)) sure[n] = Math.max(sure[n], d.quotes[q].confidence);
  });
  E.sure = (edge) => sure[edge];
  E.sureFact = (fact) => {
    let most = 0;
    for (const q of fact.quotes || []) most = Math.max(most, d.quotes[q].confidence);
    return most;
  };
  const facts = d.facts.map((fact) => ({ sources: new Set(E.articlesOf(fact).map((n) => E.sourceOf[n])) }));
  E.sourcesOf = (fact) => facts[fact].sources;
  E.mask = new Uint16Array(d.edges.length);
  E.factMask = new Uint16Array(d.facts.length);
  // What passes: an edge, a fact (one of its edges does, or it has none and passes by itself), an entity (one of its edges does).
  E.passes = (edge) => E.mask[edge] === 0;
  E.shownFact = new Uint8Array(d.facts.length);
  E.shownNode = new Uint8Array(d.entities.length);

  const any = (wanted, given) => {
    for (const one of given) if (wanted.has(one)) return true;
    return false;
  };

  // The bits that depend on the fact alone.
  function factBits(fact, n, s, sets) {
    let bits = 0;
    if (sets.relations.has(fact.relation)) bits |= BIT.relations;
    if (sets.statuses.has(E.statusOf(fact))) bits |= BIT.statuses;
    if (sets.sectors.size && !any(sets.sectors, fact.sectors || [])) bits |= BIT.sectors;
    if (sets.sources.size && !any(sets.sources, facts[n].sources)) bits |= BIT.sources;
    if (s.from || s.to) {
      if (!E.isDay(fact.date_min)) bits |= s.undated ? 0 : BIT.dates;
      else if ((s.from && (fact.date_max || fact.date_min) < s.from) || (s.to && fact.date_min > s.to)) bits |= BIT.dates;
    }
    return bits;
  }

  const ofCountry = (set, numbers) => numbers.some((n) => set.has(d.entities[n].country));

  function apply() {
    const s = E.state;
    const sets = {};
    for (const side of ["off", "only"]) for (const [name, values] of Object.entries(s[side])) sets[name] = new Set(values);
    d.facts.forEach((fact, n) => {
      const ends = [...(fact.who || []), ...(fact.whom || [])];
      let bits = factBits(fact, n, s, sets);
      E.factMask[n] = bits;
      // A fact that ties nobody to anybody is judged by what it says of itself.
      if (!E.edgesOf[n].length) {
        if (ends.some((end) => sets.types.has(d.entities[end].type))) bits |= BIT.types;
        if (sets.countries.size && !ofCountry(sets.countries, ends)) bits |= BIT.countries;
        if (E.sureFact(fact) < s.least) bits |= BIT.least;
        if (s.group !== null && !ends.some((end) => d.entities[end].group === s.group)) bits |= BIT.group;
      }
      E.shownFact[n] = !E.edgesOf[n].length && !bits ? 1 : 0;
    });
    E.shownNode.fill(0);
    d.edges.forEach((edge, n) => {
      const [one, other] = [d.entities[edge.source], d.entities[edge.target]];
      let bits = E.factMask[edge.fact];
      if (sets.relations.size) bits = sets.relations.has(edge.relation) ? bits | BIT.relations : bits & ~BIT.relations;
      if (sets.types.has(one.type) || sets.types.has(other.type)) bits |= BIT.types;
      if (sets.countries.size && !sets.countries.has(one.country) && !sets.countries.has(other.country)) bits |= BIT.countries;
      if (sure[n] < s.least) bits |= BIT.least;
      if (edge.roll_up && !s.derived) bits |= BIT.derived;
      if (s.group !== null && one.group !== s.group && other.group !== s.group) bits |= BIT.group;
      E.mask[n] = bits;
      if (!bits) {
        if (!edge.roll_up) E.shownFact[edge.fact] = 1;
        E.shownNode[edge.source] = E.shownNode[edge.target] = 1;
      }
    });
  }

  // How many edges there are of each value, were the filter `bit` alone taken away: Map of value -> number.
  E.tally = (bit, valuesOf) => {
    const counts = new Map();
    d.edges.forEach((edge, n) => {
      if (E.mask[n] & ~bit || edge.roll_up) return;
      for (const value of valuesOf(edge)) counts.set(value, (counts.get(value) || 0) + 1);
    });
    return counts;
  };

  // How many entities of each type would be shown, were the filter of types taken away.
  E.tallyTypes = () => {
    const seen = new Set();
    d.edges.forEach((edge, n) => {
      if (!(E.mask[n] & ~BIT.types)) seen.add(edge.source).add(edge.target);
    });
    const counts = new Map();
    for (const number of seen) counts.set(d.entities[number].type, (counts.get(d.entities[number].type) || 0) + 1);
    return counts;
  };

  const KEYS = ["off", "only", "least", "from", "to", "undated", "derived", "group"];
  E.filtering = () => {
    const start = E.fresh();
    return KEYS.some((key) => JSON.stringify(E.state[key]) !== JSON.stringify(start[key]));
  };
  E.noFilters = () => {
    const start = E.fresh();
    return Object.fromEntries(KEYS.map((key) => [key, start[key]]));
  };

  E.on("state", ({ before }) => {
    if (KEYS.every((key) => before[key] === E.state[key]) && E.filtered) return;
    E.filtered = true;
    apply();
    E.tell("filtered");
  });
})(Entente);
