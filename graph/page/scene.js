// What of the network is in the picture: filters hide lines, a choice is brought forward, what is not drawn is brought in.
"use strict";

(function (E) {
  const d = E.data;
  const { net, box, nodes, edges, lines, hidden } = E.scene;
  const scene = E.scene;
  const AT_ONCE = 40; // things brought in by one click: more would bury what was clicked
  const FILTERED = 400; // what passes the filters is brought in as a whole up to this many

  // ---- hide and show -----------------------------------------------------------------------------------------------
  const change = (own, before, after) => {
    for (const id of before) if (!after.has(id) && own[id]) own[id].options.hidden = false;
    for (const id of after) if (own[id]) own[id].options.hidden = true;
  };

  // A line is shown if its tie passes the filters and both ends are drawn; a node if a line at it is, or it is chosen.
  E.show = () => {
    const alone = E.state.alone && scene.focus;
    const gone = { nodes: new Set(), edges: new Set() };
    const linked = new Set();
    const fresh = [];
    for (const id of lines.keys()) {
      if (E.mask[id] || (alone && !scene.focus.edges.has(id))) gone.edges.add(id);
      else {
        linked.add(d.edges[id].source).add(d.edges[id].target);
        // Derived lines are not in the picture from the start: they come when first wanted.
        if (!net.body.edges[id]) fresh.push(scene.styled(lines.get(id)));
      }
    }
    for (const number of E.drawn.keys()) if (!linked.has(number) && !(scene.focus && scene.focus.nodes.has(number))) gone.nodes.add(number);
    if (fresh.length) {
      edges.add(fresh);
      scene.fresh = true;
    }
    change(net.body.edges, hidden.edges, gone.edges);
    change(net.body.nodes, hidden.nodes, gone.nodes);
    Object.assign(hidden, gone);
    net._updateVisibleIndices();
    E.redraw();
    E.tell("shown", { nodes: E.drawn.size - gone.nodes.size, edges: lines.size - gone.edges.size });
  };
  E.isShown = (number) => E.drawn.has(number) && !hidden.nodes.has(number);

  // ---- bring in ----------------------------------------------------------------------------------------------------
  const size = (weight) => Math.min(7 + 2.1 * Math.sqrt(weight), 40);

  // Draw these entities too, each near what it is tied to; ties to all that is drawn come with them. True if any was new.
  E.bring = (numbers, near) => {
    const wanted = numbers.filter((number) => !E.drawn.has(number));
    if (!wanted.length) return false;
    const cells = new Map();
    for (const [number, place] of E.drawn) E.intoCells(cells, { ...at(number, place), size: place.size });
    const added = wanted.map((number) => {
      const ends = E.edgesAt[number].map((edge) => (d.edges[edge].source === number ? d.edges[edge].target : d.edges[edge].source));
      const known = [...new Set(near === undefined ? ends : [near])].filter((end) => E.drawn.has(end) && end !== number).map((end) => at(end, E.drawn.get(end)));
      const middle = known.length
        ? { x: known.reduce((sum, p) => sum + p.x, 0) / known.length, y: known.reduce((sum, p) => sum + p.y, 0) / known.length }
        : net.getViewPosition();
      const entity = d.entities[number];
      const radius = size(entity.weight);
      const place = E.freePlace(middle, radius, cells, known.length === 1 ? 70 : 0);
      E.intoCells(cells, { ...place, size: radius });
      const node = { id: number, shape: E.types.get(entity.type).shape, size: radius, ...place };
      E.drawn.set(number, node);
      scene.added.add(number);
      return node;
    });
    nodes.add(added.map(scene.bare));
    scene.fresh = true;
    edges.add(newLines(wanted).map(scene.styled));
    return true;
  };
  const at = (number, place) => (net.body.nodes[number] ? { x: net.body.nodes[number].x, y: net.body.nodes[number].y } : place);

  function newLines(numbers) {
    const fresh = [];
    for (const id of new Set(numbers.flatMap((number) => E.edgesAt[number]))) {
      const edge = d.edges[id];
      if (lines.has(id) || !E.drawn.has(edge.source) || !E.drawn.has(edge.target)) continue;
      const line = lineOf(id, edge);
      lines.set(id, line);
      fresh.push(line);
    }
    return fresh;
  }

  // A line as Python makes them (graph/drawing.py): arrows, dashes, and a bend so that lines between two nodes fan out.
  const DASHES = { planned: [9, 6], proposed: [2, 6] };
  const bends = new Map();
  function lineOf(id, { source, target, relation, status }) {
    const pair = `${Math.min(source, target)},${Math.max(source, target)}`;
    const rank = bends.get(pair) || 0;
    bends.set(pair, rank + 1);
    const bend = Math.ceil(rank / 2) * 0.16 * (rank % 2 ? 1 : -1) * (source < target ? 1 : -1);
    const look = E.relations.get(relation);
    const arrows = [d.symmetric.includes(relation) ? "" : "to", status === "denied" ? "middle" : ""].filter(Boolean).join(";");
    const line = { id, from: source, to: target, arrows, width: look.family === "standing" ? 1 : 1.6 };
    if (bend) line.smooth = { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, Math.abs(bend)) };
    if (DASHES[status]) line.dashes = DASHES[status];
    return line;
  }

  E.dropAdded = () => {
    const gone = [...scene.added];
    const dead = [...lines.keys()].filter((id) => !E.edgesIsFirst.has(id) && (scene.added.has(d.edges[id].source) || scene.added.has(d.edges[id].target)));
    edges.remove(dead);
    nodes.remove(gone);
    dead.forEach((id) => lines.delete(id));
    gone.forEach((number) => E.drawn.delete(number));
    scene.added.clear();
    bends.clear();
  };
  E.edgesIsFirst = new Set(lines.keys());

  // ---- what is chosen ----------------------------------------------------------------------------------------------
  // The nodes and edges that belong to the choice, the whole graph over, and the ends to look at.
  function belonging(chosen) {
    const both = (list) => list.flatMap((n) => [d.edges[n].source, d.edges[n].target]);
    const of = (list, ends) => ({ nodes: new Set([...ends, ...both(list)]), edges: new Set(list), ends });
    if (chosen.node !== undefined) {
      const { nodes: near, edges: ties } = E.neighbours(chosen.node, E.state.hops, E.passes);
      const derived = (E.derivedAt.get(chosen.node) || []).filter(E.passes);
      return { node: chosen.node, nodes: new Set([...near.keys(), ...both(derived)]), edges: new Set([...ties, ...derived]), ends: [chosen.node] };
    }
    if (chosen.edge !== undefined) return of([chosen.edge], both([chosen.edge]));
    if (chosen.fact !== undefined) {
      const fact = d.facts[chosen.fact];
      return of(E.edgesOf[chosen.fact], [...(fact.who || []), ...(fact.whom || [])]);
    }
    if (chosen.path) return of(E.paths(...chosen.path, 1).flat(), chosen.path);
    if (chosen.words) return of(E.mentioning(chosen.words).flatMap((fact) => E.edgesOf[fact]).filter(E.passes), []);
    const [one, two] = chosen.cell;
    const list = d.edges.map((_, n) => n).filter((n) => E.passes(n) && E.joins(n, one, two));
    const ends = [E.countryNode.get(one), E.countryNode.get(two)].filter((n) => n !== undefined);
    return of(list, ends);
  }
  // Whether an edge joins these two countries: its ends are of the one and of the other.
  E.joins = (n, one, two) => {
    const [a, b] = [E.countryOf(d.edges[n].source), E.countryOf(d.edges[n].target)];
    return (a === one && b === two) || (a === two && b === one);
  };

  // Bring the choice forward, and into the picture where it is not drawn; `centre` also moves to it.
  E.highlight = (centre) => {
    const { chosen } = E.state;
    scene.focus = chosen ? belonging(chosen) : null;
    if (!scene.focus) {
      if (net.getSelectedNodes().length || net.getSelectedEdges().length) net.unselectAll();
      return;
    }
    const { node, ends } = scene.focus;
    E.bring(ends.filter((number) => E.edgesAt[number].length));
    E.bring([...scene.focus.nodes].filter((n) => !E.drawn.has(n) && E.edgesAt[n].length).sort((a, b) => a - b).slice(0, AT_ONCE), node);
    const drawn = [...scene.focus.nodes].filter((number) => E.drawn.has(number));
    scene.focus.left = scene.focus.nodes.size - drawn.length;
    net.setSelection(
      node !== undefined ? { nodes: [node].filter((n) => net.body.nodes[n]), edges: [] } : { nodes: [], edges: chosen.edge !== undefined ? [chosen.edge].filter((n) => net.body.edges[n]) : [] },
      { highlightEdges: false });
    if (centre) moveTo(ends.filter((number) => E.drawn.has(number)), drawn);
  };

  // To one node, as near as lets most of its ties be seen; or to both ends of a tie. Never so far that names cannot be read.
  // On a narrow screen the panel covers the lower part.
  function moveTo(ends, around) {
    if (!ends.length) return;
    const mean = (axis) => ends.reduce((sum, number) => sum + net.body.nodes[number][axis], 0) / ends.length;
    const position = { x: mean("x"), y: mean("y") };
    const spans = around.map((number) => Math.max(Math.abs(net.body.nodes[number].x - position.x), Math.abs(net.body.nodes[number].y - position.y)));
    const narrow = matchMedia("(max-width: 760px)").matches;
    const half = Math.min(box.clientWidth, box.clientHeight * (narrow ? 0.42 : 1)) / 2 - 64;
    const most = spans.sort((a, b) => a - b)[Math.floor((spans.length - 1) * (ends.length > 1 ? 1 : 0.75))];
    const scale = Math.max(0.5, Math.min(1.1, half / Math.max(1, most)));
    net.moveTo({ position, scale, offset: { x: 0, y: narrow ? -box.clientHeight * 0.28 : 0 }, animation: E.motion() });
  }

  // What passes the filters and is not drawn, if it is little enough, is drawn too: a filter must not hide what it is for.
  function bringFiltered() {
    if (!E.filtering() || !d.counts.left_out) return;
    const wanted = [];
    for (let number = 0; number < d.entities.length; number += 1) {
      if (E.shownNode[number] && !E.drawn.has(number)) wanted.push(number);
      if (wanted.length > FILTERED) return;
    }
    E.bring(wanted);
  }

  E.on("filtered", bringFiltered);
  E.on("state", ({ before, centre }) => {
    if (before.colour !== E.state.colour) E.repaint();
    const placed = before !== E.state && Object.keys(E.state).every((key) => key === "at" || before[key] === E.state[key]);
    if (placed) return;
    E.highlight(centre);
    E.show();
    if (E.state.at && centre) E.goTo(E.state.at);
  });
})(Entente);
