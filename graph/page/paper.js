// Printing: the picture of the view with its words, and the details, all light and unfolded. Touches the page only while it
// prints, and puts all back.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const { title, words } = E.caption;

  // While it prints, all is light, the picture of the view stands where the view was, and what is folded is open. A change
  // of theme goes to what is drawn; the panel keeps all that was opened in it, so its marks are recoloured one by one.
  let undo = null;
  function recolour(from, to) {
    const pairs = new Map([...d.look.types, ...d.look.families].map((look) => [look[from], look[to]]));
    for (const node of document.querySelectorAll("#panel svg *")) {
      for (const name of ["fill", "stroke"]) if (pairs.has(node.getAttribute(name))) node.setAttribute(name, pairs.get(node.getAttribute(name)));
    }
  }
  function theme(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    E.theme();
    E.repaint();
    E.tell("filtered");
    E.drawView();
  }

  function beforePrint() {
    if (undo || !E.started) return;
    const [dark, own] = [E.dark(), document.documentElement.dataset.theme];
    if (dark) theme("light");
    if (dark) recolour("dark", "light");
    const folded = [...document.querySelectorAll("#panel details:not([open])")];
    for (const one of folded) one.open = true;
    const made = E.pictureOnWhite();
    const figure = made ? el("figure", { class: "printed" }, made) : el("div", { class: "printed" }, el("h2", {}, title()), el("p", { class: "small" }, words()));
    const longer = [...document.querySelectorAll("#panel .more:not([hidden])")].map((more) => {
      const left = el("p", { class: "small printed" }, "More follow in the page and are not printed.");
      more.after(left);
      return left;
    });
    document.querySelector(".stage").prepend(figure);
    document.body.classList.toggle("pictured", Boolean(made));
    undo = () => {
      for (const one of [figure, ...longer]) one.remove();
      document.body.classList.remove("pictured");
      for (const one of folded) one.open = false;
      if (dark) recolour("light", "dark");
      if (dark) theme(own);
    };
  }
  function afterPrint() {
    const back = undo;
    undo = null;
    if (back) back();
  }
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? beforePrint() : afterPrint()));
})(Entente);
