// The drawn network: vis-network with positions from the file, how its nodes and lines look, zoom, clicks.
"use strict";

(function (E) {
  const d = E.data;
  const box = document.getElementById("network");
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  // vis-network counts frames, not time: where a frame is slow to draw, a move would drag on.
  const motion = (E.motion = () => (still() || d.network.edges.length > 800 ? false : { duration: 300, easingFunction: "easeInOutQuad" }));

  // Asked for every line that is drawn, so it is looked up only when the theme changes.
  const system = matchMedia("(prefers-color-scheme: dark)");
  let dark = system.matches;
  E.dark = () => dark;
  E.theme = (name) => {
    if (name) document.documentElement.dataset.theme = name;
    const chosen = document.documentElement.dataset.theme;
    dark = chosen ? chosen === "dark" : system.matches;
  };
  E.ink = () =>
    E.dark()
      ? { paper: "#11181f", veil: "rgba(17,24,31,0.82)", text: "#e6edf3", edge: "#0a0f14", chosen: "#ffffff", code: "#0c1116", rest: "#4a5661" }
      : { paper: "#f7f8f9", veil: "rgba(247,248,249,0.84)", text: "#15212c", edge: "#ffffff", chosen: "#101820", code: "#ffffff", rest: "#b4bdc6" };

  // The more lines there are, the lighter each: what is dense shows as dense, and names stay readable.
  const thin = Math.max(0.28, Math.min(1, 20 / Math.sqrt(d.network.edges.length + 1)));

  // A node's colour: that of its type, or of its group where groups are asked for (the largest have one, the rest are grey).
  E.fill = (number) => {
    const entity = d.entities[number];
    if (E.state.colour !== "group") return E.colour(E.types.get(entity.type));
    const look = d.look.groups[entity.group];
    return look ? E.colour(look) : E.ink().rest;
  };
  const nodeColour = (number) => {
    const fill = E.fill(number);
    const { edge, chosen } = E.ink();
    const strong = { background: fill, border: chosen };
    return { background: fill, border: edge, highlight: strong, hover: strong };
  };
  const edgeColour = (number) => {
    const look = E.relations.get(d.edges[number].relation);
    const colour = E.colour(E.families.get(look.family));
    return { color: colour, highlight: colour, hover: colour, opacity: (look.family === "standing" ? 0.6 : 0.85) * thin };
  };

  // pyvis gave each node its name as label; names are drawn by our own layer, so vis never has to measure them.
  const bare = ({ label: _, group: __, ...node }) => ({ ...node, color: nodeColour(node.id) });
  const styled = ({ hidden: _, ...line }) => ({ ...line, color: edgeColour(line.id) });
  const nodes = new vis.DataSet(d.network.nodes.map(bare));
  const edges = new vis.DataSet(d.network.edges.filter((line) => !line.hidden).map(styled));
  const large = d.network.edges.length;
  const net = new vis.Network(box, {}, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: {
      hover: large < 3000, selectConnectedEdges: false, tooltipDelay: 100000, zoomSpeed: 0.6,
      hideEdgesOnDrag: large > 1200, hideEdgesOnZoom: large > 2500,
    },
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, shapeProperties: { borderRadius: 3 } },
    edges: {
      smooth: false, selectionWidth: 2.2, hoverWidth: 0.8, arrowStrikethrough: false,
      arrows: { to: { scaleFactor: 0.45 }, middle: { type: "bar", scaleFactor: 0.75 } },
    },
  });
  // Each step of the start would draw all of it again: it is drawn once, when all is in place (E.draw).
  net.body.emitter.emit("_blockRedraw");
  withoutFonts(net);
  net.setData({ nodes, edges });
  E.draw = () => {
    E.started = true;
    net.body.emitter.emit("_allowRedraw");
    net.redraw();
    // The frames that were asked for meanwhile come next, and would draw the same again.
    net.body.emitter.emit("_blockRedraw");
    requestAnimationFrame(() => net.body.emitter.emit("_allowRedraw"));
  };
  E.network = net;
  // The section around it has the name and the keys; one stop for the keyboard is enough.
  box.firstElementChild.tabIndex = -1;
  E.redraw = () => net.body.emitter.emit("_requestRedraw");

  // vis-network works out fonts for the label of every node and line; ours have none, and it takes an eighth of the start.
  function withoutFonts(empty) {
    empty.setData({ nodes: [{ id: 0 }], edges: [] });
    const { labelModule: label } = empty.body.nodes[0];
    const font = label.fontOptions;
    Object.assign(Object.getPrototypeOf(label), {
      initFontOptions() {},
      update(options) {
        this.elementOptions = options;
        this.fontOptions = font;
      },
    });
  }

  // What is shown now. `focus` holds the numbers of what is chosen and what belongs to it; all else is veiled.
  // `boxes` are the names written in the last picture, so that a click on a name finds its node.
  // `lines` are the options of all lines of the picture, those not drawn yet too; `added` the nodes brought in.
  const scene = (E.scene = {
    net, box, nodes, edges, styled, bare, focus: null, hover: null, pointer: { x: 0, y: 0 }, boxes: [],
    lines: new Map(d.network.edges.map((line) => [line.id, line])), added: new Set(),
    hidden: { nodes: new Set(), edges: new Set(d.network.edges.filter((line) => line.hidden).map((line) => line.id)) },
  });

  // Seen from afar a node shrinks less than the paper does, so that its shape and colour can still be told.
  E.swell = (scale = net.getScale()) => Math.max(1, Math.min(1.9, Math.sqrt(0.55 / scale)));
  // From farther still, dashes and arrowheads are smaller than a pixel, and take half of the time of drawing.
  const isFar = () => net.getScale() < 0.25;
  let [swollen, far] = [0, null];
  net.on("beforeDrawing", () => {
    const factor = Math.round(E.swell() * 20) / 20;
    if (factor !== swollen || scene.fresh) {
      swollen = factor;
      for (const [number, { size }] of E.drawn) if (net.body.nodes[number]) net.body.nodes[number].options.size = size * factor;
    }
    if (isFar() !== far || scene.fresh) {
      far = isFar();
      for (const [id, { dashes, arrows }] of scene.lines) {
        const line = net.body.edges[id];
        if (!line) continue;
        line.options.dashes = !far && dashes ? dashes : false;
        line.options.arrows.to.enabled = !far && arrows.includes("to");
      }
    }
    scene.fresh = false;
  });
  net.on("afterDrawing", (ctx) => {
    E.overlay(ctx, scene);
    if (E.started) document.documentElement.dataset.ready = "yes";
  });

  net.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM: at } }) => {
    const named = scene.boxes.find((b) => !b.disc && at.x >= b.x && at.x <= b.x + b.w && at.y >= b.y && at.y <= b.y + b.h);
    if (node !== undefined) E.select({ node });
    else if (named) E.select({ node: named.number });
    else if (edge !== undefined) E.select({ edge });
    else E.select(null);
  });
  const over = (value) => () => {
    scene.hover = value;
    box.classList.toggle("pointing", Boolean(value));
    E.redraw();
  };
  net.on("hoverNode", ({ node }) => over({ node })());
  net.on("hoverEdge", ({ edge }) => over({ edge })());
  net.on("blurNode", over(null));
  net.on("blurEdge", over(null));
  box.addEventListener("mousemove", (event) => {
    const frame = box.getBoundingClientRect();
    scene.pointer = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  });

  // Straight to vis-network's own objects: an update through the data sets costs a second at some thousand lines.
  E.repaint = () => {
    for (const number of E.drawn.keys()) {
      const node = net.body.nodes[number];
      if (node) node.setOptions({ color: nodeColour(number) });
    }
    for (const id of scene.lines.keys()) {
      const line = net.body.edges[id];
      if (line) Object.assign(line.options.color, edgeColour(id));
    }
    E.redraw();
  };

  // ---- where one looks ---------------------------------------------------------------------------------------------
  const keepPlace = () => {
    const { x, y } = net.getViewPosition();
    E.change({ at: `${Math.round(x)},${Math.round(y)},${net.getScale().toFixed(2)}` }, { how: "replace" });
  };
  let later = 0;
  net.on("dragEnd", keepPlace);
  net.on("zoom", () => {
    clearTimeout(later);
    later = setTimeout(keepPlace, 250);
  });
  E.goTo = (at) => {
    const [x, y, scale] = at.split(",").map(Number);
    net.moveTo({ position: { x, y }, scale: Math.min(6, Math.max(0.02, scale)), animation: false });
  };

  E.fit = (animated) => {
    const seen = [...E.drawn.keys()].filter((number) => !scene.hidden.nodes.has(number));
    if (!seen.length) return;
    const [low, high] = [{ x: Infinity, y: Infinity }, { x: -Infinity, y: -Infinity }];
    for (const number of seen) {
      const place = net.body.nodes[number];
      for (const axis of ["x", "y"]) {
        low[axis] = Math.min(low[axis], place[axis]);
        high[axis] = Math.max(high[axis], place[axis]);
      }
    }
    const [wide, tall] = [high.x - low.x, high.y - low.y];
    // Room for names at the sides, for the notice above and the counts below.
    const scale = Math.min(1.5, (box.clientWidth - 90) / (wide + 60), (box.clientHeight - 110) / (tall + 60));
    const position = { x: low.x + wide / 2, y: low.y + tall / 2 };
    net.moveTo({ position, scale: Math.max(0.02, scale), animation: animated ? motion() : false });
  };
  E.zoom = (factor) => net.moveTo({ scale: Math.min(6, Math.max(0.03, net.getScale() * factor)), animation: motion() });
  E.pan = (x, y) => {
    const at = net.getViewPosition();
    net.moveTo({ position: { x: at.x + x / net.getScale(), y: at.y + y / net.getScale() }, animation: false });
  };
})(Entente);
