import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { hostile, ptimport, sandbox, xml } from "./program.mjs";

const shots = process.env.SHOTS;
let browser, server;

const record = (set, ...reports) =>
  ptimport("import", "--sandbox-data", "look.db", "--ledger", "none", "--attach", "all", "--set", set, ...reports);

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

before(async () => {
  writeFileSync("shot.png", png);
  writeFileSync("log.html", `<script>document.title='owned'</script>`);
  writeFileSync("trace.zip", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  writeFileSync("named.xml", `<testsuite name="s"><testcase classname="shop.Cart" name="pays" time="1.5">
    <failure message="expected 3">${"at shop.Cart.total(Cart.java:17)\n".repeat(40)}</failure>
    <system-out>${["shot.png", "log.html", "trace.zip"].map((name) => `[[ATTACHMENT|${name}]]`).join("\n")}</system-out></testcase>
    <testcase classname="c" name="${xml(hostile)}"><failure message="${xml(hostile)}">${xml(hostile)}</failure></testcase></testsuite>`);
  const many = Array.from({ length: 230 }, (_, i) => `<testcase classname="many" name="adds ${i}" time="0.1"/>`).join("");
  writeFileSync("many.xml", `<testsuite name="s">${many}</testsuite>`);
  record("Shop, every night", process.env.FIXTURES, "named.xml");
  record("Many", "many.xml");
  record(hostile, "named.xml");
  server = await sandbox("--data", "look.db");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  server?.close();
});

// A page whose every message on the console and every request elsewhere is a failure of the test.
async function opened(options = {}) {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, ignoreHTTPSErrors: true, ...options });
  page.strange = [];
  page.on("console", (message) => page.strange.push(message.text()));
  page.on("pageerror", (error) => page.strange.push(String(error)));
  page.on("request", (request) => request.url().startsWith(server.url) || page.strange.push(request.url()));
  await page.goto(server.url);
  return page;
}
async function shoot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}
const follow = async (page, name) => {
  await page.getByRole("link", { name, exact: true }).first().click();
  await page.waitForLoadState();
};

// From the first page to a file; the names of the screenshots end in `how`.
async function walk(page, how) {
  await shoot(page, `sandbox-sets-${how}`);
  await follow(page, "Shop, every night");
  await shoot(page, `sandbox-set-${how}`);
  assert.ok((await page.locator("tbody tr").count()) > 20);
  await page.getByRole("link", { name: /^FAILED/ }).click();
  for (const status of await page.locator("tbody .tag").allInnerTexts()) assert.equal(status, "FAILED");
  await follow(page, "shop.Cart.pays");
  await page.locator("details summary .how").first().click();
  await shoot(page, `sandbox-instance-${how}`);
  await page.locator(".rows summary a").first().click();
  await page.waitForLoadState();
  assert.ok(await page.getByText("at shop.Cart.total(Cart.java:17)").first().isVisible());
  await shoot(page, `sandbox-run-${how}`);
}

test("leads from sets to a run and its files", async () => {
  const page = await opened();
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
  await walk(page, "light");
  const run = page.url();
  await follow(page, "shot.png");
  await page.waitForFunction(() => document.images.length === 1 && document.images[0].naturalWidth === 1);
  await page.goto(run);
  await follow(page, "log.html");
  assert.equal(await page.title(), "");
  assert.ok((await page.locator("body").innerText()).includes("<script>"));
  await page.goto(run);
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "trace.zip" }).click();
  assert.equal((await saving).suggestedFilename(), "trace.zip");
  assert.deepEqual(page.strange, []);
});

test("is dark where the reader wants it dark, and fits a telephone", async () => {
  const dark = await opened({ colorScheme: "dark" });
  assert.equal(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(18, 22, 28)");
  await walk(dark, "dark");
  assert.deepEqual(dark.strange, []);
  const narrow = await opened({ viewport: { width: 390, height: 800 } });
  for (const address of ["/", "/sets/200000001", "/instances/300000001", "/runs/400000001"]) {
    await narrow.goto(new URL(address, server.url).href);
    await shoot(narrow, `sandbox-narrow${address.replaceAll("/", "-")}`);
    assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), address);
  }
  assert.deepEqual(narrow.strange, []);
});

test("pages through long lists", async () => {
  const page = await opened();
  await follow(page, "Many");
  assert.equal(await page.locator("tbody tr").count(), 100);
  await follow(page, "Last");
  assert.equal(await page.locator("tbody tr").count(), 30);
  await shoot(page, "sandbox-last-page");
  await follow(page, "Previous");
  assert.ok(await page.getByText("101 to 200 of 230").isVisible());
  assert.deepEqual(page.strange, []);
});

test("text of reports is text", async () => {
  const page = await opened();
  // The set's name had placeholders filled in, so that two braces are one.
  const text = hostile.replace("\u202e", "\ufffd").replace("{{name}}", "{name}");
  await follow(page, text);
  assert.equal(await page.locator("h1").innerText(), text);
  await page.locator("tbody a").nth(2).click();
  await page.waitForLoadState();
  await page.locator(".rows summary a").first().click();
  await page.waitForLoadState();
  await shoot(page, "sandbox-hostile");
  assert.equal(await page.locator("img, script").count(), 0);
  assert.ok((await page.title()).startsWith("c."));
  assert.deepEqual(page.strange, []);
});

test("what is not there says where to go", async () => {
  const page = await opened();
  const answer = await page.goto(new URL("/sets/1", server.url).href);
  assert.equal(answer.status(), 404);
  await shoot(page, "sandbox-missing");
  await follow(page, "All test sets");
  assert.equal(new URL(page.url()).pathname, "/");
});
