// The open view as one picture: the network or a view of elements, and below it what its marks mean, what it shows and who
// made it. Reads what is drawn; touches nothing that is shown.
//
// E.picture() makes it as an SVG element, or null where a view has none; E.pictured() says whether there is one;
// E.pictureOnWhite() makes it for paper.
"use strict";

(function (E) {
  const d = E.data;
  const { svg } = E;
  const { Pen, round } = E.pen;
  const { title, words } = E.caption;
  const GAP = 14;

  E.pictured = () => (E.state.view === "network" ? E.drawn.size > 0 : E.viewPicture.has());

  // The open view as an SVG element, with what it is and what its marks mean below it; null where a view has no picture.
  E.picture = () => {
    if (!E.pictured()) return null;
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

  // The same on white: for paper.
  E.pictureOnWhite = () => {
    const ink = E.ink;
    E.ink = () => ({ ...ink(), paper: "#ffffff", veil: "rgba(255,255,255,0.84)" });
    try {
      return E.picture();
    } finally {
      E.ink = ink;
    }
  };

  // ---- the network ---------------------------------------------------------------------------------------------------
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

  function networkInto(root) {
    const [width, height] = [E.scene.box.clientWidth, E.scene.box.clientHeight];
    drawNetwork(new Pen(root, width, height));
    return { width, height, keys: legend() };
  }

  const viewInto = (root) => ({ ...E.viewPicture.into(root, GAP), keys: E.state.view === "map" ? mapKeys() : [] });
  const mapKeys = () => lineKeys(
    new Set(d.look.families.map((look) => look.family).filter((family) => family !== "standing")),
    new Set(d.facts.filter((_, n) => E.shownFact[n]).map(E.statusOf)));

  // ---- what is written below -----------------------------------------------------------------------------------------
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
})(Entente);
