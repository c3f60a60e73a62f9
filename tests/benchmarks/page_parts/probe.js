// What a contestant's page is asked once it is usable: one measure a call. `relation` is what ours hides, the others
// hide every `share`th tie, which are the same. Times end when a pixel was read back: before that the browser may only
// have noted what to draw. `script` is the time until then, what is left for the processor where a graphics card draws.
(function (measure, kind, relation, share) {
  "use strict";
  const BUDGET = 5000; // ms for one measure; a slow page is asked fewer times
  const median = (times) => {
    const sorted = [...times].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };

  function timed(times, before, work, settle) {
    const [script, whole] = [[], []];
    const until = performance.now() + BUDGET;
    for (let n = 0; n < times && (n === 0 || performance.now() < until); n += 1) {
      before(n);
      settle();
      const start = performance.now();
      work(n);
      script.push(performance.now() - start);
      settle();
      whole.push(performance.now() - start);
    }
    return { script: median(script), whole: median(whole) };
  }

  function ofVis(network, filter) {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    const context = network.canvas.getContext();
    // With curved ties vis-network has a hidden helper in the middle of each.
    const counts = ({ id, options }) => !options.hidden && !String(id).startsWith("edgeId:");
    const shown = (all) => Object.values(all).filter(counts);
    return {
      move: (n) => {
        const position = { x: middle.x + (n % 2 ? 8 : -8) / scale, y: middle.y };
        network.moveTo({ position, scale, animation: false });
      },
      draw: () => network.redraw(),
      drag: (on) => (network.renderer.dragging = on),
      settle: () => context.getImageData(0, 0, 1, 1),
      filter: (on) => {
        filter(on);
        network.redraw();
      },
      nodes: () => shown(network.body.nodes).length,
      lines: () => shown(network.body.edges).length,
    };
  }

  function ofOurs() {
    const E = window.Entente;
    const box = document.querySelector(".nested input");
    const click = (on) => box.checked === on && box.click();
    return ofVis(E.network, E.change ? (on) => E.change({ off: { relations: on ? [relation] : [] } }) : click);
  }

  function ofPyvis() {
    const chosen = window.edges.getIds().filter((_, n) => n % share === 0);
    return ofVis(window.network, (hidden) => window.edges.update(chosen.map((id) => ({ id, hidden }))));
  }

  function ofSigma() {
    const { sigma } = window;
    const graph = sigma.getGraph();
    const chosen = new Set(graph.edges().filter((_, n) => n % share === 0));
    const hide = (edge, data) => (chosen.has(edge) ? { ...data, hidden: true } : data);
    return {
      move: (n) => sigma.getCamera().setState({ x: n % 2 ? 0.506 : 0.494 }),
      draw: () => sigma.render(),
      drag: () => {},
      settle: () => {
        const pixel = new Uint8Array(4);
        for (const gl of Object.values(sigma.webGLContexts)) {
          gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        }
        sigma.canvasContexts.labels.getImageData(0, 0, 1, 1);
      },
      filter: (on) => {
        sigma.setSetting("edgeReducer", on ? hide : null);
        sigma.refresh();
      },
      nodes: () => graph.order,
      lines: () => Object.values(sigma.edgeDataCache).filter((edge) => !edge.hidden).length,
    };
  }

  const page = { ours: ofOurs, pyvis: ofPyvis, still: ofPyvis, sigma: ofSigma }[kind]();
  const measures = {
    drawn: () => ({ nodes: page.nodes(), lines: page.lines() }),
    redraw: () => timed(20, page.move, page.draw, page.settle),
    drag: () => {
      page.drag(true);
      const times = timed(20, page.move, page.draw, page.settle);
      page.drag(false);
      return times;
    },
    filter: () => {
      const all = page.lines();
      const times = timed(5, (n) => n && page.filter(false), () => page.filter(true), page.settle);
      const hidden = all - page.lines();
      if (!hidden) throw new Error("the filter hid no tie");
      return { ...times, hidden };
    },
  };
  return measures[measure]();
})
