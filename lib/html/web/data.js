// The report (invmon.report/v1 without its windows), and what the page knows beyond it.
const kReport = readData("report");
const kPage = readData("page");
const kWindows = readWindows(kPage.windows);
const kAlerts = kPage.alerts.map((alert) => ({
                                   ...alert,
                                   from: Date.parse(alert.starts_at || alert.pending_since),
                                   to: alert.ends_at ? Date.parse(alert.ends_at) : Infinity,
                                 }));
const kStreaks = kReport.streaks.map((streak) => ({...streak, from: Date.parse(streak.from), to: Date.parse(streak.to) + 1}));

const kShownSpans = ["maintenance", "alert", "incident"].flatMap(mergedSpans);

// The spans of a kind, those that overlap as one: shaded twice they would look like something else.
function mergedSpans(kind) {
  const merged = [];
  for (const {from, to} of kPage.spans.filter((span) => span.kind === kind).sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last && from <= last.to)
      last.to = Math.max(last.to, to);
    else
      merged.push({from, to, kind});
  }
  return merged;
}

function readData(id) { return JSON.parse(document.getElementById(id).textContent); }

// "12,,7": nothing between commas stands for `absent`.
function readColumn(text, length, absent) {
  if (length === 0) return [];
  return text.split(",").map((part) => (part === "" ? absent : Number(part)));
}

function readEdges({from, lengths}) {
  const starts = [];
  let next = from;
  for (const [length, count] of lengths) {
    for (let i = 0; i < count; ++i, next += length) starts.push(next);
  }
  return {from: starts, to: starts.map((start, i) => (i + 1 < starts.length ? starts[i + 1] : next))};
}

function readColumns(columns, length, absent) {
  return Object.fromEntries(Object.entries(columns).map(([name, text]) => [name, readColumn(text, length, absent)]));
}

function quotients(numerators, denominators) {
  return numerators.map((numerator, i) => (denominators[i] > 0 ? numerator / denominators[i] : null));
}

// One array a number, all of the same length; ratios follow from counts as the report defines them.
function readWindows(columns) {
  const edges = readEdges(columns);
  const length = edges.from.length;
  const counts = readColumns(columns.counts, length, 0);
  const minutes = edges.from.map((from, i) => (edges.to[i] - from) / kMinute);
  return {
    length,
    ...edges,
    middle: edges.from.map((from, i) => (from + edges.to[i]) / 2),
    ...counts,
    ...readColumns(columns.durations, length, null),
    error_rate: quotients(counts.failures, counts.transactions),
    success_ratio: quotients(counts.transactions.map((all, i) => all - counts.failures[i]), counts.transactions),
    retry_rate: quotients(counts.retries, counts.transactions),
    items_per_minute: quotients(counts.items, minutes),
    transactions_per_minute: quotients(counts.transactions, minutes),
    gauges: columns.gauges.map(({name, mean}) => ({name, mean: readColumn(mean, length, null)})),
  };
}

// What the windows with the indices [first, last) come to.
function sumsOf(first, last) {
  const sum = (counts) => counts.slice(first, last).reduce((total, count) => total + count, 0);
  const sums = Object.fromEntries(Object.keys(kPage.windows.counts).map((name) => [name, sum(kWindows[name])]));
  const minutes = last > first ? (kWindows.to[last - 1] - kWindows.from[first]) / kMinute : 0;
  const share = (numerator, denominator) => (denominator > 0 ? numerator / denominator : null);
  return {
    ...sums,
    error_rate: share(sums.failures, sums.transactions),
    success_ratio: share(sums.transactions - sums.failures, sums.transactions),
    retry_rate: share(sums.retries, sums.transactions),
    items_per_minute: share(sums.items, minutes),
    transactions_per_minute: share(sums.transactions, minutes),
  };
}

function medianOf(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0 ? null : known[Math.ceil(known.length / 2) - 1];
}
