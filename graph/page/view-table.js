// Every tie as a row that can be sorted: a view.
"use strict";

(function (E) {
})(Entente);
