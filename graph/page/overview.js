// The panel when nothing is chosen: what is latest, announced and most told of, and the groups; and the finder of paths.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;

  E.showOverview = () => {
    const events = d.facts.map((_, n) => n).filter((n) => !E.isState(d.facts[n]) && d.facts[n].date);
    const seen = new Set();
    const once = (n) => {
      const quote = d.facts[n].quotes[0];
      const key = quote === undefined ? `fact ${n}` : quote;
      return seen.has(key) ? false : seen.add(key);
    };
    const last = d.articles.reduce((day, article) => (article.published && article.published > day ? article.published : day), "");
    const held = events.filter((n) => d.facts[n].status === "held").sort(E.newest).filter(once).slice(0, 6);
    const ahead = events.filter((n) => d.facts[n].status === "planned" && d.facts[n].date >= last.slice(0, d.facts[n].date.length)).sort((one, other) => E.newest(other, one)).filter(once).slice(0, 4);
    const short = (n) => {
      const fact = d.facts[n];
      return el("li", { class: `fact ${fact.status}` }, el("div", { class: "top" }, E.dated(fact), E.badge(fact.status)),
        el("p", { class: "said" }, ...E.sentence(fact)), el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.choose(n) }, "Details")));
    };
    const most = [...E.drawn.keys()].filter((n) => !E.scene.added.has(n)).slice(0, 10).map((n) => el("li", {}, E.shape(d.entities[n].type), E.link(n), el("span", { class: "weight" }, E.number(d.entities[n].weight))));
    E.fillPanel(
      el("header", {}, el("h2", { tabindex: "-1" }, "At a glance"), el("p", { class: "sub" }, "Choose a name or a tie to see who says so, word for word.")),
      E.state.colour === "group" ? E.groupBox() : null,
      held.length ? E.section("Latest", el("ol", { class: "facts" }, ...held.map(short))) : null,
      ahead.length ? E.section("Announced", el("ol", { class: "facts" }, ...ahead.map(short))) : null,
      E.state.colour === "group" ? null : E.groupBox(),
      most.length ? E.section("Most told of", el("ol", { class: "most" }, ...most)) : null,
    );
  };

  // ---- groups ----------------------------------------------------------------------------------------------------------
  const sizes = d.groups.map(() => 0);
  for (const { group } of d.entities) if (group !== undefined) sizes[group] += 1;
  E.groupName = (group) => d.groups[group].heads.map(E.name).join(", ");

  // The groups of things told of together, the largest first; one of them can be looked at alone.
  E.groupBox = () => {
    const { group } = E.state;
    if (group !== null) {
      const all = el("button", { type: "button", class: "detail", onclick: () => E.change({ group: null }) }, "Show all groups");
      return E.section("This group", el("p", { class: "said" }, el("bdi", {}, E.groupName(group)), sizes[group] > 3 ? ` and ${E.number(sizes[group] - 3)} more` : ""), el("p", { class: "foot" }, all));
    }
    const rows = d.groups.map((_, n) => n).filter((n) => sizes[n] > 3).slice(0, 12);
    if (rows.length < 2) return null;
    const row = (n) => {
      const look = d.look.groups[n];
      const dot = E.svg("svg", { viewBox: "0 0 20 20", class: "shape", "aria-hidden": "true" }, E.svg("circle", { cx: 10, cy: 10, r: 8, fill: look ? E.colour(look) : E.ink().rest }));
      return el("li", {}, dot, el("button", { type: "button", class: "name", onclick: () => E.change({ group: n, colour: "group" }) }, el("bdi", {}, E.groupName(n))), el("span", { class: "weight" }, E.number(sizes[n])));
    };
    return E.section("Groups that deal with each other", el("ol", { class: "most" }, ...rows.map(row)));
  };

  // ---- the way to another name ---------------------------------------------------------------------------------------
  // A field with the names that fit what is typed, by keyboard or mouse; taking one shows the path to it.
  E.pathFinder = (from) => {
    const list = el("ul", { class: "goals", role: "listbox", "aria-label": "Names", hidden: true, id: "goals" });
    const input = el("input", {
      type: "search", class: "find", role: "combobox", "aria-expanded": "false", "aria-controls": "goals", "aria-autocomplete": "list",
      placeholder: "Find the way to ...", "aria-label": "Find the way to another name", autocomplete: "off", spellcheck: "false",
    });
    let hits = [];
    let active = 0;
    const take = (n) => hits[n] !== undefined && E.select({ path: [from, hits[n]] }, { centre: true });
    const offer = () => {
      hits = E.findNames(input.value).filter((n) => n !== from && E.edgesAt[n].length).slice(0, 7);
      active = 0;
      list.replaceChildren(...hits.map((n, i) => el("li", { role: "option", id: `goal-${i}`, "aria-selected": String(i === active), onmousedown: (event) => { event.preventDefault(); take(i); } }, E.shape(d.entities[n].type), el("bdi", {}, E.name(n)))));
      mark();
    };
    const mark = () => {
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
      if (hits.length) input.setAttribute("aria-activedescendant", `goal-${active}`);
      else input.removeAttribute("aria-activedescendant");
    };
    input.addEventListener("input", offer);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        active = (active + step + hits.length) % hits.length;
        mark();
      } else if (event.key === "Enter") take(active);
      else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        list.hidden = true;
      }
    });
    return el("div", { class: "finder" }, input, list);
  };
})(Entente);
