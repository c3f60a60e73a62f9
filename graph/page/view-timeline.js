// When one person, body or country dealt with whom: a view by time.
"use strict";

(function (E) {
})(Entente);
