// What `report` writes is as report.schema.json says, and the schema refuses what is not.
import assert from "node:assert/strict";
import {test} from "node:test";

import {invmon, kSample, reportFaults, reportOf, scratchFile} from "./schemas.mjs";

const holds = (report) => assert.equal(reportFaults(report), "");
const line = (time, more) => JSON.stringify({timestamp: time, event: "batch_complete", warehouse: "WH-01", duration: 0.5, ...more}) + "\n";
const log = (name, text) => scratchFile(name + ".jsonl", text);

test("the sample's report", () => holds(reportOf(kSample)));
test("windows, groups and timing", () => {
  const report = reportOf(kSample, "--by", "warehouse,event", "--window", "1h", "--timing");
  assert(report.run && report.groups.event.length > 1 && report.windows.length > 100);
  holds(report);
});
test("a selection that keeps nothing", () => {
  const report = reportOf(kSample, "--where", "false");
  assert.equal(report.kpi.duration.mean, null);
  holds(report);
});
test("one record", () => holds(reportOf(log("one", line("2025-02-01T00:00:00Z")))));
test("the ends of time", () => {
  holds(reportOf(log("first", line("1970-01-01T00:00:00Z"))));
  holds(reportOf(log("old", line("1678-01-01T00:00:00Z"))));
  holds(reportOf(log("far", line("2261-12-31T23:59:59.999999999Z"))));
});
test("negative and huge values", () => {
  const gauges = [{cpu_percent: -1e300, mem_mb: 1e300}, {cpu_percent: -0.0, mem_mb: 5e-324}, {duration: 1e12, items: 2 ** 53}];
  holds(reportOf(log("huge", gauges.map((more, i) => line(`2025-02-01T00:00:0${i}Z`, more)).join(""))));
});
test("every kind of bad line", () => {
  const bad = ["", "not JSON", "[1]", "{}", '{"timestamp":"yesterday"}', line("2025-02-01T00:00:00Z", {duration: -1}).trim(), '{"a":"' + "x".repeat(2000) + '"}'];
  const report = reportOf(log("bad", bad.join("\n") + "\n" + line("2025-02-01T00:00:00Z")), "--max-line", "1KiB");
  assert.deepEqual(Object.values(report.input.dropped).slice(0, 5), [1, 2, 1, 2, 1]);
  assert.equal(report.input.examples.length, 6);
  holds(report);
});
test("streaks of failures, keys that are odd and more groups than are kept", () => {
  const failed = Array.from({length: 8}, (_, i) => line(`2025-02-01T00:00:0${i}Z`, {event: "batch_error", warehouse: i % 2 ? "__proto__" : null}));
  const many = Array.from({length: 10_050}, (_, i) => line("2025-02-01T00:01:00Z", {warehouse: "W" + i}));
  const report = reportOf(log("groups", failed.concat(many).join("")));
  assert(report.streaks.length > 0 && report.groups.warehouse.some((group) => group.streak === null));
  holds(report);
});
for (const profile of ["platform", "consignment", "sustained", "dashboard-slo"]) {
  test(`flows, sequences, components and SLOs of ${profile}`, () => {
    holds(reportOf(log(profile, invmon("generate", "--profile", profile, "--duration", "1d")), "--profile", profile));
  });
}

// Changes a report in one place, which must then be refused.
function refuses(name, change, where) {
  test(`refused: ${name}`, () => {
    const report = reportOf(kSample, "--last", "1d");
    change(report);
    assert.match(reportFaults(report), where);
  });
}
refuses("a missing key", (report) => delete report.kpi.error_rate, /kpi must have required property 'error_rate'/);
refuses("a missing key of a window", (report) => delete report.windows[3].from, /windows\/3 must have required property 'from'/);
refuses("a missing part", (report) => delete report.slos, /must have required property 'slos'/);
refuses("an unknown key", (report) => report.more = 1, /must NOT have additional properties/);
refuses("an unknown key of a KPI object", (report) => report.kpi.more = 1, /kpi must NOT have unevaluated properties/);
refuses("an unknown key of a window", (report) => report.windows[0].key = "", /windows\/0 must NOT have unevaluated properties/);
refuses("an unknown key of a duration", (report) => report.windows[0].duration.p42 = 1, /duration must NOT have additional properties/);
refuses("a number as text", (report) => report.kpi.failures = "3", /kpi\/failures must be integer/);
refuses("half a failure", (report) => report.kpi.failures = 1.5, /kpi\/failures must be integer/);
refuses("a rate above 1", (report) => report.kpi.error_rate = 1.01, /kpi\/error_rate must be <= 1/);
refuses("a time without its zone", (report) => report.range.from = "2025-02-01T00:00:00.000", /range\/from must match pattern/);
refuses("another schema", (report) => report.schema = "invmon.report/v2", /schema must be equal to constant/);
refuses("null where there is always a number", (report) => report.input.lines = null, /lines must be integer/);
refuses("an array for an object", (report) => report.kpi.gauges = [], /gauges must be object/);
