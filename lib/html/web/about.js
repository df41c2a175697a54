// Where the numbers come from and what they mean: the same below all views.
function facts(pairs) {
  return element(
      "dl", {class: "facts"}, pairs.map(([term, text]) => element("div", {}, element("dt", {}, term), element("dd", {}, text))));
}

function droppedTable() {
  const rows = Object.entries(kReport.input.dropped).filter(([, count]) => count > 0);
  return sortableTable({
    caption: "Lines that are not counted",
    columns: [
      {label: "Reason", value: ([reason]) => reason.replaceAll("_", " ")},
      {label: "Lines", unit: "count", value: ([, count]) => count}
    ],
    rows: () => rows,
    sortBy: 1,
    nothing: () => "Every line that was read is counted.",
  });
}

function exampleTable() {
  const rows = kReport.input.examples;
  return sortableTable({
    caption: "The first faulty lines",
    columns: [
      {label: "File", value: ({path}) => showText(path)},
      {label: "Line", unit: "count", value: ({line}) => line},
      {label: "Reason", value: ({reason}) => reason.replaceAll("_", " ")},
      {label: "Detail", value: ({detail}) => showText(detail)},
    ],
    rows: () => rows,
    nothing: () => "",
  });
}

function sourceTable() {
  const time = (text) => (text === null ? kMissing : showTime(Date.parse(text)));
  return sortableTable({
    caption: "Sources",
    columns: [
      {label: "File", value: ({path}) => (path === "-" ? "standard input" : showText(path))},
      {label: "Lines", unit: "count", value: ({lines}) => lines},
      {label: "Bytes", unit: "count", value: ({bytes}) => bytes},
      {label: "First record (UTC)", value: ({first}) => first, cell: ({first}) => time(first)},
      {label: "Last record (UTC)", value: ({last}) => last, cell: ({last}) => time(last)},
    ],
    rows: () => kReport.input.sources,
    nothing: () => "No source was read.",
  });
}

function inputSection() {
  const {lines, records, late} = kReport.input;
  const parts = [sourceTable(), droppedTable(), exampleTable()];
  for (const {refresh} of parts) refresh();
  const section = card(
      "Input", facts([
        ["Lines read", showNumber(lines)], ["Records", showNumber(records)], ["Too late for streaks", plural(late, "transaction")]
      ]),
      parts.map(({node}) => node));
  section.id = "input";
  return section;
}

function definitionSection() {
  const own = [
    [
      "Window",
      "The range is cut into windows of " + showSpan(kReport.window.seconds) + "; charts and tables show one value for each."
    ],
    [
      "Quantiles",
      "Nearest rank: exact for up to 1,024 values, within 0.27 % beyond. Those of windows are rounded to four digits."
    ],
    [
      "95 % interval",
      "Wilson's score interval of the error rate: where the true rate lies, as far as so many transactions can tell."
    ],
    ["Error budget", "The share of bad events (or time) that an SLO's objective allows over its period."],
    ["Burn rate", "How many times faster than allowed the error budget is being used up."],
    ["Change", "The second half of the windows against the first; of quantiles, the median of the windows' values."],
  ];
  return card("How each number is defined", facts(kPage.definitions.map(({label, help}) => [label, help]).concat(own)));
}

function footer() {
  const {name, version} = kReport.generator, {profile, schema} = kReport;
  const origin = name + " " + version + ", profile " + showText(profile.name) + " (" + profile.source + ")";
  return [
    element("h2", {}, "About these numbers"),
    element("div", {class: "cards"}, inputSection(), definitionSection()),
    note(origin + ". All times are UTC. Data: " + schema + "."),
  ];
}
