// The HTML report as its readers use it.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {cells, chart, kViews, launch, look, open, table, violations} from "./browser.mjs";
import {emptyReport, hostileReport, kHostile, sampleReport, singleReport, watchedReport} from "./pages.mjs";

let browser, sample, hostile, empty, single, watched;

before(async () => {
  browser = await launch();
  [sample, hostile, empty, single] = [sampleReport(), hostileReport(), emptyReport(), singleReport()];
  watched = watchedReport();
});
after(() => browser.close());

const kUnits = {
  "%": 0.01,
  ms: 1e-3,
  s: 1,
  "µs": 1e-6,
  "/min": 1
};

// "5.88 %" -> 0.0588.
function parse(text) {
  const [number, unit] = text.split(" ");
  return Number(number.replaceAll(",", "")) * (unit ? kUnits[unit] : 1);
}

// The value rounded to the digits that are shown. Values of windows were rounded to four digits before.
function assertShown(text, value, what) {
  if (value === null) return assert.equal(text, "–", what);
  const [number, unit] = text.split(" ");
  const half = (0.5 / 10 ** (number.split(".")[1] || "").length) * (unit ? kUnits[unit] : 1);
  assert.ok(Math.abs(parse(text) - value) <= half + Math.abs(value) * 0.0005, `${what}: ${text} is shown for ${value}`);
}

// Where a part of the page is, once it has been scrolled to.
async function boxOf(part) {
  await part.scrollIntoViewIfNeeded();
  return part.boundingBox();
}

async function hover(page, title, at, count) {
  const box = await boxOf(chart(page, title).locator(".u-over"));
  await page.mouse.move(box.x + ((at + 0.5) / count) * box.width, box.y + box.height / 2);
  return chart(page, title)
      .locator(".tip .row")
      .evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.children[1].textContent, row.children[2].textContent])));
}

async function zoom(page, title, first, last, count) {
  const box = await boxOf(chart(page, title).locator(".u-over"));
  const x = (at) => box.x + ((at + 0.5) / count) * box.width;
  await page.mouse.move(x(first), box.y + 60);
  await page.mouse.down();
  await page.mouse.move(x(last), box.y + 70, {steps: 4});
  await page.mouse.up();
}

test("no view complains, asks for anything or runs wider than the window", async () => {
  for (const report of [sample, hostile, empty, single, watched]) {
    for (const width of [360, 1240, 2560]) {
      const page = await open(browser, report, {width});
      for (const view of kViews) {
        await look(page, view);
        assert.equal(
            await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false,
            `${report.path} ${view} at ${width}`);
      }
      assert.deepEqual(page.complaints, [], report.path);
      await page.close();
    }
  }
});

test("the content security policy keeps other scripts and all requests out", async () => {
  const page = await open(browser, sample);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.foreign = 1";
    document.body.append(script);
    const fetched = await fetch("https://example.org/").then(() => true, () => false);
    return {foreign: window.foreign === 1, fetched};
  });
  assert.deepEqual(ran, {foreign: false, fetched: false});
  assert.ok(page.complaints.some((text) => text.includes("Content Security Policy")));
  await page.close();
});

test("hovering shows the values of the JSON report", async () => {
  const page = await open(browser, sample);
  const {windows} = sample.report;
  await look(page, "Performance");
  for (const at of [0, 1, 17, 62, 63, 100, windows.length - 1]) {
    const shown = await hover(page, "Latency percentiles", at, windows.length);
    for (const name of ["p50", "p95", "p99"])
      assertShown(shown[name], windows[at].duration[name], `${name} of ${windows[at].from}`);
  }
  await look(page, "Overview");
  for (const at of [5, 62, 63, 140]) {
    const shown = await hover(page, "Error rate", at, windows.length);
    assertShown(shown["error rate"], windows[at].error_rate, "error rate of " + windows[at].from);
  }
  await page.close();
});

test("the headline numbers are those of the JSON report", async () => {
  const page = await open(browser, sample);
  const tile = (label) =>
      page.locator(".tile").filter({has: page.getByText(label, {exact: true})}).locator("strong").textContent();
  const {kpi} = sample.report;
  assertShown(await tile("Error rate"), kpi.error_rate, "error rate");
  assertShown(await tile("p95"), kpi.duration.p95, "p95");
  assertShown(await tile("Items per minute"), kpi.items_per_minute, "items per minute");
  await page.close();
});

