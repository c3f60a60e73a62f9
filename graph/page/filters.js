// The column at the left: the legend, which is the filter too, and filters by country, sector, source and confidence.
// Changes E.state; shows counts as they would be were the filter itself taken away.
"use strict";

(function (E) {
  const d = E.data;
  const { el, BIT } = E;
  const at = (id) => document.getElementById(id);
  const redo = [];

  // ---- the legend: types, relations, statuses, each with a box to switch it off --------------------------------------
  const isOn = (key, name) => !E.state.off[key].includes(name);
  const switchTo = (key, names, on) => {
    const rest = E.state.off[key].filter((name) => !names.includes(name));
    E.change({ off: { [key]: on ? rest : [...rest, ...names] } });
  };

  function check(label, sample, { on, set, count, nested }) {
    const input = el("input", { type: "checkbox", onchange: () => set(input.checked) });
    const number = el("span", { class: "n" });
    redo.push((counts) => {
      const state = on();
      input.checked = state === true;
      input.indeterminate = state === "some";
      number.textContent = E.number(count(counts) || 0);
    });
    return el("label", { class: nested ? "check nested" : "check" }, input, sample, el("span", {}, label), number);
  }

  const group = (title, rows) => (rows.length ? el("fieldset", {}, el("legend", {}, title), ...rows) : null);

  function typeRows() {
    const present = new Set(d.edges.flatMap((edge) => [d.entities[edge.source].type, d.entities[edge.target].type]));
    return d.look.types.filter((look) => present.has(look.type)).map((look) => check(look.many, E.shape(look.type), {
      on: () => isOn("types", look.type), set: (on) => switchTo("types", [look.type], on), count: (counts) => counts.types.get(look.type),
    }));
  }

  function statusRows() {
    const present = new Set(d.edges.map((edge) => edge.status));
    return d.look.statuses.filter((look) => present.has(look.status)).map((look) => check(look.label, E.line("currentColor", look.status), {
      on: () => isOn("statuses", look.status), set: (on) => switchTo("statuses", [look.status], on), count: (counts) => counts.statuses.get(look.status),
    }));
  }

  function familyRows(family, present) {
    const own = d.look.relations.filter((look) => look.family === family.family && present.has(look.relation));
    if (!own.length) return [];
    const names = own.map((look) => look.relation);
    const on = () => {
      const left = names.filter((name) => isOn("relations", name)).length;
      return left === names.length ? true : left ? "some" : false;
    };
    const sum = (counts) => names.reduce((all, name) => all + (counts.relations.get(name) || 0), 0);
    const rows = own.map((look) => check(look.past, null, {
      nested: true, on: () => isOn("relations", look.relation), set: (value) => switchTo("relations", [look.relation], value), count: (counts) => counts.relations.get(look.relation),
    }));
    const out = [
      check(family.label, E.line(E.colour(family)), { on, set: (value) => switchTo("relations", names, value), count: sum }),
      el("details", {}, el("summary", {}, E.count(own.length, "kind", "kinds")), ...rows),
    ];
    const rolled = family.family === "standing" ? d.edges.filter((edge) => edge.roll_up).length : 0;
    if (rolled) out.push(check("Country ties (derived)", null, { on: () => E.state.derived, set: (derived) => E.change({ derived }), count: () => rolled }));
    return out;
  }

  // ---- facets: nothing chosen lets all through, something chosen only that ----------------------------------------------
  const SHOWN = 8;
  function facet(key, title, { bit, valuesOf, nameOf }) {
    const all = E.tally(0xffff, valuesOf);
    if (all.size < 2) return null;
    const list = el("div", { class: "options" });
    const find = el("input", { type: "search", class: "find", placeholder: `Find among ${E.number(all.size)}`, "aria-label": `Find in ${title.toLowerCase()}`, autocomplete: "off", oninput: () => fill() });
    let counts = all;
    const set = (value, on) => {
      const rest = E.state.only[key].filter((other) => other !== value);
      E.change({ only: { [key]: on ? [...rest, value] : rest } });
    };
    function fill() {
      const chosen = new Set(E.state.only[key]);
      const wanted = E.fold(find.value);
      const values = [...new Set([...chosen, ...[...all.keys()].sort((a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || (nameOf(a) < nameOf(b) ? -1 : 1))])];
      const fit = values.filter((value) => chosen.has(value) || !wanted || E.fold(`${nameOf(value)} ${value}`).includes(wanted));
      const shown = fit.slice(0, Math.max(SHOWN, chosen.size) + (wanted ? 12 : 0));
      const rows = shown.map((value) => {
        const input = el("input", { type: "checkbox", onchange: () => set(value, input.checked) });
        input.checked = chosen.has(value);
        return el("label", { class: "check" }, input, el("span", {}, el("bdi", {}, E.cut(nameOf(value), 46))), el("span", { class: "n" }, E.number(counts.get(value) || 0)));
      });
      const left = fit.length - shown.length;
      const place = document.activeElement && list.contains(document.activeElement) ? [...list.querySelectorAll("input")].indexOf(document.activeElement) : -1;
      list.replaceChildren(...rows, left > 0 ? el("p", { class: "small" }, `${E.number(left)} more: type to find them`) : "");
      if (place >= 0 && list.querySelectorAll("input")[place]) list.querySelectorAll("input")[place].focus();
      mark.textContent = chosen.size ? `only ${chosen.size}` : "";
    }
    const mark = el("span", { class: "picked" });
    const details = el("details", { class: "facet", ontoggle: () => refresh() }, el("summary", {}, title, mark), all.size > SHOWN ? find : null, list);
    const refresh = () => {
      if (!details.open) {
        mark.textContent = E.state.only[key].length ? `only ${E.state.only[key].length}` : "";
        return;
      }
      counts = E.tally(bit, valuesOf);
      fill();
    };
    redo.push(refresh);
    if (E.state.only[key].length) details.open = true;
    return details;
  }

  const countries = (edge) => [...new Set([d.entities[edge.source].country, d.entities[edge.target].country].filter(Boolean))];
  const facets = () => [
    facet("countries", "Countries", { bit: BIT.countries, valuesOf: countries, nameOf: E.country }),
    facet("sectors", "Sectors", { bit: BIT.sectors, valuesOf: (edge) => d.facts[edge.fact].sectors || [], nameOf: (id) => E.sector(id) }),
    facet("sources", "Sources", { bit: BIT.sources, valuesOf: (edge) => E.sourcesOf(edge.fact), nameOf: (source) => E.plain(source) || "(no name)" }),
  ];
  E.sector = (id) => {
    const { label, top } = d.sectors[id];
    return label === top ? label : `${label} (${top})`;
  };

  // ---- confidence ----------------------------------------------------------------------------------------------------
  function confidence() {
    const value = el("output", { for: "least" });
    const input = el("input", {
      type: "range", id: "least", min: 0, max: 95, step: 5,
      oninput: () => E.change({ least: Number(input.value) / 100 }, { how: "replace" }),
    });
    redo.push(() => {
      input.value = String(Math.round(E.state.least * 100));
      value.textContent = E.state.least ? `${Math.round(E.state.least * 100)} % or more` : "any";
      input.setAttribute("aria-valuetext", value.textContent);
    });
    return el("fieldset", {}, el("legend", {}, "Confidence"), el("label", { class: "range" }, el("span", { class: "sr" }, "Least confidence"), input, value));
  }

  function colouring() {
    const radio = (name, label) => {
      const input = el("input", { type: "radio", name: "colour", onchange: () => E.change({ colour: name }) });
      redo.push(() => (input.checked = E.state.colour === name));
      return el("label", { class: "radio" }, input, el("span", {}, label));
    };
    return el("fieldset", { class: "colouring" }, el("legend", {}, "Colour by"), radio("type", "Kind"), radio("group", "Group"));
  }

  // ---- the column ------------------------------------------------------------------------------------------------------
  E.buildFilters = () => {
    redo.length = 0;
    const present = new Set(d.edges.filter((edge) => !edge.roll_up).map((edge) => edge.relation));
    const reset = el("button", { type: "button", class: "reset", onclick: () => E.change(E.noFilters()) }, "Reset");
    redo.push(() => (reset.disabled = !E.filtering()));
    at("filters").replaceChildren(...[
      el("div", { class: "filters-head" }, el("h2", {}, "Legend and filter"), reset),
      group("Who and what", typeRows()),
      group("Ties", d.look.families.flatMap((family) => familyRows(family, present))),
      group("Status", statusRows()),
      el("fieldset", { class: "facets" }, el("legend", {}, "Only"), ...facets().filter(Boolean)),
      confidence(),
      d.groups.length > 1 ? colouring() : null,
    ].filter(Boolean));
    refreshAll();
  };

  function refreshAll() {
    if (!redo.length) return;
    const counts = {
      types: E.tallyTypes(),
      relations: E.tally(BIT.relations, (edge) => [edge.relation]),
      statuses: E.tally(BIT.statuses, (edge) => [edge.status]),
    };
    redo.forEach((update) => update(counts));
    const many = E.state.group !== null;
    document.body.classList.toggle("grouped", many);
  }
  E.on("filtered", refreshAll);
  E.on("state", ({ before }) => {
    if (before.colour !== E.state.colour) refreshAll();
  });
})(Entente);
