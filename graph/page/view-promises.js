// What was announced, proposed and pledged, and what is told of it later: a view.
"use strict";

(function (E) {
})(Entente);
