import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { hostile, ptimport, xml } from "./program.mjs";
import { jenkins, served } from "./served.mjs";

const shots = process.env.SHOTS;
let browser, plain, archived;

const importing = (report, ...args) =>
  ptimport("import", "--sandbox", "--ledger", "none", "--set", "Nightly", "--report", report, ...args);

const cases = (number) =>
  Array.from({ length: number }, (_, i) =>
    i % 50 ? `<testcase classname="shop.Cart" name="adds ${i}" time="0.1"/>`
           : `<testcase classname="shop.Cart" name="pays ${i}"><failure message="expected ${i}">${"at shop.Cart.total(Cart.java:17)\n".repeat(20)}</failure></testcase>`,
  ).join("");

before(async () => {
  mkdirSync("out");
  writeFileSync("token", "not-a-token\n", { mode: 0o600 });
  importing("out/import.html", process.env.FIXTURES);
  importing("out/folder/", process.env.FIXTURES);
  writeFileSync("hostile.xml", `<testsuite name="s"><testcase classname="c" name="${xml(hostile)}"><failure message="${xml(hostile)}">${xml(hostile)}</failure></testcase></testsuite>`);
  importing("out/hostile.html", "hostile.xml");
  writeFileSync("large.xml", `<testsuite name="s">${cases(10_000)}</testsuite>`);
  ptimport("plan", "--sandbox", "--ledger", "none", "--set", "Nightly", "--report", "out/large.html", "large.xml");
  ptimport("import", "--project", "1", "--url", "https://127.0.0.1:1", "--retries", "0", "--ledger", "none", "--set", "Nightly", "--token-file", "token", "--report", "out/early.html", process.env.FIXTURES);
  for (let day = 1; day <= 9; ++day) {
    mkdirSync(`history/${day}`, { recursive: true });
    writeFileSync(`history/${day}/r.xml`, `<testsuite name="s" timestamp="2024-01-0${day}T02:00:00Z">${cases(day)}</testsuite>`);
  }
  ptimport("backfill", "--sandbox-data", "history.db", "--set", "Nightly", "--report", "out/history/", "history");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  plain = await served("out");
  archived = await served("out", jenkins);
});
after(async () => {
  await browser?.close();
  plain?.close();
  archived?.close();
});

// Opens a page and fails the test for anything that it asks of another host.
async function open(url, name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, ...options });
  const strange = [];
  page.on("request", (request) => request.url().startsWith("http://127.0.0.1:") || strange.push(request.url()));
  await page.goto(url);
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !name.startsWith("large") });
  assert.deepEqual(strange, []);
  return page;
}
const rows = (page) => page.locator("[data-row]:visible").count();

test("filters and unfolds", async () => {
  const page = await open(`${plain.url}/import.html`, "light");
  const all = await rows(page);
  await page.locator("label[for=f-failed]").click();
  const failed = await rows(page);
  assert.ok(failed > 0 && failed < all, `${failed} of ${all}`);
  await page.locator("details.failed summary").first().click();
  assert.ok(await page.locator("details.failed pre").first().isVisible());
  if (shots) await page.screenshot({ path: `${shots}/unfolded.png` });
});

test("searches names and messages where scripts run", async () => {
  const page = await open(`${plain.url}/import.html`, "searched");
  const all = await rows(page);
  await page.locator("#search").fill("no such thing anywhere");
  await page.waitForFunction(() => document.querySelectorAll("[data-row]:not(.unlike)").length === 0);
  await page.locator("#search").fill("");
  await page.waitForFunction((n) => document.querySelectorAll("[data-row]:not(.unlike)").length === n, all);
});

test("is dark where the reader wants it dark, and fits a telephone", async () => {
  const dark = await open(`${plain.url}/import.html`, "dark", { colorScheme: "dark" });
  assert.equal(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(18, 22, 28)");
  const narrow = await open(`${plain.url}/import.html`, "narrow", { viewport: { width: 390, height: 800 } });
  assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("the folder keeps its style, filters and details under Jenkins' policy", async () => {
  const page = await open(`${archived.url}/folder/index.html`, "jenkins-folder");
  const all = await rows(page);
  await page.locator("label[for=f-failed]").click();
  assert.ok((await rows(page)) < all);
  await page.locator("details.failed summary").first().click();
  assert.ok(await page.locator("details.failed pre").first().isVisible());
  assert.ok(!(await page.locator("#search").isVisible()), "a search that cannot work is not shown");
  assert.ok(!(await page.locator(".unstyled").isVisible()));
});

test("the single page under Jenkins' policy stays readable and says what to do", async () => {
  const page = await open(`${archived.url}/import.html`, "jenkins-file");
  assert.ok(await page.locator(".unstyled").isVisible());
  assert.ok((await rows(page)) > 0);
});

test("text of a report is text", async () => {
  const page = await open(`${plain.url}/hostile.html`, "hostile");
  assert.ok(!(await page.title()).includes("owned"));
  assert.equal(await page.locator("img").count(), 0);
  const text = await page.locator("body").innerText();
  assert.ok(text.includes("</script><script>"));
  assert.ok(text.includes("{{name}}"));
  assert.ok(!text.includes("\u202e"));
});

test("10,000 results stay usable", async () => {
  const bytes = statSync("out/large.html").size;
  console.log(`10,000 results: ${(bytes / 1e6).toFixed(1)} MB`);
  assert.ok(bytes < 16e6);
  const begin = Date.now();
  const page = await open(`${plain.url}/large.html`, "large");
  await page.locator("label[for=f-failed]").click();
  console.log(`shown and filtered in ${Date.now() - begin} ms`);
  assert.equal(await page.locator("[data-row].failed").count(), 200);
});

test("an import that ended early has its page", async () => {
  const page = await open(`${plain.url}/early.html`, "early");
  assert.ok(await page.locator(".banner.bad").isVisible());
  assert.ok((await rows(page)) > 0);
});

test("a backfill's page draws the history, under Jenkins' policy too", async () => {
  const page = await open(`${archived.url}/history/index.html`, "history");
  assert.equal(await page.locator("svg.history g").count(), 9);
  const failed = page.locator("svg.history .part.failed").first();
  assert.equal(await failed.evaluate((part) => getComputedStyle(part).fill), "rgb(207, 46, 63)");
  assert.equal(await rows(page), 9);
  await page.locator("label[for=f-failed]").click();
  assert.equal(await rows(page), 9);  // In each the first fails.
  const narrow = await open(`${plain.url}/history/index.html`, "history-narrow", { viewport: { width: 390, height: 800 } });
  assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
