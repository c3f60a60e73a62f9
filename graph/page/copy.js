// Copying: the citation of a quote and the link to what is shown. Touches the clipboard, and a field of its own where a page
// may not write there; what it did is told by E.note of take.js.
//
// E.citation(quote) is the citation as text, E.citer(quote) the button that copies it; E.copyLink() copies the address.
"use strict";

(function (E) {
  const d = E.data;
  const { el } = E;
  const { oneLine } = E.caption;

  // By the clipboard, by the old command, or by hand.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byCommand(text);
    }
  }
  function byCommand(text) {
    const before = document.activeElement;
    const area = el("textarea", { class: "sr", readonly: true, "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // Then by hand.
    }
    area.remove();
    if (before) before.focus({ preventScroll: true });
    return done;
  }
  // The text in a field, marked, for the reader's own copy key.
  function byHand(text, words) {
    const area = el("textarea", { class: "by-hand", readonly: true, rows: 3, "aria-label": words });
    area.value = text;
    const note = el("div", { class: "hand" }, el("p", { class: "small" }, words), area);
    requestAnimationFrame(() => {
      area.focus();
      area.select();
    });
    return note;
  }

  // “quote” — title, date, file #n, address
  E.citation = (number) => {
    const said = d.quotes[number];
    const { title: name, published, doc, number: at, url } = d.articles[said.article];
    const address = url && E.webAddress(url) ? url : "";
    const source = [name, E.date(published), doc && `${doc}${at ? ` #${at + 1}` : ""}`, address].map((part) => oneLine(part || "")).filter(Boolean);
    return `“${oneLine(said.quote)}” — ${source.join(", ")}`;
  };

  E.citer = (number) => {
    const label = el("span", {}, "Copy citation");
    const button = el("button", { type: "button", class: "cite", title: "Copy citation", onclick: copy }, E.icon("copy"), label);
    let later = 0;
    async function copy() {
      if (await copied(E.citation(number))) {
        label.textContent = "Copied";
        button.classList.add("done");
        E.note.say("Citation copied");
        clearTimeout(later);
        later = setTimeout(() => {
          label.textContent = "Copy citation";
          button.classList.remove("done");
        }, 2500);
        return;
      }
      const figure = button.closest("figure") || button.parentNode;
      figure.querySelectorAll(".hand").forEach((old) => old.remove());
      figure.append(byHand(E.citation(number), "This browser lets no page copy. The citation, marked for your own copy key:"));
    }
    return button;
  };

  // A page in a frame may have no address of its own: then the part after # is all there is to give.
  E.copyLink = async () => {
    const own = /^(https?|file):$/.test(location.protocol);
    const text = own ? location.href.split("#")[0] + E.address() : E.address() || "#";
    if (own && (await copied(text))) E.note.tell("Link copied");
    else E.note.show(byHand(text, own ? "The link, marked for your own copy key:" : "In this frame the page has no address. Put this after the address of the page:"));
  };
})(Entente);
