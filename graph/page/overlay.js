// What we draw above vis-network's picture: names that never cover each other, country codes, the veil, the tip of a tie.
"use strict";

(function (E) {
  const d = E.data;
  const widths = new Map();
  const width = (ctx, text, font) => {
    const key = font + text;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    return widths.get(key);
  };
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

  const free = (boxes, rect) => !boxes.some((b) => b.number !== rect.number && b.x < rect.x + rect.w && rect.x < b.x + b.w && b.y < rect.y + rect.h && rect.y < b.y + b.h);

  // Where each drawn node is on the screen, those in sight only.
  function sights({ net, box, hidden, focus }, scale) {
    const middle = net.getViewPosition();
    const [w, h] = [box.clientWidth, box.clientHeight];
    const own = net.body.nodes;
    const swell = E.swell(scale);
    const seen = new Map();
    for (const number of E.drawn.keys()) {
      if (hidden.nodes.has(number) || (focus && !focus.nodes.has(number))) continue;
      const place = own[number];
      if (!place) continue;
      const x = (place.x - middle.x) * scale + w / 2;
      const y = (place.y - middle.y) * scale + h / 2;
      if (x > -60 && y > -30 && x < w + 60 && y < h + 30) seen.set(number, { x, y, place, radius: E.drawn.get(number).size * swell * scale });
    }
    return seen;
  }

  // Names beside their nodes, the weightiest first, none over another or over a node, always at reading size.
  function names(ctx, scene) {
    const { net, focus, hover } = scene;
    const scale = net.getScale();
    const seen = sights(scene, scale);
    const boxes = (scene.boxes = []);
    const first = [hover && hover.node, focus && focus.node, ...(focus ? focus.nodes : [])];
    const wanted = new Set(first.filter((number) => seen.has(number)));
    for (const [number, { x, y, radius }] of seen) {
      if (radius > 5) boxes.push({ x: x - radius, y: y - radius, w: 2 * radius, h: 2 * radius, number, disc: true });
    }
    ctx.lineJoin = "round";
    let written = 0;
    for (const number of new Set([...wanted, ...seen.keys()])) {
      const sight = seen.get(number);
      const must = wanted.has(number);
      if (sight.radius > 8.5) codeIn(ctx, number, sight.place, sight.radius / scale);
      if (!must && sight.radius < 4.2 && written > 34) continue;
      if (write(ctx, scene, number, sight, must, number === first[0] || number === first[1])) written += 1;
    }
  }

  // One name at the first free side of its node; `always` writes it below even where there is no room.
  function write(ctx, { net, box, boxes }, number, { x, y, place, radius }, must, always) {
    const scale = net.getScale();
    const { paper, text: tint } = E.ink();
    const px = Math.round(Math.min(15, 10.5 + radius / 7));
    const font = `${radius > 11 || must ? 600 : 400} ${px}px ${FONT}`;
    const label = E.cut(E.name(number), must ? 60 : 28);
    ctx.font = font;
    const wide = width(ctx, label, font);
    const pad = must ? 1 : 4;
    const high = px + 4;
    const room = box.clientWidth - wide - 4;
    const inside = (left) => (x < 0 || x > room + wide ? left : Math.max(4, Math.min(left, room)));
    const rect = (left, top) => ({ x: inside(left) - pad, y: top, w: wide + 2 * pad, h: high, number });
    const sides = [rect(x - wide / 2, y + radius + 1), rect(x - wide / 2, y - radius - high - 1)];
    sides.push(rect(x + radius + 4, y - high / 2), rect(x - radius - wide - 4, y - high / 2));
    const spot = sides.find((side) => free(boxes, side)) || (always ? sides[0] : null);
    if (!spot) return false;
    boxes.push(spot);
    ctx.font = font.replace(/(\d+)px/, `${px / scale}px`);
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.lineWidth = 3.5 / scale;
    ctx.strokeStyle = paper;
    ctx.fillStyle = tint;
    const at = { x: place.x + (spot.x + pad - x) / scale, y: place.y + (spot.y + 2 - y) / scale };
    ctx.strokeText(label, at.x, at.y);
    ctx.fillText(label, at.x, at.y);
    return true;
  }

  function codeIn(ctx, number, place, radius) {
    const entity = d.entities[number];
    if (entity.type !== "Country" || !/^[A-Z]{2}$/.test(entity.country || "")) return;
    ctx.font = `700 ${radius * 0.82}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = E.ink().code;
    ctx.fillText(entity.country, place.x, place.y + radius * 0.06);
  }

  // The rest of the picture under a veil, what is selected drawn again above it.
  function veil(ctx, { net, box, hidden, focus }) {
    const low = net.DOMtoCanvas({ x: 0, y: 0 });
    const high = net.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
    ctx.fillStyle = E.ink().veil;
    ctx.fillRect(low.x, low.y, high.x - low.x, high.y - low.y);
    for (const number of focus.edges) {
      const line = net.body.edges[number];
      if (!line || hidden.edges.has(number)) continue;
      const { color } = line.options;
      const quiet = color.opacity;
      color.opacity = 0.9;
      line.draw(ctx);
      if (line.drawArrows) line.drawArrows(ctx);
      color.opacity = quiet;
    }
    for (const number of focus.nodes) if (net.body.nodes[number] && !hidden.nodes.has(number)) net.body.nodes[number].draw(ctx);
  }

  function tip(ctx, { net, box, hover, pointer }) {
    if (!hover || hover.edge === undefined) return;
    const edge = d.edges[hover.edge];
    const fact = d.facts[edge.fact];
    const said = [`${E.name(edge.source)} ${E.verb(edge.relation, edge.status)} ${E.name(edge.target)}`, fact.title && E.plain(fact.title)];
    const text = E.cut([...said, E.date(fact.date), edge.roll_up && "derived from its parties"].filter(Boolean).join(" · "), 110);
    const scale = net.getScale();
    ctx.font = `500 12px ${FONT}`;
    const wide = ctx.measureText(text).width + 16;
    const x = Math.max(4, Math.min(pointer.x - wide / 2, box.clientWidth - wide - 4));
    const at = net.DOMtoCanvas({ x, y: Math.max(4, pointer.y - 38) });
    const { paper, text: tint } = E.ink();
    ctx.fillStyle = tint;
    ctx.fillRect(at.x, at.y, wide / scale, 25 / scale);
    ctx.font = `500 ${12 / scale}px ${FONT}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = paper;
    ctx.fillText(text, at.x + 8 / scale, at.y + 13 / scale);
  }

  E.overlay = (ctx, scene) => {
    ctx.save();
    if (scene.focus) veil(ctx, scene);
    names(ctx, scene);
    tip(ctx, scene);
    ctx.restore();
  };
})(Entente);
