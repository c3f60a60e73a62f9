// What is taken away says what it is: a title, what is shown under which filters, and a name for its file. Reads the state
// and the data; touches nothing that is shown.
//
// E.caption holds these: oneLine(text), viewLabel(), title(), words(), fileName(what, end, chosen).
"use strict";

(function (E) {
  const d = E.data;

  // One line as plain text: no control or direction characters, which could hide or turn what stands in a file.
  const oneLine = (text) => String(text).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ").replace(/\s+/g, " ").trim();

  const some = (names, most = 4) => (names.length > most + 1 ? [...names.slice(0, most), `${E.number(names.length - most)} more`] : names);
  const listed = (names) => E.listed(some(names)).join("");

  // Families that are off as a whole by their name, else their relations by theirs.
  function withoutTies() {
    const off = new Set(E.state.off.relations);
    const known = new Set(d.edges.filter((edge) => !edge.roll_up).map((edge) => edge.relation));
    const out = [];
    for (const { family, label } of d.look.families) {
      const own = d.look.relations.filter((look) => look.family === family && known.has(look.relation));
      const gone = own.filter((look) => off.has(look.relation));
      out.push(...(own.length && gone.length === own.length ? [label.toLowerCase()] : gone.map((look) => `“${look.past}”`)));
    }
    return out;
  }

  E.filtersInWords = () => {
    const { off, only, least, from, to, undated, derived, group } = E.state;
    const chosen = [...only.countries.map(E.country), ...only.sectors.map((id) => d.sectors[id].label), ...only.sources].map(oneLine);
    const without = [...off.types.map((type) => E.types.get(type).many.toLowerCase()), ...withoutTies(), ...off.statuses.map((status) => `what is ${E.statuses.get(status).label.toLowerCase()}`)];
    return [
      from || to ? [from && `from ${E.date(from)}`, to && `to ${E.date(to)}`].filter(Boolean).join(" ") : null,
      (from || to) && !undated ? "dated only" : null,
      chosen.length ? `only ${listed(chosen)}` : null,
      without.length ? `without ${listed(without)}` : null,
      least ? `confidence ${Math.round(least * 100)} % or more` : null,
      derived ? "with derived ties of countries" : null,
      group !== null ? `group of ${E.groupName(group)}` : null,
    ].filter(Boolean);
  };

  const viewLabel = () => E.views.get(E.state.view).label;
  const title = () => (E.state.chosen ? `${viewLabel()}: ${E.cut(E.choiceName(E.state.chosen), 90)}` : viewLabel());

  // What is dated among all that passes, as a stretch of time.
  function stretch() {
    const [from, to] = d.facts.reduce(([low, high], fact, n) => {
      if (!fact.date_min || !E.shownFact[n]) return [low, high];
      const last = fact.date_max || fact.date_min;
      return [!low || fact.date_min < low ? fact.date_min : low, last > high ? last : high];
    }, ["", ""]);
    return from && from.slice(0, 4) !== to.slice(0, 4) ? `${from.slice(0, 4)} to ${to.slice(0, 4)}` : from.slice(0, 4);
  }
  const words = () =>
    [E.count(d.counts.articles, "article", "articles"), E.state.from || E.state.to ? "" : oneLine(stretch()), ...E.filtersInWords(), "Made with Entente"].filter(Boolean).join(" · ");

  // A name for a file out of what is in it: entente-ties-anna-roe.csv
  const slug = (text) => E.cut(E.fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""), 40).replace(/[^a-z0-9]+$/, "");
  const fileName = (what, end, chosen = E.state.chosen) => `${["entente", what, chosen && slug(E.choiceName(chosen))].filter(Boolean).join("-")}.${end}`;

  E.caption = { oneLine, viewLabel, title, words, fileName };
})(Entente);
