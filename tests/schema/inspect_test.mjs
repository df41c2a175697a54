// What `inspect` writes is as inspect.schema.json says, and the schema refuses what is not.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {test} from "node:test";

import {inspectFaults, invmon, kSample, scratchFile} from "./schemas.mjs";

const inspected = (...options) => JSON.parse(invmon("inspect", "-f", "json", ...options));
const holds = (inspection) => assert.equal(inspectFaults(inspection), "");

test("the sample", () => {
  const inspection = inspected(kSample);
  assert(inspection.fields.length >= 10 && inspection.shape.candidates.length > 0 && !("strict" in inspection));
  holds(inspection);
});
test("a profile of one's own, nothing selected", () => holds(inspected(kSample, "--profile", "inventory-bot", "--where", "false")));
test("all types, and lines that are no JSON", () => {
  const path = scratchFile("types.jsonl", '{"t":1738404001,"a":[1,2.5,"3",true,null,{"b":{}}]}\n{"t":\n\nno\n');
  const run = spawnSync(process.env.INVMON_BINARY, ["inspect", "-f", "json", "--strict", path], {encoding: "utf8"});
  const inspection = JSON.parse(run.stdout);
  assert.equal(run.status, 1);
  assert.equal(inspection.strict.invalid, 2);
  assert.deepEqual(inspection.fields.map((field) => field.path), ["a", "a[]", "a[].b", "t"]);
  holds(inspection);
});

function refuses(name, change, where) {
  test(`refused: ${name}`, () => {
    const inspection = inspected(kSample);
    change(inspection);
    assert.match(inspectFaults(inspection), where);
  });
}
refuses("a missing key", (inspection) => delete inspection.order, /must have required property 'order'/);
refuses("an unknown key", (inspection) => inspection.more = 1, /must NOT have additional properties/);
refuses("an unknown type", (inspection) => inspection.fields[0].types.date = 1, /types must NOT have additional properties/);
refuses("a score above 1", (inspection) => inspection.shape.candidates[0].score = 2, /score must be <= 1/);
refuses("a number as text", (inspection) => inspection.fields[1].numbers.max = "7", /max must be number,null/);
