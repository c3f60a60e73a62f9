// Draws the network with the Sigma and graphology of ipysigma's files. Their scripts stand before this one in the page:
// webpack chunks, each of which only adds its modules to a list; `need` is what webpack's own loader would be.
"use strict";

(function () {
  const modules = Object.assign({}, ...self.webpackChunkipysigma.map(([, own]) => own));
  const known = {};
  function need(id) {
    if (!known[id]) {
      known[id] = { exports: {} };
      modules[id].call(known[id].exports, known[id], known[id].exports, need);
    }
    return known[id].exports;
  }
  const exported = (end) => need(Object.keys(modules).find((id) => id.endsWith(end)));
  const Graph = exported("/graphology.umd.min.js");
  const { Sigma } = exported("/sigma/index.js");

  const { nodes, edges } = JSON.parse(document.getElementById("data").textContent);
  const graph = new Graph({ multi: true, type: "directed" });
  nodes.forEach((node, number) => graph.addNode(number, node));
  edges.forEach(([source, target], number) => graph.addDirectedEdgeWithKey(number, source, target, { size: 1 }));
  // Names at every size, as the others have; of those that stand close together Sigma still writes only some.
  const settings = { defaultEdgeType: "arrow", labelRenderedSizeThreshold: 0 };
  window.sigma = new Sigma(graph, document.getElementById("network"), settings);
  // It has drawn once by now.
  document.documentElement.dataset.ready = "yes";
})();
