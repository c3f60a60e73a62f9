// What stands above the picture of the timeline: whose time it is with a field for another name, what is shown and left out in
// sentences, what the marks mean, the tools. Makes elements; changes the state E.timeline when they are used.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const { gapWords } = E.time;
  const { KINDS, ALONE } = E.timeLanes;
  const { POINT, BAR, OFFICES, families, shapeOf } = E.timeMarks;
  const t = E.timeline;

  // A field for another name.
  function finder() {
    const list = el("ul", { class: "goals", role: "listbox", "aria-label": "Names", hidden: true, id: "timeline-names" });
    const input = el("input", {
      type: "search", class: "find", role: "combobox", "aria-expanded": "false", "aria-controls": "timeline-names", "aria-autocomplete": "list",
      placeholder: t.who === null ? "Timeline of ..." : "Another name ...", "aria-label": "Show the timeline of a name", autocomplete: "off", spellcheck: "false",
    });
    let hits = [];
    let active = 0;
    const take = (n) => hits[n] !== undefined && E.select({ node: hits[n] });
    const mark = (open) => {
      list.hidden = !open || !hits.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
      if (list.hidden) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", `timeline-name-${active}`);
    };
    const row = (n, i) => el("li", { role: "option", id: `timeline-name-${i}`, onmousedown: (event) => { event.preventDefault(); take(i); } }, E.shape(d.entities[n].type), el("bdi", {}, E.name(n)));
    input.addEventListener("input", () => {
      hits = E.findNames(input.value).filter((n) => n !== t.who).slice(0, 7);
      active = 0;
      list.replaceChildren(...hits.map(row));
      mark(true);
    });
    input.addEventListener("blur", () => mark(false));
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        active = (active + step + hits.length) % hits.length;
        mark(true);
      } else if (event.key === "Enter") take(active);
      else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        mark(false);
      }
    });
    return el("div", { class: "finder" }, input, list);
  }

  function head() {
    if (t.who === null) {
      const chip = (value, label) => el("button", { type: "button", class: "chip", "aria-pressed": String(t.kind === value), onclick: () => { t.kind = value; t.most = t.LANES; t.again(); } }, label);
      return el("header", { class: "tl-head" }, el("div", {}, el("h2", {}, "Who dealt with others, and when"), el("p", { class: "chips", role: "group", "aria-label": "Lanes for" }, chip("", "All"), ...KINDS.map((type) => chip(type, E.types.get(type).many)))), finder());
    }
    const look = E.types.get(d.entities[t.who].type);
    const all = el("button", { type: "button", class: "chip", onclick: everybody }, "All names");
    return el("header", { class: "tl-head" }, el("div", {}, el("p", { class: "kicker" }, E.shape(d.entities[t.who].type), `Timeline · ${look.one}`), el("h2", {}, el("bdi", {}, E.name(t.who)))), el("div", { class: "tl-other" }, all, finder()));
  }

  function everybody() {
    t.who = null;
    if (E.state.chosen) E.select(null);
    else t.again();
  }

  const jump = (words, id) => el("button", { type: "button", class: "detail", onclick: () => {
    const heading = document.getElementById(id);
    t.place.scrollTop += heading.getBoundingClientRect().top - t.place.getBoundingClientRect().top - 12;
    heading.focus({ preventScroll: true });
  } }, words);

  // What the picture holds and what it leaves out, in sentences.
  function lead({ dated, undated, sorted, lanes, rest, drawn, offices }) {
    const parts = [];
    const more = rest.length ? el("button", { type: "button", class: "detail", onclick: () => { t.most += t.LANES; t.again(); } }, `Show ${Math.min(t.LANES, rest.length)} more lanes`) : null;
    if (t.who === null) {
      if (rest.length) parts.push(`The ${E.number(lanes.length)} names with most dated events, of ${E.number(sorted.length)}: `, more, `. ${E.number(drawn.length)} of ${E.count(dated.length, "dated event", "dated events")} stand in these lanes; the list below has all. `);
      else parts.push(`${E.count(sorted.length, "name", "names")} with ${E.count(dated.length, "dated event", "dated events")}. `);
      parts.push("Choose a name for its own timeline. ");
    } else {
      parts.push(`${E.count(dated.length, "dated event", "dated events")}${dated.length ? `, ${E.count(sorted.filter((lane) => lane.node !== ALONE).length, "other name", "other names")}` : ""}. `);
      if (rest.length) parts.push(`The last lane holds ${E.number(rest.length)} of these names, those with the fewest: `, ...E.listed([...rest.slice(0, 3).map(E.link), ...(rest.length > 3 ? [`${E.number(rest.length - 3)} more`] : [])]), ". ", more, ". ");
    }
    if (offices.length > OFFICES) parts.push(`${E.number(OFFICES)} of ${E.number(offices.length)} offices are drawn: `, jump("see all", "timeline-offices"), ". ");
    if (undated.length) parts.push(`${E.count(undated.length, "event has", "events have")} no date: `, jump(undated.length === 1 ? "see it" : "see them", "timeline-undated"), ". ");
    const { gaps } = t.now.scale || { gaps: [] };
    if (gaps.length) parts.push(`Where the axis is broken (//), these lanes hold nothing: ${gaps.map(([, , a, b]) => gapWords(a, b - 1)).join(", ")}. `);
    if (E.state.from || E.state.to) parts.push("The time chosen below bounds the axis. ");
    return el("p", { class: "lead" }, ...parts);
  }

  // What the marks mean.
  function legend() {
    const sample = (relation, status, wide) => svg("svg", { viewBox: "0 0 22 16", class: "tl-sample", "aria-hidden": "true" },
      svg("g", { class: `tl-mark ${status}`, color: relation ? E.colour(E.families.get(relation.family)) : "currentColor" }, ...shapeOf({ relation: (relation || d.look.relations[0]).relation, status }, wide ? 1 : 5, wide ? 21 : 17, 8, wide ? BAR : POINT)));
    const of = (family) => d.look.relations.find((relation) => relation.family === family.family);
    const item = (picture, words) => el("li", {}, picture, words);
    const kinds = d.look.families.filter((family) => families.includes(family.family) && of(family)).map((family) => item(sample(of(family), "held"), family.label));
    const stands = d.look.statuses.map(({ status, label }) => item(sample(null, status), label));
    return el("ul", { class: "tl-legend", "aria-label": "What the marks mean" }, ...kinds, ...stands, item(sample(null, "held", true), "a bar: only the month or the year is known"));
  }

  function toolbar() {
    const button = (icon, label, action) => el("button", { type: "button", class: "icon", "aria-label": label, title: `${label} (or turn the wheel over the axis)`, onclick: action }, E.icon(icon));
    t.now.zooms = { in: button("plus", "Zoom in", () => t.zoomBy(1.6)), out: button("minus", "Zoom out", () => t.zoomBy(1 / 1.6)), all: button("fit", "The whole time", () => t.look(0, 1)) };
    t.now.before = el("button", { type: "button", class: "chip" });
    t.now.after = el("button", { type: "button", class: "chip" });
    t.now.range = el("output", { class: "small" });
    return el("div", { class: "tl-tools" }, t.now.before, t.now.range, t.now.after, el("div", { class: "tl-zoom", role: "group", "aria-label": "Zoom the time" }, ...Object.values(t.now.zooms)));
  }

  Object.assign(t, { head, lead, legend, toolbar });
})(Entente);
