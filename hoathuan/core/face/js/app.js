// What pages gain when a script runs; every page works without it.
import { keepDrafts } from "./drafts.js";
import { focusSummary } from "./summary.js";
import { bulkBars } from "./bulk.js";
import { grids } from "./grid.js";
import { speakProgress } from "./spoken.js";
import { tableRoles } from "./tables.js";

document.documentElement.className += " js-enabled";

function start() {
  focusSummary(document);
  keepDrafts(document);
  grids(document);
  bulkBars(document);
  tableRoles(document);
  speakProgress(document);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
document.addEventListener("htmx:afterSwap", (event) => tableRoles(event.target));
