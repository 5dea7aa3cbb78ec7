// Rows drawn as blocks on a phone lose their meaning in some browsers: say it again with roles.
const ROLES = [["table", "table"], ["thead,tbody,tfoot", "rowgroup"], ["tr", "row"], ["td", "cell"],
  ["thead th", "columnheader"], ["tbody th,tfoot th", "rowheader"]];

export function tableRoles(page) {
  if (!page || !page.querySelectorAll) return;
  page.querySelectorAll("table.ht-table").forEach((table) => {
    table.setAttribute("role", "table");
    ROLES.slice(1).forEach(([names, role]) => {
      table.querySelectorAll(names).forEach((one) => one.hasAttribute("role") || one.setAttribute("role", role));
    });
  });
}