test("zooming by dragging leaves the rows of the selected time, and a reset brings all back", async () => {
  const page = await open(browser, sample);
  const {windows} = sample.report;
  const first = 60, last = 70;
  await zoom(page, "Error rate", first, last, windows.length);
  const shown = await cells(page, "Worst windows", 0);
  const expected = windows.slice(first, last + 1)
                       .filter(({transactions}) => transactions > 0)
                       .map(({from}) => from.slice(0, 16).replace("T", " "));
  assert.deepEqual(shown.slice().sort(), expected.sort());
  for (const began of await cells(page, "Alerts", 2)) assert.ok(began < windows[last].to.replace("T", " "), began);
  for (const ended of await cells(page, "Alerts", 3))
    assert.ok(ended === "goes on" || ended >= windows[first].from.slice(0, 16).replace("T", " "), ended);
  const sum = windows.slice(first, last + 1).reduce((total, {transactions}) => total + transactions, 0);
  assert.ok((await page.locator(".zoom [role=status]").textContent()).includes(sum.toLocaleString("en-US") + " transactions"));
  await page.getByRole("button", {name: "Reset zoom"}).click();
  assert.equal((await cells(page, "Worst windows", 0)).length, 25);
  await page.close();
});

test("errors of the selected time add up to its failures, and their bars show the same", async () => {
  const page = await open(browser, sample);
  const {windows} = sample.report;
  const first = 60, last = 70;
  await zoom(page, "Error rate", first, last, windows.length);
  const failures = windows.slice(first, last + 1).reduce((total, window) => total + window.failures, 0);
  const total = (texts) => texts.map(parse).reduce((sum, count) => sum + count, 0);
  assert.equal(total(await cells(page, "Errors by code", 3)), failures);
  const box = await boxOf(chart(page, "Errors").locator("svg"));
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  const tip = chart(page, "Errors").locator(".tip");
  const start = (await tip.locator("strong").textContent()).match(/\d\d:\d\d/)[0];
  const window = windows.slice(first, last + 1).find(({from}) => from.slice(11, 16) === start);
  assert.equal(total(await tip.locator(".row b").allTextContents()), window.failures);
  await page.close();
});

test("the cells of the heatmap say how many transactions they stand for", async () => {
  const page = await open(browser, sample);
  await look(page, "Performance");
  const heatmap = chart(page, "Latency heatmap");
  const most = (await heatmap.locator(".legend li").last().textContent()).split(" to ").map(parse).pop();
  const box = await boxOf(heatmap.locator("svg"));
  let total = 0;
  for (let y = 14; y < 186; y += 1) {
    await page.mouse.move(box.x + box.width / 2, box.y + y);
    const lines = await heatmap.locator(".tip span").allTextContents();
    const count = lines.length > 0 ? parse(lines[0].match(/: ([\d,]+) transaction/)[1]) : 0;
    assert.ok(count <= most, lines[0]);
    total = Math.max(total, count);
  }
  assert.ok(total > 0);
  await page.close();
});

test("a click on a column's name sorts by it, another turns it round", async () => {
  const page = await open(browser, sample);
  const head = table(page, "By warehouse").getByRole("button", {name: "Transactions"});
  for (const sign of [-1, 1]) {
    await head.click();
    const values = (await cells(page, "By warehouse", 1)).map(parse);
    assert.deepEqual(values, values.slice().sort((a, b) => sign * (a - b)));
  }
  assert.equal(await table(page, "By warehouse").locator("[aria-sort]").getAttribute("aria-sort"), "ascending");
  await page.close();
});

test("a filter leaves the rows that hold its words", async () => {
  const page = await open(browser, sample);
  await page.getByLabel("Filter by warehouse").fill("wh-03");
  assert.deepEqual(await cells(page, "By warehouse", 0), ["WH-03"]);
  await page.close();
});

test("groups show Wilson's interval of their error rate", async () => {
  const page = await open(browser, sample);
  const z = 1.959963984540054;
  for (const {key, failures, transactions: n} of sample.report.groups.warehouse) {
    const p = failures / n, middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
    const row = table(page, "By warehouse").locator("tbody tr").filter({hasText: key});
    const [low, high] = (await row.locator("td").nth(3).textContent()).split(" to ");
    assertShown(low, middle - half, key);
    assertShown(high, middle + half, key);
  }
  await page.close();
});

