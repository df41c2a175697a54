// Headline numbers. The period before is the range's first half: each number of the second half is compared with it.
function halves() {
  const half = Math.floor(kWindows.length / 2);
  if (half === 0) return null;
  const part = (first, last) => {
    const median = (name) => medianOf(kWindows[name].slice(first, last));
    return {...sumsOf(first, last), p50: median("p50"), p95: median("p95"), p99: median("p99")};
  };
  const odd = kWindows.length % 2;
  return {before: part(0, half), after: part(half + odd, kWindows.length)};
}

// `better`: -1 if less is better, 1 if more is, 0 if neither.
const kTiles = {
  error_rate: {label: "Error rate", unit: "ratio", better: -1},
  success_ratio: {label: "Success ratio", unit: "ratio", better: 1},
  p50: {label: "p50", unit: "seconds", better: -1, median: true},
  p95: {label: "p95", unit: "seconds", better: -1, median: true},
  p99: {label: "p99", unit: "seconds", better: -1, median: true},
  p999: {label: "p99.9", unit: "seconds"},
  mean: {label: "Mean duration", unit: "seconds"},
  max: {label: "Longest", unit: "seconds"},
  transactions: {label: "Transactions", unit: "count", better: 0},
  failures: {label: "Failures", unit: "count", better: -1},
  retry_rate: {label: "Retries per transaction", unit: "number", better: -1},
  items: {label: "Items", unit: "count", better: 1},
  items_per_minute: {label: "Items per minute", unit: "number", better: 1},
  transactions_per_minute: {label: "Transactions per minute", unit: "number", better: 0},
};

function change({unit, better, median}, before, after) {
  if (before === null || before === undefined || after === null) return null;
  const up = after > before, same = show(unit, before) === show(unit, after);
  const word = same || !better ? "" : up === better > 0 ? "better" : "worse";
  const mark = same ? "=" : up ? "▲" : "▼";
  return element(
      "p", {class: "change" + (word ? " " + word : "")}, element("span", {"aria-hidden": "true"}, mark + " "),
      show(unit, before) + " → " + show(unit, after), word ? " (" + word + ")" : "",
      median ? element("span", {class: "muted"}, " median window") : null);
}

function tile(name, compared) {
  const {label, unit, better} = kTiles[name];
  const value = name in kReport.kpi ? kReport.kpi[name] : kReport.kpi.duration[name];
  return element(
      "div", {class: "tile"}, element("dt", {}, label),
      element(
          "dd", {}, element("strong", {}, show(unit, value)),
          compared && better !== undefined ? change(kTiles[name], compared.before[name], compared.after[name]) : null));
}

function tiles(names) {
  const compared = halves();
  const explanation = compared ? "Below each number: the first half of the range → its second half." :
                                 "One window only: there is no period before to compare with.";
  return [element("dl", {class: "tiles"}, names.map((name) => tile(name, compared))), note(explanation)];
}
