// htmx reads its settings from the htmx-config meta element of ui/base.html.
import htmx from "htmx.org";

window.htmx = htmx;
