// The world of the map: where a place is, the land as dots, the line between two places. Draws nothing itself.
//
// E.earth.middle is "atlantic" or "pacific": what stands in the middle. All else is in units of the map, its middle at 0, 0.
"use strict";

(function (E) {
  const d = E.data;

  // ---- where a place is on the map -------------------------------------------------------------------------------------
  // The Natural Earth projection of Tom Patterson, by the polynomials of B. Šavrič, B. Jenny, T. Patterson, D. Petrovič and
  // L. Hurni, "A Polynomial Equation for the Natural Earth Projection", Cartography and Geographic Information Science 38(4), 2011.
  const RADIAN = Math.PI / 180;
  const across = (p) => 0.8707 + p ** 2 * (-0.131979 + p ** 2 * (-0.013791 + p ** 6 * (0.003971 - 0.001529 * p ** 2)));
  const up = (p) => p * (1.007226 + p ** 2 * (0.015085 + p ** 4 * (-0.044475 + 0.028874 * p ** 2 - 0.005916 * p ** 4)));
  const [NORTH, SOUTH, CELL] = [84, -58, 2]; // as graph/world.py has them
  const WIDE = 1000; // units of the map from edge to edge at the equator
  const UNIT = WIDE / (2 * Math.PI * across(0));
  const HIGH = UNIT * (up(NORTH * RADIAN) - up(SOUTH * RADIAN));
  const yOf = (lat) => UNIT * (up(NORTH * RADIAN) - up(lat * RADIAN)) - HIGH / 2;
  const xOf = (east, lat) => UNIT * across(lat * RADIAN) * east * RADIAN;
  // The latitude of a height on the map; it is asked for rows of dots only, so halving will do.
  function latitude(y) {
    let [low, high] = [SOUTH, NORTH];
    for (let n = 0; n < 24; n += 1) {
      const middle = (low + high) / 2;
      if (yOf(middle) > y) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  // Where the map is cut: through the Bering Strait, or through the Atlantic.
  const MIDDLES = { atlantic: 11, pacific: 154 };
  const wrap = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const east = (lon) => wrap(lon - MIDDLES[E.earth.middle]);

  // ---- the land, as dots in even rows -----------------------------------------------------------------------------------
  const PITCH = 6.2;
  const isLand = (lat, lon) => {
    const row = d.world.land[Math.floor((NORTH - lat) / CELL)];
    return Boolean(row) && row[Math.floor((wrap(lon) + 180) / CELL)] === "#";
  };
  function land() {
    const dots = [];
    for (let row = 0, y = -HIGH / 2 + PITCH / 2; y < HIGH / 2; row += 1, y += PITCH * 0.87) {
      const lat = latitude(y);
      const half = xOf(180, lat);
      for (let x = -Math.floor(half / PITCH) * PITCH + (row % 2 ? PITCH / 2 : 0); x < half; x += PITCH) {
        if (isLand(lat, (x / half) * 180 + MIDDLES[E.earth.middle])) dots.push(`M${x.toFixed(1)} ${y.toFixed(1)}h0`);
      }
    }
    return dots.join("");
  }
  function frame() {
    const points = [];
    for (let lat = NORTH; lat >= SOUTH; lat -= CELL) points.push([xOf(180, lat), yOf(lat)]);
    const left = points.map(([x, y]) => [-x, y]).reverse();
    return `M${[...points, ...left].map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
  }

  // ---- the line between two places ---------------------------------------------------------------------------------------
  // Bent towards the nearer pole, as the shortest way over the globe is; in pieces where it passes the edge of the map.
  const POINTS = 40;
  function track([lat1, lon1], [lat2, lon2]) {
    const start = east(lon1);
    const [by, rise] = [wrap(lon2 - lon1), lat2 - lat1];
    const side = (lat1 + lat2) / 2 < -8 ? -1 : 1;
    const turn = by < 0 ? -side : side;
    // The point that the line bends towards; never so far that the line leaves the map to the north or south.
    const bend = { lon: start + by / 2 - turn * rise * 0.15, lat: (lat1 + lat2) / 2 + turn * by * 0.24 };
    bend.lat = Math.max(2 * (SOUTH + 5) - (lat1 + lat2) / 2, Math.min(2 * (NORTH - 5) - (lat1 + lat2) / 2, bend.lat));
    const at = (t) => [
      start * (1 - t) ** 2 + 2 * bend.lon * t * (1 - t) + (start + by) * t ** 2,
      lat1 * (1 - t) ** 2 + 2 * bend.lat * t * (1 - t) + lat2 * t ** 2,
    ];
    const pieces = [[]];
    let lap = 0;
    let before = null;
    for (let n = 0; n <= POINTS; n += 1) {
      const [lon, lat] = at(n / POINTS);
      const now = Math.floor((lon + 180) / 360);
      if (before && now !== lap) {
        // On the edge itself, once for each side of it.
        const edge = 180 + 360 * Math.min(lap, now);
        const share = (edge - before[0]) / (lon - before[0]);
        const there = before[1] + share * (lat - before[1]);
        pieces[pieces.length - 1].push([xOf(edge - 360 * lap, there), yOf(there)]);
        pieces.push([[xOf(edge - 360 * now, there), yOf(there)]]);
      }
      lap = now;
      pieces[pieces.length - 1].push([xOf(lon - 360 * lap, lat), yOf(lat)]);
      before = [lon, lat];
    }
    return pieces;
  }

  const place = ([lat, lon]) => ({ x: xOf(east(lon), lat), y: yOf(lat) });
  E.earth = { WIDE, HIGH, PITCH, middle: "atlantic", place, track, land, frame };
})(Entente);
