// A table that can be sorted by its columns, and filtered by a text. A column: {label, value: row => what to sort by,
// unit (of numbers), style (a class), cell: row => what to show, text: row => what to filter by}. Long tables show their first
// rows until asked.
const kRowStep = 25;

function sortableTable({caption, columns, rows, nothing, sortBy = null, filterLabel = null}) {
  const state = {column: sortBy === null ? null : columns[sortBy], descending: true, words: "", shown: kRowStep};
  const body = element("tbody");
  const count = element("p", {class: "muted", role: "status"});
  const more = element("button", {
    type: "button",
    click: () => {
      state.shown *= 4;
      refresh();
    }
  });
  const heads = columns.map((column) => headOf(column, state, () => refresh()));
  const table = element(
      "table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, heads.map(({head}) => head))), body);
  const frame = element("div", {class: "frame", tabindex: "0", role: "region", "aria-label": caption}, table);
  function refresh() {
    const all = rows();
    const chosen = sorted(all.filter((row) => matches(row, columns, state.words)), state);
    body.replaceChildren(...chosen.slice(0, state.shown).map((row) => rowOf(row, columns)));
    for (const {head, column} of heads) markSorted(head, column, state);
    frame.hidden = all.length === 0;
    more.hidden = chosen.length <= state.shown;
    more.textContent = "Show more of " + plural(chosen.length, "row");
    count.textContent = all.length === 0 ? nothing() :
        state.words                      ? plural(chosen.length, "row") + " of " + showNumber(all.length) :
                                           "";
  }
  const filter = filterLabel && filterField(filterLabel, (words) => {
                   state.words = words;
                   refresh();
                 });
  return {node: element("div", {}, filter, frame, count, more), refresh};
}

function headOf(column, state, refresh) {
  const click = () => {
    state.descending = state.column === column ? !state.descending : Boolean(column.unit);
    state.column = column;
    refresh();
  };
  const sort = column.value && element("button", {type: "button", click}, column.label);
  return {column, head: element("th", {scope: "col", class: column.unit ? "number" : null}, sort || column.label)};
}

function markSorted(head, column, state) {
  if (state.column === column)
    head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
  else
    head.removeAttribute("aria-sort");
}

function rowOf(row, columns) {
  return element("tr", {}, columns.map((column, i) => {
    const content = column.cell ? column.cell(row) : column.unit ? show(column.unit, column.value(row)) : column.value(row);
    return element(
        i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: column.style || (column.unit ? "number" : null)}, content);
  }));
}

// What does not exist comes last either way; equals keep their order.
function sorted(rows, {column, descending}) {
  if (!column) return rows;
  const sign = descending ? -1 : 1;
  const isMissing = (value) => value === null || value === undefined;
  return rows.slice().sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (isMissing(x) || isMissing(y)) return isMissing(x) - isMissing(y);
    return x < y ? -sign : x > y ? sign : 0;
  });
}

function matches(row, columns, words) {
  if (!words) return true;
  const texts = columns.map(({text, value, unit}) => (text ? text(row) : unit || !value ? "" : String(value(row))));
  const all = texts.join(" ").toLowerCase();
  return words.split(/\s+/).every((word) => all.includes(word));
}

function filterField(label, change) {
  const input = element("input", {type: "search", input: () => change(input.value.trim().toLowerCase())});
  return element("label", {class: "filter"}, label + " ", input);
}

// A card with such a table; its rows are those of the part of the range that is zoomed to.
function tableCard(title, table, explanation = null) {
  const {node, refresh} = sortableTable({caption: title, ...table});
  onZoom(refresh);
  return card(title, explanation && note(explanation), node);
}
