// The list under the picture of the timeline: the same events as text, those without a date, offices. Makes elements, and the
// way to a row, E.timeline.now.reach; changes nothing but the order of the list.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const { spanOf, when } = E.time;
  const { named } = E.timeLanes;
  const t = E.timeline;
  const ROWS = 25; // rows of the list at once
  let backwards = false; // the order of the list

  function row(n) {
    const fact = d.facts[n];
    const quotes = fact.quotes || [];
    const words = !spanOf(n) && fact.date_text ? el("span", { class: "small" }, `“${E.plain(fact.date_text)}”`) : null;
    const foot = el("p", { class: "foot" }, el("button", { type: "button", class: "detail", onclick: () => E.choose(n, false) }, "Details"), quotes.length > 1 ? el("span", {}, E.count(quotes.length - 1, "further quote", "further quotes")) : null);
    return el("li", { class: `fact ${E.statusOf(fact)}`, "data-fact": n }, el("div", { class: "top" }, when(n), words, E.badge(E.statusOf(fact))),
      el("div", {}, el("p", { class: "said" }, ...E.sentence(fact), fact.amount ? el("span", { class: "amount" }, `, ${E.plain(fact.amount)}`) : null),
        quotes.length ? E.quote(quotes[0], E.namesOf(named(fact))) : null, foot));
  }

  function officeRow({ fact, span }) {
    const { title, who: holders, whom, quotes } = d.facts[fact];
    return el("li", { class: "fact", "data-fact": fact }, el("div", { class: "top" }, el("span", { class: "small" }, span ? E.seen(d.facts[fact]) : "not known when it was told")),
      el("div", {}, el("p", { class: "said" }, title ? el("strong", {}, el("bdi", {}, E.plain(title))) : null, title ? ", " : null, E.link(whom[0])),
        (quotes || []).length ? E.quote(quotes[0], E.namesOf([...holders, ...whom])) : null));
  }

  // A list that grows by a button, and of itself as far as a row that is wanted.
  function growing(facts) {
    const list = el("ol", { class: "facts tl-list" });
    const more = el("button", { type: "button", class: "more" });
    const grow = (to) => {
      const from = list.children.length;
      list.append(...facts.slice(from, to).map(row));
      const left = facts.length - list.children.length;
      more.textContent = `Show ${E.number(Math.min(left, ROWS))} more of ${E.number(left)}`;
      more.hidden = left === 0;
    };
    more.addEventListener("click", () => {
      const from = list.children.length;
      grow(from + ROWS);
      const next = list.children[from] && list.children[from].querySelector("button");
      if (next) next.focus();
    });
    grow(ROWS);
    const reach = (n) => {
      const at = facts.indexOf(n);
      if (at >= list.children.length && at < 400) grow(at + 1);
      return at >= 0 ? list.children[at] : undefined;
    };
    return { elements: [list, more], reach };
  }

  const heading = (words, id) => el("h3", { id, tabindex: "-1" }, words);

  function lists({ dated, undated, offices }) {
    const order = el("button", { type: "button", class: "chip", "aria-pressed": String(backwards), onclick: () => { backwards = !backwards; refill(); } }, "Newest first");
    const box = el("div", {});
    let known = null;
    const refill = () => {
      order.setAttribute("aria-pressed", String(backwards));
      known = growing(backwards ? [...dated].reverse() : dated);
      box.replaceChildren(...known.elements);
    };
    refill();
    const rest = growing(undated);
    t.now.reach = (n, go) => {
      const found = known.reach(n) || rest.reach(n);
      if (!found || !go) return;
      t.bring(found);
      found.querySelector("button").focus({ preventScroll: true });
    };
    return [
      dated.length ? el("section", {}, el("div", { class: "tl-order" }, heading(`In order of date (${E.number(dated.length)})`, "timeline-dated"), order), box) : null,
      undated.length ? el("section", {}, heading(`Without a date (${E.number(undated.length)})`, "timeline-undated"), ...rest.elements) : null,
      offices.length ? el("section", {}, heading(`Offices, as the documents tell them (${E.number(offices.length)})`, "timeline-offices"), el("ol", { class: "facts tl-list" }, ...offices.map(officeRow))) : null,
    ].filter(Boolean);
  }

  t.lists = lists;
})(Entente);