test("the keyboard moves the cursor, zooms and changes views", async () => {
  const page = await open(browser, sample);
  const plot = chart(page, "Error rate").getByRole("slider");
  await plot.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await plot.getAttribute("aria-valuetext"), "Sat 01 Feb 2025 01:00: error rate 0 %");
  await page.keyboard.press("+");
  assert.ok((await page.locator(".zoom [role=status]").textContent()).startsWith("Selected: 3 d 12 h, 84 windows"));
  await page.keyboard.press("Escape");
  assert.ok((await page.locator(".zoom [role=status]").textContent()).startsWith("Whole range"));
  await page.getByRole("tab", {name: "Overview"}).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tabpanel", {name: "Performance"}).isVisible(), true);
  await page.close();
});

test("what a log or a profile holds stays text", async () => {
  const page = await open(browser, hostile);
  for (const view of kViews) await look(page, view);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("img, b:not(.tip b), em, u, s, i:not(.swatch)").count(), 0);
  await look(page, "Overview");
  const keys = await cells(page, "By group", 0);
  for (const text of kHostile.filter((one) => !one.includes("\u202E"))) assert.ok(keys.includes(text), text);
  assert.ok(keys.includes("\\u{202e}gnihton\\u{202c}"));
  await page.close();
});

test("runbooks are links if they are paths or of the web", async () => {
  const page = await open(browser, hostile);
  await page.getByLabel("Filter alerts").fill("runbook");
  const links =
      await page.locator("tbody a").evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")))].sort());
  assert.deepEqual(links, []);
  await page.getByLabel("Filter alerts").fill("");
  for (let more = table(page, "Alerts").getByRole("button", {name: "Show more"}); await more.isVisible();) await more.click();
  const all = await table(page, "Alerts")
                  .locator("tbody a")
                  .evaluateAll((found) => [...new Set(found.map((link) => link.getAttribute("href")))].sort());
  assert.deepEqual(all, ["docs/runbook.md", "https://example.org/runbook"]);
  await page.close();
});

test("components, flows and sequences are told first and have tables", async () => {
  const page = await open(browser, watched);
  const rows = async (title, columns) => {
    const read = [];
    for (const column of columns) read.push(await cells(page, title, column));
    return read[0].map((_, row) => read.map((column) => column[row]));
  };
  assert.deepEqual(await rows("Components", [0, 1, 4]), [["payment (critical)", "✗ down", "1"], ["<i>search</i>", "✓ healthy", "0"]]);
  assert.deepEqual(await rows("Flows", [0, 1, 2, 5]), [["<b>order</b>", "2", "1", "1"]]);
  assert.deepEqual(await rows("Steps of <b>order</b>", [0, 1]), [["placed", "2"], ["paid", "2"]]);
  assert.deepEqual(await rows("Stuck and lost of <b>order</b>", [0, 1, 2]), [["<b>b</b>", "stuck", "placed"]]);
  assert.deepEqual(await rows("Sequences", [0, 1, 6]), [["audit", "3", "4 to 6"]]);
  const verdict = await page.locator("section[aria-labelledby=verdict]").textContent();
  for (const words of ["payment (down)", "<b>order</b> (1)", "audit (3)"]) assert.ok(verdict.includes(words), verdict);
  assert.equal(await table(await open(browser, sample), "Components").count(), 0);
  await page.close();
});

test("a report without a transaction says so in words", async () => {
  const page = await open(browser, empty);
  assert.ok((await page.getByRole("region", {name: "Verdict"}).textContent()).includes("No transactions in this range."));
  assert.equal(await page.locator("canvas").count(), 0);
  await page.close();
});

test("axe finds nothing in any view, light or dark", async () => {
  for (const report of [sample, hostile, empty, watched]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(browser, report, {colorScheme});
      for (const view of kViews) {
        await look(page, view);
        assert.deepEqual(await violations(page), [], `${report.path} ${view} ${colorScheme}`);
      }
      await page.close();
    }
  }
});

test("the button changes the theme, and paper gets the light one and every view", async () => {
  const page = await open(browser, sample);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", {name: "Dark theme"}).click();
  assert.notEqual(await background(), light);
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await background(), light);
  for (const view of kViews) assert.equal(await page.locator("#view-" + view + " canvas").first().isVisible(), true, view);
  const widths = await page.locator(".plot").evaluateAll((plots) => plots.map((plot) => {
    const drawn = plot.querySelector("svg, .uplot");
    return drawn && [drawn.getBoundingClientRect().width, plot.clientWidth];
  }));
  assert.ok(widths.length > 8);
  for (const width of widths) assert.ok(width && Math.abs(width[0] - width[1]) < 1, JSON.stringify(widths));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({media: "screen"});
  assert.notEqual(await background(), light);
  await page.close();
});
