// Dates and the axis of the timeline: what a written date may mean, in days since 1970; the scale with its breaks; the ticks.
// Functions of what they are given and of the data alone; touches nothing that is shown, knows no state.
//
// E.time holds them. A span is [first day, last day]; a zoom is the part of the axis that is seen, of 0 to 1.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const EDGE = 12; // room at both ends of the axis

  const DAY = 86400000;
  const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const dayOf = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / DAY);
  };
  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // The first and the last day that a written date may mean, in days since 1970.
  function daysOf(text) {
    if (!DATE.test(text || "")) return null;
    const [year, month, day] = text.split("-").map(Number);
    if (day) return [dayOf(year, month - 1, day), dayOf(year, month - 1, day)];
    return month ? [dayOf(year, month - 1, 1), dayOf(year, month, 0)] : [dayOf(year, 0, 1), dayOf(year, 11, 31)];
  }

  let spans = null;
  const spanOf = (n) => (spans ||= d.facts.map((fact) => {
    const [low, high] = [daysOf(fact.date_min || fact.date), daysOf(fact.date_max || fact.date)];
    return E.isState(fact) || !low ? null : [low[0], Math.max(low[0], high ? high[1] : low[1])];
  }))[n];

  const published = d.articles.map((article) => daysOf(article.published));
  const newest = published.reduce((day, span) => (span ? Math.max(day, span[1]) : day), -Infinity);

  // The same in words, by what is known of it.
  const whenWords = (n) => {
    const fact = d.facts[n];
    if (fact.date || !spanOf(n)) return E.plain(E.date(fact.date)) || "no date";
    const [from, to] = spanOf(n).map(isoOf).map(E.date);
    return from === to ? from : `${from} to ${to}`;
  };
  const when = (n) => (d.facts[n].date || !spanOf(n) ? E.dated(d.facts[n]) : el("span", { class: "when" }, whenWords(n)));
  const byTime = (a, b) => spanOf(a)[0] - spanOf(b)[0] || spanOf(a)[1] - spanOf(b)[1] || a - b;

  const gapWords = (a, b) => `${E.date(isoOf(a))} to ${E.date(isoOf(b))}`;

  // ---- the axis ------------------------------------------------------------------------------------------------------
  // Spans to a scale: days to places, straight but for breaks, where long stretches of years in which nothing is told are
  // drawn short. What the reader has set as the time bounds it.
  function scaleOf(unsorted, since, until) {
    const spans = [...unsorted].sort((a, b) => a[0] - b[0]);
    const [from, to] = [daysOf(since), daysOf(until)];
    let low = from ? from[0] : spans.reduce((day, span) => Math.min(day, span[0]), Infinity);
    let high = to ? to[1] + 1 : spans.reduce((day, span) => Math.max(day, span[1] + 1), -Infinity);
    if (!(high > low)) high = low + 1;
    if (high - low < 28) [low, high] = [low - 14, high + 14];
    const gaps = gapsOf(spans, low, high);
    const kept = high - low - gaps.reduce((sum, [a, b]) => sum + b - a, 0);
    const [days, places] = [[low], [0]];
    const add = (day, length) => {
      places.push(places.at(-1) + length);
      days.push(day);
    };
    for (const [a, b] of gaps) {
      add(a, a - days.at(-1));
      add(b, kept * 0.03);
    }
    add(high, high - days.at(-1));
    const length = places.at(-1);
    return { low, high, gaps, length, at: (day) => between(day, days, places) / length, day: (place) => between(place * length, places, days) };
  }

  const between = (value, from, to) => {
    let i = 1;
    while (i < from.length - 1 && from[i] < value) i += 1;
    return to[i - 1] + ((value - from[i - 1]) / (from[i] - from[i - 1])) * (to[i] - to[i - 1]);
  };

  // The stretches that are drawn short: years long, a good part of the whole, and not where there are but a few events. Each
  // from and to in the picture, with some air about what lies beside it, and from and to in truth.
  function gapsOf(spans, low, high) {
    const found = [];
    let end = Infinity;
    for (const [from, to] of spans) {
      if (from - end > Math.max(0.18 * (high - low), 5 * 365)) found.push([end, from]);
      end = end === Infinity ? to + 1 : Math.max(end, to + 1);
    }
    if (spans.length < 6) return [];
    const kept = high - low - found.reduce((sum, [a, b]) => sum + b - a, 0);
    const air = Math.min(900, Math.max(15, kept * 0.03));
    return found.filter(([a, b]) => a > low && b < high).map(([a, b]) => [a + air, b - air, a, b]);
  }

  const STEPS = [
    ...[1, 2, 7, 14].map((days) => ({ days, room: 76 })), ...[1, 3, 6].map((months) => ({ months, days: months * 30, room: 70 })),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((years) => ({ years, days: years * 365, room: 46 })),
  ];
  const wordsOf = (step, day) => E.date(isoOf(day).slice(0, step.years ? 4 : step.months ? 7 : 10));

  function* stepped(step, from, to) {
    const start = new Date(from * DAY);
    if (step.years || step.months) {
      const months = step.months || step.years * 12;
      let at = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
      for (let day; (day = dayOf(Math.floor(at / 12), at % 12, 1)) <= to; at += months) if (day >= from) yield day;
    } else for (let day = Math.ceil(from / step.days) * step.days; day <= to; day += step.days) yield day;
  }

  // The ticks with their words, none over another: first the year of each piece between breaks that has no room for more,
  // then the rest.
  function ticksOf(scale, zoom, x, width) {
    const [from, to] = zoom.map(scale.day);
    const perDay = (width - 2 * EDGE) / (scale.length * (zoom[1] - zoom[0]));
    const step = STEPS.find(({ days, room }) => days * perDay >= room) || STEPS.at(-1);
    const out = [];
    const add = (day, words) => {
      const half = words.length * 3.2 + 5;
      const place = x(day);
      const fits = place - half > -12 && place + half < width + 12 && out.every((tick) => Math.abs(tick.place - place) > tick.half + half);
      if (fits) out.push({ day, place, words, half });
    };
    const pieces = piecesOf(scale);
    const small = scale.gaps.length ? pieces.filter(({ shown: [a, b] }) => x(b) - x(a) < 90) : [];
    for (const { held: [a, b] } of small) add(isoOf(a).slice(0, 4) === isoOf(b).slice(0, 4) ? (a + b) / 2 : a, isoOf(a).slice(0, 4));
    const labelled = (day) => small.some(({ shown: [a, b] }) => day >= a && day <= b) || scale.gaps.some(([a, b]) => day > a && day < b);
    for (const day of stepped(step, Math.max(from, scale.low), Math.min(to, scale.high))) if (!labelled(day)) add(day, wordsOf(step, day));
    return out;
  }

  // Between breaks: what is shown, and in it what holds events.
  function piecesOf({ low, high, gaps }) {
    const ends = [[null, low, null, low], ...gaps, [high, null, high - 1, null]];
    return ends.slice(1).map((gap, i) => ({ shown: [ends[i][1], gap[0]], held: [ends[i][3], gap[2] - (i < gaps.length ? 1 : 0)] }));
  }

  // Where a day stands in a picture of some width.
  const placer = (scale, zoom, width) => (day) => EDGE + ((scale.at(day) - zoom[0]) / (zoom[1] - zoom[0])) * (width - 2 * EDGE);

  E.time = { EDGE, isoOf, spanOf, published, newest, whenWords, when, byTime, gapWords, scaleOf, ticksOf, placer };
})(Entente);
