// profile.schema.json takes what the program takes, and refuses keys that it does not know.
import assert from "node:assert/strict";
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

import {profileFaults, readText, takes, YAML} from "./schemas.mjs";

const kPresets = readdirSync(join(process.env.ROOT, "lib/record/presets"));
const preset = (name) => YAML.parse(readText("lib/record/presets/" + name));

// All maps and lists of a document, with the way to each.
function nodes(value, way = []) {
  if (value === null || typeof value !== "object") return [];
  return [{way, value}, ...Object.entries(value).flatMap(([key, part]) => nodes(part, [...way, key]))];
}

// A copy of a document, changed at a place.
function changed(document, way, change) {
  const copy = structuredClone(document);
  change(way.reduce((value, key) => value[key], copy));
  return copy;
}

for (const name of kPresets) {
  test(`the built-in profile ${name}`, () => assert.equal(profileFaults(preset(name)), ""));
}

// Where any name can stand for a key.
const kFree = /(^|,)(gauges|labels|annotations|map|names|priorities)$/;

test("a key that is unknown to the program is unknown to the schema, wherever it stands", () => {
  const profile = preset("inventory-bot.yaml");
  for (const {way, value} of nodes(profile)) {
    if (Array.isArray(value) || kFree.test(way.join())) continue;
    const wrong = changed(profile, way, (map) => map.nonsense = "x");
    assert(!takes(wrong), `taken: nonsense in ${way.join(".")}`);
    assert.notEqual(profileFaults(wrong), "", `not refused: nonsense in ${way.join(".")}`);
  }
});

test("what the program takes is not refused, whichever key is left out", () => {
  const sections = {"inventory-bot.yaml": /./, "consignment.yaml": /^(flows|sequences|components)/};
  for (const [name, section] of Object.entries(sections)) {
    const profile = preset(name);
    for (const {way, value} of nodes(profile).filter((node) => section.test(node.way.join(".")))) {
      for (const key of Array.isArray(value) ? [] : Object.keys(value)) {
        const without = changed(profile, way, (map) => delete map[key]);
        if (takes(without)) assert.equal(profileFaults(without), "", `${name}: without ${[...way, key].join(".")}`);
      }
    }
  }
});

test("profiles of the documents", () => {
  let found = 0;
  for (const document of readdirSync(join(process.env.ROOT, "docs")).filter((name) => name.endsWith(".md"))) {
    for (const [, text] of readText("docs/" + document).matchAll(/^```yaml\n(.*?)^```/gms)) {
      const part = YAML.parse(text);
      if (!part || Array.isArray(part) || part.tests || part.apiVersion || part.incidents) continue;
      if (!Object.keys(part).every((key) => kKeys.includes(key))) continue;
      assert.equal(profileFaults({name: "n", fields: {time: "t"}, ...part}), "", `${document}: ${text}`);
      ++found;
    }
  }
  assert(found >= 5);
});
const kKeys = ["name", "extends", "fields", "transaction", "failure", "report", "rules", "slos", "flows", "sequences", "components",
               "silences", "priorities", "receivers", "routes", "inhibit_rules", "cost"];

