// Pictures to be looked at, if a folder for them is given.
import {join} from "node:path";
import {after, before, test} from "node:test";

import {launch, look, open} from "./browser.mjs";
import {hostileReport, sampleReport, watchedReport} from "./pages.mjs";

const folder = process.env.SCREENSHOTS;
let browser;

before(async () => (browser = await launch()));
after(() => browser.close());

const kPictures = [
  {name: "light", view: "Overview"},
  {name: "dark", view: "Overview", colorScheme: "dark"},
  {name: "performance", view: "Performance"},
  {name: "business", view: "Business", colorScheme: "dark"},
  {name: "mobile", view: "Overview", width: 360},
  {name: "wide", view: "Overview", width: 2560},
];

test("screenshots", {skip: !folder}, async () => {
  const sample = sampleReport(), hostile = hostileReport();
  for (const {name, view, ...options} of kPictures) {
    const page = await open(browser, sample, options);
    await look(page, view);
    await page.screenshot({path: join(folder, name + ".png"), fullPage: true});
    await page.close();
  }
  const other = await open(browser, watchedReport());
  await other.screenshot({path: join(folder, "watched.png"), fullPage: true});
  await other.close();
  const page = await open(browser, hostile);
  await page.screenshot({path: join(folder, "hostile.png"), fullPage: true});
  await page.pdf({path: join(folder, "print.pdf"), preferCSSPageSize: true});
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(500);
  await page.screenshot({path: join(folder, "print.png"), fullPage: true});
});
