// Answers every step, hands nothing over yet, looks at the answers on the screen, and kills the browser there: then no file
// of its whole profile holds anything of what was asked or answered. node profile.mjs PAGE.html
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { tablesIn } from "./second.mjs";

const page = process.argv[2], [{ words, questions }] = tablesIn(readFileSync(page, "utf8")).languages;
const folder = mkdtempSync(join(tmpdir(), "profile-"));
const context = await chromium.launchPersistentContext(folder, { executablePath: process.env.CHROMIUM });
const tab = await context.newPage();
const is = (sign) => tab.waitForFunction((sign) => {
  const [first] = document.querySelectorAll(".answers button");
  return first && !first.disabled && document.querySelector("#main").textContent.includes(sign);
}, sign);
async function choose(wanted) {
  await is("");
  const texts = await tab.$$eval(".answers button", (buttons) => buttons.map((button) => button.textContent.slice(1)));
  await tab.keyboard.press(String(Math.max(texts.indexOf(wanted), 0) + 1));
  await tab.waitForTimeout(450);
}

await tab.goto(`file://${page}`);
await tab.keyboard.press("2");
await tab.waitForTimeout(450);
while (!(await tab.textContent("#main")).includes(words.release_intro)) await choose(words.yes);
await choose(words.everything);
await choose(words.yes);
await is(words.review);
await tab.waitForTimeout(3000);
// The name of the lock holds the number of the browser's process.
process.kill(Number(readlinkSync(join(folder, "SingletonLock")).split("-").pop()), "SIGKILL");
await new Promise((done) => { setTimeout(done, 1500); });

const said = [words.review, words.hand_over, ...questions.flatMap(({ say, options }) => [say, ...options])];
const signs = said.filter((text) => text && text.length > 8).flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")]);
let files = 0, found = 0;
for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
  const bytes = readFileSync(path);
  files += 1;
  found += signs.filter((sign) => bytes.includes(sign)).length;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${found ? "FAILED" : "ok"}: ${files} files of the profile hold ${found} of ${signs.length} signs of what was asked`);
process.exit(found || files < 20 ? 1 : 0);
