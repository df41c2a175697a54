// The questions of `invmon report --by warehouse` (but the streaks) put to DuckDB: counts, rates, durations and gauges of the whole, of
// each warehouse and of each window of four hours, and failures by error code.
//
//   BENCH_DIR=FOLDER node duckdb.mjs FILE THREADS     FOLDER/node_modules holds @duckdb/node-api
import { createRequire } from "node:module";
import path from "node:path";

const { DuckDBInstance } = createRequire(path.resolve(process.env.BENCH_DIR, "any.js"))("@duckdb/node-api");
const [file, threads] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
const columns = `{timestamp: 'TIMESTAMP', event: 'VARCHAR', warehouse: 'VARCHAR', items: 'BIGINT', duration: 'DOUBLE', outcome: 'VARCHAR',
  error_code: 'VARCHAR', retries: 'BIGINT', cpu_percent: 'DOUBLE', mem_mb: 'DOUBLE'}`;
const gauge = (name) => `avg(${name}), min(${name}), max(${name}), approx_quantile(${name}, 0.95), arg_max(${name}, timestamp)`;
const reader = await connection.runAndReadAll(
  `SELECT warehouse, time_bucket(INTERVAL 4 HOURS, timestamp) AS bucket, error_code, count(*),
     count(*) FILTER (event = 'batch_error' OR outcome = 'failure'), sum(retries), count(*) FILTER (retries > 0), sum(items),
     count(duration), sum(duration), min(duration), max(duration), stddev_pop(duration),
     approx_quantile(duration, [0.5, 0.9, 0.95, 0.99, 0.999]), ${gauge("cpu_percent")}, ${gauge("mem_mb")}
   FROM read_json($file, format = 'newline_delimited', ignore_errors = true, columns = ${columns})
   WHERE event IN ('batch_complete', 'batch_error')
   GROUP BY GROUPING SETS ((), (warehouse), (bucket), (error_code))`,
  { file },
);
console.log(reader.getRows().length);
