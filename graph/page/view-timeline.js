// When one person, body or country dealt with whom: a view by time. A lane for each other side, a mark for each dated event,
// and under the picture the same events as text. Where nobody is chosen, one lane for each of those with most events. This
// file puts the view together and holds its state; it touches its own section.
//
// A mark says what is known and no more: a day is a point, a month or a year a bar over all of it. What does not fit is
// counted in words with a way to it: more names, what is earlier or later, what has no date.
//
// E.timeline is the state below and what each part adds to it: time-head.js the words above the picture, time-list.js the
// list under it, time-move.js zooming and dragging, time-point.js what is pointed at, chosen and reached by keys. They stand
// after this file and are called when the view is drawn. time.js, time-lanes.js and time-marks.js know nothing of it.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const { spanOf, scaleOf, ticksOf, placer } = E.time;
  const { modelOf, named } = E.timeLanes;
  const { lay, axisParts, backdrop, nameOf } = E.timeMarks;
  const LANES = 14;
  const t = (E.timeline = {
    LANES, // lanes at first, and by each push of the button for more
    who: null, // whose time it is; null: those with most events
    kind: "", // of the lanes, where nobody is chosen
    most: LANES,
    zoom: [0, 1], // the part of the axis that is seen
    opened: new Set(), // lanes that show all their marks
    now: null, // what is shown: the model, its scale, its elements, its marks as cells, and reach(fact), which finds its row
    place: null, // the section of the view
  });
  let stale = true;

  // ---- whose time it is ----------------------------------------------------------------------------------------------
  const involves = (fact, at) => named(fact).includes(at) || fact.place === at;

  // Whose time it is follows the choice, and stays while what is chosen has to do with it. Letting go of an event leaves its
  // entity in place; letting go of the entity shows all again, but where the details had covered the picture.
  let last; // what was chosen when this was last looked at
  function follow() {
    const { chosen, view } = E.state;
    const before = last;
    last = chosen;
    if (!chosen) {
      const letGo = before && before.node !== undefined && !matchMedia("(max-width: 760px)").matches;
      if (view !== "timeline" || letGo) t.who = null;
    } else if (chosen.node !== undefined) t.who = chosen.node;
    else if (t.who !== null) {
      const fact = chosen.fact ?? (chosen.edge === undefined ? undefined : d.edges[chosen.edge].fact);
      const stays = fact === undefined ? Boolean(chosen.path && chosen.path.includes(t.who)) : involves(d.facts[fact], t.who);
      if (!stays) t.who = null;
    }
  }

  // ---- the view ------------------------------------------------------------------------------------------------------
  function build(box) {
    const same = t.now && t.now.who === t.who;
    const before = same && t.now.scale ? [t.now.scale.low, t.now.scale.high] : null;
    const scrolled = same ? box.scrollTop : 0;
    if (!same) {
      t.most = LANES;
      t.opened.clear();
    }
    t.now = { who: t.who, model: modelOf(t.who, t.kind, t.most), cells: [], active: 0 };
    const { model: shown } = t.now;
    const spans = [...shown.drawn.map(spanOf), ...shown.offices.map((office) => office.span).filter(Boolean)];
    if (spans.length) t.now.scale = scaleOf(spans, E.state.from, E.state.to);
    if (!before || !t.now.scale || before[0] !== t.now.scale.low || before[1] !== t.now.scale.high) t.zoom = [0, 1];
    t.now.root = el("div", { class: "tl" });
    const body = t.now.scale ? pictureParts() : [el("p", { class: "hint" }, t.who === null ? "No event with a date passes the filters." : "No event of this name with a date passes the filters.")];
    t.now.root.append(t.head(), t.lead(shown), ...body, ...t.lists(shown));
    listen();
    box.replaceChildren(t.now.root);
    paint();
    box.scrollTop = scrolled;
  }

  function pictureParts() {
    t.now.axis = svg("svg", { class: "tl-axis", height: 38, "aria-hidden": "true" });
    t.now.marks = svg("svg", { class: "tl-marks", role: "group", "aria-label": "Events by time. Left and right go along a lane, up and down to the next, Enter shows what is said; plus, minus and 0 zoom." });
    t.now.names = el("div", { class: "tl-names", role: "group", "aria-label": "Lanes" });
    t.now.tip = el("div", { class: "tl-tip", role: "tooltip", hidden: true });
    t.now.rows = el("div", { class: "tl-rows" }, t.now.names, el("div", { class: "tl-plot" }, t.now.marks), t.now.tip);
    t.now.top = el("div", { class: "tl-top" }, t.toolbar(), t.now.axis);
    t.now.picture = el("div", { class: "tl-picture" }, t.now.top, t.now.rows);
    t.now.picture.addEventListener("wheel", t.wheel, { passive: false });
    t.now.marks.addEventListener("click", (event) => t.act(t.now.cells.find((cell) => cell.element.contains(event.target))));
    t.now.marks.addEventListener("pointerover", t.point);
    t.now.marks.addEventListener("pointerleave", () => { t.light(null); t.tip(null); });
    t.now.marks.addEventListener("pointerdown", t.drag);
    t.now.marks.addEventListener("keydown", t.keys);
    t.now.marks.addEventListener("focusin", (event) => {
      const index = t.now.cells.findIndex((cell) => cell.element.contains(event.target));
      if (index >= 0) t.activate(index, false);
      t.point(event);
    });
    t.now.marks.addEventListener("focusout", () => { t.light(null); t.tip(null); });
    return [t.legend(), t.now.picture];
  }

  // A row of the list lights its marks, as a mark lights its row.
  function listen() {
    for (const name of ["pointerover", "focusin"]) t.now.root.addEventListener(name, (event) => t.now.scale && !t.now.marks.contains(event.target) && t.light(t.factAt(event)));
    t.now.root.addEventListener("pointerleave", () => t.light(null));
    if (!t.now.scale) Object.assign(t.now, { marks: t.now.root, tip: null });
  }

  function paint() {
    if (!t.now || !t.now.scale) return;
    const full = t.now.picture.clientWidth; // without its border
    if (!full) return;
    t.now.full = full;
    const narrow = full < 520;
    const names = full > 860 ? 236 : 176; // the column of names; on a narrow screen they stand over their lanes
    const frame = { narrow, width: Math.max(160, narrow ? full : full - names), opened: t.opened };
    t.now.picture.style.setProperty("--names", `${narrow ? 0 : names}px`);
    const x = placer(t.now.scale, t.zoom, frame.width);
    const ticks = ticksOf(t.now.scale, t.zoom, x, frame.width);
    const { names: cells, parts, laid, height } = lay(t.now.model, frame, x);
    const focused = t.now.marks.contains(document.activeElement) ? cellKey(t.now.cells[t.now.active]) : null;
    t.now.picture.classList.toggle("narrow", narrow);
    t.now.cells = laid.flatMap((one, lane) => one.cells.sort((a, b) => a.x - b.x || a.y - b.y).map((cell) => ({ ...cell, row: lane, key: one.lane.node })));
    t.now.marks.setAttribute("width", String(frame.width));
    t.now.marks.setAttribute("height", String(height));
    t.now.marks.replaceChildren(...backdrop(t.now.scale, ticks, x, frame, height), ...parts, ...laid.map((one) => svg("g", { role: "group", "aria-label": nameOf(one.lane) }, ...one.cells.map((cell) => cell.element))));
    t.now.names.replaceChildren(...cells);
    t.now.rows.style.height = `${height}px`;
    t.now.axis.setAttribute("width", String(frame.width));
    t.now.axis.replaceChildren(...axisParts(t.now.scale, ticks, x, frame));
    t.outside(x, frame);
    t.rove(t.now.names, "button");
    const again = focused === null ? -1 : t.now.cells.findIndex((cell) => cellKey(cell) === focused);
    t.activate(Math.max(0, again), focused !== null);
    t.tip(null);
    t.markChosen();
  }
  const cellKey = (cell) => (cell ? `${cell.key} ${cell.pool ? `+${cell.pool.items[0].fact}` : cell.fact}` : null);

  t.again = () => {
    stale = true;
    draw(t.place);
  };
  t.paint = paint;

  function draw(box) {
    if (!t.place) new ResizeObserver(() => t.now && t.now.picture && box.clientWidth && t.now.picture.clientWidth !== t.now.full && paint()).observe(box);
    t.place = box;
    follow();
    if (stale || !t.now || t.now.who !== t.who) {
      stale = false;
      build(box);
    } else t.markChosen();
  }

  E.on("filtered", () => (stale = true));
  E.on("state", follow);
  E.addView({ name: "timeline", label: "Timeline", draw });
})(Entente);
