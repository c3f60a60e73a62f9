// Ties between countries on a small world map: a view.
"use strict";

(function (E) {
})(Entente);
