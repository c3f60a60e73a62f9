// What can be taken away: a picture, a drawing, rows, a link, paper, and the citation of a quote. All is made here, in the
// page; nothing is sent anywhere. What is drawn on the screen is drawn a second time, by the same calls, into an SVG.
"use strict";

(function (E) {
  const d = E.data;
  const { el, svg } = E;
  const box = document.getElementById("take");

  // One line as plain text: no control or direction characters, which could hide or turn what stands in a file.
  const oneLine = (text) => String(text).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ").replace(/\s+/g, " ").trim();
  const remember = (make) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, make(key));
      return known.get(key);
    };
  };

  // ---- in words: what is shown, and under which filters ---------------------------------------------------------------
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
  const words = () => [E.count(d.counts.articles, "article", "articles"), E.state.from || E.state.to ? "" : oneLine(stretch()), ...E.filtersInWords(), "Made with Entente"].filter(Boolean).join(" · ");

  // A name for a file out of what is in it: entente-ties-anna-roe.csv
  const slug = (text) => E.cut(E.fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""), 40).replace(/[^a-z0-9]+$/, "");
  const fileName = (what, end, chosen = E.state.chosen) => `${["entente", what, chosen && slug(E.choiceName(chosen))].filter(Boolean).join("-")}.${end}`;

  // ---- colours and letters ---------------------------------------------------------------------------------------------
  const probe = document.createElement("canvas");
  probe.width = probe.height = 1;
  const paper = probe.getContext("2d", { willReadFrequently: true });

  // Any colour as [#rrggbb, opacity]: what opens an SVG elsewhere may know no other way to write one.
  const colourOf = remember((text) => {
    const found = /^rgba?\(([\d.]+), ?([\d.]+), ?([\d.]+)(?:, ?([\d.]+))?\)$/.exec(text);
    let [r, g, b, a] = [0, 0, 0, 1];
    if (found) [r, g, b, a] = [found[1], found[2], found[3], found[4] ?? 1].map(Number);
    else {
      paper.clearRect(0, 0, 1, 1);
      paper.fillStyle = text;
      paper.fillRect(0, 0, 1, 1);
      [r, g, b, a] = paper.getImageData(0, 0, 1, 1).data;
      a /= 255;
    }
    return [`#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`, Math.round(a * 1000) / 1000];
  });
  const painted = (name, value, alpha = 1) => {
    const [colour, opacity] = colourOf(value);
    return opacity * alpha < 1 ? { [name]: colour, [`${name}-opacity`]: round(opacity * alpha) } : { [name]: colour };
  };
  const round = (value) => Math.round(value * 100) / 100;
  const FONT = /^(?:(normal|italic) )?(?:(\d+|bold|normal) )?([\d.]+)px (.+)$/;

  // How far the line that letters stand on is below the point that was named, by the baseline asked for.
  function toBaseline(font, baseline, text) {
    paper.font = font;
    paper.textBaseline = baseline;
    const named = paper.measureText(text).actualBoundingBoxAscent;
    paper.textBaseline = "alphabetic";
    return paper.measureText(text).actualBoundingBoxAscent - named;
  }

  // ---- a canvas that writes SVG ----------------------------------------------------------------------------------------
  // As much of a canvas context as vis-network and our overlay use. Moves and even scaling only; what is outside is left out.
  const KEPT = ["fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "font", "textAlign", "textBaseline", "globalAlpha", "dash", "k", "dx", "dy"];
  class Pen {
    constructor(root, width, height) {
      Object.assign(this, {
        root, width, height, fillStyle: "#000000", strokeStyle: "#000000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", font: "10px sans-serif",
        textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1, dash: [], k: 1, dx: 0, dy: 0,
      });
      this.stack = [];
      this.beginPath();
    }

    save() { this.stack.push(KEPT.map((key) => this[key])); }
    restore() { (this.stack.pop() || []).forEach((value, n) => (this[KEPT[n]] = value)); }
    translate(x, y) { [this.dx, this.dy] = [this.dx + x * this.k, this.dy + y * this.k]; }
    scale(k) { this.k *= k; }
    setLineDash(dash) { this.dash = dash.some(Boolean) ? dash : []; }
    clearRect() {}

    beginPath() {
      this.d = [];
      this.bounds = [Infinity, Infinity, -Infinity, -Infinity];
    }
    point(x, y) {
      const at = [round(x * this.k + this.dx), round(y * this.k + this.dy)];
      const [left, top, right, bottom] = this.bounds;
      this.bounds = [Math.min(left, at[0]), Math.min(top, at[1]), Math.max(right, at[0]), Math.max(bottom, at[1])];
      return at.join(" ");
    }
    moveTo(x, y) { this.d.push(`M${this.point(x, y)}`); }
    lineTo(x, y) { this.d.push(`${this.d.length ? "L" : "M"}${this.point(x, y)}`); }
    quadraticCurveTo(a, b, x, y) { this.d.push(`Q${this.point(a, b)} ${this.point(x, y)}`); }
    bezierCurveTo(a, b, c, e, x, y) { this.d.push(`C${this.point(a, b)} ${this.point(c, e)} ${this.point(x, y)}`); }
    closePath() { if (this.d.length) this.d.push("Z"); }
    rect(x, y, w, h) {
      this.moveTo(x, y);
      for (const [a, b] of [[x + w, y], [x + w, y + h], [x, y + h]]) this.lineTo(a, b);
      this.closePath();
    }
    arc(x, y, r, from, to, back = false) {
      const on = (angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)];
      const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
      const turn = whole ? 2 * Math.PI : (((back ? from - to : to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
      this.lineTo(...on(from));
      // In two halves: one arc cannot be a whole circle.
      for (const part of [0.5, 1]) this.d.push(`A${round(r * this.k)} ${round(r * this.k)} 0 0 ${back ? 0 : 1} ${this.point(...on(from + (back ? -1 : 1) * turn * part))}`);
    }

    // A shape that is filled and then outlined is one element.
    add(look, wide = 0) {
      const [left, top, right, bottom] = this.bounds;
      if (!this.d.length || right < -wide || bottom < -wide || left > this.width + wide || top > this.height + wide) return;
      const path = this.d.join("");
      if (this.last && this.last.path === path && !this.last.node.hasAttribute("stroke") && look.stroke) {
        for (const [name, value] of Object.entries(look)) if (name !== "fill") this.last.node.setAttribute(name, String(value));
        return;
      }
      this.last = { path, node: svg("path", { d: path, ...look }) };
      this.root.append(this.last.node);
    }
    fill() { this.add(painted("fill", this.fillStyle, this.globalAlpha)); }
    stroke() {
      const wide = round(this.lineWidth * this.k);
      const look = { fill: "none", ...painted("stroke", this.strokeStyle, this.globalAlpha), "stroke-width": wide };
      if (this.dash.length) look["stroke-dasharray"] = this.dash.map((part) => round(part * this.k)).join(" ");
      if (this.lineCap !== "butt") look["stroke-linecap"] = this.lineCap;
      this.add(look, wide);
    }
    fillRect(x, y, w, h) {
      this.beginPath();
      this.rect(x, y, w, h);
      this.fill();
    }

    measureText(text) {
      paper.font = this.font;
      return paper.measureText(text);
    }
    text(text, x, y, look) {
      const [, style, weight, size, family] = FONT.exec(this.font) || [null, null, null, 10, "sans-serif"];
      // Measured at the size that it has in the picture: a canvas knows no letters of half a pixel.
      const px = round(size * this.k);
      const base = toBaseline(`${weight || 400} ${px}px ${family}`, this.textBaseline, text);
      const own = { x: round(x * this.k + this.dx), y: round(y * this.k + this.dy + base), "font-size": px };
      if (weight && weight !== "400" && weight !== "normal") own["font-weight"] = weight;
      if (style === "italic") own["font-style"] = style;
      if (this.textAlign === "center") own["text-anchor"] = "middle";
      if (family !== this.root.getAttribute("font-family")) own["font-family"] = family;
      this.root.append(svg("text", { ...own, ...look }, text));
    }
    fillText(text, x, y) { this.text(text, x, y, painted("fill", this.fillStyle, this.globalAlpha)); }
    strokeText(text, x, y) {
      const look = { fill: "none", ...painted("stroke", this.strokeStyle, this.globalAlpha), "stroke-width": round(this.lineWidth * this.k), "stroke-linejoin": this.lineJoin, "aria-hidden": "true" };
      this.text(text, x, y, look);
    }
  }

  // ---- the network -------------------------------------------------------------------------------------------------------
  function drawNetwork(pen) {
    const { net } = E.scene;
    const { translation, scale } = net.body.view;
    pen.save();
    pen.translate(translation.x, translation.y);
    pen.scale(scale, scale);
    net.renderer._drawEdges(pen);
    net.renderer._drawNodes(pen, false);
    net.renderer._drawArrows(pen);
    // A copy of the scene: the names written here are not those that a click on the screen finds.
    E.overlay(pen, { ...E.scene, hover: null });
    pen.restore();
  }

  const lineKeys = (families, statuses) => [
    ...d.look.families.filter((look) => families.has(look.family)).map((look) => ({ picture: E.line(E.colour(look)), wide: 28, high: 12, text: look.label })),
    ...d.look.statuses.filter((look) => look.status !== "held" && statuses.has(look.status)).map((look) => ({ picture: E.line(E.ink().text, look.status), wide: 28, high: 12, text: look.label })),
  ];

  // What the shapes and lines in it mean, as far as they are in it.
  function legend() {
    const { net, hidden } = E.scene;
    const drawn = [...E.drawn.keys()].filter((number) => net.body.nodes[number] && !hidden.nodes.has(number));
    const lines = [...E.scene.lines.keys()].filter((n) => net.body.edges[n] && !hidden.edges.has(n)).map((n) => d.edges[n]);
    const types = new Set(drawn.map((number) => d.entities[number].type));
    const families = new Set(lines.map((edge) => E.relations.get(edge.relation).family));
    const statuses = new Set(lines.map((edge) => edge.status));
    return [
      ...d.look.types.filter((look) => types.has(look.type)).map((look) => ({ picture: E.shape(look.type), wide: 12, high: 12, text: look.many, grey: E.state.colour === "group" })),
      ...lineKeys(families, statuses),
    ];
  }

  // ---- the other views: what stands in an element, as SVG -----------------------------------------------------------------
  // Which parts of a view are its picture, from the top down. A view that is not named here has none: it is text already.
  const PICTURES = { timeline: [".tl-legend", ".tl-picture"], map: [".map-box", ".rest"], matrix: [".matrix-key", ".matrix"] };
  const SKIPPED = "input, .tl-zoom, .tl-tip, .zoom, .sr, [hidden]";
  const SHAPES = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order"];
  const LETTERS = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "letter-spacing"];
  const OWN = ["opacity", "vector-effect", "clip-path"];
  // What each is where no style sheet says anything.
  const PLAIN = {
    fill: "rgb(0, 0, 0)", stroke: "none", "fill-opacity": "1", "stroke-opacity": "1", "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt",
    "stroke-linejoin": "miter", "paint-order": "normal", opacity: "1", "vector-effect": "none", "clip-path": "none", "text-anchor": "start",
    "dominant-baseline": "auto", "letter-spacing": "normal", "font-style": "normal",
  };

  // A copy of an SVG that needs no style sheet: what the style says stands in attributes.
  function inlined(node, above) {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, foreignObject, [hidden]")) return null;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return null;
    const copy = document.createElementNS(node.namespaceURI, node.localName);
    for (const { name, value } of node.attributes) if (!/^(class|style|on.*|tabindex|data-.*|role|color|xmlns)$/.test(name) && !(name in PLAIN) && !LETTERS.includes(name)) copy.setAttribute(name, value);
    const now = { ...above };
    const names = [...SHAPES, ...(node.closest("text") ? LETTERS : []), ...OWN];
    for (const name of names) {
      const value = style.getPropertyValue(name);
      const inherited = OWN.includes(name) ? PLAIN[name] : above[name] ?? PLAIN[name];
      now[name] = value;
      if (value === inherited || !value) continue;
      if ((name === "fill" || name === "stroke") && !/^(none|url)/.test(value)) {
        const [colour, opacity] = colourOf(value);
        copy.setAttribute(name, colour);
        if (opacity < 1) copy.setAttribute(`${name}-opacity`, String(opacity * Number(style.getPropertyValue(`${name}-opacity`))));
      } else if (!copy.hasAttribute(name)) copy.setAttribute(name, value);
    }
    copy.append(...[...node.childNodes].map((child) => inlined(child, now)).filter(Boolean));
    return copy;
  }

  // Background, edges and text of an element and all in it, at their places relative to `from`.
  function paintElement(node, root, from, limit = Infinity, decoration = "none") {
    if (node.matches(SKIPPED)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return;
    const rect = node.getBoundingClientRect();
    const at = { x: rect.left - from.x, y: rect.top - from.y, w: rect.width, h: rect.height };
    if (node.localName === "svg") {
      const copy = inlined(node, {});
      for (const [name, value] of Object.entries({ x: at.x, y: at.y, width: at.w, height: at.h })) copy.setAttribute(name, String(round(value)));
      if (style.overflow === "visible") copy.setAttribute("overflow", "visible");
      root.append(copy);
      return;
    }
    paintBox(style, at, root);
    const own = style.textDecorationLine === "none" || !colourOf(style.textDecorationColor)[1] ? decoration : style.textDecorationLine;
    const edge = style.overflowX === "visible" ? limit : Math.min(limit, at.x + at.w);
    for (const child of node.childNodes) {
      if (child.nodeType === Node.ELEMENT_NODE) paintElement(child, root, from, edge, own);
      else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) paintText(child, style, root, from, edge, own);
    }
  }

  const SIDES = { top: ({ x, y, w }) => [x, y, x + w, y], right: ({ x, y, w, h }) => [x + w, y, x + w, y + h], bottom: ({ x, y, w, h }) => [x, y + h, x + w, y + h], left: ({ x, y, h }) => [x, y, x, y + h] };
  function paintBox(style, at, root) {
    const place = { x: round(at.x), y: round(at.y), width: round(at.w), height: round(at.h) };
    const rx = parseFloat(style.borderTopLeftRadius) || 0;
    if (colourOf(style.backgroundColor)[1]) root.append(svg("rect", { ...place, ...(rx ? { rx: Math.min(rx, at.h / 2) } : {}), ...painted("fill", style.backgroundColor) }));
    paintLayers(style, at, root);
    const sides = Object.keys(SIDES).map((side) => ["width", "style", "color"].map((what) => style.getPropertyValue(`border-${side}-${what}`)));
    const seen = ([width, kind, colour]) => parseFloat(width) > 0 && kind !== "none" && colourOf(colour)[1] > 0;
    const line = ([width, kind, colour]) => ({ fill: "none", ...painted("stroke", colour), "stroke-width": parseFloat(width), ...({ dashed: { "stroke-dasharray": "3 2" }, dotted: { "stroke-dasharray": "1 2" } }[kind] || {}) });
    if (sides.every((side) => seen(side) && String(side) === String(sides[0]))) {
      const half = parseFloat(sides[0][0]) / 2;
      root.append(svg("rect", { x: round(at.x + half), y: round(at.y + half), width: round(Math.max(0, at.w - 2 * half)), height: round(Math.max(0, at.h - 2 * half)), ...(rx ? { rx: Math.min(rx, at.h / 2) } : {}), ...line(sides[0]) }));
      return;
    }
    Object.values(SIDES).forEach((ends, n) => {
      if (!seen(sides[n])) return;
      const [x1, y1, x2, y2] = ends(at).map(round);
      root.append(svg("line", { x1, y1, x2, y2, ...line(sides[n]) }));
    });
  }

  // Layers of one colour each, as the matrix sets its bars: the first is uppermost. A pattern is its first colour.
  function paintLayers(style, at, root) {
    const pattern = /^repeating-linear-gradient\([^(]*(rgba?\([^)]*\)|color\([^)]*\))/.exec(style.backgroundImage);
    if (pattern) root.append(svg("rect", { x: round(at.x), y: round(at.y), width: round(at.w), height: round(at.h), ...painted("fill", pattern[1]) }));
    if (!style.backgroundImage.startsWith("linear-gradient")) return;
    const split = (text) => text.split(/,(?![^(]*\))/).map((part) => part.trim());
    const images = style.backgroundImage.split(/(?<=\))\s*,\s*(?=linear)/);
    const [sizes, places] = [split(style.backgroundSize), split(style.backgroundPosition)];
    const length = (text, whole) => {
      if (text.startsWith("calc")) return [...text.matchAll(/([+-]?\s*[\d.]+)(%|px)/g)].reduce((sum, [, value, unit]) => sum + (unit === "%" ? (Number(value.replace(/\s/g, "")) / 100) * whole : Number(value.replace(/\s/g, ""))), 0);
      return text.endsWith("%") ? (parseFloat(text) / 100) * whole : parseFloat(text) || 0;
    };
    images.map((image, n) => ({ image, n })).reverse().forEach(({ image, n }) => {
      const colours = image.match(/rgba?\([^)]*\)|color\([^)]*\)/g) || [];
      const [w, h] = sizes[n % sizes.length].split(/ (?![^(]*\))/).map((size, axis) => length(size, [at.w, at.h][axis]));
      if (!colours.length || colours.some((colour) => colour !== colours[0]) || !(w > 0 && h > 0)) return;
      const [x, y] = places[n % places.length].split(/ (?![^(]*\))/).map((place, axis) => length(place, [at.w - w, at.h - h][axis]));
      root.append(svg("rect", { x: round(at.x + x), y: round(at.y + y), width: round(w), height: round(h), ...painted("fill", colours[0]) }));
    });
  }

  // Text as it is set: each line by itself, cut where its box cuts it.
  function paintText(node, style, root, from, limit, decoration) {
    const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    paper.font = font;
    const range = document.createRange();
    const lines = [];
    for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const [rect] = range.getClientRects();
      if (!rect) continue;
      const last = lines.at(-1);
      if (last && Math.abs(last.top - rect.top) < 2) last.text += ` ${word}`;
      else lines.push({ text: word, left: rect.left, top: rect.top });
    }
    for (const { text: raw, left, top } of lines) {
      const x = left - from.x;
      let text = oneLine(style.textTransform === "uppercase" ? raw.toUpperCase() : raw);
      if (x + paper.measureText(text).width > limit + 1) {
        let chars = Array.from(text);
        while (chars.length && x + paper.measureText(`${chars.join("")}…`).width > limit) chars = chars.slice(0, -1);
        text = `${chars.join("")}…`;
      }
      const y = top - from.y + paper.measureText(text).fontBoundingBoxAscent;
      const more = { ...(style.letterSpacing === "normal" ? {} : { "letter-spacing": parseFloat(style.letterSpacing) }), ...(decoration === "none" ? {} : { "text-decoration": decoration }) };
      root.append(svg("text", { x: round(x), y: round(y), "font-family": style.fontFamily, "font-size": parseFloat(style.fontSize), ...(style.fontWeight === "400" ? {} : { "font-weight": style.fontWeight }), ...more, ...painted("fill", style.color) }, text));
    }
  }

  // The colour that an element without one of its own lies on.
  function behind(node) {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (colourOf(backgroundColor)[1]) return backgroundColor;
    }
    return E.ink().paper;
  }

  // Everything that scrolls is at its start while it is drawn: what sticks to an edge is at its place then.
  function atStart(view, draw) {
    const moved = [view, ...view.querySelectorAll("*")].filter((node) => node.scrollTop || node.scrollLeft).map((node) => [node, node.scrollTop, node.scrollLeft]);
    for (const [node] of moved) [node.scrollTop, node.scrollLeft] = [0, 0];
    draw();
    for (const [node, top, left] of moved) [node.scrollTop, node.scrollLeft] = [top, left];
  }

  // ---- the picture as a whole ------------------------------------------------------------------------------------------
  const GAP = 14;
  const pictured = () => {
    const { view } = E.state;
    if (view === "network") return E.drawn.size > 0;
    return (PICTURES[view] || []).some((selector) => document.querySelector(`#view-${view} ${selector}`));
  };

  // The same on white: for paper.
  function onWhite(make) {
    const ink = E.ink;
    E.ink = () => ({ ...ink(), paper: "#ffffff", veil: "rgba(255,255,255,0.84)" });
    try {
      return make();
    } finally {
      E.ink = ink;
    }
  }

  // The open view as an SVG element, with what it is and what its marks mean below it; null where a view has no picture.
  E.picture = () => {
    if (!pictured()) return null;
    const family = getComputedStyle(document.body).fontFamily;
    const body = svg("g", { "font-family": family });
    const { width, height, keys } = E.state.view === "network" ? networkInto(body) : viewInto(body);
    const below = svg("g", { "font-family": family });
    const full = height + footInto(below, width, height, keys);
    const { paper: ground } = E.ink();
    const cover = svg("rect", { x: 0, y: height, width, height: full - height, fill: ground });
    return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: full, viewBox: `0 0 ${width} ${full}`, role: "img" },
      svg("title", {}, title()), svg("desc", {}, words()), svg("rect", { x: 0, y: 0, width, height: full, fill: ground }), body, cover, below);
  };

  function networkInto(root) {
    const [width, height] = [E.scene.box.clientWidth, E.scene.box.clientHeight];
    drawNetwork(new Pen(root, width, height));
    return { width, height, keys: legend() };
  }

  function viewInto(root) {
    const { view } = E.state;
    const section = document.getElementById(`view-${view}`);
    let [width, height] = [0, GAP];
    atStart(section, () => {
      for (const node of PICTURES[view].map((selector) => section.querySelector(selector)).filter((one) => one && one.getClientRects().length)) {
        const rect = node.getBoundingClientRect();
        root.append(svg("rect", { x: GAP, y: height, width: round(rect.width), height: round(rect.height), ...painted("fill", behind(node)) }));
        paintElement(node, root, { x: rect.left - GAP, y: rect.top - height });
        height += Math.max(rect.height, node.scrollHeight) + GAP;
        width = Math.max(width, rect.width, node.scrollWidth);
      }
    });
    return { width: Math.ceil(width + 2 * GAP), height: Math.ceil(height - GAP / 2), keys: view === "map" ? mapKeys() : [] };
  }

  const mapKeys = () => lineKeys(
    new Set(d.look.families.map((look) => look.family).filter((family) => family !== "standing")),
    new Set(d.facts.filter((_, n) => E.shownFact[n]).map(E.statusOf)));

  // Below the picture: the meaning of shapes and lines, then what it shows and who made it. Returns how high that is.
  function footInto(root, width, top, keys) {
    const pen = new Pen(root, width, Infinity);
    const family = root.getAttribute("font-family");
    const { text: ink, rest } = E.ink();
    const soft = getComputedStyle(document.documentElement).getPropertyValue("--soft").trim();
    let [x, y] = [GAP, top + GAP];
    pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--rule").trim();
    pen.beginPath();
    pen.moveTo(0, top + 0.5);
    pen.lineTo(width, top + 0.5);
    pen.stroke();
    pen.font = `400 11.5px ${family}`;
    pen.fillStyle = soft;
    for (const { picture, wide, high, text, grey } of keys) {
      const long = wide + 6 + pen.measureText(text).width + 16;
      if (x + long > width && x > GAP) [x, y] = [GAP, y + 19];
      const copy = picture.cloneNode(true);
      copy.removeAttribute("class");
      for (const [name, value] of Object.entries({ x: round(x), y: y - high / 2 + 5, width: wide, height: high })) copy.setAttribute(name, String(value));
      if (grey) copy.firstChild.setAttribute("fill", rest);
      root.append(copy);
      pen.fillText(text, x + wide + 6, y + 9);
      x += long;
    }
    if (keys.length) y += 26;
    pen.font = `600 13px ${family}`;
    pen.fillStyle = ink;
    for (const line of wrapped(pen, title(), width - 2 * GAP)) pen.fillText(line, GAP, (y += 11)), (y += 7);
    pen.font = `400 11.5px ${family}`;
    pen.fillStyle = soft;
    for (const line of wrapped(pen, words(), width - 2 * GAP)) pen.fillText(line, GAP, (y += 10)), (y += 6);
    return Math.ceil(y + 6 - top);
  }
  function wrapped(pen, text, wide) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (!lines.at(-1) || pen.measureText(longer).width <= wide) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  // ---- files -----------------------------------------------------------------------------------------------------------
  function save(blob, name) {
    const href = URL.createObjectURL(blob);
    const link = el("a", { href, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    // Not at once: some browsers read it only after this turn.
    setTimeout(() => URL.revokeObjectURL(href), 10000);
    tell(`Saved as ${name}`);
  }

  // As text: no character that XML forbids, wherever it came from.
  const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  function written(picture) {
    for (const node of [picture, ...picture.querySelectorAll("*")]) {
      for (const { name, value } of [...node.attributes]) if (value.search(NOT_XML) >= 0) node.setAttribute(name, value.replace(NOT_XML, ""));
      for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE && child.data.search(NOT_XML) >= 0) child.data = child.data.replace(NOT_XML, "");
    }
    return new XMLSerializer().serializeToString(picture);
  }

  const drawing = () => save(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${written(E.picture())}\n`], { type: "image/svg+xml" }), fileName(E.state.view, "svg"));

  const MOST_PIXELS = 60e6;
  async function picture() {
    const made = E.picture();
    const name = fileName(E.state.view, "png");
    const [width, height] = ["width", "height"].map((side) => Number(made.getAttribute(side)));
    const scale = Math.min(2 * Math.max(1, devicePixelRatio), Math.sqrt(MOST_PIXELS / (width * height)));
    const image = new Image();
    // Not a blob: the page's policy lets pictures come from the page itself only.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(made))}`;
    try {
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      if (!blob) throw new Error("no picture");
      save(blob, name);
    } catch {
      tell("This browser could not make the picture. Take the drawing (SVG) instead.");
    }
  }

  // ---- rows ------------------------------------------------------------------------------------------------------------
  // The ties to take: those of the choice if it has any, else all that pass the filters.
  function taken() {
    const { chosen } = E.state;
    const own = chosen ? [...E.tiesOf(chosen)].sort((a, b) => a - b) : [];
    return own.length ? { ties: own, chosen } : { ties: d.edges.map((_, n) => n).filter(E.passes), chosen: null };
  }

  const COLUMNS = [
    ["source", ({ edge }) => E.name(edge.source)], ["source type", ({ edge }) => d.entities[edge.source].type], ["relation", ({ edge }) => edge.relation],
    ["target", ({ edge }) => E.name(edge.target)], ["target type", ({ edge }) => d.entities[edge.target].type], ["status", ({ edge }) => edge.status],
    ["date", ({ fact }) => fact.date], ["date from", ({ fact }) => fact.date_min], ["date to", ({ fact }) => fact.date_max],
    ["place", ({ fact }) => (fact.place === undefined ? "" : E.name(fact.place))], ["topics", ({ fact }) => (fact.topics || []).join("; ")], ["amount", ({ fact }) => fact.amount],
    ["confidence", ({ said }) => (said.length ? String(Math.max(...said.map((one) => one.confidence))) : "")], ["rule", ({ said }) => [...new Set(said.map((one) => one.rule).filter(Boolean))].join("; ")],
    ["derived", ({ edge }) => (edge.roll_up ? "yes" : "no")], ["quote", ({ said: [first] }) => first && first.quote],
    ["document", ({ article }) => article && article.doc + (article.number ? ` #${article.number + 1}` : "")], ["title", ({ article }) => article && article.title],
    ["published", ({ article }) => article && article.published], ["address", ({ article }) => article && article.url], ["quotes", ({ said }) => String(said.length)],
  ];

  // A spreadsheet runs what begins like a formula; an apostrophe makes it text (OWASP). A plain number stays one.
  function field(value) {
    let text = oneLine(value ?? "");
    if (/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = `'${text}`;
    return /^[\w .:/-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
  }
  function csv(ties) {
    const line = (cells) => `${cells.map(field).join(",")}\r\n`;
    const row = (n) => {
      const edge = d.edges[n];
      const said = E.quotesOf(edge).map((q) => d.quotes[q]);
      const about = { edge, fact: d.facts[edge.fact], said, article: said.length ? d.articles[said[0].article] : null };
      return line(COLUMNS.map(([, value]) => value(about)));
    };
    return `\ufeff${line(COLUMNS.map(([name]) => name))}${ties.map(row).join("")}`;
  }
  const rows = () => {
    const { ties, chosen } = taken();
    save(new Blob([csv(ties)], { type: "text/csv;charset=utf-8" }), fileName("ties", "csv", chosen));
  };

  // ---- copying: by the clipboard, by the old command, or by hand ----------------------------------------------------------
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byCommand(text);
    }
  }
  function byCommand(text) {
    const before = document.activeElement;
    const area = el("textarea", { class: "sr", readonly: true, "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // Then by hand.
    }
    area.remove();
    if (before) before.focus({ preventScroll: true });
    return done;
  }
  // The text in a field, marked, for the reader's own copy key.
  function byHand(text, words) {
    const area = el("textarea", { class: "by-hand", readonly: true, rows: 3, "aria-label": words });
    area.value = text;
    const note = el("div", { class: "hand" }, el("p", { class: "small" }, words), area);
    requestAnimationFrame(() => {
      area.focus();
      area.select();
    });
    return note;
  }

  // “quote” — title, date, file #n, address
  E.citation = (number) => {
    const said = d.quotes[number];
    const { title: name, published, doc, number: at, url } = d.articles[said.article];
    const address = url && E.webAddress(url) ? url : "";
    const source = [name, E.date(published), doc && `${doc}${at ? ` #${at + 1}` : ""}`, address].map((part) => oneLine(part || "")).filter(Boolean);
    return `“${oneLine(said.quote)}” — ${source.join(", ")}`;
  };

  E.citer = (number) => {
    const label = el("span", {}, "Copy citation");
    const button = el("button", { type: "button", class: "cite", title: "Copy citation", onclick: copy }, E.icon("copy"), label);
    let later = 0;
    async function copy() {
      if (await copied(E.citation(number))) {
        label.textContent = "Copied";
        button.classList.add("done");
        say("Citation copied");
        clearTimeout(later);
        later = setTimeout(() => {
          label.textContent = "Copy citation";
          button.classList.remove("done");
        }, 2500);
        return;
      }
      const figure = button.closest("figure") || button.parentNode;
      figure.querySelectorAll(".hand").forEach((old) => old.remove());
      figure.append(byHand(E.citation(number), "This browser lets no page copy. The citation, marked for your own copy key:"));
    }
    return button;
  };

  // A page in a frame may have no address of its own: then the part after # is all there is to give.
  async function link() {
    const own = /^(https?|file):$/.test(location.protocol);
    const text = own ? location.href.split("#")[0] + E.address() : E.address() || "#";
    if (own && (await copied(text))) tell("Link copied");
    else show(byHand(text, own ? "The link, marked for your own copy key:" : "In this frame the page has no address. Put this after the address of the page:"));
  }

  // ---- the menu --------------------------------------------------------------------------------------------------------
  const status = el("p", { class: "sr", role: "status", "aria-live": "polite" });
  const note = el("div", { class: "take-note", hidden: true });
  const list = el("ul", { role: "menu", id: "take-menu", "aria-labelledby": "take-button", hidden: true });
  const button = el("button", { type: "button", id: "take-button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "take-menu" }, E.icon("take"), el("span", {}, "Take away"));
  box.append(button, list, note, status);

  let later = 0;
  const say = (text) => (status.textContent = text);
  const show = (...what) => {
    clearTimeout(later);
    note.replaceChildren(...what);
    note.hidden = false;
  };
  const tell = (text) => {
    show(el("p", {}, text));
    say(text);
    later = setTimeout(() => (note.hidden = true), 4000);
  };

  function items() {
    const { ties, chosen } = taken();
    const of = chosen ? ` of ${E.cut(E.choiceName(chosen), 60)}` : "";
    const seen = pictured();
    return [
      seen ? ["Picture (PNG)", `${viewLabel()}, as it is now`, picture] : null,
      seen ? ["Drawing (SVG)", "the same, to enlarge or to edit", drawing] : null,
      ["Rows (CSV)", `${E.count(ties.length, "tie", "ties")}${of}`, rows],
      ["Link to this view", "with its filters and the choice", link],
      ["Print", "the view and the details", () => print()],
    ].filter(Boolean);
  }

  const entries = () => [...list.querySelectorAll("[role=menuitem]")];
  function open(at = 0) {
    note.hidden = true;
    list.replaceChildren(...items().map(([label, about, act]) => el("li", { role: "none" }, el("button", {
      type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(true); act(); },
    }, el("span", {}, label), el("span", { class: "small" }, el("bdi", {}, about))))));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    entries().at(at).focus();
  }
  function close(back) {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  }

  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (at === undefined) return;
    event.preventDefault();
    open(at);
  });
  list.addEventListener("keydown", (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const letter = event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey ? all.find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase())) : undefined;
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") close(false);
    if (to === undefined && !letter) return;
    event.preventDefault();
    event.stopPropagation();
    (letter || all.at(to)).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (list.hidden && note.hidden)) return;
    event.stopPropagation();
    close(false);
    note.hidden = true;
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (box.contains(event.target)) return;
    close(false);
    note.hidden = true;
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close(false));

  // ---- paper -----------------------------------------------------------------------------------------------------------
  // While it prints, all is light, the picture of the view stands where the view was, and what is folded is open. A change
  // of theme goes to what is drawn; the panel keeps all that was opened in it, so its marks are recoloured one by one.
  let undo = null;
  function recolour(from, to) {
    const pairs = new Map([...d.look.types, ...d.look.families].map((look) => [look[from], look[to]]));
    for (const node of document.querySelectorAll("#panel svg *")) {
      for (const name of ["fill", "stroke"]) if (pairs.has(node.getAttribute(name))) node.setAttribute(name, pairs.get(node.getAttribute(name)));
    }
  }
  function theme(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    E.theme();
    E.repaint();
    E.tell("filtered");
    E.drawView();
  }

  function beforePrint() {
    if (undo || !E.started) return;
    const [dark, own] = [E.dark(), document.documentElement.dataset.theme];
    if (dark) theme("light");
    if (dark) recolour("dark", "light");
    const folded = [...document.querySelectorAll("#panel details:not([open])")];
    for (const one of folded) one.open = true;
    const made = onWhite(E.picture);
    const figure = made ? el("figure", { class: "printed" }, made) : el("div", { class: "printed" }, el("h2", {}, title()), el("p", { class: "small" }, words()));
    const longer = [...document.querySelectorAll("#panel .more:not([hidden])")].map((more) => {
      const left = el("p", { class: "small printed" }, "More follow in the page and are not printed.");
      more.after(left);
      return left;
    });
    document.querySelector(".stage").prepend(figure);
    document.body.classList.toggle("pictured", Boolean(made));
    undo = () => {
      for (const one of [figure, ...longer]) one.remove();
      document.body.classList.remove("pictured");
      for (const one of folded) one.open = false;
      if (dark) recolour("light", "dark");
      if (dark) theme(own);
    };
  }
  function afterPrint() {
    const back = undo;
    undo = null;
    if (back) back();
  }
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? beforePrint() : afterPrint()));
})(Entente);
