// The ways to look at the graph: a row of tabs, one of them shown. Each view is a file of its own that calls E.addView.
//
// E.addView({name, label, draw(box)}): `draw` fills its empty or old box with what passes the filters now (E.passes(edge),
// E.shownFact[fact], E.shownNode[entity]) and marks what is chosen (E.state.chosen). It is called when the view is opened,
// and after each change of filters or of the choice while it is open. A click calls E.select({node} or {fact} or {edge}).
"use strict";

(function (E) {
  const tabs = document.getElementById("tabs");
  const place = document.getElementById("views");
  E.views = new Map([["network", { name: "network", label: "Network", draw() {} }]]);
  E.addView = (view) => E.views.set(view.name, view);
  const box = (name) => document.getElementById(`view-${name}`);

  E.buildViews = () => {
    const names = E.VIEWS.filter((name) => E.views.has(name));
    const open = (name) => E.change({ view: name });
    tabs.replaceChildren(...names.map((name) => E.el("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, onclick: () => open(name),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const next = names[(names.indexOf(name) + step + names.length) % names.length];
        open(next);
        document.getElementById(`tab-${next}`).focus();
      },
    }, E.views.get(name).label)));
    for (const name of names.slice(1)) {
      place.append(E.el("section", { id: `view-${name}`, class: `view view-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, tabindex: "0", hidden: true }));
    }
  };

  E.on("state", ({ before }) => {
    const name = E.state.view;
    for (const other of E.views.keys()) {
      const tab = document.getElementById(`tab-${other}`);
      if (!tab) continue;
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      // The network keeps its size while another view lies over it: vis-network would lose its place.
      if (other === "network") box(other).inert = other !== name;
      else box(other).hidden = other !== name;
    }
    document.body.dataset.view = name;
    const same = before === E.state ? false : ["view", "chosen", "off", "only", "least", "from", "to", "undated", "derived", "group"].every((key) => before[key] === E.state[key]);
    if (!same) E.drawView();
  });

  E.drawView = () => {
    const view = E.views.get(E.state.view);
    if (view.name !== "network") view.draw(box(view.name));
  };
})(Entente);
