// How many transactions took how long, over time: the darker (on a dark page: the brighter) the more.
const kShades = 8;

function heatmap() {
  const title = "Latency heatmap", data = kPage.heatmap;
  const rows = data ? data.low.map((low, i) => ({low, high: data.high[i]})) : [];
  if (!rows.some(({low}) => low > 0))
    return element("figure", {class: "card"}, element("h3", {}, title), note("No transaction with a duration in this range."));
  const columns = data.cells.map(readCells);
  const most = Math.max(...columns.flat().map(({count}) => count));
  return svgChart({
    title,
    subtitle: "Transactions per " + windowLength(data.windows_per_column) + " and duration, in logarithmic shades",
    legend: shadeLegend(most),
    label: "durations from " + showSeconds(rows.find(({low}) => low > 0).low) + " to " + showSeconds(rows[rows.length - 1].high) +
        "; the tables have the same in numbers",
    paint: (frame) => paintCells(frame, data, rows, columns, most),
    tip: (frame, x, y) => cellTip(frame, x, y, data, rows, columns),
  });
}

// "3:12 4:5": 12 in row 3, 5 in row 4.
function readCells(text) {
  return text === "" ? [] : text.split(" ").map((cell) => {
    const [row, count] = cell.split(":").map(Number);
    return {row, count};
  });
}

function shadeOf(count, most) { return Math.max(1, Math.ceil((kShades * Math.log1p(count)) / Math.log1p(most) - 1e-9)); }

function shadeLegend(most) {
  const least = (shade) => Math.floor(Math.expm1(((shade - 1) / kShades) * Math.log1p(most)) + 1e-6) + 1;
  const entries = [];
  for (let shade = 1; shade <= kShades; ++shade) {
    const from = least(shade), to = shade < kShades ? least(shade + 1) - 1 : most;
    if (from > to) continue;
    entries.push(element(
        "li", {}, element("span", {class: "swatch filled", style: "--hue: var(--heat-" + shade + ")"}),
        from === to ? showNumber(from) : showNumber(from) + " to " + showNumber(to)));
  }
  return element("ul", {class: "legend", "aria-label": "Transactions in a cell"}, entries);
}

function durationScale(frame, rows) {
  const shown = rows.filter(({low}) => low > 0);
  const low = Math.log(shown[0].low), high = Math.log(shown[shown.length - 1].high);
  return {
    low: Math.exp(low),
    high: Math.exp(high),
    y: (seconds) => frame.bottom - ((Math.log(seconds) - low) / (high - low)) * (frame.bottom - frame.top),
  };
}

function columnTimes({windows_per_column: each}, column) {
  const last = Math.min(kWindows.length, (column + 1) * each) - 1;
  return {from: kWindows.from[column * each], to: kWindows.to[last]};
}

function paintCells(frame, data, rows, columns, most) {
  const scale = durationScale(frame, rows);
  const paths = new Array(kShades + 1).fill("");
  columns.forEach((cells, column) => {
    const {from, to} = columnTimes(data, column);
    if (to <= frame.from || from >= frame.to) return;
    const x = frame.x(from), width = Math.max(0.5, frame.x(to) - x);
    for (const {row, count} of cells) {
      if (rows[row].low <= 0) continue;
      const top = scale.y(rows[row].high);
      paths[shadeOf(count, most)] += rectanglePath(x, top, width, scale.y(rows[row].low) - top);
    }
  });
  return [
    valueAxisNodes(frame, "seconds", logarithmicTicks(scale.low, scale.high, kTickCount), scale.y),
    paths.map((d, shade) => d && svgElement("path", {d, fill: "var(--heat-" + shade + ")", "shape-rendering": "crispEdges"}))
        .filter(Boolean)
  ];
}

function cellTip(frame, x, y, data, rows, columns) {
  const time = frame.time(x), scale = durationScale(frame, rows);
  const column = columns.findIndex((cells, i) => columnTimes(data, i).to > time);
  const row = rows.findIndex(({low, high}) => low > 0 && scale.y(high) <= y && y < scale.y(low));
  if (column < 0 || row < 0) return null;
  const cell = columns[column].find((one) => one.row === row);
  return [
    element("strong", {}, showMoment(columnTimes(data, column).from) + " UTC"),
    element(
        "span", {},
        showSeconds(rows[row].low) + " to " + showSeconds(rows[row].high) + ": " + plural(cell ? cell.count : 0, "transaction"))
  ];
}
