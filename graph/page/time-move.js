// Moving along the time: zoom, drag, wheel, and what lies earlier or later than what is seen. Changes E.timeline.zoom and has
// the picture painted anew; touches the tools over it.
"use strict";

(function (E) {
  const { EDGE, isoOf, spanOf } = E.time;
  const { placed } = E.timeMarks;
  const t = E.timeline;

  let waiting = false;
  function look(from, to) {
    const least = Math.min(1, 14 / t.now.scale.length);
    const wide = Math.min(1, Math.max(least, to - from));
    const middle = (from + to) / 2;
    const start = Math.min(1 - wide, Math.max(0, middle - wide / 2));
    t.zoom = [start, start + wide];
    if (!waiting) requestAnimationFrame(() => {
      waiting = false;
      t.paint();
    });
    waiting = true;
  }
  const zoomBy = (factor, about = 0.5) => {
    const [wide, place] = [t.zoom[1] - t.zoom[0], t.zoom[0] + about * (t.zoom[1] - t.zoom[0])];
    const next = Math.max(Math.min(1, 14 / t.now.scale.length), Math.min(1, wide / factor));
    look(place - about * next, place + (1 - about) * next);
  };
  const shift = (part) => look(t.zoom[0] + part * (t.zoom[1] - t.zoom[0]), t.zoom[1] + part * (t.zoom[1] - t.zoom[0]));

  const part = (event) => {
    const frame = t.now.marks.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - frame.left - EDGE) / Math.max(1, frame.width - 2 * EDGE)));
  };
  // Over the axis the wheel zooms; over the lanes it scrolls the view as everywhere, and zooms with Ctrl.
  function wheel(event) {
    const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const zooms = event.ctrlKey || event.metaKey || t.now.axis.contains(event.target);
    if (across && t.zoom[1] - t.zoom[0] < 1) shift((event.deltaX || event.deltaY) / 1200);
    else if (zooms && !across) zoomBy(Math.exp(-event.deltaY / 300), part(event));
    else return;
    event.preventDefault();
  }

  function drag(event) {
    if (event.button || t.zoom[1] - t.zoom[0] >= 1) return;
    let last = event.clientX;
    let moved = false;
    const surface = event.currentTarget;
    const move = (at) => {
      if (!moved && Math.abs(at.clientX - last) < 5) return;
      if (!moved) surface.setPointerCapture(event.pointerId);
      moved = true;
      shift((last - at.clientX) / Math.max(1, surface.clientWidth));
      last = at.clientX;
    };
    const end = () => surface.removeEventListener("pointermove", move);
    surface.addEventListener("pointermove", move);
    surface.addEventListener("pointerup", end, { once: true });
    surface.addEventListener("pointercancel", end, { once: true });
  }

  // How many lie outside what is seen, each with a way to them.
  function outside(x, frame) {
    const [before, after] = [[], []];
    for (const n of t.now.model.drawn) {
      const { x0, x1 } = placed(n, x);
      if (x1 <= 0) before.push(n);
      else if (x0 >= frame.width) after.push(n);
    }
    const go = (n) => {
      const wide = t.zoom[1] - t.zoom[0];
      const place = t.now.scale.at((spanOf(n)[0] + spanOf(n)[1] + 1) / 2);
      look(place - wide / 2, place + wide / 2);
    };
    const [last, first] = [before.reduce((a, b) => (a === null || spanOf(b)[1] > spanOf(a)[1] ? b : a), null), after[0]];
    t.now.before.hidden = !before.length;
    t.now.after.hidden = !after.length;
    t.now.before.textContent = `‹ ${E.number(before.length)} earlier`;
    t.now.after.textContent = `${E.number(after.length)} later ›`;
    t.now.before.onclick = () => go(last);
    t.now.after.onclick = () => go(after.reduce((a, b) => (spanOf(b)[0] < spanOf(a)[0] ? b : a), first));
    t.now.zooms.out.disabled = t.now.zooms.all.disabled = t.zoom[0] <= 0 && t.zoom[1] >= 1;
    const [from, to] = t.zoom.map(t.now.scale.day);
    t.now.range.textContent = `${E.date(isoOf(Math.floor(from)))} to ${E.date(isoOf(Math.ceil(to) - 1))}`;
  }

  Object.assign(t, { look, zoomBy, wheel, drag, outside });
})(Entente);
