// Opens each page, counts what it asks of the network, lets axe-core look at it, and counts the sheets of a page whose
// name begins with "sheet-". See `run`.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let faults = 0;
for (const file of process.argv.slice(2)) {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`file://${file}`);
  const others = asked.filter((url) => url !== `file://${file}`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  console.log(`${basename(file)}: ${asked.length - others.length} request for the page itself, ${others.length} others; ${violations.length} faults, ${serious.length} serious`);
  for (const { id, impact, help, nodes } of violations) {
    console.log(`  ${impact} ${id}: ${help} (${nodes.length}), such as ${nodes[0].html.slice(0, 120)}`);
  }
  for (const format of basename(file).startsWith("sheet-") ? ["A4", "Letter"] : []) {
    const path = file.replace(/html$/, `${format}.pdf`);
    await page.pdf({ path, format, preferCSSPageSize: false });
    const sheets = Number(/^Pages: *(\d+)/m.exec(execFileSync("pdfinfo", [path], { encoding: "utf8" }))[1]);
    if (sheets !== 1) console.log(`  ${format}: ${sheets} sheets`);
    faults += sheets - 1;
  }
  if (process.env.SHOTS) {
    const name = join(process.env.SHOTS, basename(file, ".html"));
    await page.screenshot({ path: `${name}.png`, fullPage: true });
    await page.pdf({ path: `${name}.pdf`, format: "A4" });
  }
  faults += others.length + serious.length;
}
await browser.close();
process.exit(faults > 0 ? 1 : 0);
