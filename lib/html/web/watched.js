// What the profile has watched beside KPIs and SLOs: components, flows of events that share an id, sequences of numbers. All are
// over the whole range, and what a profile doesn't define has no table.
const kHealthMarks = {
  healthy: ["✓", "good"],
  degraded: ["▲", "bad"],
  down: ["✗", "bad"],
  unknown: ["?", ""],
};

function healthMark({status}) {
  const [mark, kind] = kHealthMarks[status];
  return element("span", {class: ("badge " + kind).trim()}, mark + " " + status);
}

function countColumn(label, read) { return {label, unit: "count", value: read}; }

function wholeTable(title, rows, columns, explanation) {
  return rows.length === 0 ? null : tableCard(title, {columns, rows: () => rows, nothing: () => ""}, explanation);
}

function componentTable() {
  const last = ({last}) => (last === null ? null : Date.parse(last));
  return wholeTable(
      "Components", kReport.components,
      [
        {label: "Component", value: ({name, critical}) => showText(name) + (critical ? " (critical)" : "")},
        {label: "Status", value: ({status}) => status, cell: healthMark},
        {
          label: "Last record (UTC)",
          style: "time",
          value: last,
          cell: (component) => (component.last === null ? kMissing : showTime(last(component)))
        },
        countColumn("Transactions", ({transactions}) => transactions),
        countColumn("Failures", ({failures}) => failures),
        {label: "Because", value: ({reason}) => showText(reason || kMissing)},
      ],
      "At the end of the range.");
}

function flowTable() {
  return wholeTable(
      "Flows", kReport.flows,
      [
        {label: "Flow", value: ({name}) => showText(name)},
        countColumn("Started", ({started}) => started),
        countColumn("Completed", ({completed}) => completed),
        {label: "Completion rate", unit: "ratio", value: ({completion_rate}) => completion_rate},
        countColumn("In progress", ({in_progress}) => in_progress),
        countColumn("Stuck", ({stuck}) => stuck),
        countColumn("Lost", ({lost}) => lost),
        countColumn("Delayed", ({delayed}) => delayed),
      ],
      "Ids whose events are followed from step to step, over the whole range.");
}

function stepTable({name, steps}) {
  return wholeTable("Steps of " + showText(name), steps, [
    {label: "Step", value: ({name}) => showText(name)},
    countColumn("Reached", ({reached}) => reached),
    ...["p50", "p95", "max"].map(
        (of) => ({label: of === "max" ? "Max" : of, unit: "seconds", value: ({latency}) => latency[of]})),
    countColumn("Unfinished", ({unfinished}) => unfinished),
    countColumn("Skipped", ({skipped}) => skipped),
    countColumn("Out of order", ({out_of_order}) => out_of_order),
    countColumn("Delayed", ({delayed}) => delayed),
  ]);
}

function waitingTable({name, waiting, stuck, lost}) {
  const left = stuck + lost - waiting.length;
  return wholeTable(
      "Stuck and lost of " + showText(name), waiting,
      [
        {label: "Id", value: ({id}) => showText(id)},
        {label: "State", value: ({state}) => state},
        {label: "Last step", value: ({step}) => showText(step)},
        timeColumn("Since (UTC)", ({since}) => Date.parse(since)),
      ],
      "Those that wait longest." + (left > 0 ? " There are " + showNumber(left) + " more." : ""));
}

function sequenceTable() {
  const gaps = ({gaps, gap_count}) => listed(gaps.map(({from, to}) => (from === to ? String(from) : from + " to " + to))) +
      (gap_count > gaps.length ? "; " + plural(gap_count, "gap") + " in all" : "");
  return wholeTable("Sequences", kReport.sequences, [
    {label: "Sequence", value: nameOf},
    countColumn("Missing", ({missing}) => missing),
    countColumn("Seen", ({seen}) => seen),
    {label: "First", unit: "count", value: ({first}) => first},
    {label: "Last", unit: "count", value: ({last}) => last},
    countColumn("Duplicates", ({duplicates}) => duplicates),
    {label: "Missing numbers", value: gaps, cell: (sequence) => gaps(sequence) || kMissing},
  ]);
}

function watchedTables() {
  const ofFlows = kReport.flows.map((flow) => [stepTable(flow), waitingTable(flow)]);
  return [componentTable(), flowTable(), ofFlows, sequenceTable()];
}

// Whether everything that is watched is well; nothing where nothing is.
function watchedSentences() {
  const unwell = kReport.components.filter(({status}) => status === "down" || status === "degraded");
  const stuck = kReport.flows.filter(({stuck, lost}) => stuck + lost > 0);
  const gaps = kReport.sequences.filter(({missing}) => missing > 0);
  const names = (rows, read) => listed(rows.map((row) => showText(row.name) + " (" + read(row) + ")"));
  return [
    unwell.length > 0 ? sentence("▲", "bad", "Components that are not well: " + names(unwell, ({status}) => status) + ".") :
        kReport.status === "healthy" ? sentence("✓", "good", "No component is degraded or down.") :
                                       null,
    stuck.length > 0 ?
        sentence(
            "▲", "",
            "Flows with ids that got stuck or lost: " + names(stuck, ({stuck, lost}) => showNumber(stuck + lost)) + ".") :
        null,
    gaps.length > 0 ?
        sentence("▲", "", "Sequences with numbers missing: " + names(gaps, ({missing}) => showNumber(missing)) + ".") :
        null,
  ];
}
