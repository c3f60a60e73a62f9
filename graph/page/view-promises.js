// What was announced, proposed and pledged, and what is told of it later: a view.
//
// What is told later stands beside a promise as "perhaps the same": the same kind of deal between the same two parties, held
// on or after the day that the promise was told, and told by another document. Whether a promise was kept is not said: the
// documents would have to say it.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const STEP = 25;
  const LATER = 2; // what is told later, until all of it is asked for
  const MONEY = new Set(["investedIn", "aided", "agreedOn", "agreedWith"]);
  const TALKS = new Set(["met", "visited", "hosted"]);
  const symmetric = new Set(d.symmetric);

  let only = ""; // the group that is shown alone
  let again = false; // only what is told of again later
  let sort = "date";
  let turned = false;
  let stale = true;
  const lengths = new Map(); // how far each list has been opened

  // ---- time ------------------------------------------------------------------------------------------------------------
  const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const valid = (text) => (DATE.test(text || "") ? text : "");
  // The first and the last day that a written date may mean, as texts that sort.
  const startOf = (text) => text && `${text}-01-01`.slice(0, 10);
  const endOf = (text) => text && (text.length === 10 ? text : new Date(E.utc(Number(text.slice(0, 4)), text.length === 7 ? Number(text.slice(5)) : 12, 0)).toISOString().slice(0, 10));
  const spanOf = (fact) => {
    const low = startOf(valid(fact.date_min) || valid(fact.date));
    return low ? { low, high: endOf(valid(fact.date_max) || valid(fact.date)) || low } : null;
  };
  const days = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;

  const newest = d.articles.map((article) => endOf(valid(article.published))).reduce((a, b) => (b > a ? b : a), "");
  const lately = newest && new Date((days(newest) - 365) * 86400000).toISOString().slice(0, 10);
  // The date of the first document that tells it; "" where none has a date.
  const toldOf = (fact) => E.articlesOf(fact).map((n) => valid(d.articles[n].published)).filter(Boolean).reduce((a, b) => (!a || startOf(b) < startOf(a) ? b : a), "");

  // ---- what is promised --------------------------------------------------------------------------------------------------
  const promised = (fact) => ["planned", "proposed"].includes(fact.status);
  const money = (fact) => Boolean(fact.amount) && MONEY.has(fact.relation) && fact.status !== "denied";

  const GROUPS = [
    { name: "ahead", label: "Still ahead", rule: `The day, month or year that is named ends after ${E.date(newest)}, the day of the newest document.`, has: ({ fact, span }) => promised(fact) && newest && span && span.high > newest },
    { name: "passed", label: "Its date has passed", rule: `The day, month or year that is named had ended by ${E.date(newest)}, the day of the newest document.`, has: ({ fact, span }) => promised(fact) && newest && span && span.high <= newest },
    { name: "dated", label: "With a date", rule: "No document says when it was published, so that nothing can be said to be past or ahead.", has: ({ fact, span }) => promised(fact) && !newest && span },
    { name: "none", label: "No date given", rule: "Whether these are past or ahead is not said; what was told last comes first.", has: ({ fact, span }) => promised(fact) && !span },
    { name: "money", label: "Pledges of money", rule: "Investments, aid and agreements with an amount, announced or held. Those announced stand above as well.", has: ({ fact }) => money(fact) },
  ];

  // All promises of the graph, made once; those of them that pass the filters.
  let every = null;
  let found = [];
  function collect() {
    every ||= d.facts.map((fact, n) => ({ n, fact })).filter(({ fact }) => !E.isState(fact) && (promised(fact) || money(fact))).map(prepared);
    found = every.filter(({ n }) => E.shownFact[n]);
  }
  function prepared({ n, fact }) {
    const one = { n, fact, span: spanOf(fact), told: toldOf(fact) };
    one.groups = GROUPS.filter((group) => group.has(one)).map((group) => group.name);
    one.near = nearness(one);
    return one;
  }

  // ---- what is told later --------------------------------------------------------------------------------------------------
  // A kind of deal between two: meeting, visiting and hosting are one kind, whoever went to whom.
  function dealOf({ relation, source, target }) {
    const talk = TALKS.has(relation);
    const turns = (talk || symmetric.has(relation)) && source > target;
    return `${talk ? "talk" : relation} ${turns ? target : source} ${turns ? source : target}`;
  }

  // Deal -> the facts that were held or denied of it. Made once, of all documents: the filters do not change what is told.
  let deals = null;
  function dealIndex() {
    if (deals) return deals;
    const wanted = new Set();
    for (const edge of d.edges) if (!edge.roll_up && promised(d.facts[edge.fact])) wanted.add(dealOf(edge));
    deals = { held: new Map(), denied: new Map() };
    for (const edge of d.edges) {
      const { status } = d.facts[edge.fact];
      if (edge.roll_up || !deals[status]) continue;
      const deal = dealOf(edge);
      if (!wanted.has(deal)) continue;
      if (!deals[status].has(deal)) deals[status].set(deal, new Set());
      deals[status].get(deal).add(edge.fact);
    }
    return deals;
  }

  // What is told later of the same deal, nearest to the promise's own date, else to its telling, first.
  const laters = new Map();
  function laterOf(one) {
    if (laters.has(one.n)) return laters.get(one.n);
    const { held, denied } = dealIndex();
    const own = promised(one.fact) && one.told ? [...new Set(E.edgesOf[one.n].map((edge) => dealOf(d.edges[edge])))] : [];
    const from = startOf(one.told);
    const all = (index) => [...new Set(own.flatMap((deal) => [...(index.get(deal) || [])]))];
    const before = new Set(E.articlesOf(one.fact));
    const later = ({ n, day }) => day && day >= from && E.articlesOf(d.facts[n]).some((article) => !before.has(article));
    const kept = all(held).map((n) => ({ n, day: (spanOf(d.facts[n]) || {}).low || "" })).filter(later);
    // A denial has the date of what is denied; what counts is when it was told.
    const undone = all(denied).map((n) => ({ n, day: startOf(toldOf(d.facts[n])) })).filter(later);
    const goal = days(one.span ? one.span.low : from);
    const near = (a, b) => Math.abs(days(a.day) - goal) - Math.abs(days(b.day) - goal) || a.n - b.n;
    const found = { held: kept.sort(near), denied: undone.sort(near) };
    laters.set(one.n, found);
    return found;
  }
  const toldAgain = (one) => laterOf(one).held.length + laterOf(one).denied.length > 0;

  // ---- order -------------------------------------------------------------------------------------------------------------
  const letters = new Intl.Collator("en");
  const nearness = ({ span }) => {
    if (!span) return Infinity;
    return newest && span.low <= newest && span.high > newest ? 0 : Math.abs(days(span.low) - days(newest || "2000-01-01"));
  };
  const backwards = (a, b) => (a === b ? 0 : a < b ? 1 : -1);
  const subject = ({ fact }) => E.name([...(fact.who || []), ...(fact.whom || [])][0] ?? 0);
  const ORDERS = {
    date: { label: "Date", words: ["nearest to the newest document first", "furthest from the newest document first"], by: (a, b) => (a.near === b.near ? 0 : a.near - b.near) || backwards(a.told, b.told) },
    name: { label: "Who and what", words: ["A to Z", "Z to A"], by: (a, b) => letters.compare(subject(a), subject(b)) },
    told: { label: "Told, told later", words: ["newest first", "oldest first"], by: (a, b) => backwards(a.told, b.told) },
  };
  // What lacks the thing that is sorted by stands last, whichever way.
  const lacks = { date: (one) => !one.span, told: (one) => !one.told, name: () => false };
  function ordered(rows) {
    const { by } = ORDERS[sort];
    const way = turned ? -1 : 1;
    return [...rows].sort((a, b) => lacks[sort](a) - lacks[sort](b) || way * by(a, b) || a.n - b.n);
  }

  // ---- rows --------------------------------------------------------------------------------------------------------------
  const onDate = (date) => `${date.length === 10 ? "on" : "in"} ${E.date(date)}`;
  // "agreed with" and a date: the little word would want a name.
  const bare = (verb) => verb.replace(/ (with|on|to|from|in)$/, "");

  // What is told later as a link; how many years later, where it is years.
  function laterLink({ n, day }, denied, from) {
    const fact = d.facts[n];
    const told = denied ? `told ${onDate(toldOf(fact))}` : onDate(valid(fact.date) || day);
    const years = Math.floor((days(day) - days(from)) / 365.25);
    const after = years ? ` (${E.count(years, "year", "years")} later)` : "";
    const kind = denied ? "later denied" : "later told";
    const link = el("button", { type: "button", class: "detail", title: E.inWords(n), "aria-label": `${kind}: ${E.inWords(n)}, ${told}${after}`, onclick: () => E.choose(n, false) },
      `${bare(E.verb(fact.relation, E.statusOf(fact)))}${denied ? "," : ""} ${told}`);
    return el("li", { class: denied ? "denied" : "held" }, `${kind}: `, link, after ? el("span", { class: "pr-years" }, after) : null);
  }

  function laterPart(one) {
    const { held, denied } = laterOf(one);
    const from = startOf(one.told);
    const all = [...denied.map((later) => laterLink(later, true, from)), ...held.map((later) => laterLink(later, false, from))];
    if (!all.length) return null;
    const list = el("ul", { class: "pr-later" }, ...all.slice(0, LATER));
    const left = all.length - LATER;
    const more = left > 0 ? el("button", { type: "button", class: "detail", onclick: () => { list.append(...all.slice(LATER)); more.remove(); all[LATER].querySelector("button").focus(); } }, `and ${E.number(left)} more`) : null;
    return el("div", {}, list, more, el("p", { class: "small" }, "perhaps the same"));
  }

  function toldPart(one) {
    const articles = E.articlesOf(one.fact).length;
    const when = one.told ? ["told ", el("time", { datetime: one.told }, E.date(one.told))] : ["not known when it was told"];
    const recent = !one.span && one.told && endOf(one.told) >= lately ? el("p", { class: "small" }, "in the last year of the documents") : null;
    return el("div", { class: "pr-told" }, el("p", {}, ...when, articles > 1 ? ` and in ${E.count(articles - 1, "further document", "further documents")}` : null), recent, laterPart(one));
  }

  function row(one) {
    const { n, fact } = one;
    const quote = (fact.quotes || [])[0];
    const words = fact.date_text ? el("p", { class: "small" }, el("bdi", {}, `“${E.plain(fact.date_text)}”`)) : null;
    const choose = (event) => event.target.closest("button, a") || String(getSelection()) || E.choose(n, false);
    return el("li", { class: `pr fact ${E.statusOf(fact)}`, "data-fact": n, onclick: choose },
      el("div", { class: "pr-when" }, E.dated(fact), words, E.badge(E.statusOf(fact))),
      el("div", { class: "pr-what" }, el("p", { class: "said" }, ...E.sentence(fact)), fact.amount ? el("p", {}, el("span", { class: "amount" }, E.plain(fact.amount))) : null,
        quote === undefined ? null : E.quote(quote, E.namesOf([...(fact.who || []), ...(fact.whom || [])])),
        el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.choose(n, false) }, "Details"))),
      toldPart(one));
  }

  // A list that grows, and is as long as it was when it is made anew.
  function growing(name, rows) {
    const list = el("ol", { class: "pr-list" });
    const more = el("button", { type: "button", class: "more" });
    const grow = (to) => {
      list.append(...rows.slice(list.children.length, to).map(row));
      const left = rows.length - list.children.length;
      lengths.set(name, list.children.length);
      more.textContent = `Show ${E.number(Math.min(left, STEP))} more of ${E.number(left)}`;
      more.hidden = left === 0;
    };
    more.addEventListener("click", () => {
      const from = list.children.length;
      grow(from + STEP);
      mark(list);
      const next = list.children[from] && list.children[from].querySelector("button");
      if (next) next.focus();
    });
    grow(STEP);
    return [list, more];
  }

  // ---- the view ------------------------------------------------------------------------------------------------------------
  const inGroup = (name) => found.filter((one) => one.groups.includes(name));

  function lead() {
    const count = (status) => found.filter((one) => one.fact.status === status).length;
    const parts = [[count("planned"), "planned"], [count("proposed"), "proposed"], [count("held"), "held with an amount"]].filter(([n]) => n);
    return el("p", { class: "lead" }, parts.length ? `${parts.map(([n, words]) => `${E.number(n)} ${words}`).join(", ")}. ` : "",
      "Beside each stands what other documents tell of the same parties on or after the day it was told: held meetings and visits for a meeting or a visit, else the same kind of deal, whatever the filters hide. That is perhaps the same; whether a promise was kept, this page does not say.");
  }

  function chips(box) {
    const chip = (on, words, count, action) => el("button", { type: "button", class: "chip", "aria-pressed": String(on), onclick: () => { action(); build(box); } }, `${words} ${E.number(count)}`);
    const groups = GROUPS.filter((group) => inGroup(group.name).length);
    const repeated = found.filter(toldAgain).length;
    return el("div", { class: "chips pr-chips" }, el("div", { class: "chips", role: "group", "aria-label": "Groups" }, chip(!only, "All", found.length, () => (only = "")),
      ...groups.map((group) => chip(only === group.name, group.label, inGroup(group.name).length, () => (only = group.name)))),
    repeated ? chip(again, "With something told later", repeated, () => (again = !again)) : null);
  }

  function sorters(box) {
    const one = (name) => {
      const { label, words } = ORDERS[name];
      const on = sort === name;
      const say = on ? words[Number(turned)] : words[0];
      return el("button", { type: "button", class: "pr-sort", "aria-pressed": String(on), title: `${label}: ${say}`, "aria-label": `${label}: ${say}`, onclick: () => {
        turned = on && !turned;
        sort = name;
        build(box);
      } }, el("span", {}, label), on ? E.icon(turned ? "up" : "down") : null);
    };
    return el("div", { class: "pr-head", role: "group", "aria-label": "Sort" }, one("date"), one("name"), one("told"));
  }

  function section(group) {
    const rows = inGroup(group.name).filter((one) => !again || toldAgain(one));
    if (!rows.length || (only && only !== group.name)) return null;
    const undated = group.name === "none" && sort === "date";
    return el("section", { "aria-label": group.label }, el("h3", {}, `${group.label} (${E.number(rows.length)})`), el("p", { class: "small" }, group.rule),
      ...growing(group.name, undated ? [...rows].sort((a, b) => (turned ? -1 : 1) * backwards(a.told, b.told) || a.n - b.n) : ordered(rows)));
  }

  function mark(root) {
    const { chosen } = E.state;
    const wanted = chosen ? chosen.fact ?? (chosen.edge === undefined ? undefined : d.edges[chosen.edge].fact) : undefined;
    for (const one of root.querySelectorAll("[data-fact]")) {
      const on = Number(one.dataset.fact) === wanted;
      one.classList.toggle("chosen", on);
      if (on) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  function build(box) {
    const focused = box.contains(document.activeElement) ? document.activeElement.textContent : null;
    const sections = GROUPS.map(section).filter(Boolean);
    const empty = el("p", { class: "hint" }, "Nothing announced, proposed or pledged passes the filters.");
    box.replaceChildren(el("h2", {}, "What was announced, and what is told later"), lead(), ...(found.length ? [chips(box), sorters(box)] : []), ...(sections.length ? sections : [empty]));
    mark(box);
    // A chip or a sort button is made anew by its own press: the keyboard stays on it.
    if (focused) {
      const same = [...box.querySelectorAll(".chip, .pr-sort")].find((one) => one.textContent === focused);
      if (same) same.focus();
    }
  }

  function draw(box) {
    if (!stale && box.children.length) {
      mark(box);
      return;
    }
    stale = false;
    collect();
    if (only && !inGroup(only).length) only = "";
    const { scrollTop } = box;
    build(box);
    box.scrollTop = scrollTop;
  }

  E.on("filtered", () => (stale = true));
  E.addView({ name: "promises", label: "Promises", draw });
})(Entente);
