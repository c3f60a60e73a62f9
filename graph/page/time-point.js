// What is pointed at, chosen and reached by keys in the timeline: a mark and its row light each other, a mark says beside it
// what it stands for, and the arrow keys go from mark to mark. Touches classes, tab stops and the scrolling of its section.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const { EDGE, whenWords } = E.time;
  const t = E.timeline;

  const ofFact = (root, n) => root.querySelectorAll(`[data-fact="${n}"]`);
  function light(n) {
    for (const lit of t.now.root.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (n !== null) for (const one of ofFact(t.now.root, n)) one.classList.add("lit");
  }
  const factAt = (event) => {
    const holder = event.target.closest("[data-fact]");
    return holder ? Number(holder.dataset.fact) : null;
  };

  function chosenFacts() {
    const { chosen } = E.state;
    if (!chosen) return [];
    if (chosen.fact !== undefined) return [chosen.fact];
    if (chosen.edge !== undefined) return [d.edges[chosen.edge].fact];
    if (chosen.words) return E.mentioning(chosen.words);
    return chosen.cell ? E.between(...chosen.cell) : [];
  }
  function markChosen() {
    for (const old of t.now.root.querySelectorAll(".chosen")) {
      old.classList.remove("chosen");
      old.removeAttribute("aria-current");
    }
    const wanted = new Set(chosenFacts());
    if (!wanted.size) return;
    if (wanted.size === 1) t.now.reach([...wanted][0]);
    for (const one of t.now.root.querySelectorAll("[data-fact]")) {
      if (!wanted.has(Number(one.dataset.fact))) continue;
      one.classList.add("chosen");
      one.setAttribute("aria-current", "true");
    }
  }

  // What a mark stands for, beside it.
  function tip(cell) {
    t.now.tip.hidden = !cell;
    if (!cell) return;
    const n = cell.fact;
    const fact = d.facts[n];
    const quote = (fact.quotes || [])[0];
    const said = quote === undefined ? null : d.quotes[quote];
    t.now.tip.replaceChildren(...[
      el("p", { class: "top" }, el("span", { class: "when" }, whenWords(n)), E.badge(E.statusOf(fact))), el("p", {}, el("bdi", {}, E.cut(E.inWords(n), 160))),
      said && el("p", { class: "words" }, el("bdi", {}, `“${E.cut(E.plain(said.quote), 180)}”`)), said && el("p", { class: "small" }, el("bdi", {}, E.cut(E.plain(d.articles[said.article].title || d.articles[said.article].doc), 90))),
    ].filter(Boolean));
    const left = t.now.marks.clientLeft + t.now.marks.parentNode.offsetLeft + cell.x;
    t.now.tip.style.left = `${Math.max(0, Math.min(left + 16, t.now.rows.clientWidth - t.now.tip.offsetWidth))}px`;
    const [high, view] = [t.now.tip.offsetHeight, t.now.root.parentNode.getBoundingClientRect()];
    const below = t.now.rows.getBoundingClientRect().top + cell.y + 14 + high > view.bottom;
    t.now.tip.style.top = `${below ? cell.y - 14 - high : cell.y + 14}px`;
  }

  function point(event) {
    const cell = t.now.cells.find((one) => one.element.contains(event.target));
    light(cell && !cell.pool ? cell.fact : null);
    tip(cell && !cell.pool ? cell : null);
  }

  function act(cell) {
    if (!cell) return;
    if (!cell.pool) E.choose(cell.fact, false);
    else if (!t.opened.has(cell.key)) {
      t.opened.add(cell.key);
      t.paint();
    } else if (t.zoom[1] - t.zoom[0] > 15 / t.now.scale.length) t.zoomBy(4, Math.max(0, Math.min(1, cell.x / t.now.marks.clientWidth)));
    else t.now.reach(cell.pool.items[0].fact, true);
  }

  // ---- keys ----------------------------------------------------------------------------------------------------------
  function activate(index, focus) {
    t.now.active = index;
    t.now.cells.forEach((cell, n) => cell.element.setAttribute("tabindex", n === index ? "0" : "-1"));
    if (!focus || !t.now.cells[index]) return;
    t.now.cells[index].element.focus({ preventScroll: true });
    bring(t.now.cells[index].element);
  }

  // Scroll the view, and only the view, until something stands below the axis and above the lower edge.
  function bring(element) {
    const [frame, own] = [t.place.getBoundingClientRect(), element.getBoundingClientRect()];
    const high = frame.top + (t.now.top ? t.now.top.offsetHeight : 0) + 8;
    if (own.top < high) t.place.scrollTop += own.top - high;
    else if (own.bottom > frame.bottom - 8) t.place.scrollTop += own.bottom - frame.bottom + 8;
  }

  // The mark to the left or right in the lane, or the nearest one in the next lane that has any.
  function neighbour(key) {
    const { cells, active } = t.now;
    const own = cells.map((_, n) => n).filter((n) => cells[n].row === cells[active].row);
    if (key === "Home") return own[0];
    if (key === "End") return own.at(-1);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (key === "ArrowLeft" || key === "ArrowRight") return own[own.indexOf(active) + step];
    const beyond = cells.map((cell) => cell.row).filter((row) => (row - cells[active].row) * step > 0);
    const row = step > 0 ? Math.min(...beyond) : Math.max(...beyond);
    const away = (n) => Math.abs(cells[n].x - cells[active].x);
    return cells.map((_, n) => n).filter((n) => cells[n].row === row).reduce((best, n) => (best === undefined || away(n) < away(best) ? n : best), undefined);
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = t.now.cells[t.now.active];
    const about = cell ? Math.max(0, Math.min(1, (cell.x - EDGE) / (t.now.marks.clientWidth - 2 * EDGE))) : 0.5;
    const zooming = { "+": () => t.zoomBy(1.6, about), "=": () => t.zoomBy(1.6, about), "-": () => t.zoomBy(1 / 1.6, about), 0: () => t.look(0, 1) }[event.key];
    if (event.key === "Escape" && !t.now.tip.hidden) {
      event.stopPropagation();
      tip(null);
      return;
    }
    if (event.key === "Enter" || event.key === " ") act(cell);
    else if (zooming) zooming();
    else if (/^(Arrow|Home$|End$)/.test(event.key) && t.now.cells.length) {
      const next = neighbour(event.key);
      if (next !== undefined) activate(next, true);
    } else return;
    event.preventDefault();
  }

  // One stop of the Tab key for a column of buttons; the arrows go up and down in it.
  function rove(box, selector) {
    const all = [...box.querySelectorAll(selector)];
    if (all.length) all[0].tabIndex = 0;
    box.onkeydown = (event) => {
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined || !all[to]) return;
      event.preventDefault();
      all.forEach((one, n) => (one.tabIndex = n === to ? 0 : -1));
      all[to].focus();
    };
  }

  Object.assign(t, { light, factAt, markChosen, tip, point, act, activate, bring, keys, rove });
})(Entente);
