// Ties between countries on a small world map: a view. The counts are those of the matrix (E.ties in view-matrix.js).
//
// The world is drawn from data.world, as dots of land without borders. Marks and lines keep their size on the screen however
// near one looks. A line that is shorter over the edge of the map leaves it on one side and comes back on the other.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;

  const { WIDE, HIGH, PITCH } = E.earth;

  // ---- what is drawn ---------------------------------------------------------------------------------------------------
  const LINES = 300; // more would be a carpet
  const LISTED = 30;
  const [THIN, THICK] = [0.9, 4.6];
  const [SMALL, LARGE] = [3, 11];
  const DASHES = { planned: "6 4", proposed: "1.5 3.5" };
  const parts = {};
  let drawn = "";
  let marks = []; // { code, facts, partners, element; x, y in units of the map; full, radius, screen, shift in pixels }
  let byCode = new Map();
  let lines = []; // { pair, key, width, element; pieces in units of the map, screen in pixels }
  let at = null; // the code of the country that Tab leads to
  let row = 0; // and the row of the list
  let pointed = null; // what the pointer or the keyboard is at: { code } or { key }

  function build(box) {
    parts.kinds = E.ties.kinds();
    parts.middles = E.ties.chips("Middle of the map", [["atlantic", "Atlantic"], ["pacific", "Pacific"]], () => E.earth.middle, (value) => {
      E.earth.middle = value;
      look.reset();
      draw(box);
    });
    parts.frame = svg("path", { class: "sea" });
    parts.land = svg("path", { class: "land", "stroke-width": (PITCH * 0.62).toFixed(2) });
    parts.ground = svg("g", {}, parts.frame, parts.land);
    parts.lines = svg("g", { class: "ties" });
    parts.marks = svg("g", { class: "spots" });
    parts.names = svg("g", { class: "names", "aria-hidden": "true" });
    parts.map = svg("svg", { class: "world", tabindex: "0", role: "group", "aria-label": "Map of ties between countries. Arrow keys move it, plus and minus zoom, 0 shows all. Tab leads to the countries, and on to the list of ties below." },
      parts.ground, parts.lines, parts.marks, parts.names);
    parts.says = el("p", { class: "readout", "aria-hidden": "true" });
    parts.rest = el("p", { class: "rest" });
    parts.none = el("div", {});
    parts.list = el("ol", { class: "tie-list", "aria-label": "Ties with most events" });
    parts.listed = el("section", { class: "tie-box" });
    parts.box = el("div", { class: "map-box" }, parts.map);
    box.replaceChildren(
      el("h2", {}, "Where ties run"),
      el("p", { class: "lead" }, "Events that tie two countries, or those who stand for them. Choose a line to read them."),
      el("div", { class: "tools-line" }, parts.kinds, parts.middles, zoomButtons()), parts.none, parts.box, parts.says, parts.rest, parts.listed);
    listen();
    new ResizeObserver(() => E.state.view === "map" && paint()).observe(parts.box);
  }

  function zoomButtons() {
    const button = (icon, label, action) => el("button", { type: "button", class: "icon", "aria-label": label, onclick: action }, E.icon(icon));
    return el("div", { class: "map-zoom", role: "group", "aria-label": "Zoom of the map" },
      button("plus", "Zoom in", () => look.zoom(1.6)), button("minus", "Zoom out", () => look.zoom(1 / 1.6)), button("fit", "Show the whole world", () => look.reset(true)));
  }

  function draw(box) {
    if (!parts.map) build(box);
    const ties = E.ties.of();
    const now = [E.ties.version, E.ties.kind, E.earth.middle, E.dark()].join();
    if (now !== drawn) {
      drawn = now;
      E.ties.press(parts.kinds, E.ties.kind);
      E.ties.press(parts.middles, E.earth.middle);
      fill(ties);
      paint();
    }
    bring();
  }

  function fill(ties) {
    const empty = !ties.pairs.length;
    pointed = null;
    parts.none.replaceChildren(...(empty ? [E.ties.none()] : []));
    for (const part of [parts.box, parts.says, parts.rest, parts.listed]) part.hidden = empty;
    if (parts.map.dataset.middle !== E.earth.middle) {
      parts.map.dataset.middle = E.earth.middle;
      parts.frame.setAttribute("d", E.earth.frame());
      parts.land.setAttribute("d", E.earth.land());
    }
    const placed = ({ code }) => Object.hasOwn(d.world.countries, code);
    marks = ties.countries.filter(placed).map((country) => mark(country, ties.countries[0].facts.size));
    const all = ties.pairs.filter(({ codes }) => codes.every((code) => placed({ code })));
    lines = all.slice(0, LINES).map((pair) => line(pair, all[0].facts.size));
    // The heaviest lines above the others, the smallest marks above the larger ones: so that each can be hit.
    parts.lines.replaceChildren(...lines.map(({ element }) => element).reverse());
    const inside = parts.marks.contains(document.activeElement);
    parts.marks.replaceChildren(...marks.map(({ element }) => element));
    if (!marks.some(({ code }) => code === at)) at = marks.length ? marks[0].code : null;
    settle(inside);
    parts.rest.replaceChildren(...rest(ties, placed, all.length));
    fillList(ties);
    tell(null);
  }

  function mark(country, most) {
    const radius = SMALL + (LARGE - SMALL) * Math.sqrt(country.facts.size / most);
    const element = svg("g", { class: "spot", role: "button", tabindex: "-1", "data-code": country.code, "aria-label": E.ties.countryWords(country) }, svg("circle", { r: 1 }));
    return { ...country, ...E.earth.place(d.world.countries[country.code]), full: radius, radius, element };
  }

  function line(pair, most) {
    const { status } = E.ties.parts(pair);
    const width = THIN + (THICK - THIN) * Math.sqrt((pair.facts.size - 1) / Math.max(1, most - 1));
    const element = svg("g", { class: `tie ${status}`, stroke: colour(pair) }, svg("path", { "stroke-width": width.toFixed(1), "stroke-opacity": (0.75 + (0.17 * (width - THIN)) / (THICK - THIN)).toFixed(2), "stroke-dasharray": DASHES[status] || "none" }));
    // Denied: a bar across its middle, as in the network.
    if (status === "denied") element.append(svg("path", { "stroke-width": "2" }));
    return { pair, key: pair.key, pieces: E.earth.track(...pair.codes.map((code) => d.world.countries[code])), width, element };
  }

  // That of the kind with most events; none where two kinds have as many.
  const colour = (pair) => {
    const { families } = E.ties.parts(pair);
    return families.length === 1 ? E.colour(families[0]) : "var(--soft)";
  };

  // The first word of its name is enough in a list.
  const kindWord = (families) => {
    if (E.ties.kind !== E.ties.all) return "";
    return families.length === 1 ? families[0].label.split(" ")[0].toLowerCase() : "mixed";
  };

  // What is not on the map, and why.
  function rest(ties, placed, count) {
    const lost = ties.countries.filter((country) => !placed(country)).map(({ code }) => E.ties.name(code));
    const statuses = new Set(lines.map(({ pair }) => E.ties.parts(pair).status));
    const looks = [["planned", "Dashed: planned, none held. "], ["proposed", "Dotted: only proposed. "], ["denied", "With a bar: only denied. "]];
    const out = [`The wider a line, the more events${E.ties.kind === E.ties.all ? "; its colour is the kind with most of them, grey where two have as many" : ""}. `, ...looks.filter(([status]) => statuses.has(status)).map(([, words]) => words)];
    out.push("No borders are drawn, since borders are disputed; a mark takes no side; marks that would cover each other stand a little apart. ");
    if (lost.length) out.push(...E.listed(lost.map((name) => el("bdi", {}, name))), lost.length === 1 ? " has no place on this map; its ties are in the matrix. " : " have no place on this map; their ties are in the matrix. ");
    if (count > LINES) out.push(`Drawn: the ${E.number(LINES)} ties with most events; ${E.number(count - LINES)} more are not drawn. `);
    return out;
  }

  // ---- the same as a list ----------------------------------------------------------------------------------------------
  function fillList(ties) {
    const inside = parts.list.contains(document.activeElement);
    const shown = ties.pairs.slice(0, LISTED);
    row = Math.min(row, Math.max(0, shown.length - 1));
    parts.list.replaceChildren(...shown.map((pair, n) => {
      const { status, families } = E.ties.parts(pair);
      const own = el("button", { type: "button", "data-key": pair.key, tabindex: n === row ? "0" : "-1", "aria-label": E.ties.words(pair) },
        E.line(colour(pair), status), el("span", { class: "who" }, el("bdi", {}, E.ties.name(pair.codes[0])), " – ", el("bdi", {}, E.ties.name(pair.codes[1]))), el("span", { class: "kind" }, kindWord(families)), el("span", { class: "sum" }, E.number(pair.facts.size)));
      return el("li", {}, own);
    }));
    if (inside && shown.length) parts.list.children[row].firstChild.focus();
    const left = ties.pairs.length - shown.length;
    parts.listed.replaceChildren(el("h3", {}, left ? `The ${shown.length} ties with most events` : "All ties"), parts.list,
      ...(left ? [el("p", { class: "rest" }, `${E.count(left, "more tie is", "more ties are")} not in this list; the matrix has them.`)] : []));
  }
  const rowsOf = () => [...parts.list.querySelectorAll("button")];

  // ---- where one looks -------------------------------------------------------------------------------------------------
  const NEAREST = 14;
  const view = { zoom: 1, x: 0, y: 0 };
  // The size of the picture, asked for once in each: the browser lays out anew for each answer.
  let area = [1, 1];
  const size = () => area;
  const scale = () => Math.min((size()[0] - 12) / WIDE, (size()[1] - 12) / HIGH) * view.zoom;
  const toScreen = ([x, y]) => [(x - view.x) * scale() + size()[0] / 2, (y - view.y) * scale() + size()[1] / 2];
  let asked = 0;
  const soon = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      paint();
    });
  };
  const look = {
    // Never past the edge of the world.
    to(x, y) {
      const [w, h] = size();
      const most = (whole, seen) => Math.max(0, (whole - seen / scale()) / 2);
      view.x = Math.max(-most(WIDE, w), Math.min(most(WIDE, w), x));
      view.y = Math.max(-most(HIGH, h), Math.min(most(HIGH, h), y));
      soon();
    },
    zoom(by, point = size().map((length) => length / 2)) {
      const [w, h] = size();
      const before = scale();
      const held = [view.x + (point[0] - w / 2) / before, view.y + (point[1] - h / 2) / before];
      view.zoom = Math.max(1, Math.min(NEAREST, view.zoom * by));
      look.to(held[0] - (point[0] - w / 2) / scale(), held[1] - (point[1] - h / 2) / scale());
    },
    move: (dx, dy) => look.to(view.x + dx / scale(), view.y + dy / scale()),
    reset(now) {
      Object.assign(view, { zoom: 1, x: 0, y: 0 });
      if (now) soon();
    },
  };

  function paint() {
    area = [parts.box.clientWidth || 1, parts.box.clientHeight || 1];
    const [w, h] = area;
    if (w < 2) return;
    parts.map.setAttribute("viewBox", `0 0 ${w} ${h}`);
    parts.map.classList.toggle("near", view.zoom > 1);
    const s = scale();
    parts.ground.setAttribute("transform", `translate(${w / 2 - view.x * s} ${h / 2 - view.y * s}) scale(${s})`);
    parts.land.setAttribute("stroke-width", ((PITCH * 0.62) / Math.sqrt(view.zoom)).toFixed(2));
    spread();
    for (const one of lines) place(one);
    label();
  }
  // Marks that would cover each other are moved apart, the lighter from the heavier, a little way only; and their lines with them.
  const [FAR, TURN] = [16, 2.4];
  function spread() {
    const small = size()[0] < 500 ? 0.72 : 1;
    marks.forEach((one, n) => {
      const home = toScreen([one.x, one.y]);
      Object.assign(one, { radius: one.full * small, screen: [...home] });
      for (let round = 0; round < 8; round += 1) {
        let worst = null;
        for (const other of marks.slice(0, n)) {
          const [dx, dy] = [one.screen[0] - other.screen[0], one.screen[1] - other.screen[1]];
          const lack = one.radius + other.radius + 1 - Math.hypot(dx, dy);
          if (lack > 0.1 && (!worst || lack > worst.lack)) worst = { lack, dx, dy };
        }
        if (!worst) break;
        const long = Math.hypot(worst.dx, worst.dy);
        const [ux, uy] = long > 0.5 ? [worst.dx / long, worst.dy / long] : [Math.cos(n * TURN), Math.sin(n * TURN)];
        const [x, y] = [one.screen[0] + ux * worst.lack - home[0], one.screen[1] + uy * worst.lack - home[1]];
        const share = Math.min(1, FAR / Math.max(1, Math.hypot(x, y)));
        one.screen = [home[0] + x * share, home[1] + y * share];
      }
      one.shift = [one.screen[0] - home[0], one.screen[1] - home[1]];
      one.element.setAttribute("transform", `translate(${one.screen.map((length) => length.toFixed(1)).join(" ")})`);
      one.element.firstChild.setAttribute("r", one.radius.toFixed(1));
    });
    byCode = new Map(marks.map((one) => [one.code, one]));
  }
  function place(one) {
    const [[x1, y1], [x2, y2]] = one.pair.codes.map((code) => byCode.get(code).shift);
    const all = one.pieces.reduce((sum, piece) => sum + piece.length, 0) - 1;
    let n = 0;
    one.screen = one.pieces.map((piece) => piece.map((point) => {
      const [[x, y], t] = [toScreen(point), n / all];
      n += 1;
      return [x + x1 * (1 - t) + x2 * t, y + y1 * (1 - t) + y2 * t];
    }));
    const path = one.screen.map((piece) => `M${piece.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`).join("");
    one.element.firstChild.setAttribute("d", path);
    if (one.element.children.length > 1) strike(one);
  }
  function strike(one) {
    const longest = one.screen.reduce((a, b) => (b.length > a.length ? b : a));
    const n = Math.max(1, Math.floor(longest.length / 2));
    const [[x1, y1], [x2, y2]] = [longest[n - 1], longest[n]];
    const long = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(-(y2 - y1) / long) * 6, ((x2 - x1) / long) * 6];
    one.element.children[1].setAttribute("d", `M${(x1 + dx).toFixed(1)} ${(y1 + dy).toFixed(1)}L${(x1 - dx).toFixed(1)} ${(y1 - dy).toFixed(1)}`);
  }

  // ---- codes, none over another or over a mark; the weightiest first, those brought forward before all --------------------
  const [LETTER, LINE] = [8.5, 13];
  function label() {
    const front = forward();
    const wanted = (code) => Boolean(front && front.ends.has(code));
    const boxes = marks.map(({ code, screen: [x, y], radius }) => ({ code, x: x - radius, y: y - radius, w: 2 * radius, h: 2 * radius, mark: true, front: wanted(code) }));
    // What is brought forward may cover marks that are not.
    const passable = (rect, b) => b.code === rect.code || (b.mark && (rect.within || (wanted(rect.code) && !b.front)));
    const covers = (rect, b) => !passable(rect, b) && b.x < rect.x + rect.w && rect.x < b.x + b.w && b.y < rect.y + rect.h && rect.y < b.y + b.h;
    const free = (rect) => rect.x >= 0 && rect.x + rect.w <= size()[0] && !boxes.some((b) => covers(rect, b));
    const out = [];
    for (const one of [...marks].sort((a, b) => wanted(b.code) - wanted(a.code))) {
      const rect = sides(one).find(free);
      if (!rect) continue;
      boxes.push({ ...rect, code: null });
      const look = `${rect.within ? "within" : ""}${front && !wanted(one.code) ? " muted" : ""}`;
      out.push(svg("text", { x: (rect.x + rect.w / 2).toFixed(1), y: (rect.y + 10.5).toFixed(1), class: look }, one.code));
    }
    parts.names.replaceChildren(...out, ...exits(front, free, boxes));
  }
  // Where a code may stand: in a mark that is large enough, else beside it.
  function sides({ code, screen: [x, y], radius }) {
    const wide = code.length * LETTER + 2;
    const [right, left, high, low, slant] = [x + radius, x - radius - wide, y - radius - LINE, y + radius, radius * 0.3];
    const places = [[right, y - LINE / 2], [left, y - LINE / 2], [x - wide / 2, high], [x - wide / 2, low]];
    for (const side of [right - slant, left + slant]) places.push([side, high + slant], [side, low - slant]);
    const rects = places.map(([from, top]) => ({ code, x: from, y: top, w: wide, h: LINE }));
    return radius < 9 ? rects : [{ code, x: x - 6, y: y - LINE / 2, w: 12, h: LINE, within: true }, ...rects];
  }
  // Where a line that is brought forward leaves the map, the code of where it goes.
  function exits(front, free, boxes) {
    const out = [];
    for (const one of front ? lines : []) {
      if (one.screen.length < 2 || !front.keys.has(one.key)) continue;
      const ends = [[one.screen[0][one.screen[0].length - 1], one.pair.codes[1]], [one.screen[1][0], one.pair.codes[0]]];
      for (const [[x, y], code] of ends) {
        const right = x > size()[0] / 2;
        const text = right ? `${code} ›` : `‹ ${code}`;
        const rect = { x: right ? x - 26 : x + 2, y: y - LINE, w: 24, h: LINE };
        if (!free(rect)) continue;
        boxes.push({ ...rect, code: null });
        out.push(svg("text", { x: rect.x + 12, y: rect.y + 10, class: "exit" }, text));
      }
    }
    return out;
  }

  // ---- bringing forward ------------------------------------------------------------------------------------------------
  // What is pointed at, else what is chosen: the keys of its lines, and the codes of their ends.
  function forward() {
    const ties = E.ties.of();
    let keys = null;
    const codes = new Set();
    if (pointed && pointed.key) keys = new Set([pointed.key]);
    else if (pointed) {
      codes.add(pointed.code);
      keys = new Set(ties.pairs.filter((pair) => pair.codes.includes(pointed.code)).map(({ key }) => key));
    } else {
      const chosen = E.ties.chosen(ties);
      if (!chosen || (!chosen.keys.size && !chosen.codes.size)) return null;
      keys = chosen.keys;
      for (const code of chosen.codes) codes.add(code);
    }
    const ends = new Set(codes);
    for (const key of keys) if (ties.byKey.has(key)) for (const code of ties.byKey.get(key).codes) ends.add(code);
    return { keys, codes, ends };
  }

  function bring() {
    const front = forward();
    const chosen = E.ties.chosen(E.ties.of());
    if (!pointed) tell(null);
    parts.map.classList.toggle("focused", Boolean(front));
    for (const { key, element } of lines) element.classList.toggle("front", Boolean(front && front.keys.has(key)));
    for (const { code, element } of marks) {
      element.classList.toggle("front", Boolean(front && front.ends.has(code)));
      element.classList.toggle("chosen", Boolean(chosen && chosen.codes.has(code)));
    }
    for (const own of rowsOf()) own.setAttribute("aria-current", String(Boolean(chosen && E.state.chosen.cell && chosen.keys.has(own.dataset.key))));
    label();
  }

  const same = (a, b) => (a && a.key) === (b && b.key) && (a && a.code) === (b && b.code);
  function point(what) {
    if (same(what, pointed)) return;
    pointed = what;
    parts.map.classList.toggle("pointing", Boolean(what));
    bring();
    tell(what);
  }
  const tell = (what) => {
    const ties = E.ties.of();
    if (!what) parts.says.textContent = E.ties.chosenWords() || "Point at a country or a line to read what it stands for.";
    else if (what.words) parts.says.textContent = what.words;
    else parts.says.textContent = what.key ? E.ties.words(ties.byKey.get(what.key)) : countryWords(marks.find(({ code }) => code === what.code));
  };
  // With whom it has most.
  function countryWords(country) {
    const own = E.ties.of().pairs.filter(({ codes }) => codes.includes(country.code)).slice(0, 3);
    const other = ({ codes }) => E.ties.name(codes[0] === country.code ? codes[1] : codes[0]);
    const most = own.length < 2 ? "" : `; most with ${E.listed(own.map((pair) => `${other(pair)} (${E.number(pair.facts.size)})`)).join("")}`;
    return own.length === 1 ? E.ties.words(own[0], [country.code, own[0].codes.find((code) => code !== country.code)]) : `${E.ties.countryWords(country)}${most}`;
  }

  // ---- pointer ---------------------------------------------------------------------------------------------------------
  const local = (event) => {
    const { left, top } = parts.map.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  // The nearest mark under the pointer or just beside it, else the nearest line.
  function pick([x, y]) {
    const near = (list, distance, reach) => {
      let best = null;
      for (const one of list) {
        const far = distance(one);
        if (far <= reach(one) && (!best || far < best.far)) best = { one, far };
      }
      return best && best.one;
    };
    const found = near(marks, ({ screen }) => Math.hypot(screen[0] - x, screen[1] - y), ({ radius }) => Math.max(radius + 2, 9));
    if (found) return { code: found.code };
    const tie = near(lines, ({ screen, width }) => Math.max(0, Math.min(...screen.map((piece) => away(piece, x, y))) - width / 2), () => 6);
    return tie ? { key: tie.key } : null;
  }
  function away(piece, x, y) {
    let least = Infinity;
    for (let n = 1; n < piece.length; n += 1) {
      const [[x1, y1], [x2, y2]] = [piece[n - 1], piece[n]];
      const [dx, dy] = [x2 - x1, y2 - y1];
      const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(x1 + t * dx - x, y1 + t * dy - y));
    }
    return least;
  }

  function choose(what) {
    if (!what) E.select(null);
    else if (what.key) E.select({ cell: E.ties.of().byKey.get(what.key).codes });
    else if (!E.ties.choose(what.code)) tell({ words: E.ties.unnamed(what.code) });
  }

  // One pointer moves the map, two zoom it.
  const fingers = new Map();
  let moved = false;
  const apart = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  function drag(event) {
    if (!fingers.has(event.pointerId)) {
      if (event.pointerType !== "touch") point(pick(local(event)));
      return;
    }
    const [now, before] = [local(event), fingers.get(event.pointerId)];
    if (!moved && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    if (!moved) parts.map.setPointerCapture(event.pointerId);
    moved = true;
    const wide = fingers.size === 2 ? apart() : 0;
    fingers.set(event.pointerId, now);
    if (fingers.size === 1) look.move(before[0] - now[0], before[1] - now[1]);
    else if (wide) look.zoom(apart() / wide, [...fingers.values()].reduce(([x, y], [u, v]) => [x + u / 2, y + v / 2], [0, 0]));
  }
  function listen() {
    const { map } = parts;
    map.addEventListener("pointerdown", (event) => {
      if (!fingers.size) moved = false;
      fingers.set(event.pointerId, local(event));
    });
    map.addEventListener("pointermove", drag);
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) map.addEventListener(name, (event) => fingers.delete(event.pointerId));
    map.addEventListener("pointercancel", () => (moved = false));
    map.addEventListener("pointerleave", () => point(null));
    map.addEventListener("click", (event) => {
      // A click without a place is a screen reader's or a switch's, on a mark.
      const own = event.target.closest(".spot");
      if (!moved) choose(own && !event.detail ? { code: own.dataset.code } : pick(local(event)));
      moved = false;
    });
    map.addEventListener("wheel", (event) => {
      event.preventDefault();
      look.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), local(event));
    }, { passive: false });
    map.addEventListener("keydown", keys);
    // Not on the group of marks: a part of a picture that listens for focus becomes a stop of its own.
    map.addEventListener("focusin", (event) => focused(event.target.closest(".spot")));
    parts.list.addEventListener("pointerover", (event) => point(ofRow(event)));
    parts.list.addEventListener("pointerleave", () => point(null));
    parts.list.addEventListener("focusin", (event) => point(ofRow(event)));
    for (const part of [map, parts.list]) part.addEventListener("focusout", () => point(null));
    parts.list.addEventListener("click", (event) => ofRow(event) && choose(ofRow(event)));
    parts.list.addEventListener("keydown", listKeys);
  }
  const ofRow = (event) => {
    const own = event.target.closest("button");
    return own ? { key: own.dataset.key } : null;
  };

  // ---- keyboard --------------------------------------------------------------------------------------------------------
  // On the map the arrows move it; on a country they go on to the one with next most events.
  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const own = event.target.closest(".spot");
    const zooms = { "+": () => look.zoom(1.4), "=": () => look.zoom(1.4), "-": () => look.zoom(1 / 1.4), 0: () => look.reset(true) };
    const moves = { ArrowLeft: () => look.move(-60, 0), ArrowRight: () => look.move(60, 0), ArrowUp: () => look.move(0, -60), ArrowDown: () => look.move(0, 60) };
    const act = zooms[event.key] || (own ? null : moves[event.key]);
    const n = own ? marks.findIndex(({ code }) => code === own.dataset.code) : -1;
    const to = own ? { ArrowRight: n + 1, ArrowDown: n + 1, ArrowLeft: n - 1, ArrowUp: n - 1, Home: 0, End: marks.length - 1 }[event.key] : undefined;
    if (act) act();
    else if (to !== undefined && marks[to]) {
      at = marks[to].code;
      settle(true);
    } else if (own && (event.key === "Enter" || event.key === " ")) choose({ code: own.dataset.code });
    else if (to === undefined) return;
    event.preventDefault();
  }
  function settle(focus) {
    for (const { code, element } of marks) {
      element.setAttribute("tabindex", code === at ? "0" : "-1");
      if (focus && code === at) element.focus({ preventScroll: true });
    }
  }
  // A country out of sight is moved to.
  function focused(own) {
    const one = own && marks.find(({ code }) => code === own.dataset.code);
    if (!one) return;
    const [[x, y], [w, h]] = [toScreen([one.x, one.y]), size()];
    if (x < 10 || y < 10 || x > w - 10 || y > h - 10) look.to(one.x, one.y);
    point({ code: one.code });
  }
  function listKeys(event) {
    const rows = rowsOf();
    const to = { ArrowDown: row + 1, ArrowRight: row + 1, ArrowUp: row - 1, ArrowLeft: row - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (!rows[to]) return;
    rows[row].tabIndex = -1;
    row = to;
    rows[row].tabIndex = 0;
    rows[row].focus();
  }

  E.addView({ name: "map", label: "Map", draw });
})(Entente);
