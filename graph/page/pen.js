// A pen that writes SVG, called like a canvas: what is drawn on the screen is drawn a second time, by the same calls. Measures
// letters on a canvas of its own; touches nothing that is shown.
//
// E.pen holds it and its tools: Pen(root, width, height), round(value), colourOf(text), painted(name, value, alpha), paper
// (the canvas for measuring).
"use strict";

(function (E) {
  const { svg } = E;

  const remember = (make) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, make(key));
      return known.get(key);
    };
  };

  // ---- colours and letters -------------------------------------------------------------------------------------------
  const probe = document.createElement("canvas");
  probe.width = probe.height = 1;
  const paper = probe.getContext("2d", { willReadFrequently: true });

  // Any colour as [#rrggbb, opacity]: what opens an SVG elsewhere may know no other way to write one.
  const colourOf = remember((text) => {
    const found = /^rgba?\(([\d.]+), ?([\d.]+), ?([\d.]+)(?:, ?([\d.]+))?\)$/.exec(text);
    let [r, g, b, a] = [0, 0, 0, 1];
    if (found) [r, g, b, a] = [found[1], found[2], found[3], found[4] ?? 1].map(Number);
    else {
      paper.clearRect(0, 0, 1, 1);
      paper.fillStyle = text;
      paper.fillRect(0, 0, 1, 1);
      [r, g, b, a] = paper.getImageData(0, 0, 1, 1).data;
      a /= 255;
    }
    return [`#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`, Math.round(a * 1000) / 1000];
  });
  const painted = (name, value, alpha = 1) => {
    const [colour, opacity] = colourOf(value);
    return opacity * alpha < 1 ? { [name]: colour, [`${name}-opacity`]: round(opacity * alpha) } : { [name]: colour };
  };
  const round = (value) => Math.round(value * 100) / 100;
  const FONT = /^(?:(normal|italic) )?(?:(\d+|bold|normal) )?([\d.]+)px (.+)$/;

  // How far the line that letters stand on is below the point that was named, by the baseline asked for.
  function toBaseline(font, baseline, text) {
    paper.font = font;
    paper.textBaseline = baseline;
    const named = paper.measureText(text).actualBoundingBoxAscent;
    paper.textBaseline = "alphabetic";
    return paper.measureText(text).actualBoundingBoxAscent - named;
  }

  // ---- a canvas that writes SVG --------------------------------------------------------------------------------------
  // As much of a canvas context as vis-network and our overlay use. Moves and even scaling only; what is outside is left out.
  const KEPT = ["fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "font", "textAlign", "textBaseline", "globalAlpha", "dash", "k", "dx", "dy"];
  class Pen {
    constructor(root, width, height) {
      Object.assign(this, {
        root, width, height, fillStyle: "#000000", strokeStyle: "#000000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", font: "10px sans-serif",
        textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1, dash: [], k: 1, dx: 0, dy: 0,
      });
      this.stack = [];
      this.beginPath();
    }

    save() { this.stack.push(KEPT.map((key) => this[key])); }
    restore() { (this.stack.pop() || []).forEach((value, n) => (this[KEPT[n]] = value)); }
    translate(x, y) { [this.dx, this.dy] = [this.dx + x * this.k, this.dy + y * this.k]; }
    scale(k) { this.k *= k; }
    setLineDash(dash) { this.dash = dash.some(Boolean) ? dash : []; }
    clearRect() {}

    beginPath() {
      this.d = [];
      this.bounds = [Infinity, Infinity, -Infinity, -Infinity];
    }
    point(x, y) {
      const at = [round(x * this.k + this.dx), round(y * this.k + this.dy)];
      const [left, top, right, bottom] = this.bounds;
      this.bounds = [Math.min(left, at[0]), Math.min(top, at[1]), Math.max(right, at[0]), Math.max(bottom, at[1])];
      return at.join(" ");
    }
    moveTo(x, y) { this.d.push(`M${this.point(x, y)}`); }
    lineTo(x, y) { this.d.push(`${this.d.length ? "L" : "M"}${this.point(x, y)}`); }
    quadraticCurveTo(a, b, x, y) { this.d.push(`Q${this.point(a, b)} ${this.point(x, y)}`); }
    bezierCurveTo(a, b, c, e, x, y) { this.d.push(`C${this.point(a, b)} ${this.point(c, e)} ${this.point(x, y)}`); }
    closePath() { if (this.d.length) this.d.push("Z"); }
    rect(x, y, w, h) {
      this.moveTo(x, y);
      for (const [a, b] of [[x + w, y], [x + w, y + h], [x, y + h]]) this.lineTo(a, b);
      this.closePath();
    }
    arc(x, y, r, from, to, back = false) {
      const on = (angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)];
      const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
      const turn = whole ? 2 * Math.PI : (((back ? from - to : to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
      this.lineTo(...on(from));
      // In two halves: one arc cannot be a whole circle.
      for (const part of [0.5, 1]) this.d.push(`A${round(r * this.k)} ${round(r * this.k)} 0 0 ${back ? 0 : 1} ${this.point(...on(from + (back ? -1 : 1) * turn * part))}`);
    }

    // A shape that is filled and then outlined is one element.
    add(look, wide = 0) {
      const [left, top, right, bottom] = this.bounds;
      if (!this.d.length || right < -wide || bottom < -wide || left > this.width + wide || top > this.height + wide) return;
      const path = this.d.join("");
      if (this.last && this.last.path === path && !this.last.node.hasAttribute("stroke") && look.stroke) {
        for (const [name, value] of Object.entries(look)) if (name !== "fill") this.last.node.setAttribute(name, String(value));
        return;
      }
      this.last = { path, node: svg("path", { d: path, ...look }) };
      this.root.append(this.last.node);
    }
    fill() { this.add(painted("fill", this.fillStyle, this.globalAlpha)); }
    stroke() {
      const wide = round(this.lineWidth * this.k);
      const look = { fill: "none", ...painted("stroke", this.strokeStyle, this.globalAlpha), "stroke-width": wide };
      if (this.dash.length) look["stroke-dasharray"] = this.dash.map((part) => round(part * this.k)).join(" ");
      if (this.lineCap !== "butt") look["stroke-linecap"] = this.lineCap;
      this.add(look, wide);
    }
    fillRect(x, y, w, h) {
      this.beginPath();
      this.rect(x, y, w, h);
      this.fill();
    }

    measureText(text) {
      paper.font = this.font;
      return paper.measureText(text);
    }
    text(text, x, y, look) {
      const [, style, weight, size, family] = FONT.exec(this.font) || [null, null, null, 10, "sans-serif"];
      // Measured at the size that it has in the picture: a canvas knows no letters of half a pixel.
      const px = round(size * this.k);
      const base = toBaseline(`${weight || 400} ${px}px ${family}`, this.textBaseline, text);
      const own = { x: round(x * this.k + this.dx), y: round(y * this.k + this.dy + base), "font-size": px };
      if (weight && weight !== "400" && weight !== "normal") own["font-weight"] = weight;
      if (style === "italic") own["font-style"] = style;
      if (this.textAlign === "center") own["text-anchor"] = "middle";
      if (family !== this.root.getAttribute("font-family")) own["font-family"] = family;
      this.root.append(svg("text", { ...own, ...look }, text));
    }
    fillText(text, x, y) { this.text(text, x, y, painted("fill", this.fillStyle, this.globalAlpha)); }
    strokeText(text, x, y) {
      const look = { fill: "none", ...painted("stroke", this.strokeStyle, this.globalAlpha), "stroke-width": round(this.lineWidth * this.k), "stroke-linejoin": this.lineJoin, "aria-hidden": "true" };
      this.text(text, x, y, look);
    }
  }

  E.pen = { Pen, round, colourOf, painted, paper };
})(Entente);
