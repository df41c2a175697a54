// Chromium, driven by playwright-core; what a page complains about is collected.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const require = createRequire(join(process.env.PACKAGES, "package.json"));
const {chromium} = require("playwright-core");
const kAxe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const kViews = ["Overview", "Performance", "Business"];

export function launch() { return chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox"]}); }

export async function open(browser, {path}, {width = 1240, height = 900, colorScheme = "light"} = {}) {
  const page = await browser.newPage({viewport: {width, height}, colorScheme});
  page.complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("request", (request) => !request.url().startsWith("file:") && page.complaints.push("asks for " + request.url()));
  await page.goto("file://" + path);
  await page.waitForTimeout(200);
  return page;
}

export async function look(page, view) {
  await page.getByRole("tab", {name: view}).click();
  await page.waitForTimeout(300);
}

// The charts and tables of the view that is seen.
export function chart(page, title) {
  return page.locator("[role=tabpanel]:not(.hidden) figure").filter({has: page.getByRole("heading", {name: title, exact: true})});
}

export function table(page, title) {
  return page.locator("section.card:visible").filter({has: page.getByRole("heading", {name: title, exact: true})});
}

export function cells(page, title, column) {
  return table(page, title)
      .locator("tbody tr")
      .evaluateAll((rows, at) => rows.map((row) => row.children[at].textContent), column);
}

export async function violations(page) {
  await page.evaluate(kAxe);
  const {violations: found} = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
  return found.map(({id, nodes}) => id + ": " + nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(" | "));
}
