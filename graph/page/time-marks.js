// The picture of the timeline: the shape of a mark, marks over each other in lanes, names, offices, the axis. Makes elements
// of what it is given and of the data; puts none of them into the page, knows no state of the view.
//
// E.timeMarks holds them. A frame is {width, narrow, opened}: how wide the lanes are, whether names stand over them, and the
// lanes that show all their marks; x(day) is the place of a day in it.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const { spanOf, newest, whenWords } = E.time;
  const { ALONE } = E.timeLanes;
  const DEPTH = 6; // marks over each other in a lane, until it is opened
  const OPEN = 40; // then
  const OFFICES = 6; // drawn; the list has all
  const [PITCH, POINT, BAR] = [16, 12, 8];

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

  // ---- lanes ---------------------------------------------------------------------------------------------------------
  const nameOf = (lane) => (lane.node === null ? "Others" : lane.node === ALONE ? "No other side named" : E.name(lane.node));

  function layLane(lane, x, top, frame) {
    const items = lane.facts.map((n) => placed(n, x)).filter((item) => item.x1 > 0 && item.x0 < frame.width)
      .map((item) => ({ ...item, x0: Math.max(-8, item.x0), x1: Math.min(frame.width + 8, item.x1) }))
      .sort((a, b) => a.x0 - b.x0 || a.fact - b.fact);
    const { rows, left } = pack(items, frame.opened.has(lane.node) ? OPEN : DEPTH);
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

  function nameCell({ lane, top, height }, others, frame) {
    const shape = lane.node !== null && lane.node >= 0 ? E.shape(d.entities[lane.node].type) : null;
    const label = shape
      ? el("button", { type: "button", class: "name", tabindex: "-1", title: nameOf(lane), onclick: () => E.select({ node: lane.node }) }, el("bdi", {}, nameOf(lane)))
      : el("span", { class: "tl-rest" }, lane.node === null ? `Others (${E.number(others)} names)` : nameOf(lane));
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

  // Everything of the picture, from the top down: offices, then lanes.
  function lay({ lanes, offices, rest }, frame, x) {
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
      names.push(nameCell(one, rest.length, frame));
      top += one.height;
    }
    return { names, parts, laid, height: top + 1 };
  }

  // ---- around the lanes ----------------------------------------------------------------------------------------------
  function axisParts({ gaps }, ticks, x, frame) {
    const parts = ticks.map(({ place, words }) => svg("text", { x: place, y: 15, "text-anchor": "middle" }, words));
    for (const [a, b] of gaps) {
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
    return parts;
  }
  // What lies right of it was still to come when the newest document was written.
  const lastLine = (x, frame) => {
    const place = x(newest + 1);
    return Number.isFinite(newest) && place > 4 && place < frame.width - 4 ? place : null;
  };

  function backdrop({ gaps }, ticks, x, frame, height) {
    const lines = ticks.map(({ place }) => svg("line", { class: "grid", x1: place, x2: place, y1: 0, y2: height }));
    const breaks = gaps.map(([a, b]) => svg("rect", { class: "gap", x: x(a), y: 0, width: Math.max(1, x(b) - x(a)), height }));
    const last = lastLine(x, frame);
    return [...breaks, ...lines, last === null ? null : svg("line", { class: "last", x1: last, x2: last, y1: 0, y2: height })].filter(Boolean);
  }

  E.timeMarks = { POINT, BAR, OFFICES, families, shapeOf, placed, nameOf, lay, axisParts, backdrop };
})(Entente);
