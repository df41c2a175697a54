// The tables that the views show.
function timeColumn(label, read) {
  return {label, style: "time", value: read, cell: (row) => (Number.isFinite(read(row)) ? showTime(read(row)) : "goes on")};
}

function windowRows() {
  const rows = [];
  for (let at = kZoom.first; at < kZoom.last; ++at)
    if (kWindows.transactions[at] > 0) rows.push(at);
  return rows;
}

function windowColumn(label, unit, values) { return {label, unit, value: (at) => values[at]}; }

function windowTable(title, sortBy, explanation) {
  const w = kWindows;
  const columns = [
    {
      label: "From (UTC)",
      style: "time",
      value: (at) => w.from[at],
      cell: (at) => showTime(w.from[at]),
      text: (at) => showTime(w.from[at])
    },
    windowColumn("Transactions", "count", w.transactions),
    windowColumn("Failures", "count", w.failures),
    windowColumn("Error rate", "ratio", w.error_rate),
    windowColumn("p50", "seconds", w.p50),
    windowColumn("p95", "seconds", w.p95),
    windowColumn("p99", "seconds", w.p99),
    windowColumn("Max", "seconds", w.max),
    windowColumn("Retries", "count", w.retries),
    windowColumn("Items", "count", w.items),
    windowColumn("Longest streak", "count", w.failure_streak),
  ];
  return tableCard(
      title, {
        columns,
        rows: windowRows,
        sortBy: columns.findIndex(({label}) => label === sortBy),
        filterLabel: "Filter by time",
        nothing: () => kNoTransactions,
      },
      explanation);
}

function groupColumn(label, unit, read) { return {label, unit, value: ({group}) => read(group)}; }

const kInterval = {
  label: "95 % interval",
  unit: "ratio",
  value: ({interval}) => interval && interval[1],
  cell: ({interval}) => (interval ? showPercent(interval[0]) + " to " + showPercent(interval[1]) : kMissing),
};

const kGroupColumns = {
  overview: () =>
      [groupColumn("Transactions", "count", (group) => group.transactions),
       groupColumn("Failures", "count", (group) => group.failures),
       groupColumn("Error rate", "ratio", (group) => group.error_rate),
       kInterval,
       groupColumn("p95", "seconds", (group) => group.duration.p95),
       groupColumn("Longest streak", "count", ({streak}) => streak && (streak.longest ? streak.longest.length : 0)),
],
  performance: () =>
      [groupColumn("Durations", "count", (group) => group.duration.count),
       ...["p50", "p95", "p99"].map((name) => groupColumn(name, "seconds", (group) => group.duration[name])),
       groupColumn("Max", "seconds", (group) => group.duration.max),
       groupColumn("Mean", "seconds", (group) => group.duration.mean),
       groupColumn("Total duration", "seconds", (group) => group.duration.sum),
],
  business: () =>
      [groupColumn("Items", "count", (group) => group.items),
       groupColumn("Items/min", "number", (group) => group.items_per_minute),
       groupColumn("Success ratio", "ratio", (group) => group.success_ratio),
       groupColumn("Failures", "count", (group) => group.failures),
       kInterval,
       groupColumn("Retries", "count", (group) => group.retries),
       groupColumn("Retries per 1,000", "number", (group) => group.retries_per_1k),
],
};

function groupTables(view, sortBy) {
  return Object.entries(kReport.groups).map(([dimension, groups]) => {
    const name = showText(dimension);
    const rows = groups.map((group, i) => ({group, interval: kPage.intervals[dimension][i]}));
    const columns = [{label: name, value: ({group}) => showText(group.key)}, ...kGroupColumns[view]()];
    return tableCard(
        "By " + name, {
          columns,
          rows: () => rows,
          sortBy: columns.findIndex(({label}) => label === sortBy),
          filterLabel: "Filter by " + name,
          nothing: () => "No group has a transaction.",
        },
        "Over the whole range." +
            (columns.includes(kInterval) ? " The interval is Wilson's, of the error rate: few transactions make it wide." : ""));
  });
}

