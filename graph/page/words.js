// Words and small elements: dates, countries, sentences about facts. Every text goes in as text, never as markup.
"use strict";

(function (E) {
  const d = E.data;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const SVG = "http://www.w3.org/2000/svg";

  // el("p", {class: "x", onclick: f}, "text", child, ...)
  E.el = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  E.svg = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  };

  const POINTS = {
    square: "3,3 17,3 17,17 3,17",
    hexagon: "5.5,2 14.5,2 19,10 14.5,18 5.5,18 1,10",
    diamond: "10,1 19,10 10,19 1,10",
    triangle: "10,2 19,17.5 1,17.5",
    triangleDown: "1,2.5 19,2.5 10,18",
    star: "10,0.5 12.6,7 19.5,7.4 14.2,11.9 15.9,18.6 10,15 4.1,18.6 5.8,11.9 0.5,7.4 7.4,7",
  };

  // The shape of a type as a small picture; its colour comes from the style sheet's class.
  E.shape = (type) => {
    const look = E.types.get(type);
    const inner =
      look.shape === "dot" ? E.svg("circle", { cx: 10, cy: 10, r: 8.5 }) : E.svg("polygon", { points: POINTS[look.shape] });
    inner.setAttribute("fill", E.colour(look));
    return E.svg("svg", { viewBox: "0 0 20 20", class: "shape", "aria-hidden": "true" }, inner);
  };

  E.line = (colour, status) => {
    const dash = { planned: "6 4", proposed: "1.5 4" }[status] || "none";
    const line = E.svg("line", { x1: 1, y1: 6, x2: 27, y2: 6, stroke: colour, "stroke-width": 2.4, "stroke-dasharray": dash });
    const parts = [line];
    if (status === "denied") parts.push(E.svg("line", { x1: 14, y1: 1, x2: 14, y2: 11, stroke: colour, "stroke-width": 2.4 }));
    return E.svg("svg", { viewBox: "0 0 28 12", class: "line", "aria-hidden": "true" }, ...parts);
  };

  const ICONS = {
    plus: "M10 4v12M4 10h12", minus: "M4 10h12", close: "M5 5l10 10M15 5L5 15", fit: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
    theme: "M10 3a7 7 0 1 0 0 14V3z", play: "M6 4l10 6-10 6z", pause: "M6 4v12M14 4v12", list: "M4 5h12M4 10h12M4 15h8",
    quote: "M8 5c-3 1-4 3-4 6v4h5v-5H6c0-2 1-3 3-3.5M17 5c-3 1-4 3-4 6v4h5v-5h-3c0-2 1-3 3-3.5", path: "M4 15a2 2 0 1 0 0 .1M16 5a2 2 0 1 0 0 .1M5.5 13.5l8-7",
    pair: "M3 10a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M10 10a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0", copy: "M7 7V3h10v10h-4M3 7h10v10H3z", take: "M10 3v9M6 9l4 4 4-4M4 17h12",
    up: "M5 12l5-5 5 5", down: "M5 8l5 5 5-5",
  };
  E.icon = (name) => E.svg("svg", { viewBox: "0 0 20 20", class: "glyph", "aria-hidden": "true" }, E.svg("path", { d: ICONS[name] }));

  E.colour = (look) => (E.dark() ? look.dark : look.light);

  E.date = (text) => {
    if (!text) return "";
    const [year, month, day] = text.split("-");
    const name = MONTHS[Number(month) - 1];
    return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
  };

  let regions = null;
  E.country = (code) => {
    if (code === "EU") return "European Union";
    try {
      return (regions ||= new Intl.DisplayNames(["en"], { type: "region" })).of(code) || code;
    } catch {
      return code;
    }
  };

  // Not Intl.NumberFormat: the first of them takes a browser longer than all the rest of this file.
  E.number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

  E.count = (value, one, many) => `${E.number(value)} ${value === 1 ? one : many}`;

  // The verb of a relation under a status, from the side of its source or of its target.
  E.verb = (relation, status, fromTarget) => {
    const look = E.relations.get(relation);
    if (!fromTarget || (!look.passive && !look.inverse)) {
      return { held: look.past, planned: `to ${look.base}`, proposed: `might ${look.base}`, denied: `did not ${look.base}` }[status];
    }
    if (look.inverse) return look.inverse;
    const be = { held: "was", planned: "to be", proposed: "might be", denied: "was not" }[status];
    return `${be} ${look.passive}`;
  };

  E.name = (number) => E.plain(d.entities[number].label) || "(no name)";

  E.listed = (items) => {
    const out = [];
    items.forEach((item, index) => {
      if (index) out.push(index === items.length - 1 ? " and " : ", ");
      out.push(item);
    });
    return out;
  };

  // A name that selects its entity.
  E.link = (number) =>
    E.el("button", { type: "button", class: "name", onclick: () => E.select({ node: number }) }, E.el("bdi", {}, E.name(number)));

  // "A and B signed C", each name a button.
  E.sentence = (fact) => {
    const who = fact.who || [];
    const whom = fact.whom || [];
    const status = fact.status || "held";
    const links = (numbers) => E.listed(numbers.map(E.link));
    if (whom.length || who.length < 2) return [...links(who), ` ${E.verb(fact.relation, status)} `, ...links(whom)];
    return [E.link(who[0]), ` ${E.verb(fact.relation, status)} `, ...links(who.slice(1))];
  };

  // The same as one line of text.
  E.inWords = (number) => {
    const fact = d.facts[number];
    const names = (numbers) => E.listed(numbers.map(E.name)).join("");
    const [who, whom, verb] = [fact.who || [], fact.whom || [], E.verb(fact.relation, E.statusOf(fact))];
    return whom.length || who.length < 2 ? `${names(who)} ${verb} ${names(whom)}`.trim() : `${E.name(who[0])} ${verb} ${names(who.slice(1))}`;
  };

  E.badge = (status) =>
    status && status !== "held" ? E.el("span", { class: `badge ${status}` }, E.statuses.get(status).label) : null;

  const WORD = /[\p{L}\p{N}]/u;

  // The quote with each of the names in it marked; longer names win, parts of words are not names.
  E.marked = (quote, names) => {
    const sorted = [...new Set(names.filter((name) => name && name.length > 1))].sort((a, b) => b.length - a.length);
    const out = [];
    let plain = "";
    for (let at = 0; at < quote.length; ) {
      const free = at === 0 || !WORD.test(quote[at - 1]);
      const name = free && sorted.find((n) => quote.startsWith(n, at) && !WORD.test(quote[at + n.length] || " "));
      if (name) {
        if (plain) out.push(plain);
        plain = "";
        out.push(E.el("mark", {}, name));
        at += name.length;
      } else plain += quote[at++];
    }
    return plain ? [...out, plain] : out;
  };

  E.namesOf = (numbers) => numbers.flatMap((n) => [d.entities[n].label, ...(d.entities[n].aliases || [])]);

  E.source = (article) => {
    const title = E.plain(article.title || "") || "(no title)";
    const href = article.url ? E.webAddress(article.url) : null;
    const parts = [E.el("cite", {}, href ? E.el("a", { href, rel: "noopener noreferrer", target: "_blank" }, title) : title)];
    if (article.published) parts.push(E.el("time", { datetime: article.published }, E.date(article.published)));
    parts.push(E.el("span", { class: "doc" }, E.plain(article.doc) + (article.number ? ` #${article.number + 1}` : "")));
    return parts;
  };

  // The quote in the paragraph that it stands in, what is around it in a quieter tone.
  const inParagraph = (said, names) => {
    const around = said.paragraph === undefined ? null : d.paragraphs[said.paragraph];
    const quote = E.el("span", { class: "exact" }, ...E.marked(said.quote, names));
    if (!around) return [quote];
    const [before, after] = [around.text.slice(0, said.at), around.text.slice(said.at + said.quote.length)];
    return [
      E.el("span", { class: "around" }, `${around.cut_before ? "… " : ""}${before}`), quote,
      E.el("span", { class: "around" }, `${after}${around.cut_after ? " …" : ""}`),
    ];
  };

  // One quote set as a quote, with its source; `full` adds address, confidence and rule.
  E.quote = (number, names, full) => {
    const said = d.quotes[number];
    const article = d.articles[said.article];
    const caption = E.el("figcaption", {}, ...E.source(article), E.citer ? E.citer(number) : null);
    const figure = E.el("figure", { class: "quote" }, E.el("blockquote", {}, E.el("p", {}, ...(full ? inParagraph(said, names) : E.marked(said.quote, names)))), caption);
    if (full) {
      const facts = [`Confidence ${Math.round(said.confidence * 100)} %`, said.rule && `found by ${E.plain(said.rule)}`];
      figure.append(E.el("p", { class: "small" }, facts.filter(Boolean).join(" · ")));
      if (article.url) figure.append(E.el("p", { class: "small address" }, E.plain(article.url)));
    }
    return figure;
  };
})(Entente);
