// Which countries deal with which: a view as a matrix.
"use strict";

(function (E) {
})(Entente);
