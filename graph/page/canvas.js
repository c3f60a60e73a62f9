// The drawn network: vis-network with positions from the file, what filters and selections show of it, zoom.
"use strict";

(function (E) {
  const d = E.data;
  const box = document.getElementById("network");
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  // vis-network counts frames, not time: where a frame is slow to draw, a move would drag on.
  const motion = () => (still() || d.network.edges.length > 800 ? false : { duration: 300, easingFunction: "easeInOutQuad" });

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
      ? { paper: "#11181f", veil: "rgba(17,24,31,0.82)", text: "#e6edf3", edge: "#0a0f14", chosen: "#ffffff", code: "#0c1116" }
      : { paper: "#f7f8f9", veil: "rgba(247,248,249,0.84)", text: "#15212c", edge: "#ffffff", chosen: "#101820", code: "#ffffff" };

  // The more lines there are, the lighter each: what is dense shows as dense, and names stay readable.
  const thin = Math.max(0.3, Math.min(1, 30 / Math.sqrt(d.network.edges.length + 1)));

  const nodeStyle = (node) => {
    const fill = E.colour(E.types.get(d.entities[node.id].type));
    const { edge, chosen } = E.ink();
    const strong = { background: fill, border: chosen };
    return { id: node.id, color: { background: fill, border: edge, highlight: strong, hover: strong } };
  };
  const edgeStyle = (line) => {
    const look = E.relations.get(d.edges[line.id].relation);
    const colour = E.colour(E.families.get(look.family));
    const opacity = (look.family === "standing" ? 0.6 : 0.85) * thin;
    return { id: line.id, color: { color: colour, highlight: colour, hover: colour, opacity } };
  };

  // pyvis gave each node its name as label; names are drawn by our own layer, so vis never has to measure them.
  const bare = ({ label, group, ...node }) => node;
  const nodes = new vis.DataSet(d.network.nodes.map((node) => ({ ...bare(node), ...nodeStyle(node) })));
  const edges = new vis.DataSet(d.network.edges.filter((line) => !line.hidden).map((line) => ({ ...line, ...edgeStyle(line) })));
  const shownLine = ({ hidden: _, ...line }) => line;
  const large = d.network.edges.length;
  const net = new vis.Network(box, { nodes, edges }, {
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
  E.network = net;
  // The section around it has the name and the keys; one stop for the keyboard is enough.
  box.firstElementChild.tabIndex = -1;
  const redraw = (E.redraw = () => net.body.emitter.emit("_requestRedraw"));

  // What is shown now. `focus` holds the numbers of what is selected and what belongs to it; all else is veiled.
  // `boxes` are the names written in the last picture, so that a click on a name finds its node.
  const scene = {
    net, box, focus: null, hover: null, pointer: { x: 0, y: 0 }, boxes: [],
    hidden: { nodes: new Set(), edges: new Set(d.network.edges.filter((line) => line.hidden).map((line) => line.id)) },
  };

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
    redraw();
  };
  net.on("hoverNode", ({ node }) => over({ node })());
  net.on("hoverEdge", ({ edge }) => over({ edge })());
  net.on("blurNode", over(null));
  net.on("blurEdge", over(null));
  box.addEventListener("mousemove", (event) => {
    const frame = box.getBoundingClientRect();
    scene.pointer = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  });

  // Show what the filters let through. A tie is shown if it and both its ends are; a node if a tie at it is.
  E.show = ({ type, edge: lets }) => {
    const linked = new Set();
    const count = () => ({ nodes: linked.size, edges: d.network.edges.length - gone.edges.size });
    const gone = { nodes: new Set(), edges: new Set() };
    for (const { id } of d.network.edges) {
      const edge = d.edges[id];
      const seen = lets(edge) && type(d.entities[edge.source].type) && type(d.entities[edge.target].type);
      if (seen) linked.add(edge.source).add(edge.target);
      else gone.edges.add(id);
    }
    for (const number of E.drawn.keys()) if (!linked.has(number)) gone.nodes.add(number);
    // Straight to vis-network's own objects: an update through the data set costs a second at some thousand lines.
    const change = (own, before, after) => {
      for (const id of [...before].filter((n) => !after.has(n))) if (own[id]) own[id].options.hidden = false;
      for (const id of after) if (own[id]) own[id].options.hidden = true;
    };
    // Derived lines are not in the picture from the start: they come when first wanted.
    const same = (one, other) => one.size === other.size && [...one].every((id) => other.has(id));
    if (same(scene.hidden.edges, gone.edges) && same(scene.hidden.nodes, gone.nodes)) return count();
    const fresh = d.network.edges.filter(({ id }) => !gone.edges.has(id) && !net.body.edges[id]);
    if (fresh.length) edges.add(fresh.map((line) => ({ ...shownLine(line), ...edgeStyle(line) })));
    change(net.body.edges, scene.hidden.edges, gone.edges);
    change(net.body.nodes, scene.hidden.nodes, gone.nodes);
    Object.assign(scene.hidden, gone);
    net.body.emitter.emit("_dataChanged");
    return count();
  };

  E.isShown = (number) => E.drawn.has(number) && !scene.hidden.nodes.has(number);

  E.repaint = () => {
    nodes.update(d.network.nodes.map(nodeStyle));
    edges.update(d.network.edges.filter(({ id }) => edges.get(id)).map(edgeStyle));
  };

  E.fit = (animated) => {
    const seen = [...E.drawn.keys()].filter((number) => !scene.hidden.nodes.has(number));
    if (!seen.length) return;
    const places = Object.values(net.getPositions(seen));
    const [low, high] = [(axis) => Math.min(...places.map((p) => p[axis])), (axis) => Math.max(...places.map((p) => p[axis]))];
    const [wide, tall] = [high("x") - low("x"), high("y") - low("y")];
    // Room for names at the sides, for the notice above and the counts below.
    const scale = Math.min(1.5, (box.clientWidth - 90) / (wide + 60), (box.clientHeight - 130) / (tall + 60));
    const position = { x: low("x") + wide / 2, y: low("y") + tall / 2 };
    net.moveTo({ position, scale: Math.max(0.02, scale), animation: animated ? motion() : false });
  };
  E.zoom = (factor) => net.moveTo({ scale: Math.min(6, Math.max(0.03, net.getScale() * factor)), animation: motion() });
  E.pan = (x, y) => {
    const at = net.getViewPosition();
    net.moveTo({ position: { x: at.x + x / net.getScale(), y: at.y + y / net.getScale() }, animation: false });
  };

  // Bring a selection forward; `centre` also moves to it. On a narrow screen the panel covers the lower part.
  E.highlight = (chosen, centre) => {
    if (!chosen && !scene.focus) return;
    scene.focus = null;
    const drawnEdges = (list) => list.filter((n) => net.body.edges[n]);
    let ends = [];
    if (chosen && chosen.node !== undefined && E.drawn.has(chosen.node)) {
      const near = drawnEdges(E.edgesAt[chosen.node]);
      const around = near.filter((n) => !scene.hidden.edges.has(n)).flatMap((n) => [d.edges[n].source, d.edges[n].target]);
      scene.focus = { node: chosen.node, nodes: new Set([chosen.node, ...around]), edges: new Set(near) };
      ends = [chosen.node];
      net.setSelection({ nodes: ends, edges: [] }, { highlightEdges: false });
    } else if (chosen && chosen.edge !== undefined && net.body.edges[chosen.edge]) {
      const { source, target } = d.edges[chosen.edge];
      ends = [source, target];
      scene.focus = { nodes: new Set(ends), edges: new Set([chosen.edge]) };
      net.setSelection({ nodes: [], edges: [chosen.edge] }, { highlightEdges: false });
    } else net.unselectAll();
    if (centre && ends.length) moveTo(ends);
    redraw();
  };

  // To one node, as near as lets most of its ties be seen; or to both ends of a tie. Never so far that names cannot be read.
  function moveTo(ends) {
    const places = net.getPositions([...scene.focus.nodes].filter((number) => E.drawn.has(number)));
    const mean = (axis) => ends.reduce((sum, number) => sum + places[number][axis], 0) / ends.length;
    const position = { x: mean("x"), y: mean("y") };
    const spans = Object.values(places).map((p) => Math.max(Math.abs(p.x - position.x), Math.abs(p.y - position.y)));
    const narrow = matchMedia("(max-width: 760px)").matches;
    const half = Math.min(box.clientWidth, box.clientHeight * (narrow ? 0.42 : 1)) / 2 - 50;
    const most = spans.sort((a, b) => a - b)[Math.floor((spans.length - 1) * (ends.length > 1 ? 1 : 0.75))];
    const scale = Math.max(0.5, Math.min(1.1, half / Math.max(1, most)));
    net.moveTo({ position, scale, offset: { x: 0, y: narrow ? -box.clientHeight * 0.28 : 0 }, animation: motion() });
  }
})(Entente);
