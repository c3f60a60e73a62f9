// Buttons and keys of the page as a whole: zoom, theme, the drawer of filters, slash and Escape.
"use strict";

(function (E) {
  const at = (id) => document.getElementById(id);
  const button = (id, icon, action) => {
    at(id).append(E.icon(icon));
    at(id).addEventListener("click", action);
  };
  button("zoom-in", "plus", () => E.zoom(1.4));
  button("zoom-out", "minus", () => E.zoom(1 / 1.4));
  button("zoom-fit", "fit", () => {
    E.fit(true);
    E.change({ at: "" }, { how: "replace" });
  });
  button("theme", "theme", () => E.retint(E.dark() ? "light" : "dark"));

  E.drawer = (value) => {
    document.body.classList.toggle("filtering", value);
    at("filters-button").setAttribute("aria-expanded", String(value));
  };
  at("filters-button").addEventListener("click", () => E.drawer(!document.body.classList.contains("filtering")));

  at("network").addEventListener("keydown", (event) => {
    const act = {
      ArrowLeft: () => E.pan(-60, 0), ArrowRight: () => E.pan(60, 0), ArrowUp: () => E.pan(0, -60), ArrowDown: () => E.pan(0, 60),
      "+": () => E.zoom(1.4), "=": () => E.zoom(1.4), "-": () => E.zoom(1 / 1.4), 0: () => E.fit(true),
    }[event.key];
    if (act && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      act();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/^(checkbox|radio|range)$/.test(event.target.type);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      at("search").focus();
    } else if (event.key === "Escape") {
      if (document.body.classList.contains("filtering")) E.drawer(false);
      else E.select(null);
    }
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("panel").focus();
  });
})(Entente);
