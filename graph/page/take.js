// What can be taken away: a picture, a drawing, rows, a link, paper. The menu of it, and the files. All is made here, in the
// page; nothing is sent anywhere. Touches #take alone, and a link for the moment of saving; picture.js draws, copy.js copies.
//
// E.note tells what was done: say(text) to a screen reader, tell(text) for a moment, show(...what) until it is closed.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const { oneLine, viewLabel, fileName } = E.caption;
  const box = document.getElementById("take");

  // ---- telling what was done -----------------------------------------------------------------------------------------
  const status = el("p", { class: "sr", role: "status", "aria-live": "polite" });
  const note = el("div", { class: "take-note", hidden: true });
  let later = 0;
  const say = (text) => (status.textContent = text);
  const show = (...what) => {
    clearTimeout(later);
    note.replaceChildren(...what);
    note.hidden = false;
  };
  const tell = (text) => {
    show(el("p", {}, text));
    say(text);
    later = setTimeout(() => (note.hidden = true), 4000);
  };
  E.note = { say, show, tell };

  // ---- files ---------------------------------------------------------------------------------------------------------
  function save(blob, name) {
    const href = URL.createObjectURL(blob);
    const link = el("a", { href, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    // Not at once: some browsers read it only after this turn.
    setTimeout(() => URL.revokeObjectURL(href), 10000);
    tell(`Saved as ${name}`);
  }

  // As text: no character that XML forbids, wherever it came from.
  const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  function written(picture) {
    for (const node of [picture, ...picture.querySelectorAll("*")]) {
      for (const { name, value } of [...node.attributes]) if (value.search(NOT_XML) >= 0) node.setAttribute(name, value.replace(NOT_XML, ""));
      for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE && child.data.search(NOT_XML) >= 0) child.data = child.data.replace(NOT_XML, "");
    }
    return new XMLSerializer().serializeToString(picture);
  }

  const drawing = () => save(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${written(E.picture())}\n`], { type: "image/svg+xml" }), fileName(E.state.view, "svg"));

  const MOST_PIXELS = 60e6;
  async function picture() {
    const made = E.picture();
    const name = fileName(E.state.view, "png");
    const [width, height] = ["width", "height"].map((side) => Number(made.getAttribute(side)));
    const scale = Math.min(2 * Math.max(1, devicePixelRatio), Math.sqrt(MOST_PIXELS / (width * height)));
    const image = new Image();
    // Not a blob: the page's policy lets pictures come from the page itself only.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(made))}`;
    try {
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      if (!blob) throw new Error("no picture");
      save(blob, name);
    } catch {
      tell("This browser could not make the picture. Take the drawing (SVG) instead.");
    }
  }

  // ---- rows ----------------------------------------------------------------------------------------------------------
  // The ties to take: those of the choice if it has any, else all that pass the filters.
  function taken() {
    const { chosen } = E.state;
    const own = chosen ? [...E.tiesOf(chosen)].sort((a, b) => a - b) : [];
    return own.length ? { ties: own, chosen } : { ties: d.edges.map((_, n) => n).filter(E.passes), chosen: null };
  }

  const COLUMNS = [
    ["source", ({ edge }) => E.name(edge.source)], ["source type", ({ edge }) => d.entities[edge.source].type], ["relation", ({ edge }) => edge.relation],
    ["target", ({ edge }) => E.name(edge.target)], ["target type", ({ edge }) => d.entities[edge.target].type], ["status", ({ edge }) => edge.status],
    ["date", ({ fact }) => fact.date], ["date from", ({ fact }) => fact.date_min], ["date to", ({ fact }) => fact.date_max],
    ["place", ({ fact }) => (fact.place === undefined ? "" : E.name(fact.place))], ["topics", ({ fact }) => (fact.topics || []).join("; ")], ["amount", ({ fact }) => fact.amount],
    ["confidence", ({ said }) => (said.length ? String(Math.max(...said.map((one) => one.confidence))) : "")], ["rule", ({ said }) => [...new Set(said.map((one) => one.rule).filter(Boolean))].join("; ")],
    ["derived", ({ edge }) => (edge.roll_up ? "yes" : "no")], ["quote", ({ said: [first] }) => first && first.quote],
    ["document", ({ article }) => article && article.doc + (article.number ? ` #${article.number + 1}` : "")], ["title", ({ article }) => article && article.title],
    ["published", ({ article }) => article && article.published], ["address", ({ article }) => article && article.url], ["quotes", ({ said }) => String(said.length)],
  ];

  // A spreadsheet runs what begins like a formula; an apostrophe makes it text (OWASP). A plain number stays one.
  function field(value) {
    let text = oneLine(value ?? "");
    if (/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = `'${text}`;
    return /^[\w .:/-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
  }
  function csv(ties) {
    const line = (cells) => `${cells.map(field).join(",")}\r\n`;
    const row = (n) => {
      const edge = d.edges[n];
      const said = E.quotesOf(edge).map((q) => d.quotes[q]);
      const about = { edge, fact: d.facts[edge.fact], said, article: said.length ? d.articles[said[0].article] : null };
      return line(COLUMNS.map(([, value]) => value(about)));
    };
    return `\ufeff${line(COLUMNS.map(([name]) => name))}${ties.map(row).join("")}`;
  }
  const rows = () => {
    const { ties, chosen } = taken();
    save(new Blob([csv(ties)], { type: "text/csv;charset=utf-8" }), fileName("ties", "csv", chosen));
  };

  // ---- the menu ------------------------------------------------------------------------------------------------------
  const list = el("ul", { role: "menu", id: "take-menu", "aria-labelledby": "take-button", hidden: true });
  const button = el("button", { type: "button", id: "take-button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "take-menu" }, E.icon("take"), el("span", {}, "Take away"));
  box.append(button, list, note, status);

  function items() {
    const { ties, chosen } = taken();
    const of = chosen ? ` of ${E.cut(E.choiceName(chosen), 60)}` : "";
    const seen = E.pictured();
    return [
      seen ? ["Picture (PNG)", `${viewLabel()}, as it is now`, picture] : null,
      seen ? ["Drawing (SVG)", "the same, to enlarge or to edit", drawing] : null,
      ["Rows (CSV)", `${E.count(ties.length, "tie", "ties")}${of}`, rows],
      ["Link to this view", "with its filters and the choice", E.copyLink],
      ["Print", "the view and the details", () => print()],
    ].filter(Boolean);
  }

  const entries = () => [...list.querySelectorAll("[role=menuitem]")];
  function open(at = 0) {
    note.hidden = true;
    list.replaceChildren(...items().map(([label, about, act]) => el("li", { role: "none" }, el("button", {
      type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(true); act(); },
    }, el("span", {}, label), el("span", { class: "small" }, el("bdi", {}, about))))));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    entries().at(at).focus();
  }
  function close(back) {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  }

  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (at === undefined) return;
    event.preventDefault();
    open(at);
  });
  list.addEventListener("keydown", (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const letter = event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey ? all.find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase())) : undefined;
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") close(false);
    if (to === undefined && !letter) return;
    event.preventDefault();
    event.stopPropagation();
    (letter || all.at(to)).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (list.hidden && note.hidden)) return;
    event.stopPropagation();
    close(false);
    note.hidden = true;
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (box.contains(event.target)) return;
    close(false);
    note.hidden = true;
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close(false));
})(Entente);
