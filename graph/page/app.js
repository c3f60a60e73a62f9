// The start of the page, the last script: counts, notices, theme, and the state that the address names.
"use strict";

(function (E) {
  const d = E.data;
  const at = (id) => document.getElementById(id);

  function counts() {
    const c = d.counts;
    at("counts").textContent = [
      E.count(c.articles, "article", "articles"), E.count(c.entities, "entity", "entities"), E.count(c.events, "event", "events"),
    ].join(" · ");
  }

  // What is not drawn is said, whatever the reason.
  function notice() {
    const c = d.counts;
    const parts = [];
    const { added, focus } = E.scene;
    // With something chosen, only what concerns the choice: the rest was said, and lies over the picture.
    if (c.left_out && !focus) parts.push(`Drawn: the ${E.number(c.drawn)} names told of most often. ${E.number(c.left_out - added.size)} more have ties and are not drawn`);
    if (c.untied && !focus) parts.push(`${E.number(c.untied)} without a tie ${c.untied === 1 ? "is" : "are"} not drawn`);
    let text = parts.length ? `${parts.join("; ")}. Search finds all of them.` : "";
    if (!c.drawn) text = "No ties were found in these documents, so there is nothing to draw.";
    const children = [text];
    if (focus && focus.left > 0) children.push(` ${E.number(focus.left)} more near the choice are listed beside and not drawn.`);
    if (added.size) children.push(` ${E.number(added.size)} brought in. `, E.el("button", { type: "button", class: "reset", onclick: drop }, "Take them out"));
    at("notice").hidden = !children.join("").trim();
    at("notice").replaceChildren(...children);
  }
  function drop() {
    E.dropAdded();
    E.select(null);
    E.show();
  }

  E.on("shown", ({ nodes, edges }) => {
    at("showing").textContent = `${E.number(nodes)} of ${E.number(E.drawn.size)} names, ${E.count(edges, "tie", "ties")}`;
    notice();
  });

  E.on("state", ({ before }) => {
    const same = before !== E.state && ["chosen", "hops", "alone", "group", "colour"].every((key) => before[key] === E.state[key]);
    if (!same) E.showPanel();
  });

  E.retint = (theme) => {
    E.theme(theme);
    E.buildFilters();
    E.repaint();
    E.tell("filtered");
    E.show();
    E.showPanel();
    E.drawView();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (!document.documentElement.dataset.theme) E.retint();
  });

  counts();
  E.buildViews();
  // All elements first and sizes after: each size that is asked for in between has the browser lay out the page again.
  const elsewhere = E.state.chosen || E.state.at;
  if (elsewhere) E.fit(false);
  E.tell("state", { before: E.state, centre: true });
  E.buildFilters();
  if (!elsewhere) E.fit(false);
  E.buildStrip();
  E.draw();
})(Entente);
