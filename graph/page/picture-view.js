// The picture of a view that is made of elements (timeline, map, matrix): boxes, letters and drawings as they are set on the
// screen, as SVG that needs no style sheet. Reads what is shown and scrolls it for a moment; changes nothing in it.
//
// E.viewPicture holds has(), whether the open view has one, and into(root, gap), which draws it and returns its size.
"use strict";

(function (E) {
  const { svg } = E;
  const { round, colourOf, painted, paper } = E.pen;
  const { oneLine } = E.caption;

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

  const has = () => (PICTURES[E.state.view] || []).some((selector) => document.querySelector(`#view-${E.state.view} ${selector}`));

  function into(root, gap) {
    const { view } = E.state;
    const section = document.getElementById(`view-${view}`);
    let [width, height] = [0, gap];
    atStart(section, () => {
      for (const node of PICTURES[view].map((selector) => section.querySelector(selector)).filter((one) => one && one.getClientRects().length)) {
        const rect = node.getBoundingClientRect();
        root.append(svg("rect", { x: gap, y: height, width: round(rect.width), height: round(rect.height), ...painted("fill", behind(node)) }));
        paintElement(node, root, { x: rect.left - gap, y: rect.top - height });
        height += Math.max(rect.height, node.scrollHeight) + gap;
        width = Math.max(width, rect.width, node.scrollWidth);
      }
    });
    return { width: Math.ceil(width + 2 * gap), height: Math.ceil(height - gap / 2) };
  }

  E.viewPicture = { has, into };
})(Entente);
