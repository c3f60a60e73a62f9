// When one person, body or country dealt with whom: a view by time. A lane for each other side, a mark for each dated event,
// and under the picture the same events as text. Where nobody is chosen, one lane for each of those with most events.
//
// A mark says what is known and no more: a day is a point, a month or a year a bar over all of it. What does not fit is
// counted in words with a way to it: more names, what is earlier or later, what has no date.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const LANES = 14;
  const ROWS = 25; // rows of the list at once
  const DEPTH = 6; // marks over each other in a lane, until it is opened
  const OPEN = 40;
  const [PITCH, POINT, BAR, EDGE] = [16, 12, 8, 12];
  const ALONE = -1; // the lane of what names no other side
  const KINDS = ["Country", "Organization", "Person"].filter((type) => E.types.has(type));

  let who = null; // whose time it is; null: those with most events
  let kind = ""; // of the lanes, where nobody is chosen
  let most = LANES;
  let backwards = false; // the order of the list
  let zoom = [0, 1]; // the part of the axis that is seen
  let stale = true;
  let now = null; // what is shown: the model, its scale, its elements
  const opened = new Set(); // lanes that show all their marks

  // ---- time ------------------------------------------------------------------------------------------------------------
  const DAY = 86400000;
  const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const dayOf = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / DAY);
  };
  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // The first and the last day that a written date may mean, in days since 1970.
  function daysOf(text) {
    if (!DATE.test(text || "")) return null;
    const [year, month, day] = text.split("-").map(Number);
    if (day) return [dayOf(year, month - 1, day), dayOf(year, month - 1, day)];
    return month ? [dayOf(year, month - 1, 1), dayOf(year, month, 0)] : [dayOf(year, 0, 1), dayOf(year, 11, 31)];
  }

  let spans = null;
  const spanOf = (n) => (spans ||= d.facts.map((fact) => {
    const [low, high] = [daysOf(fact.date_min || fact.date), daysOf(fact.date_max || fact.date)];
    return E.isState(fact) || !low ? null : [low[0], Math.max(low[0], high ? high[1] : low[1])];
  }))[n];

  const published = d.articles.map((article) => daysOf(article.published));
  const newest = published.reduce((day, span) => (span ? Math.max(day, span[1]) : day), -Infinity);

  // The same in words, by what is known of it.
  const whenWords = (n) => {
    const fact = d.facts[n];
    if (fact.date || !spanOf(n)) return E.plain(E.date(fact.date)) || "no date";
    const [from, to] = spanOf(n).map(isoOf).map(E.date);
    return from === to ? from : `${from} to ${to}`;
  };
  const when = (n) => (d.facts[n].date || !spanOf(n) ? E.dated(d.facts[n]) : el("span", { class: "when" }, whenWords(n)));
  const byTime = (a, b) => spanOf(a)[0] - spanOf(b)[0] || spanOf(a)[1] - spanOf(b)[1] || a - b;

  // ---- what is shown -----------------------------------------------------------------------------------------------------
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

  function model() {
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

  // ---- the axis ----------------------------------------------------------------------------------------------------------
  // Days to places, straight but for breaks: long stretches of years in which nothing is told are drawn short.
  function scaleOf({ drawn, offices }) {
    const spans = [...drawn.map(spanOf), ...offices.map((row) => row.span).filter(Boolean)].sort((a, b) => a[0] - b[0]);
    const [from, to] = [daysOf(E.state.from), daysOf(E.state.to)];
    let low = from ? from[0] : spans.reduce((day, span) => Math.min(day, span[0]), Infinity);
    let high = to ? to[1] + 1 : spans.reduce((day, span) => Math.max(day, span[1] + 1), -Infinity);
    if (!(high > low)) high = low + 1;
    if (high - low < 28) [low, high] = [low - 14, high + 14];
    const gaps = gapsOf(spans, low, high);
    const kept = high - low - gaps.reduce((sum, [a, b]) => sum + b - a, 0);
    const [days, places] = [[low], [0]];
    const add = (day, length) => {
      places.push(places.at(-1) + length);
      days.push(day);
    };
    for (const [a, b] of gaps) {
      add(a, a - days.at(-1));
      add(b, kept * 0.03);
    }
    add(high, high - days.at(-1));
    const length = places.at(-1);
    return { low, high, gaps, length, at: (day) => between(day, days, places) / length, day: (place) => between(place * length, places, days) };
  }

  const between = (value, from, to) => {
    let i = 1;
    while (i < from.length - 1 && from[i] < value) i += 1;
    return to[i - 1] + ((value - from[i - 1]) / (from[i] - from[i - 1])) * (to[i] - to[i - 1]);
  };

  // The stretches that are drawn short: years long, a good part of the whole, and not where there are but a few events. Each
  // from and to in the picture, with some air about what lies beside it, and from and to in truth.
  function gapsOf(spans, low, high) {
    const found = [];
    let end = Infinity;
    for (const [from, to] of spans) {
      if (from - end > Math.max(0.18 * (high - low), 5 * 365)) found.push([end, from]);
      end = end === Infinity ? to + 1 : Math.max(end, to + 1);
    }
    if (spans.length < 6) return [];
    const kept = high - low - found.reduce((sum, [a, b]) => sum + b - a, 0);
    const air = Math.min(900, Math.max(15, kept * 0.03));
    return found.filter(([a, b]) => a > low && b < high).map(([a, b]) => [a + air, b - air, a, b]);
  }

  const STEPS = [
    ...[1, 2, 7, 14].map((days) => ({ days, room: 76 })), ...[1, 3, 6].map((months) => ({ months, days: months * 30, room: 70 })),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((years) => ({ years, days: years * 365, room: 46 })),
  ];
  const wordsOf = (step, day) => E.date(isoOf(day).slice(0, step.years ? 4 : step.months ? 7 : 10));

  function* stepped(step, from, to) {
    const start = new Date(from * DAY);
    if (step.years || step.months) {
      const months = step.months || step.years * 12;
      let at = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
      for (let day; (day = dayOf(Math.floor(at / 12), at % 12, 1)) <= to; at += months) if (day >= from) yield day;
    } else for (let day = Math.ceil(from / step.days) * step.days; day <= to; day += step.days) yield day;
  }

  // The ticks with their words, none over another: first the year of each piece between breaks that has no room for more,
  // then the rest.
  function ticksOf(scale, x, width) {
    const [from, to] = zoom.map(scale.day);
    const perDay = (width - 2 * EDGE) / (scale.length * (zoom[1] - zoom[0]));
    const step = STEPS.find(({ days, room }) => days * perDay >= room) || STEPS.at(-1);
    const out = [];
    const add = (day, words) => {
      const half = words.length * 3.2 + 5;
      const place = x(day);
      const fits = place - half > -12 && place + half < width + 12 && out.every((tick) => Math.abs(tick.place - place) > tick.half + half);
      if (fits) out.push({ day, place, words, half });
    };
    const pieces = piecesOf(scale);
    const small = scale.gaps.length ? pieces.filter(({ shown: [a, b] }) => x(b) - x(a) < 90) : [];
    for (const { held: [a, b] } of small) add(isoOf(a).slice(0, 4) === isoOf(b).slice(0, 4) ? (a + b) / 2 : a, isoOf(a).slice(0, 4));
    const labelled = (day) => small.some(({ shown: [a, b] }) => day >= a && day <= b) || scale.gaps.some(([a, b]) => day > a && day < b);
    for (const day of stepped(step, Math.max(from, scale.low), Math.min(to, scale.high))) if (!labelled(day)) add(day, wordsOf(step, day));
    return out;
  }
  // Between breaks: what is shown, and in it what holds events.
  function piecesOf({ low, high, gaps }) {
    const ends = [[null, low, null, low], ...gaps, [high, null, high - 1, null]];
    return ends.slice(1).map((gap, i) => ({ shown: [ends[i][1], gap[0]], held: [ends[i][3], gap[2] - (i < gaps.length ? 1 : 0)] }));
  }

  // ---- marks -------------------------------------------------------------------------------------------------------------
  const families = d.look.families.filter((family) => family.family !== "standing").map((family) => family.family);

  // A round, square or pointed body by family, as long as what it stands for: colour alone tells nobody enough.
  function form(family, x0, x1, cy, tall) {
    const kindOf = families.indexOf(family);
    const wide = x1 - x0;
    if (kindOf !== 2) {
      const round = kindOf === 0 ? Math.min(tall, wide) / 2 : 1;
      const less = kindOf === 0 ? 0 : 0.5;
      return svg("rect", { class: "form", x: x0 + less, y: cy - tall / 2 + less, width: Math.max(1, wide - 2 * less), height: tall - 2 * less, rx: round });
    }
    const [half, cut] = [tall / 2 + 0.5, Math.min(tall, wide) / 2];
    return svg("polygon", { class: "form", points: `${x0},${cy} ${x0 + cut},${cy - half} ${x1 - cut},${cy - half} ${x1},${cy} ${x1 - cut},${cy + half} ${x0 + cut},${cy + half}` });
  }

  const familyOf = (fact) => E.relations.get(fact.relation).family;

  function shapeOf(fact, x0, x1, cy, tall) {
    const parts = [form(familyOf(fact), x0, x1, cy, tall)];
    if (E.statusOf(fact) === "denied") parts.push(svg("line", { class: "strike", x1: (x0 + x1) / 2 - 7, y1: cy + 7, x2: (x0 + x1) / 2 + 7, y2: cy - 7 }));
    return parts;
  }

  function markOf(item, cy) {
    const fact = d.facts[item.fact];
    const status = E.statusOf(fact);
    const label = `${whenWords(item.fact)}: ${E.inWords(item.fact)} (${E.statuses.get(status).label})`;
    return svg("g", { class: `tl-mark ${status}`, role: "button", tabindex: -1, "aria-label": label, "data-fact": item.fact, color: E.colour(E.families.get(familyOf(fact))) },
      ...shapeOf(fact, item.x0, item.x1, cy, item.point ? POINT : BAR));
  }

  // Where a fact lies in the picture; a bar is never too short to be seen or hit.
  function placed(n, x) {
    const [from, to] = spanOf(n);
    if (from === to) {
      const middle = (x(from) + x(from + 1)) / 2;
      return { fact: n, point: true, x0: middle - POINT / 2, x1: middle + POINT / 2 };
    }
    const [a, b] = [x(from), x(to + 1)];
    const grow = Math.max(0, 5 - (b - a)) / 2;
    return { fact: n, point: false, x0: a - grow, x1: b + grow };
  }

  // Put what would cover something else a row lower; what is deeper than `deepest` is left over.
  function pack(items, deepest) {
    const ends = [];
    const left = [];
    for (const item of items) {
      let row = ends.findIndex((end) => end <= item.x0);
      if (row < 0) row = ends.length;
      if (row < deepest) {
        item.row = row;
        ends[row] = item.x1 + 2;
      } else left.push(item);
    }
    return { rows: ends.length, left };
  }

  // What was left over, gathered where it lies.
  function pools(left, width) {
    const out = [];
    for (const item of left) {
      const last = out.at(-1);
      const x0 = Math.max(0, Math.min(item.x0, width - 40));
      if (last && x0 < last.x0 + 40) last.items.push(item);
      else out.push({ x0, items: [item] });
    }
    return out;
  }

  // ---- the picture -------------------------------------------------------------------------------------------------------
  const nameOf = (lane) => (lane.node === null ? "Others" : lane.node === ALONE ? "No other side named" : E.name(lane.node));

  function layLane(lane, x, top, frame) {
    const items = lane.facts.map((n) => placed(n, x)).filter((item) => item.x1 > 0 && item.x0 < frame.width)
      .map((item) => ({ ...item, x0: Math.max(-8, item.x0), x1: Math.min(frame.width + 8, item.x1) }))
      .sort((a, b) => a.x0 - b.x0 || a.fact - b.fact);
    const { rows, left } = pack(items, opened.has(lane.node) ? OPEN : DEPTH);
    const head = frame.narrow ? 22 : 0;
    const first = top + head + 5;
    const height = head + Math.max(1, rows + (left.length ? 1 : 0)) * PITCH + 10;
    const cy = (row) => first + row * PITCH + PITCH / 2;
    const cells = items.filter((item) => item.row !== undefined).map((item) => ({ fact: item.fact, x: item.x0, y: cy(item.row), element: markOf(item, cy(item.row)) }));
    for (const pool of pools(left, frame.width)) cells.push({ pool, lane, x: pool.x0, y: cy(rows), element: poolOf(pool, lane, cy(rows)) });
    return { lane, top, height, cells };
  }

  function poolOf({ items, x0: x }, lane, cy) {
    const words = `+${E.number(items.length)}`;
    const wide = words.length * 6.6 + 8;
    const label = `${E.count(items.length, "more event", "more events")} of ${nameOf(lane)} from ${whenWords(items[0].fact)} on: show them`;
    return svg("g", { class: "pool", role: "button", tabindex: -1, "aria-label": label },
      svg("rect", { x, y: cy - 7.5, width: wide, height: 15, rx: 7.5 }), svg("text", { x: x + wide / 2, y: cy + 4, "text-anchor": "middle" }, words));
  }

  function nameCell({ lane, top, height }, frame) {
    const shape = lane.node !== null && lane.node >= 0 ? E.shape(d.entities[lane.node].type) : null;
    const label = shape
      ? el("button", { type: "button", class: "name", tabindex: "-1", title: nameOf(lane), onclick: () => E.select({ node: lane.node }) }, el("bdi", {}, nameOf(lane)))
      : el("span", { class: "tl-rest" }, lane.node === null ? `Others (${E.number(now.model.rest.length)} names)` : nameOf(lane));
    const cell = el("div", { class: "tl-name" }, shape, label, el("span", { class: "n" }, E.number(lane.facts.length)));
    cell.style.top = `${top}px`;
    cell.style.height = `${frame.narrow ? 24 : Math.min(height, 26)}px`;
    return cell;
  }

  // An office as a thin bar between the days of the documents that tell it, with these words and no others.
  function officeParts({ fact, span }, x, top, frame) {
    const said = span ? E.seen(d.facts[fact]) : "not known when it was told";
    const y = top + (frame.narrow ? 32 : 13);
    const parts = [];
    let place = [8, "start"];
    if (span) {
      const [a, b] = [Math.max(-4, x(span[0])), Math.min(frame.width + 4, x(span[1] + 1))];
      if (b >= 0 && a <= frame.width) parts.push(svg("rect", { class: "office", x: a, y: y - 2, width: Math.max(3, b - a), height: 4, rx: 2 }));
      const wide = said.length * 6.1;
      if (b + 8 + wide < frame.width && b > -4) place = [Math.max(8, b + 8), "start"];
      else if (a - 8 - wide > 0) place = [Math.min(frame.width - 8, a - 8), "end"];
    }
    parts.push(svg("text", { class: "told", x: place[0], y: y + 4, "text-anchor": place[1] }, said));
    return parts;
  }

  function officeName(fact, top, frame) {
    const { title, whom } = d.facts[fact];
    const words = [E.plain(title || ""), E.name(whom[0])].filter(Boolean).join(", ");
    const cell = el("div", { class: "tl-name office" }, el("button", { type: "button", class: "name", tabindex: "-1", title: words, onclick: () => E.choose(fact, false) }, el("bdi", {}, words)));
    cell.style.top = `${top}px`;
    cell.style.height = `${frame.narrow ? 24 : 26}px`;
    return cell;
  }

  const OFFICES = 6;

  // Everything of the picture, from the top down: offices, then lanes.
  function lay(frame, x) {
    const { model: { lanes, offices } } = now;
    const [names, parts, laid] = [[], [], []];
    let top = 0;
    for (const row of offices.slice(0, OFFICES)) {
      names.push(officeName(row.fact, top, frame));
      parts.push(...officeParts(row, x, top, frame));
      top += frame.narrow ? 44 : 26;
    }
    for (const lane of lanes) {
      parts.push(svg("line", { class: "rule", x1: 0, x2: frame.width, y1: top + 0.5, y2: top + 0.5 }));
      const one = layLane(lane, x, top, frame);
      laid.push(one);
      names.push(nameCell(one, frame));
      top += one.height;
    }
    return { names, parts, laid, height: top + 1 };
  }

  function drawAxis(ticks, x, frame) {
    const { scale } = now;
    const parts = ticks.map(({ place, words }) => svg("text", { x: place, y: 15, "text-anchor": "middle" }, words));
    for (const [a, b] of scale.gaps) {
      const middle = (x(a) + x(b)) / 2;
      parts.push(svg("path", { class: "break", d: `M${middle - 6} 37l4 -12M${middle + 1} 37l4 -12` }));
    }
    const last = lastLine(x, frame);
    if (last !== null) {
      const words = "latest document";
      const left = last + words.length * 6 + 8 > frame.width;
      parts.push(svg("text", { class: "last", x: last + (left ? -5 : 5), y: 32, "text-anchor": left ? "end" : "start" }, words));
      parts.push(svg("line", { class: "last", x1: last, x2: last, y1: 22, y2: 38 }));
    }
    now.axis.setAttribute("width", String(frame.width));
    now.axis.replaceChildren(...parts);
  }
  // What lies right of it was still to come when the newest document was written.
  const lastLine = (x, frame) => {
    const place = x(newest + 1);
    return Number.isFinite(newest) && place > 4 && place < frame.width - 4 ? place : null;
  };

  function backdrop(ticks, x, frame, height) {
    const lines = ticks.map(({ place }) => svg("line", { class: "grid", x1: place, x2: place, y1: 0, y2: height }));
    const breaks = now.scale.gaps.map(([a, b]) => svg("rect", { class: "gap", x: x(a), y: 0, width: Math.max(1, x(b) - x(a)), height }));
    const last = lastLine(x, frame);
    return [...breaks, ...lines, last === null ? null : svg("line", { class: "last", x1: last, x2: last, y1: 0, y2: height })].filter(Boolean);
  }

  function paint() {
    if (!now || !now.scale) return;
    const full = now.picture.clientWidth; // without its border
    if (!full) return;
    now.full = full;
    const narrow = full < 520;
    const names = full > 860 ? 236 : 176; // the column of names; on a narrow screen they stand over their lanes
    const frame = { narrow, width: Math.max(160, narrow ? full : full - names) };
    now.picture.style.setProperty("--names", `${narrow ? 0 : names}px`);
    const x = (day) => EDGE + ((now.scale.at(day) - zoom[0]) / (zoom[1] - zoom[0])) * (frame.width - 2 * EDGE);
    const ticks = ticksOf(now.scale, x, frame.width);
    const { names: cells, parts, laid, height } = lay(frame, x);
    const focused = now.marks.contains(document.activeElement) ? cellKey(now.cells[now.active]) : null;
    now.picture.classList.toggle("narrow", narrow);
    now.cells = laid.flatMap((one, lane) => one.cells.sort((a, b) => a.x - b.x || a.y - b.y).map((cell) => ({ ...cell, row: lane, key: one.lane.node })));
    now.marks.setAttribute("width", String(frame.width));
    now.marks.setAttribute("height", String(height));
    now.marks.replaceChildren(...backdrop(ticks, x, frame, height), ...parts, ...laid.map((one) => svg("g", { role: "group", "aria-label": nameOf(one.lane) }, ...one.cells.map((cell) => cell.element))));
    now.names.replaceChildren(...cells);
    now.rows.style.height = `${height}px`;
    drawAxis(ticks, x, frame);
    outside(x, frame);
    rove(now.names, "button");
    const again = focused === null ? -1 : now.cells.findIndex((cell) => cellKey(cell) === focused);
    activate(Math.max(0, again), focused !== null);
    tip(null);
    markChosen();
  }
  const cellKey = (cell) => (cell ? `${cell.key} ${cell.pool ? `+${cell.pool.items[0].fact}` : cell.fact}` : null);

  // How many lie outside what is seen, each with a way to them.
  function outside(x, frame) {
    const [before, after] = [[], []];
    for (const n of now.model.drawn) {
      const { x0, x1 } = placed(n, x);
      if (x1 <= 0) before.push(n);
      else if (x0 >= frame.width) after.push(n);
    }
    const go = (n) => {
      const wide = zoom[1] - zoom[0];
      const place = now.scale.at((spanOf(n)[0] + spanOf(n)[1] + 1) / 2);
      look(place - wide / 2, place + wide / 2);
    };
    const [last, first] = [before.reduce((a, b) => (a === null || spanOf(b)[1] > spanOf(a)[1] ? b : a), null), after[0]];
    now.before.hidden = !before.length;
    now.after.hidden = !after.length;
    now.before.textContent = `‹ ${E.number(before.length)} earlier`;
    now.after.textContent = `${E.number(after.length)} later ›`;
    now.before.onclick = () => go(last);
    now.after.onclick = () => go(after.reduce((a, b) => (spanOf(b)[0] < spanOf(a)[0] ? b : a), first));
    now.zooms.out.disabled = now.zooms.all.disabled = zoom[0] <= 0 && zoom[1] >= 1;
    const [from, to] = zoom.map(now.scale.day);
    now.range.textContent = `${E.date(isoOf(Math.floor(from)))} to ${E.date(isoOf(Math.ceil(to) - 1))}`;
  }

  // ---- moving ------------------------------------------------------------------------------------------------------------
  let waiting = false;
  function look(from, to) {
    const least = Math.min(1, 14 / now.scale.length);
    const wide = Math.min(1, Math.max(least, to - from));
    const middle = (from + to) / 2;
    const start = Math.min(1 - wide, Math.max(0, middle - wide / 2));
    zoom = [start, start + wide];
    if (!waiting) requestAnimationFrame(() => {
      waiting = false;
      paint();
    });
    waiting = true;
  }
  const zoomBy = (factor, about = 0.5) => {
    const [wide, place] = [zoom[1] - zoom[0], zoom[0] + about * (zoom[1] - zoom[0])];
    const next = Math.max(Math.min(1, 14 / now.scale.length), Math.min(1, wide / factor));
    look(place - about * next, place + (1 - about) * next);
  };
  const shift = (part) => look(zoom[0] + part * (zoom[1] - zoom[0]), zoom[1] + part * (zoom[1] - zoom[0]));

  const part = (event) => {
    const frame = now.marks.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - frame.left - EDGE) / Math.max(1, frame.width - 2 * EDGE)));
  };
  // Over the axis the wheel zooms; over the lanes it scrolls the view as everywhere, and zooms with Ctrl.
  function wheel(event) {
    const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const zooms = event.ctrlKey || event.metaKey || now.axis.contains(event.target);
    if (across && zoom[1] - zoom[0] < 1) shift((event.deltaX || event.deltaY) / 1200);
    else if (zooms && !across) zoomBy(Math.exp(-event.deltaY / 300), part(event));
    else return;
    event.preventDefault();
  }

  function drag(event) {
    if (event.button || zoom[1] - zoom[0] >= 1) return;
    let last = event.clientX;
    let moved = false;
    const surface = event.currentTarget;
    const move = (at) => {
      if (!moved && Math.abs(at.clientX - last) < 5) return;
      if (!moved) surface.setPointerCapture(event.pointerId);
      moved = true;
      shift((last - at.clientX) / Math.max(1, surface.clientWidth));
      last = at.clientX;
    };
    const end = () => surface.removeEventListener("pointermove", move);
    surface.addEventListener("pointermove", move);
    surface.addEventListener("pointerup", end, { once: true });
    surface.addEventListener("pointercancel", end, { once: true });
  }

  // ---- mark and row, hovered and chosen ------------------------------------------------------------------------------------
  const ofFact = (root, n) => root.querySelectorAll(`[data-fact="${n}"]`);
  function light(n) {
    for (const lit of now.root.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (n !== null) for (const one of ofFact(now.root, n)) one.classList.add("lit");
  }
  const factAt = (event) => {
    const holder = event.target.closest("[data-fact]");
    return holder ? Number(holder.dataset.fact) : null;
  };

  function chosenFacts() {
    const { chosen } = E.state;
    if (!chosen) return [];
    if (chosen.fact !== undefined) return [chosen.fact];
    if (chosen.edge !== undefined) return [d.edges[chosen.edge].fact];
    if (chosen.words) return E.mentioning(chosen.words);
    return chosen.cell ? E.between(...chosen.cell) : [];
  }
  function markChosen() {
    for (const old of now.root.querySelectorAll(".chosen")) {
      old.classList.remove("chosen");
      old.removeAttribute("aria-current");
    }
    const wanted = new Set(chosenFacts());
    if (!wanted.size) return;
    if (wanted.size === 1) now.reach([...wanted][0]);
    for (const one of now.root.querySelectorAll("[data-fact]")) {
      if (!wanted.has(Number(one.dataset.fact))) continue;
      one.classList.add("chosen");
      one.setAttribute("aria-current", "true");
    }
  }

  // What a mark stands for, beside it.
  function tip(cell) {
    now.tip.hidden = !cell;
    if (!cell) return;
    const n = cell.fact;
    const fact = d.facts[n];
    const quote = (fact.quotes || [])[0];
    const said = quote === undefined ? null : d.quotes[quote];
    now.tip.replaceChildren(...[
      el("p", { class: "top" }, el("span", { class: "when" }, whenWords(n)), E.badge(E.statusOf(fact))), el("p", {}, el("bdi", {}, E.cut(E.inWords(n), 160))),
      said && el("p", { class: "words" }, el("bdi", {}, `“${E.cut(E.plain(said.quote), 180)}”`)), said && el("p", { class: "small" }, el("bdi", {}, E.cut(E.plain(d.articles[said.article].title || d.articles[said.article].doc), 90))),
    ].filter(Boolean));
    const left = now.marks.clientLeft + now.marks.parentNode.offsetLeft + cell.x;
    now.tip.style.left = `${Math.max(0, Math.min(left + 16, now.rows.clientWidth - now.tip.offsetWidth))}px`;
    const [high, view] = [now.tip.offsetHeight, now.root.parentNode.getBoundingClientRect()];
    const below = now.rows.getBoundingClientRect().top + cell.y + 14 + high > view.bottom;
    now.tip.style.top = `${below ? cell.y - 14 - high : cell.y + 14}px`;
  }

  function point(event) {
    const cell = now.cells.find((one) => one.element.contains(event.target));
    light(cell && !cell.pool ? cell.fact : null);
    tip(cell && !cell.pool ? cell : null);
  }

  function act(cell) {
    if (!cell) return;
    if (!cell.pool) E.choose(cell.fact, false);
    else if (!opened.has(cell.key)) {
      opened.add(cell.key);
      paint();
    } else if (zoom[1] - zoom[0] > 15 / now.scale.length) zoomBy(4, Math.max(0, Math.min(1, cell.x / now.marks.clientWidth)));
    else now.reach(cell.pool.items[0].fact, true);
  }

  // ---- keys --------------------------------------------------------------------------------------------------------------
  function activate(index, focus) {
    now.active = index;
    now.cells.forEach((cell, n) => cell.element.setAttribute("tabindex", n === index ? "0" : "-1"));
    if (!focus || !now.cells[index]) return;
    now.cells[index].element.focus({ preventScroll: true });
    bring(now.cells[index].element);
  }

  // Scroll the view, and only the view, until something stands below the axis and above the lower edge.
  function bring(element) {
    const [frame, own] = [place.getBoundingClientRect(), element.getBoundingClientRect()];
    const high = frame.top + (now.top ? now.top.offsetHeight : 0) + 8;
    if (own.top < high) place.scrollTop += own.top - high;
    else if (own.bottom > frame.bottom - 8) place.scrollTop += own.bottom - frame.bottom + 8;
  }

  // The mark to the left or right in the lane, or the nearest one in the next lane that has any.
  function neighbour(key) {
    const { cells, active } = now;
    const own = cells.map((_, n) => n).filter((n) => cells[n].row === cells[active].row);
    if (key === "Home") return own[0];
    if (key === "End") return own.at(-1);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (key === "ArrowLeft" || key === "ArrowRight") return own[own.indexOf(active) + step];
    const beyond = cells.map((cell) => cell.row).filter((row) => (row - cells[active].row) * step > 0);
    const row = step > 0 ? Math.min(...beyond) : Math.max(...beyond);
    const away = (n) => Math.abs(cells[n].x - cells[active].x);
    return cells.map((_, n) => n).filter((n) => cells[n].row === row).reduce((best, n) => (best === undefined || away(n) < away(best) ? n : best), undefined);
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = now.cells[now.active];
    const about = cell ? Math.max(0, Math.min(1, (cell.x - EDGE) / (now.marks.clientWidth - 2 * EDGE))) : 0.5;
    const zooming = { "+": () => zoomBy(1.6, about), "=": () => zoomBy(1.6, about), "-": () => zoomBy(1 / 1.6, about), 0: () => look(0, 1) }[event.key];
    if (event.key === "Escape" && !now.tip.hidden) {
      event.stopPropagation();
      tip(null);
      return;
    }
    if (event.key === "Enter" || event.key === " ") act(cell);
    else if (zooming) zooming();
    else if (/^(Arrow|Home$|End$)/.test(event.key) && now.cells.length) {
      const next = neighbour(event.key);
      if (next !== undefined) activate(next, true);
    } else return;
    event.preventDefault();
  }

  // One stop of the Tab key for a column of buttons; the arrows go up and down in it.
  function rove(box, selector) {
    const all = [...box.querySelectorAll(selector)];
    if (all.length) all[0].tabIndex = 0;
    box.onkeydown = (event) => {
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined || !all[to]) return;
      event.preventDefault();
      all.forEach((one, n) => (one.tabIndex = n === to ? 0 : -1));
      all[to].focus();
    };
  }

  // ---- words around the picture --------------------------------------------------------------------------------------------
  // A field for another name.
  function finder() {
    const list = el("ul", { class: "goals", role: "listbox", "aria-label": "Names", hidden: true, id: "timeline-names" });
    const input = el("input", {
      type: "search", class: "find", role: "combobox", "aria-expanded": "false", "aria-controls": "timeline-names", "aria-autocomplete": "list",
      placeholder: who === null ? "Timeline of ..." : "Another name ...", "aria-label": "Show the timeline of a name", autocomplete: "off", spellcheck: "false",
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
      hits = E.findNames(input.value).filter((n) => n !== who).slice(0, 7);
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
    if (who === null) {
      const chip = (value, label) => el("button", { type: "button", class: "chip", "aria-pressed": String(kind === value), onclick: () => { kind = value; most = LANES; again(); } }, label);
      return el("header", { class: "tl-head" }, el("div", {}, el("h2", {}, "Who dealt with others, and when"), el("p", { class: "chips", role: "group", "aria-label": "Lanes for" }, chip("", "All"), ...KINDS.map((type) => chip(type, E.types.get(type).many)))), finder());
    }
    const look = E.types.get(d.entities[who].type);
    const all = el("button", { type: "button", class: "chip", onclick: everybody }, "All names");
    return el("header", { class: "tl-head" }, el("div", {}, el("p", { class: "kicker" }, E.shape(d.entities[who].type), `Timeline · ${look.one}`), el("h2", {}, el("bdi", {}, E.name(who)))), el("div", { class: "tl-other" }, all, finder()));
  }

  function everybody() {
    who = null;
    if (E.state.chosen) E.select(null);
    else again();
  }

  const jump = (words, id) => el("button", { type: "button", class: "detail", onclick: () => {
    const heading = document.getElementById(id);
    place.scrollTop += heading.getBoundingClientRect().top - place.getBoundingClientRect().top - 12;
    heading.focus({ preventScroll: true });
  } }, words);

  // What the picture holds and what it leaves out, in sentences.
  function lead({ dated, undated, sorted, lanes, rest, drawn, offices }) {
    const parts = [];
    const more = rest.length ? el("button", { type: "button", class: "detail", onclick: () => { most += LANES; again(); } }, `Show ${Math.min(LANES, rest.length)} more lanes`) : null;
    if (who === null) {
      if (rest.length) parts.push(`The ${E.number(lanes.length)} names with most dated events, of ${E.number(sorted.length)}: `, more, `. ${E.number(drawn.length)} of ${E.count(dated.length, "dated event", "dated events")} stand in these lanes; the list below has all. `);
      else parts.push(`${E.count(sorted.length, "name", "names")} with ${E.count(dated.length, "dated event", "dated events")}. `);
      parts.push("Choose a name for its own timeline. ");
    } else {
      parts.push(`${E.count(dated.length, "dated event", "dated events")}${dated.length ? `, ${E.count(sorted.filter((lane) => lane.node !== ALONE).length, "other name", "other names")}` : ""}. `);
      if (rest.length) parts.push(`The last lane holds ${E.number(rest.length)} of these names, those with the fewest: `, ...E.listed([...rest.slice(0, 3).map(E.link), ...(rest.length > 3 ? [`${E.number(rest.length - 3)} more`] : [])]), ". ", more, ". ");
    }
    if (offices.length > OFFICES) parts.push(`${E.number(OFFICES)} of ${E.number(offices.length)} offices are drawn: `, jump("see all", "timeline-offices"), ". ");
    if (undated.length) parts.push(`${E.count(undated.length, "event has", "events have")} no date: `, jump(undated.length === 1 ? "see it" : "see them", "timeline-undated"), ". ");
    const { gaps } = now.scale || { gaps: [] };
    if (gaps.length) parts.push(`Where the axis is broken (//), these lanes hold nothing: ${gaps.map(([, , a, b]) => gapWords(a, b - 1)).join(", ")}. `);
    if (E.state.from || E.state.to) parts.push("The time chosen below bounds the axis. ");
    return el("p", { class: "lead" }, ...parts);
  }
  const gapWords = (a, b) => `${E.date(isoOf(a))} to ${E.date(isoOf(b))}`;

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
    now.zooms = { in: button("plus", "Zoom in", () => zoomBy(1.6)), out: button("minus", "Zoom out", () => zoomBy(1 / 1.6)), all: button("fit", "The whole time", () => look(0, 1)) };
    now.before = el("button", { type: "button", class: "chip" });
    now.after = el("button", { type: "button", class: "chip" });
    now.range = el("output", { class: "small" });
    return el("div", { class: "tl-tools" }, now.before, now.range, now.after, el("div", { class: "tl-zoom", role: "group", "aria-label": "Zoom the time" }, ...Object.values(now.zooms)));
  }

  // ---- the list ----------------------------------------------------------------------------------------------------------
  function row(n) {
    const fact = d.facts[n];
    const quotes = fact.quotes || [];
    const words = !spanOf(n) && fact.date_text ? el("span", { class: "small" }, `“${E.plain(fact.date_text)}”`) : null;
    const foot = el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.choose(n, false) }, "Details"), quotes.length > 1 ? el("span", {}, E.count(quotes.length - 1, "further quote", "further quotes")) : null);
    return el("li", { class: `fact ${E.statusOf(fact)}`, "data-fact": n }, el("div", { class: "top" }, when(n), words, E.badge(E.statusOf(fact))),
      el("div", {}, el("p", { class: "said" }, ...E.sentence(fact), fact.amount ? el("span", { class: "amount" }, `, ${E.plain(fact.amount)}`) : null),
        quotes.length ? E.quote(quotes[0], E.namesOf(named(fact))) : null, foot));
  }

  function officeRow({ fact, span }) {
    const { title, who: holders, whom, quotes } = d.facts[fact];
    return el("li", { class: "fact", "data-fact": fact }, el("div", { class: "top" }, el("span", { class: "small" }, span ? E.seen(d.facts[fact]) : "not known when it was told")),
      el("div", {}, el("p", { class: "said" }, title ? el("strong", {}, el("bdi", {}, E.plain(title))) : null, title ? ", " : null, E.link(whom[0])),
        (quotes || []).length ? E.quote(quotes[0], E.namesOf([...holders, ...whom])) : null));
  }

  // A list that grows by a button, and of itself as far as a row that is wanted.
  function growing(facts) {
    const list = el("ol", { class: "facts tl-list" });
    const more = el("button", { type: "button", class: "more" });
    const grow = (to) => {
      const from = list.children.length;
      list.append(...facts.slice(from, to).map(row));
      const left = facts.length - list.children.length;
      more.textContent = `Show ${E.number(Math.min(left, ROWS))} more of ${E.number(left)}`;
      more.hidden = left === 0;
    };
    more.addEventListener("click", () => {
      const from = list.children.length;
      grow(from + ROWS);
      const next = list.children[from] && list.children[from].querySelector("button");
      if (next) next.focus();
    });
    grow(ROWS);
    const reach = (n) => {
      const at = facts.indexOf(n);
      if (at >= list.children.length && at < 400) grow(at + 1);
      return at >= 0 ? list.children[at] : undefined;
    };
    return { elements: [list, more], reach };
  }

  const heading = (words, id) => el("h3", { id, tabindex: "-1" }, words);

  function lists({ dated, undated, offices }) {
    const order = el("button", { type: "button", class: "chip", "aria-pressed": String(backwards), onclick: () => { backwards = !backwards; refill(); } }, "Newest first");
    const box = el("div", {});
    let known = null;
    const refill = () => {
      order.setAttribute("aria-pressed", String(backwards));
      known = growing(backwards ? [...dated].reverse() : dated);
      box.replaceChildren(...known.elements);
    };
    refill();
    const rest = growing(undated);
    now.reach = (n, go) => {
      const found = known.reach(n) || rest.reach(n);
      if (!found || !go) return;
      bring(found);
      found.querySelector("button").focus({ preventScroll: true });
    };
    return [
      dated.length ? el("section", {}, el("div", { class: "tl-order" }, heading(`In order of date (${E.number(dated.length)})`, "timeline-dated"), order), box) : null,
      undated.length ? el("section", {}, heading(`Without a date (${E.number(undated.length)})`, "timeline-undated"), ...rest.elements) : null,
      offices.length ? el("section", {}, heading(`Offices, as the documents tell them (${E.number(offices.length)})`, "timeline-offices"), el("ol", { class: "facts tl-list" }, ...offices.map(officeRow))) : null,
    ].filter(Boolean);
  }

  // ---- the view ------------------------------------------------------------------------------------------------------------
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
      if (view !== "timeline" || letGo) who = null;
    } else if (chosen.node !== undefined) who = chosen.node;
    else if (who !== null) {
      const fact = chosen.fact ?? (chosen.edge === undefined ? undefined : d.edges[chosen.edge].fact);
      const stays = fact === undefined ? Boolean(chosen.path && chosen.path.includes(who)) : involves(d.facts[fact], who);
      if (!stays) who = null;
    }
  }

  function build(box) {
    const same = now && now.who === who;
    const before = same && now.scale ? [now.scale.low, now.scale.high] : null;
    const scrolled = same ? box.scrollTop : 0;
    if (!same) {
      most = LANES;
      opened.clear();
    }
    now = { who, model: model(), cells: [], active: 0 };
    const { model: shown } = now;
    if (shown.drawn.length || shown.offices.some((office) => office.span)) now.scale = scaleOf(shown);
    if (!before || !now.scale || before[0] !== now.scale.low || before[1] !== now.scale.high) zoom = [0, 1];
    now.root = el("div", { class: "tl" });
    const body = now.scale ? pictureParts() : [el("p", { class: "hint" }, who === null ? "No event with a date passes the filters." : "No event of this name with a date passes the filters.")];
    now.root.append(head(), lead(shown), ...body, ...lists(shown));
    listen();
    box.replaceChildren(now.root);
    paint();
    box.scrollTop = scrolled;
  }

  function pictureParts() {
    now.axis = svg("svg", { class: "tl-axis", height: 38, "aria-hidden": "true" });
    now.marks = svg("svg", { class: "tl-marks", role: "group", "aria-label": "Events by time. Left and right go along a lane, up and down to the next, Enter shows what is said; plus, minus and 0 zoom." });
    now.names = el("div", { class: "tl-names", role: "group", "aria-label": "Lanes" });
    now.tip = el("div", { class: "tl-tip", role: "tooltip", hidden: true });
    now.rows = el("div", { class: "tl-rows" }, now.names, el("div", { class: "tl-plot" }, now.marks), now.tip);
    now.top = el("div", { class: "tl-top" }, toolbar(), now.axis);
    now.picture = el("div", { class: "tl-picture" }, now.top, now.rows);
    now.picture.addEventListener("wheel", wheel, { passive: false });
    now.marks.addEventListener("click", (event) => act(now.cells.find((cell) => cell.element.contains(event.target))));
    now.marks.addEventListener("pointerover", point);
    now.marks.addEventListener("pointerleave", () => { light(null); tip(null); });
    now.marks.addEventListener("pointerdown", drag);
    now.marks.addEventListener("keydown", keys);
    now.marks.addEventListener("focusin", (event) => {
      const index = now.cells.findIndex((cell) => cell.element.contains(event.target));
      if (index >= 0) activate(index, false);
      point(event);
    });
    now.marks.addEventListener("focusout", () => { light(null); tip(null); });
    return [legend(), now.picture];
  }

  // A row of the list lights its marks, as a mark lights its row.
  function listen() {
    for (const name of ["pointerover", "focusin"]) now.root.addEventListener(name, (event) => now.scale && !now.marks.contains(event.target) && light(factAt(event)));
    now.root.addEventListener("pointerleave", () => light(null));
    if (!now.scale) Object.assign(now, { marks: now.root, tip: null });
  }

  let place = null;
  const again = () => {
    stale = true;
    draw(place);
  };

  function draw(box) {
    if (!place) new ResizeObserver(() => now && now.picture && box.clientWidth && now.picture.clientWidth !== now.full && paint()).observe(box);
    place = box;
    follow();
    if (stale || !now || now.who !== who) {
      stale = false;
      build(box);
    } else markChosen();
  }

  E.on("filtered", () => (stale = true));
  E.on("state", follow);
  E.addView({ name: "timeline", label: "Timeline", draw });
})(Entente);
