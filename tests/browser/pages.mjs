// Reports to look at, written by the program itself.
import {execFileSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const {INVMON_BINARY, SCRATCH, SAMPLE} = process.env;

// Writes NAME.html and NAME.json of a log; gives the page's path and the report.
export function reportOf(name, log, options = []) {
  const html = join(SCRATCH, name + ".html"), json = join(SCRATCH, name + ".json");
  execFileSync(INVMON_BINARY, ["report", log, "-o", html, "-o", json, ...options]);
  return {path: html, report: JSON.parse(readFileSync(json, "utf8"))};
}

export function sampleReport() { return reportOf("sample", SAMPLE); }

export const kHostile = [
  "</script><script>window.hacked = 1</script>",
  "<img src=x onerror='window.hacked = 1'>",
  "\"'><svg onload=window.hacked=1>",
  "<!--<script>",
  "\u202Egnihton\u202C",
  "${window.hacked = 1}",
  "javascript:window.hacked=1",
  "__proto__",
  "&lt;b&gt;&amp;",
];

const kProfile = `
name: "<b>profile</b>"
fields: {time: t, duration: {path: d, unit: s}, error_code: code, dimensions: [group], gauges: {"<i>gauge</i>": g}}
transaction: has(d)
failure: has(code)
report: {by: [group], window: 1m, streak_threshold: 2}
rules:
- alert: "<u>alert</u>"
  when: failures >= 1
  window: 1m
  by: [group]
  labels: {team: "</script>"}
  annotations: {summary: "<s>{{ labels.group }}</s>", runbook: "javascript:window.hacked=1"}
- {alert: linked, when: failures >= 1, window: 1m, annotations: {runbook: "https://example.org/runbook"}}
- {alert: relative, when: failures >= 1, window: 1m, annotations: {runbook: docs/runbook.md}}
- {alert: elsewhere, when: failures >= 1, window: 1m, annotations: {runbook: "//example.org/runbook"}}
slos: [{name: "<em>slo</em>", description: "</script>", objective: 99%, sli: {good: success}}]
`;

export function hostileReport() {
  const lines = kHostile.flatMap((text, i) => [0, 1, 2].map((n) => JSON.stringify({
    t: new Date(1738368000000 + i * 60000 + n * 1000).toISOString(),
    d: 0.1 * (i + 1),
    group: text,
    g: i,
    ...(n > 0 ? {code: text} : {})
  })));
  const log = join(SCRATCH, "hostile.jsonl"), profile = join(SCRATCH, "hostile.yaml");
  writeFileSync(log, lines.join("\n") + "\n</script>\n{\"t\": \"<b>\"}\n");
  writeFileSync(profile, kProfile);
  return reportOf("hostile", log, ["-p", profile]);
}

// Flows, sequences and components of a shop whose payments went wrong.
const kWatchedProfile = `
name: shop
fields: {time: t, error_code: code, dimensions: [event]}
failure: has(code)
flows:
- name: "<b>order</b>"
  id: order
  steps: [{name: placed, when: event == "placed"}, {name: paid, when: event == "paid"}]
  stuck_after: 1m
  lost_after: 1h
sequences: [{name: audit, number: n}]
components:
- {name: payment, where: event == "paid", critical: true, down: failures >= 1, degraded: age > 1h}
- {name: "<i>search</i>", where: event == "search", down: age > 1h}
`;

export function watchedReport() {
  const at = (minute) => new Date(1738368000000 + minute * 60000).toISOString();
  const lines = [
    {t: at(0), event: "placed", order: "</script>a", n: 1},
    {t: at(1), event: "paid", order: "</script>a", n: 2},
    {t: at(2), event: "placed", order: "<b>b</b>", n: 3},
    {t: at(9), event: "search", n: 7},
    {t: at(10), event: "paid", order: "c", n: 8, code: "DECLINED"},
  ];
  const log = join(SCRATCH, "watched.jsonl"), profile = join(SCRATCH, "watched.yaml");
  writeFileSync(log, lines.map((line) => JSON.stringify(line)).join("\n") + "\n");
  writeFileSync(profile, kWatchedProfile);
  return reportOf("watched", log, ["-p", profile]);
}

export function emptyReport() {
  const log = join(SCRATCH, "empty.jsonl");
  writeFileSync(log, "{\"timestamp\": \"2025-02-01T00:00:00Z\", \"event\": \"bot_start\"}\n");
  return reportOf("empty", log);
}

export function singleReport() {
  const log = join(SCRATCH, "single.jsonl");
  writeFileSync(
      log, "{\"timestamp\": \"2025-02-01T00:00:00Z\", \"event\": \"batch_complete\", \"duration\": 0.5, \"items\": 3}\n");
  return reportOf("single", log);
}
