// When it happened: a histogram of dated events under every view. Drag over it to choose a time, drag its edges, play it.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const strip = document.getElementById("strip");
  const HEIGHT = 46;
  const DAY = 86400000;
  const days = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
  const text = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  const dated = d.facts.map((fact, n) => n).filter((n) => E.isDay(d.facts[n].date_min));
  if (!dated.length) {
    strip.hidden = true;
    E.buildStrip = () => {};
    return;
  }
  const begins = dated.map((n) => days(d.facts[n].date_min));
  const ends = dated.map((n) => days(E.isDay(d.facts[n].date_max) ? d.facts[n].date_max : d.facts[n].date_min));
  const first = begins.reduce((one, day) => Math.min(one, day), Infinity);
  const last = ends.reduce((one, day) => Math.max(one, day), -Infinity);
  // A treaty of 1918 and a goal for 2050 would leave one bar for all the rest: where nine in ten lie within a fifth of the
  // time, the strip shows that time, and its first and last bar hold all that is earlier and later.
  const sorted = [...begins].sort((one, other) => one - other);
  const share = (part) => sorted[Math.floor((sorted.length - 1) * part)];
  const dense = share(0.95) - share(0.05) < (last - first) / 5;
  const [opens, closes] = dense ? [share(0.05), share(0.95)] : [first, last];

  // Bins are whole years, months or days, whichever gives a picture that can be read; each [first day, first day of next).
  const unit = closes - opens > 365 * 8 ? "year" : closes - opens > 120 ? "month" : "day";
  const bins = [];
  {
    const at = new Date(opens * DAY);
    let [y, m, day] = [at.getUTCFullYear(), unit === "year" ? 0 : at.getUTCMonth(), unit === "day" ? at.getUTCDate() : 1];
    for (;;) {
      const from = Math.round(E.utc(y, m, day) / DAY);
      if (from > closes) break;
      if (unit === "year") y += 1;
      else if (unit === "month") m += 1;
      else day += 1;
      bins.push({ from, to: Math.round(E.utc(y, m, day) / DAY) });
    }
  }
  if (first < bins[0].from) bins.unshift({ from: first, to: bins[0].from, name: "earlier" });
  if (last >= bins[bins.length - 1].to) bins.push({ from: bins[bins.length - 1].to, to: last + 1, name: "later" });

  // The bin of a day; and of a fact: where it begins. An event of a whole year among months stands in the first of them.
  const binOf = (day) => {
    let [low, high] = [0, bins.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bins[middle].from <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const inBin = dated.map((n) => binOf(days(d.facts[n].date_min)));
  const families = d.look.families.filter((family) => family.family !== "standing");

  // Heights: what passes every filter but that of time, by family.
  function heights() {
    const rows = bins.map(() => new Map());
    dated.forEach((n, i) => {
      const fact = d.facts[n];
      const lets = E.edgesOf[n].some((edge) => !(E.mask[edge] & ~E.BIT.dates)) || (!E.edgesOf[n].length && !(E.factMask[n] & ~E.BIT.dates));
      if (!lets) return;
      const family = E.relations.get(fact.relation).family;
      const row = rows[inBin[i]];
      row.set(family, (row.get(family) || 0) + 1);
    });
    return rows;
  }

  // ---- the picture -----------------------------------------------------------------------------------------------------
  let chart = null;
  let label = null;
  let play = null;
  let keep = null;
  let width = 600;
  const x = (bin) => (bin / bins.length) * width;
  const range = () => {
    const { from, to } = E.state;
    return [from ? binOf(days(from)) : 0, to ? binOf(days(to)) : bins.length - 1];
  };
  const chosen = () => Boolean(E.state.from || E.state.to);

  const set = (low, high, how = "push") => {
    const whole = low <= 0 && high >= bins.length - 1;
    E.change(whole ? { from: "", to: "", undated: true } : { from: text(bins[low].from), to: text(bins[high].to - 1), undated: E.state.undated && chosen() }, { how });
  };

  function paint() {
    width = Math.max(120, strip.clientWidth - 28);
    const rows = heights();
    const most = Math.max(1, ...rows.map((row) => [...row.values()].reduce((a, b) => a + b, 0)));
    const [low, high] = range();
    const parts = [];
    rows.forEach((row, n) => {
      let top = HEIGHT;
      const wide = Math.max(1, x(n + 1) - x(n) - (width / bins.length > 4 ? 1 : 0));
      for (const family of families) {
        const count = row.get(family.family);
        if (!count) continue;
        const high = Math.max(1.5, (count / most) * (HEIGHT - 4));
        top -= high;
        parts.push(svg("rect", { x: x(n), y: Math.max(0, top), width: wide, height: high, fill: E.colour(family), opacity: n >= range()[0] && n <= range()[1] ? 1 : 0.3 }));
      }
    });
    const ticks = marks().map(([n, name]) => svg("text", { x: x(n) + 2, y: HEIGHT + 13, class: "tick" }, name));
    const window = chosen() ? [svg("rect", { x: x(low), y: 0, width: x(high + 1) - x(low), height: HEIGHT, class: "window" })] : [];
    chart.setAttribute("viewBox", `0 0 ${width} ${HEIGHT + 16}`);
    chart.setAttribute("width", String(width));
    chart.replaceChildren(svg("line", { x1: 0, y1: HEIGHT, x2: width, y2: HEIGHT, class: "base" }), ...window, ...parts, ...ticks);
    [["from", low], ["to", high]].forEach(([side, n]) => {
      const grip = grips[side];
      grip.style.left = `${14 + (side === "from" ? x(n) : x(n + 1))}px`;
      grip.setAttribute("aria-valuenow", String(n));
      grip.setAttribute("aria-valuetext", name(side === "from" ? bins[n].from : bins[n].to - 1));
    });
    label.textContent = chosen() ? `${name(bins[low].from)} to ${name(bins[high].to - 1)}` : `${name(first)} to ${name(last)}`;
    keep.parentNode.hidden = clear.hidden = !chosen();
    keep.checked = E.state.undated;
  }
  const name = (day) => E.date({ year: text(day).slice(0, 4), month: text(day).slice(0, 7), day: text(day) }[unit]);

  function marks() {
    const room = Math.max(1, Math.floor(width / 74));
    const step = [1, 2, 3, 4, 6, 12, 24, 60, 120].find((s) => bins.length / s <= room) || Math.ceil(bins.length / room);
    const steps = unit === "year" ? [1, 2, 5, 10, 20, 25, 50, 100].find((s) => bins.length / s <= room) || step : step;
    const out = [];
    bins.forEach((bin, n) => {
      if (bin.name) {
        // Beside the axis there is room for a word only where the bars are wide.
        if (bin.name === "earlier" && x(3) > 50) out.push([n, bin.name]);
        return;
      }
      const year = Number(text(bin.from).slice(0, 4));
      if (unit === "year" ? year % steps === 0 : n % steps === 0) {
        // No room for its words before the edge.
        if (x(n) < width - (unit === "year" ? 30 : 64) && !(bins[0].name && n && x(n) < 52 && x(3) > 50)) out.push([n, unit === "year" ? String(year) : name(bin.from)]);
      }
    });
    return out;
  }

  // ---- choosing --------------------------------------------------------------------------------------------------------
  const binAt = (event) => Math.max(0, Math.min(bins.length - 1, Math.floor(((event.clientX - chart.getBoundingClientRect().left) / width) * bins.length)));
  let waiting = null;
  // However far one drags, it is one step for the way back.
  let begun = false;
  const soon = (low, high) => {
    if (!waiting) requestAnimationFrame(() => {
      set(...waiting, begun ? "replace" : "push");
      begun = true;
      waiting = null;
    });
    waiting = [low, high];
  };
  function drag(event, anchor) {
    event.preventDefault();
    stop();
    begun = false;
    chart.setPointerCapture(event.pointerId);
    const move = (at) => soon(Math.min(anchor, binAt(at)), Math.max(anchor, binAt(at)));
    const end = () => chart.removeEventListener("pointermove", move);
    move(event);
    chart.addEventListener("pointermove", move);
    chart.addEventListener("pointerup", end, { once: true });
    chart.addEventListener("pointercancel", end, { once: true });
  }

  const grips = {};
  function grip(side) {
    const step = (event) => {
      const [low, high] = range();
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -bins.length, End: bins.length }[event.key];
      if (!by) return;
      event.preventDefault();
      const inside = (n) => Math.max(0, Math.min(bins.length - 1, n));
      if (side === "from") set(Math.min(inside(low + by), high), high, "replace");
      else set(low, Math.max(inside(high + by), low), "replace");
    };
    return (grips[side] = el("div", {
      class: `grip ${side}`, role: "slider", tabindex: "0", "aria-label": side === "from" ? "Earliest date" : "Latest date", "aria-valuemin": 0, "aria-valuemax": bins.length - 1,
      onkeydown: step, onpointerdown: (event) => drag(event, side === "from" ? range()[1] : range()[0]),
    }));
  }

  // ---- playing ---------------------------------------------------------------------------------------------------------
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    if (play) play.replaceChildren(E.icon("play"));
    if (play) play.setAttribute("aria-label", "Play through time");
  };
  function start() {
    const [low, high] = range();
    const span = chosen() && high < bins.length - 1 ? high - low : Math.max(0, Math.round(bins.length / 12) - 1);
    let at = chosen() && high < bins.length - 1 ? low : 0;
    play.replaceChildren(E.icon("pause"));
    play.setAttribute("aria-label", "Stop playing");
    let how = "push";
    const step = () => {
      set(at, Math.min(bins.length - 1, at + span), how);
      how = "replace";
      if (at + span >= bins.length - 1) stop();
      at += 1;
    };
    step();
    // Some ten seconds from end to end, however many bins there are, but never too quick to see.
    timer = setInterval(step, Math.max(120, Math.min(600, 10000 / bins.length)));
  }

  const clear = el("button", { type: "button", class: "reset", onclick: () => { stop(); set(0, bins.length - 1); } }, "All dates");

  E.buildStrip = () => {
    chart = svg("svg", { class: "bars", role: "img", "aria-label": `Events by ${unit}`, height: HEIGHT + 16 });
    chart.addEventListener("pointerdown", (event) => drag(event, binAt(event)));
    play = el("button", { type: "button", class: "icon play", onclick: () => (timer ? stop() : start()) });
    label = el("output", { class: "span" });
    keep = el("input", { type: "checkbox", onchange: () => E.change({ undated: keep.checked }) });
    const head = el("div", { class: "strip-head" }, play, label, clear, el("label", { class: "undated" }, keep, el("span", {}, "Keep what has no date")));
    strip.replaceChildren(head, el("div", { class: "bars-box" }, chart), grip("from"), grip("to"));
    stop();
    paint();
    new ResizeObserver(() => paint()).observe(strip);
  };
  E.on("filtered", () => chart && paint());
})(Entente);
