// What is chosen, filtered and looked at: one state, its address, and the way back. Shows nothing itself.
//
// E.state is changed only by E.change(patch); who shows something of it listens with E.on("state", f). The part after # of
// the address is the state, as far as it differs from the start, so that a view can be sent, kept and gone back to.
"use strict";

(function (E) {
  const d = E.data;
  // off: what is switched off; only: what alone is let through (empty: all). All hold names, never numbers: a link
  // must mean the same in the page of tomorrow's build.
  const fresh = () => ({
    view: "network", chosen: null, hops: 1, alone: false, group: null, colour: "type",
    off: { types: [], relations: [], statuses: [] },
    only: { countries: [], sectors: [], sources: [] },
    least: 0, from: "", to: "", undated: true, derived: false, at: "",
  });
  E.fresh = fresh;
  E.VIEWS = ["network", "timeline", "matrix", "map", "promises", "table"];

  const lists = { t: ["off", "types"], r: ["off", "relations"], s: ["off", "statuses"], c: ["only", "countries"], k: ["only", "sectors"], d: ["only", "sources"] };
  const known = {
    types: (name) => E.types.has(name), relations: (name) => E.relations.has(name), statuses: (name) => E.statuses.has(name),
    countries: () => true, sectors: (name) => Object.hasOwn(d.sectors, name), sources: () => true,
  };
  const DAY = /^\d{4}-\d{2}-\d{2}$/;

  // ---- the thing chosen: {node}, {edge}, {fact} by number, {path: [node, node]}, {cell: [code, code]}, {words} -----------
  const names = {
    node: ["n", (n) => d.entities[n].key, (text) => E.byKey.get(text)],
    edge: ["e", (n) => d.edges[n].id, (text) => E.byEdge.get(text)],
    fact: ["f", (n) => d.facts[n].event, (text) => E.byEvent.get(text)],
    path: ["p", (ends) => ends.map((n) => encode(d.entities[n].key)).join("~"), (text) => pair(text, (key) => E.byKey.get(key))],
    cell: ["m", (codes) => codes.join("~"), (text) => pair(text, (code) => (/^[A-Z]{2}$/.test(code) ? code : undefined))],
    words: ["q", (text) => text, (text) => text || undefined],
  };
  function pair(text, read) {
    const ends = text.split("~").map((part) => read(safely(part)));
    return ends.length === 2 && ends.every((end) => end !== undefined) ? ends : undefined;
  }
  // Half of a pair of surrogates has no place in an address.
  const encode = (value) => encodeURIComponent(String(value).replace(/\p{Cs}/gu, "\ufffd"));
  function safely(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  // A group is named by the key of its first member.
  const groupKey = (group) => d.entities[d.groups[group].heads[0]].key;
  const groupOf = (key) => {
    const number = E.byKey.get(key);
    const group = number === undefined ? undefined : d.entities[number].group;
    return group === undefined ? null : group;
  };

  E.address = (state = E.state) => {
    const parts = [];
    const add = (name, value) => parts.push(`${name}=${encode(value)}`);
    if (state.chosen) {
      const [kind, value] = Object.entries(state.chosen)[0];
      const [name, write] = names[kind];
      if (write(value) !== undefined) add(name, write(value));
    }
    if (state.view !== "network") add("v", state.view);
    for (const [name, [side, key]] of Object.entries(lists)) {
      const values = state[side][key];
      if (values.length) parts.push(`${name}=${[...values].sort().map(encode).join(",")}`);
    }
    if (state.least) add("min", state.least);
    if (state.from) add("from", state.from);
    if (state.to) add("to", state.to);
    if (!state.undated) add("undated", "no");
    if (state.derived) add("derived", "yes");
    if (state.hops !== 1) add("hops", state.hops);
    if (state.alone) add("alone", "yes");
    if (state.group !== null) add("g", groupKey(state.group));
    if (state.colour !== "type") add("colour", state.colour);
    if (state.at) add("at", state.at);
    return parts.length ? `#${parts.join("&")}` : "";
  };

  // Whatever stands in the address, a state comes out of it: what is not understood is left at the start.
  E.fromAddress = (hash) => {
    const state = fresh();
    const raw = new Map(hash.replace(/^#/, "").split("&").map((part) => [part.split("=")[0], part.slice(part.indexOf("=") + 1)]));
    const has = (name) => (raw.has(name) ? safely(raw.get(name)) : "");
    for (const [kind, [name, , read]] of Object.entries(names)) {
      const value = raw.has(name) ? read(safely(raw.get(name))) : undefined;
      if (value !== undefined && !state.chosen) state.chosen = { [kind]: value };
    }
    if (E.VIEWS.includes(has("v"))) state.view = has("v");
    for (const [name, [side, key]] of Object.entries(lists)) {
      if (raw.has(name)) state[side][key] = raw.get(name).split(",").map(safely).filter((value) => value && known[key](value));
    }
    const least = Number(has("min"));
    if (least > 0 && least <= 1) state.least = least;
    if (DAY.test(has("from"))) state.from = has("from");
    if (DAY.test(has("to"))) state.to = has("to");
    state.undated = has("undated") !== "no";
    state.derived = has("derived") === "yes";
    if (/^[23]$/.test(has("hops"))) state.hops = Number(has("hops"));
    state.alone = has("alone") === "yes";
    if (raw.has("g")) state.group = groupOf(has("g"));
    if (has("colour") === "group") state.colour = "group";
    if (/^-?\d+,-?\d+,\d+(\.\d+)?$/.test(has("at"))) state.at = has("at");
    return state;
  };

  // Change some of the state. `how`: "push" (a step that the way back knows), "replace" (part of a step, as dragging
  // is), "none" (the address is there already). `centre` moves the picture to what is chosen.
  E.change = (patch, { how = "push", centre = false } = {}) => {
    const before = E.state;
    const after = { ...before, ...patch };
    for (const side of ["off", "only"]) if (patch[side]) after[side] = { ...before[side], ...patch[side] };
    if (!("at" in patch)) after.at = "";
    E.state = after;
    if (how !== "none") write(how);
    E.tell("state", { before, centre });
  };

  function write(how) {
    const address = E.address() || location.pathname + location.search;
    if (address === location.hash) return;
    try {
      if (how === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // A page inside a frame without an address of its own cannot be named; all else works.
    }
  }

  E.select = (chosen, { centre = false } = {}) => {
    if (!chosen && !E.state.chosen) return;
    E.change({ chosen, hops: 1, alone: chosen ? E.state.alone && chosen.node !== undefined : false }, { centre });
  };

  E.state = E.fromAddress(location.hash);
  const back = () => E.change(E.fromAddress(location.hash), { how: "none", centre: true });
  addEventListener("popstate", back);
  addEventListener("hashchange", back);
})(Entente);