// Both take or both refuse what stands in a profile beside its name and time.
function agree(verdict, name, text) {
  test(`${verdict}: ${name}`, () => {
    const profile = {name: "n", fields: {time: "t", dimensions: ["d"], gauges: {g: "g"}}, ...YAML.parse(text)};
    assert.equal(takes(profile), verdict === "taken");
    assert.equal(profileFaults(profile) === "", verdict === "taken", profileFaults(profile));
  });
}
agree("taken", "nothing more", "{}");
agree("taken", "all of a field of time", "fields: {time: {path: t, format: epoch_ms, zone: Europe/Berlin}}");
agree("taken", "nanoseconds that stand apart", "fields: {time: {path: t, nanos: n}, duration: {from: t, to: {path: e, nanos: f}}}");
agree("taken", "a difference for a duration", "fields: {time: t, duration: {from: a, to: {path: b, format: epoch_s}}}");
agree("taken", "several durations", "fields: {time: t, duration: [a, {path: b, unit: min}, {from: c, to: d}]}");
agree("taken", "a map of categories", "fields: {time: t, dimensions: [{name: k, path: p, map: {db: [DB_*], net: DNS}, default: rest}]}");
agree("taken", "numbers where texts are meant", "{name: 12, fields: {time: 1}, report: {streak_threshold: '3', lateness: 0}}");
agree("taken", "a baseline that repeats", "rules: [{alert: a, when: p95 > 150% of baseline, baseline: {repeat: 1w, times: 4, floor: 20ms}}]");
agree("taken", "all of a rule", "rules: [{alert: a, when: failures > 1, window: 1h30m, every: 5m, for: 3 checks, keep_firing_for: 10m, by: [d], where: has(x), min_events: 0, no_data: hold, labels: {n: 1}, annotations: {s: t}}]");
agree("taken", "slices and a calendar", "slos: [{name: s, objective: 0.99, sli: {p99.9: 300ms}, per: 1h, sustained: 2, no_data: breach, calendar: month, zone: Europe/Berlin}]");
agree("taken", "rows of burn rates", "slos: [{name: s, objective: 99.5%, sli: {good: success}, alerting: {burn_rate: [{long: 1h, burn: 14.4, for: 2m}], min_bad: 1}}]");
agree("taken", "silences", "silences: [{matchers: ['a=~\"b|c\"'], from: '2025-02-01T00:00:00Z', exclude_from_slos: true}, {weekly: {days: [sat], from: '22:00', to: '24:00'}}]");
agree("taken", "routes and receivers", "{receivers: [{name: r, slack: {url: 'env:S'}, pagerduty: {routing_key: k}}], routes: {receiver: r, routes: [{matchers: [a=b], continue: true, escalate: [{after: 5m, receiver: r}]}]}}");
agree("taken", "costs", "{failure: has(e), fields: {time: t, duration: d, items: i, gauges: {g: g}}, cost: {currency: EUR, compute: {billed: busy, per_cpu_hour: 0.05, cpus: {gauge: g, factor: 0.01}, per_gb_hour: 0, gb: 0, per_transaction: 0}, fixed_monthly: 1, retry: 0, failure: {minutes: 1, hourly_rate: 2}, manual: {minutes_per_item: 2, hourly_rate: 30, error_rate: 2%, cost_per_error: 1}, investment: 5, start: 2025-01-31}}");
agree("refused", "no name", "name:");
agree("refused", "no fields", "fields:");
agree("refused", "an unknown section", "rule: []");
agree("refused", "a field of time without its path", "fields: {time: {format: clf}}");
agree("refused", "an unknown format of time", "fields: {time: {path: t, format: unix}}");
agree("taken", "a list of times and of paths", "fields: {time: [t, {path: u}], dimensions: [{name: a, path: [b, c], match: (x), fold: path}]}");
agree("refused", "no times", "fields: {time: []}");
agree("refused", "another way to fold", "fields: {time: t, dimensions: [{name: a, path: b, fold: case}]}");
agree("refused", "half a difference", "fields: {time: t, duration: {from: a}}");
agree("refused", "both kinds of durations", "fields: {time: t, duration: {path: a, from: b, to: c}}");
agree("refused", "no durations", "fields: {time: t, duration: []}");
agree("refused", "gauges as a list", "fields: {time: t, gauges: [g]}");
agree("refused", "a default without a map", "fields: {time: t, dimensions: [{name: k, path: p, default: rest}]}");
agree("refused", "no streak at all", "report: {streak_threshold: 0}");
agree("refused", "a span without a unit", "report: {lateness: 10}");
agree("refused", "a rule without its condition", "rules: [{alert: a}]");
agree("refused", "rules as a map", "rules: {a: {when: failures > 1}}");
agree("refused", "checks that are none", "rules: [{alert: a, when: failures > 1, for: 0 checks}]");
agree("refused", "half a repetition", "rules: [{alert: a, when: p95 > 150% of baseline, baseline: {repeat: 1w}}]");
agree("refused", "a baseline of both kinds", "rules: [{alert: a, when: p95 > 150% of baseline, baseline: {offset: 1d, repeat: 1w, times: 4}}]");
agree("refused", "two indicators", "slos: [{name: s, objective: 99%, sli: {good: success, share_within: 1s}}]");
agree("refused", "no indicator", "slos: [{name: s, objective: 99%, sli: {}}]");
agree("refused", "period and calendar", "slos: [{name: s, objective: 99%, sli: {good: success}, period: 7d, calendar: week}]");
agree("refused", "a zone without a calendar", "slos: [{name: s, objective: 99%, sli: {good: success}, zone: UTC}]");
agree("refused", "no rows of burn rates", "slos: [{name: s, objective: 99%, sli: {good: success}, alerting: {burn_rate: []}}]");
agree("refused", "a flow of one step", "flows: [{name: f, id: i, steps: [{name: a, when: has(a)}]}]");
agree("refused", "a component without a condition", "components: [{name: c}]");
agree("refused", "a root route that matches", "routes: {receiver: r, matchers: [a=b]}");
agree("refused", "a root route without a receiver", "routes: {group_by: [a]}");
agree("refused", "a matcher without an operator", "silences: [{matchers: [a]}]");
agree("refused", "a URL of another kind", "receivers: [{name: r, webhook: {url: 'ftp://x'}}]");
agree("refused", "a currency of two letters", "cost: {currency: EU}");
agree("refused", "minutes of both kinds", "cost: {manual: {minutes_per_item: 1, minutes_per_transaction: 1, hourly_rate: 1}}");
