// What can be taken away: PNG, SVG, CSV, citation, link, print.
"use strict";

(function (E) {
})(Entente);
