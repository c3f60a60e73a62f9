// The start of the page: counts, selection, and the address that names it (#n=KEY or #e=ID).
"use strict";

(function (E) {
  const d = E.data;
  const at = (id) => document.getElementById(id);
  let chosen = null;

  const key = (selection) => {
    if (!selection) return "";
    const [name, value] = selection.node !== undefined ? ["n", d.entities[selection.node].key] : ["e", d.edges[selection.edge].id];
    return `#${name}=${encodeURIComponent(value)}`;
  };

  // What the address says; the same for a page that was sent, opened, or gone back to.
  function fromAddress() {
    const [, name, value] = /^#([ne])=(.*)$/.exec(location.hash) || [];
    let text;
    try {
      text = decodeURIComponent(value || "");
    } catch {
      return null;
    }
    if (name === "n" && E.byKey.has(text)) return { node: E.byKey.get(text) };
    if (name === "e" && E.byEdge.has(text)) return { edge: E.byEdge.get(text) };
    return null;
  }

  function present(selection, centre) {
    chosen = selection;
    document.body.classList.toggle("selected", Boolean(selection));
    if (!selection) E.showOverview();
    else if (selection.node !== undefined) E.showNode(selection.node);
    else E.showEdge(selection.edge);
    E.highlight(selection, centre);
  }

  // Select an entity ({node}), a tie ({edge}) or nothing (null). What is off the screen is brought to the middle.
  E.select = (selection, { centre = false } = {}) => {
    if (!selection && !chosen) return;
    const inPanel = at("panel").contains(document.activeElement);
    present(selection, centre || inPanel);
    const heading = at("panel").querySelector("h2");
    if (inPanel && heading) heading.focus({ preventScroll: true });
    try {
      history.pushState(null, "", key(selection) || location.pathname + location.search);
    } catch {
      // A page inside a frame without an address of its own cannot be named; all else works.
    }
  };

  E.retint = (theme) => {
    E.theme(theme);
    E.repaint();
    E.buildFilters();
    E.applyFilters();
    present(chosen, false);
  };

  function counts() {
    const c = d.counts;
    at("counts").textContent = [
      E.count(c.articles, "article", "articles"), E.count(c.entities, "entity", "entities"), E.count(c.events, "event", "events"),
    ].join(" · ");
    const notes = [];
    if (c.left_out) notes.push(`Drawn: the ${E.number(c.drawn)} names told of most often. ${E.number(c.left_out)} more have ties and are not drawn`);
    if (c.untied) notes.push(`${E.number(c.untied)} without a tie ${c.untied === 1 ? "is" : "are"} not drawn`);
    if (notes.length) {
      at("notice").textContent = `${notes.join("; ")}. Search finds all of them.`;
      at("notice").hidden = false;
    }
    if (!c.drawn) {
      at("notice").textContent = "No ties were found in these documents, so there is nothing to draw.";
      at("notice").hidden = false;
    }
  }

  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("panel").focus();
  });
  counts();
  E.buildFilters();
  E.applyFilters();
  E.fit(false);
  present(fromAddress(), true);
  E.started = true;
  E.redraw();
  addEventListener("popstate", () => present(fromAddress(), true));
  addEventListener("hashchange", () => present(fromAddress(), true));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (!document.documentElement.dataset.theme) E.retint();
  });
})(Entente);
