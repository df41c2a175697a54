// The schemas of docs/schema, compiled, and the program that they are held against.
import {execFileSync, spawnSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const {INVMON_BINARY, PACKAGES, ROOT, SCRATCH} = process.env;
const require = createRequire(join(PACKAGES, "package.json"));
const Ajv = require("ajv/dist/2020").default;
export const YAML = require("yaml");

export const kSample = join(ROOT, "sample_data/simulated_logs.jsonl");
export const readText = (path) => readFileSync(join(ROOT, path), "utf8");

const schema = (name) => JSON.parse(readText(`docs/schema/${name}.schema.json`));

// A function that gives what is wrong with a document: an empty text if nothing is.
function checker(name, ...others) {
  const ajv = new Ajv({allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false});
  for (const other of others) ajv.addSchema(schema(other));
  const validate = ajv.compile(schema(name));
  return (document) => validate(document) ? "" : ajv.errorsText(validate.errors, {separator: "\n"});
}

export const reportFaults = checker("report");
export const profileFaults = checker("profile");
export const queryFaults = checker("query", "report");
export const inspectFaults = checker("inspect", "report");

export function scratchFile(name, text) {
  const path = join(SCRATCH, name);
  writeFileSync(path, text);
  return path;
}

export function invmon(...options) { return execFileSync(INVMON_BINARY, options, {encoding: "utf8", maxBuffer: 1 << 28}); }

export function reportOf(...options) { return JSON.parse(invmon("report", "--format", "json", ...options)); }

// Whether the program takes a profile; a rule that is hardly meant is no mistake, and neither is a log without a record.
export function takes(profile) {
  const path = scratchFile("profile.yaml", YAML.stringify(profile));
  const runs = [["rules", "check", path]];
  if ("export" in profile) runs.push(["export", "/dev/null", "--format", "prometheus", "--profile", path]);
  if ("cost" in profile) runs.push(["roi", "/dev/null", "--profile", path]);
  return runs.every((options) => spawnSync(INVMON_BINARY, options).status !== 2);
}