function errorRows() {
  const inZoom = (text) => readColumn(text, kWindows.length, 0).slice(kZoom.first, kZoom.last).reduce((sum, n) => sum + n, 0);
  const selected = (count, i) => (!isZoomed() ? count : i < kPage.errors.length ? inZoom(kPage.errors[i]) : null);
  return kReport.errors.map(({code, count, share}, i) => ({
                              code: code === null ? "(no code)" : showText(code),
                              count,
                              share,
                              selected: selected(count, i),
                            }));
}

function errorTable() {
  const columns = [
    {label: "Error code", value: ({code}) => code},
    {label: "Failures", unit: "count", value: ({count}) => count},
    {label: "Share of failures", unit: "ratio", value: ({share}) => share},
    {label: "In the selected time", unit: "count", value: ({selected}) => selected},
  ];
  return tableCard("Errors by code", {
    columns,
    rows: errorRows,
    sortBy: 1,
    filterLabel: "Filter by code",
    nothing: () => "No failures in this range.",
  });
}

function whose({dimension, key}) { return dimension === null ? "all" : showText(dimension) + " " + showText(key); }

function streakTable() {
  const {threshold} = kReport.kpi.streak || {};
  const runs = "runs of at least " + plural(threshold || 0, "failure") + " in a row";
  return tableCard(
      "Failure streaks", {
        columns: [
          {label: "Whose", value: whose},
          {label: "Failures", unit: "count", value: ({length}) => length},
          timeColumn("First failure (UTC)", ({from}) => from),
          timeColumn("Last failure (UTC)", ({to}) => to - 1),
          {label: "Lasted", unit: "seconds", value: ({from, to}) => (to - 1 - from) / kSecond},
        ],
        rows: () => kStreaks.filter(isInZoom),
        sortBy: 1,
        nothing: () => "No " + runs + (isZoomed() ? " in the selected time." : "."),
      },
      "All " + runs + ".");
}

// A runbook becomes a link if it is http(s) or a path; any other scheme or host stays text.
function runbook(text) {
  if (!text) return kMissing;
  const base = "https://relative.invalid/";
  let url = null;
  try {
    url = new URL(text, base);
  } catch {
    return showText(text);
  }
  const isPath = url.origin === new URL(base).origin && !/^[a-z][a-z0-9+.-]*:/i.test(text.trim());
  const isLink = isPath || /^https?:\/\//i.test(text);
  return isLink ? element("a", {href: text, rel: "noopener noreferrer"}, showText(text)) : showText(text);
}

function alertTable() {
  const state = (alert) => alert.state + (alert.silenced ? ", silenced" : "") + (alert.inhibited ? ", inhibited" : "");
  return tableCard("Alerts", {
    columns: [
      {label: "Alert", value: ({alert}) => showText(alert)},
      {label: "State", value: state},
      timeColumn("Began (UTC)", ({from}) => from),
      timeColumn("Ended (UTC)", ({to}) => to),
      {
        label: "Lasted",
        unit: "seconds",
        value: ({from, to}) => Math.max(0, Math.min(to, Date.parse(kReport.range.to)) - from) / kSecond
      },
      {label: "Failures", unit: "count", value: ({failures}) => failures},
      {label: "Labels", value: ({labels}) => showLabels(labels)},
      {label: "Summary", value: ({annotations}) => showText(annotations.summary || kMissing)},
      {label: "Notified", value: ({receivers}) => receivers.map(showText).join(", ") || "nobody"},
      {label: "Runbook", cell: ({annotations}) => runbook(annotations.runbook || annotations.runbook_url)},
    ],
    rows: () => kAlerts.filter(isInZoom),
    sortBy: 2,
    filterLabel: "Filter alerts",
    nothing: () => (isZoomed() ? "No alerts in the selected time." : "No alert fired in this range."),
  });
}
