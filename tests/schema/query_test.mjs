// What `query` writes is as query.schema.json says, and the schema refuses what is not.
import assert from "node:assert/strict";
import {test} from "node:test";

import {invmon, kSample, queryFaults} from "./schemas.mjs";

const ask = (...options) => JSON.parse(invmon("query", kSample, "-f", "json", ...options));
const holds = (query) => assert.equal(queryFaults(query), "");

test("a single row", () => holds(ask()));
test("groups, and rows left out", () => {
  const query = ask("--by", "warehouse,error_code", "--select", "count,p95,sum(items),max(nothing)", "--top", "3");
  assert.equal(query.rows.length, 3);
  assert(query.left_out > 0 && query.notes.length === 1 && query.rows[0]["max(nothing)"] === null);
  holds(query);
});
test("a series", () => {
  const query = ask("--window", "1h", "--select", "error_rate,transactions_per_minute,retries_per_1k,age");
  assert(query.rows.length > 160 && query.window.seconds === 3600);
  holds(query);
});
test("a selection that keeps nothing", () => holds(ask("--where", "false", "--by", "event", "--window", "1d")));

function refuses(name, change, where) {
  test(`refused: ${name}`, () => {
    const query = ask("--by", "event", "--window", "1d");
    change(query);
    assert.match(queryFaults(query), where);
  });
}
refuses("a missing key", (query) => delete query.left_out, /must have required property 'left_out'/);
refuses("an unknown key", (query) => query.more = 1, /must NOT have additional properties/);
refuses("an unknown unit", (query) => query.columns[0].unit = "furlong", /unit must be equal to one of the allowed values/);
refuses("a row without its window", (query) => delete query.rows[0].from, /rows\/0 must have required property 'from'/);
refuses("a time that is none", (query) => query.rows[0].to = "noon", /rows\/0\/to must match pattern/);
refuses("an object as a value", (query) => query.rows[0].p95 = {}, /rows\/0\/p95 must be string,number,null/);
refuses("no input account", (query) => delete query.input.dropped, /input must have required property 'dropped'/);
