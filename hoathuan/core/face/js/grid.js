// A paper book typed row by row: Enter and arrows move, a filled last row brings the next, Excel cells can be pasted.
export function grids(page) {
  page.querySelectorAll("[data-grid]").forEach((table) => new Grid(table));
}

class Grid {
  constructor(table) {
    this.scope = table.closest("form") || table.parentNode;
    this.body = table.querySelector("[data-grid-rows]") || table.tBodies[0];
    this.template = this.scope.querySelector("[data-grid-template]");
    this.total = this.scope.querySelector("[data-grid-total], [name$='-TOTAL_FORMS']");
    table.addEventListener("keydown", (event) => this.move(event));
    table.addEventListener("input", (event) => this.grow(event.target));
    table.addEventListener("change", (event) => this.grow(event.target));
    table.addEventListener("paste", (event) => this.paste(event));
  }

  rows() {
    return Array.prototype.slice.call(this.body.rows);
  }

  cells(row) {
    return Array.prototype.filter.call(row.querySelectorAll("input, select, textarea"), (one) => one.type !== "hidden");
  }

  place(field) {
    const row = field.closest("tr");
    return [this.rows().indexOf(row), this.cells(row).indexOf(field)];
  }

  at(row, column) {
    const line = this.rows()[row];
    return line && this.cells(line)[column];
  }

  move(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const [row, column] = this.place(event.target);
    const next = this.target(event, row, column);
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next.select) next.select();
  }

  target(event, row, column) {
    const field = event.target;
    const list = field.tagName === "SELECT";
    const text = field.tagName === "TEXTAREA";
    if (event.key === "Enter" && !text) return this.at(row, column + 1) || this.firstOf(row + 1);
    if (event.key === "ArrowDown" && !list && !text) return this.at(row + 1, column);
    if (event.key === "ArrowUp" && !list && !text) return this.at(row - 1, column);
    if (event.key === "ArrowRight" && atEdge(field, true)) return this.at(row, column + 1);
    if (event.key === "ArrowLeft" && atEdge(field, false)) return this.at(row, column - 1);
    return null;
  }

  firstOf(row) {
    if (row >= this.rows().length) this.add();
    return this.at(row, 0);
  }

  grow(field) {
    const rows = this.rows();
    if (field.value && field.closest("tr") === rows[rows.length - 1]) this.add();
  }

  add() {
    if (!this.template) return;
    const index = this.total ? Number(this.total.value) : this.rows().length;
    const html = this.template.innerHTML.replace(/__prefix__/g, index).replace(/__number__/g, this.rows().length + 1);
    const holder = document.createElement("tbody");
    holder.innerHTML = html;
    while (holder.firstElementChild) this.body.appendChild(holder.firstElementChild);
    if (this.total) this.total.value = index + 1;
  }

  paste(event) {
    const data = (event.clipboardData || window.clipboardData).getData("text");
    if (!/[\t\n]/.test(data.trim())) return;
    event.preventDefault();
    const [row, column] = this.place(event.target);
    parse(data).forEach((line, down) => {
      while (row + down >= this.rows().length && this.template) this.add();
      line.forEach((value, right) => put(this.at(row + down, column + right), value));
    });
    const rows = this.rows();
    const last = rows[rows.length - 1];
    if (last && this.cells(last).some((one) => one.value)) this.add();
  }
}

function atEdge(field, end) {
  if (field.tagName === "SELECT" || field.type === "checkbox" || field.type === "radio") return true;
  if (typeof field.selectionStart !== "number") return false;
  return field.selectionStart === field.selectionEnd && field.selectionStart === (end ? field.value.length : 0);
}

// Excel quotes a cell that holds a line break and doubles the quotes inside.
export function parse(text) {
  const lines = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const sign = source[i];
    const line = lines[lines.length - 1];
    if (sign === '"' && (quoted || line[line.length - 1] === "")) {
      if (quoted && source[i + 1] === '"') { line[line.length - 1] += '"'; i += 1; } else quoted = !quoted;
    } else if (sign === "\t" && !quoted) line.push("");
    else if (sign === "\n" && !quoted) lines.push([""]);
    else line[line.length - 1] += sign;
  }
  return lines;
}

function put(field, value) {
  if (!field) return;
  const text = value.trim().normalize("NFC");
  if (field.tagName === "SELECT") choose(field, text);
  else if (field.type === "checkbox") field.checked = /^(x|1|có|✓|true)$/i.test(text);
  // a line of text cannot hold a line break: people named one below the other stay apart
  else field.value = field.tagName === "TEXTAREA" ? text : text.replace(/\s*\n\s*/g, "; ");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function choose(field, text) {
  const wanted = text.toLowerCase();
  const found = Array.prototype.filter.call(field.options, (one) => one.value.toLowerCase() === wanted
    || one.text.trim().toLowerCase() === wanted)[0];
  if (found) field.value = found.value;
}
