// The charts over time that the views show.
const kNoTransactions = "No transactions in this range.";

// "5 min", "hour": the length of one window or of several.
function windowLength(windows = 1) {
  const length = showSpan(kReport.window.seconds * windows);
  const one = {"1 s": "second", "1 min": "minute", "60 s": "minute", "1 h": "hour", "1 d": "day"};
  return one[length] || length;
}

// Limits of one measure, those of the same value taken together: "p95 limit and SLO".
function limitsOf(measure, prefix, hue, convert = (value) => value) {
  const kinds = new Map();
  for (const limit of kPage.limits.filter((one) => one.measure === measure)) {
    kinds.set(limit.value, (kinds.get(limit.value) || []).concat(limit.kind));
  }
  return [...kinds].map(([value, names]) => ({
                          value: convert(value),
                          label: prefix + (names.length > 1 ? "limit and SLO" : names[0]),
                          hue: hue || (names.includes("limit") ? "threshold" : "green"),
                        }));
}

function errorRateChart() {
  return timeChart({
    title: "Error rate",
    subtitle: "Failed transactions per " + windowLength() + ", % of all",
    unit: "ratio",
    nothing: kNoTransactions,
    series: [{label: "error rate", hue: "blue", values: kWindows.error_rate}],
    limits: limitsOf("error_rate", ""),
  });
}

function successChart() {
  return timeChart({
    title: "Success ratio",
    subtitle: "Transactions per " + windowLength() + " that did not fail, % of all",
    unit: "ratio",
    fromLowest: true,
    nothing: kNoTransactions,
    series: [{label: "success ratio", hue: "green", values: kWindows.success_ratio}],
    limits: limitsOf("error_rate", "", null, (value) => 1 - value),
  });
}

function latencyChart() {
  const lines = [["p99", "vermillion"], ["p95", "blue"], ["p50", "green"]];
  return timeChart({
    title: "Latency percentiles",
    subtitle: "Transaction duration per " + windowLength() + ", log axis",
    unit: "seconds",
    logarithmic: true,
    nothing: "No transaction with a duration in this range.",
    series: lines.map(([name, hue]) => ({label: name, hue, values: kWindows[name].map((value) => (value > 0 ? value : null))})),
    limits: lines.flatMap(([name, hue]) => limitsOf(name, name + " ", hue)),
  });
}

function throughputChart(measure, title, what, hue) {
  const total = kWindows[measure].some((value) => value > 0);
  return timeChart({
    title,
    subtitle: what + " per minute",
    unit: "perMinute",
    nothing: "No " + what.toLowerCase() + " in this range.",
    series: [{label: what.toLowerCase() + "/min", hue, values: total ? kWindows[measure] : [], filled: true}],
    limits: limitsOf(measure, ""),
  });
}

function retryChart() {
  return timeChart({
    title: "Retries",
    subtitle: "Retries for each transaction, per " + windowLength(),
    unit: "number",
    nothing: kNoTransactions,
    series: [{label: "retries/transaction", hue: "pink", values: kWindows.retry_rate}],
    limits: limitsOf("retry_rate", ""),
  });
}

function gaugeCharts() {
  return kWindows.gauges.map(
      ({name, mean}, i) => timeChart({
        title: showText(name),
        subtitle: "Mean per " + windowLength() + ", in the unit of the log",
        unit: "number",
        nothing: "No value of it in this range.",
        series: [{label: "mean", hue: "blue", values: mean}],
        limits: kPage.limits.filter(({gauge}) => gauge === i).map(({value, kind}) => ({value, label: kind, hue: "threshold"})),
      }));
}
