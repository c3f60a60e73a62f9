// Who is near whom: neighbours to some hops, and paths over the whole graph, drawn or not. Pure functions of the data.
"use strict";

(function (E) {
  const d = E.data;
  const other = (edge, node) => (d.edges[edge].source === node ? d.edges[edge].target : d.edges[edge].source);

  // Everything within `hops` of a node over edges that `lets` lets through: {nodes: Map number -> hops, edges: Set}.
  E.neighbours = (start, hops, lets) => {
    const nodes = new Map([[start, 0]]);
    const edges = new Set();
    let front = [start];
    for (let hop = 1; hop <= hops && front.length; hop += 1) {
      const reached = [];
      for (const node of front) {
        for (const edge of E.edgesAt[node]) {
          if (!lets(edge)) continue;
          edges.add(edge);
          const end = other(edge, node);
          if (nodes.has(end)) continue;
          nodes.set(end, hop);
          reached.push(end);
        }
      }
      front = reached;
    }
    return { nodes, edges };
  };

  // The best edge between two neighbours: held before not held, the surer one first, the first of equals.
  const rank = (edge) => (d.edges[edge].status === "held" ? 1 : 0) + E.sure(edge);
  const best = (edges) => edges.reduce((one, two) => (rank(two) > rank(one) + 1e-9 ? two : one));

  // Up to `most` shortest paths between two things, as lists of edges; denied ties lead nowhere. The surest come first.
  // Breadth first from both ends would be quicker; one end takes some 50 ms on 100,000 ties.
  E.paths = (start, goal, most = 3) => {
    if (start === goal) return [];
    const lets = (edge) => d.edges[edge].status !== "denied";
    const far = distances(goal, start, lets);
    if (!far.has(start)) return [];
    const found = [];
    const walk = (node, path) => {
      if (node === goal) {
        found.push(path);
        return;
      }
      const ways = new Map();
      for (const edge of E.edgesAt[node]) {
        const end = other(edge, node);
        if (lets(edge) && far.get(end) === far.get(node) - 1) ways.set(end, [...(ways.get(end) || []), edge]);
      }
      const steps = [...ways.values()].map(best).sort((a, b) => rank(b) - rank(a) || a - b);
      for (const edge of steps) {
        // A hundred of equal length are enough to choose from; there may be millions.
        if (found.length >= 100) return;
        walk(other(edge, node), [...path, edge]);
      }
    };
    walk(start, []);
    const weakest = (path) => Math.min(...path.map(rank));
    return found.sort((a, b) => weakest(b) - weakest(a)).slice(0, most);
  };

  // Hops from `start` to everything, until `goal` is reached.
  function distances(start, goal, lets) {
    const far = new Map([[start, 0]]);
    let front = [start];
    while (front.length && !far.has(goal)) {
      const reached = [];
      for (const node of front) {
        for (const edge of E.edgesAt[node]) {
          const end = other(edge, node);
          if (far.has(end) || !lets(edge)) continue;
          far.set(end, far.get(node) + 1);
          reached.push(end);
        }
      }
      front = reached;
    }
    return far;
  }

  // The nodes on a path of edges, from `start`.
  E.stops = (start, path) => path.reduce((stops, edge) => [...stops, other(edge, stops[stops.length - 1])], [start]);

  // A free place near the middle of some places, for a node of this radius: the first on a spiral that is clear of all.
  E.freePlace = (middle, radius, cells, first) => {
    const free = (x, y) => {
      for (let i = -3; i <= 3; i += 1) {
        for (let j = -3; j <= 3; j += 1) {
          for (const o of cells.get(`${Math.floor(x / CELL) + i},${Math.floor(y / CELL) + j}`) || []) {
            if (Math.hypot(o.x - x, o.y - y) < o.size + radius + 16) return false;
          }
        }
      }
      return true;
    };
    for (let step = 0; step < 20000; step += 1) {
      const out = first + Math.sqrt(step) * 18;
      const [x, y] = [Math.round(middle.x + out * Math.cos(step * 2.39996)), Math.round(middle.y + out * Math.sin(step * 2.39996))];
      if (free(x, y)) return { x, y };
    }
    return middle;
  };
  const CELL = 32;
  E.intoCells = (cells, place) => {
    const key = `${Math.floor(place.x / CELL)},${Math.floor(place.y / CELL)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(place);
  };
})(Entente);
