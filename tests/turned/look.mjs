// Looks at the page of a turned form in a headless Chromium: node look.mjs PAGE.html, a page that the program made, in
// two languages. Clips are put into it here. What is asked above all: whatever is pressed, an onlooker sees the same.
// ONLY=words runs the checks whose names hold them; SHOTS=folder takes pictures. See `run`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axeCore from "axe-core";
import { chromium } from "playwright-core";
import { chosenIn, decoded, range, statesSaid, tablesIn } from "./second.mjs";

const folder = process.env.PAGE_FOLDER ?? new URL("../../src/turned/page", import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), "turned-"));
const shots = process.env.SHOTS;
const script = readFileSync(join(folder, "turned.js"), "utf8"), style = readFileSync(join(folder, "turned.css"), "utf8");
const made = readFileSync(process.argv[2], "utf8"), silent = tablesIn(made);
const copy = (tables) => structuredClone(tables);
for (const language of silent.languages) language.sounds = {};

// A tone of a quarter of a second, in some heights, stands for every sentence.
function tone(height) {
  const samples = range(4000).map((at) => Math.round(9000 * Math.sin((2 * Math.PI * height * at) / 16000)));
  const sound = Buffer.alloc(44 + 2 * samples.length);
  sound.write("RIFF", 0), sound.writeUInt32LE(sound.length - 8, 4), sound.write("WAVEfmt ", 8), sound.writeUInt32LE(16, 16);
  sound.writeUInt16LE(1, 20), sound.writeUInt16LE(1, 22), sound.writeUInt32LE(16000, 24), sound.writeUInt32LE(32000, 28);
  sound.writeUInt16LE(2, 32), sound.writeUInt16LE(16, 34), sound.write("data", 36), sound.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, at) => sound.writeInt16LE(sample, 44 + 2 * at));
  const clip = execFileSync("opusenc", ["--quiet", "--bitrate", "12", "-", "-"], { input: sound });
  return `data:audio/ogg;base64,${clip.toString("base64")}`;
}
const tones = [200, 300, 400].map(tone), given = copy(silent);
for (const language of given.languages) {
  language.sounds = Object.fromEntries(language.heard.map((text, at) => [text, tones[at % tones.length]]));
}
const english = given.languages[0], { words } = english;
const { age, questions } = given;
const steps = given.steps.map(([of, option], at) => [of, option, at]).filter(([, option]) => option !== -2);
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// The page as the program made it, with other tables, and maybe another script than its policy names.
function assembled(tables, changed = script) {
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; media-src data:; img-src data:; base-uri `
    + "'none'; form-action 'none'";
  const parts = made.match(/^(.*?Content-Security-Policy" content=")(.*?)(".*?<style>)(.*?)(<\/style>.*?id="tables">)(.*?)(<\/script>\s*<script>)(.*)(<\/script>.*)$/s);
  if (parts[4] === style && parts[8] === script) assert.equal(parts[2], policy); // the program's own sums are right
  return [parts[1], policy, parts[3], style, parts[5], JSON.stringify(tables).replaceAll("<", "\\u003c"), parts[7], changed, parts[9]].join("");
}

// What a page cannot see of itself: chance and time that come again, clips that end when we say so, a screen that is
// locked. Only what is asked for is replaced.
function prepared({ seed, holdsTime, clips }) {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  if (seed) {
    let state = seed;
    Crypto.prototype.getRandomValues = (array) => {
      for (let at = 0; at < array.length; at += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        array[at] = state >>> 24;
      }
      return array;
    };
  }
  if (holdsTime) {
    const own = [Date, setTimeout, clearTimeout];
    let now = 0, waiting = [], next = 1;
    window.Date = class { static now() { return 0; } getTime() { return 0; } };
    window.setTimeout = (follow, after) => { waiting.push({ follow, at: now + after, id: next }); return next++; };
    window.clearTimeout = (id) => { waiting = waiting.filter((one) => one.id !== id); };
    const held = [Date, setTimeout, clearTimeout];
    window.freeTime = () => { [window.Date, window.setTimeout, window.clearTimeout] = own; };
    window.holdTime = () => { [window.Date, window.setTimeout, window.clearTimeout] = held; };
    window.pass = (time) => {
      now += time;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { follow } of due) follow();
    };
  }
  window.players = [];
  window.Audio = new Proxy(window.Audio, { construct: (target, args) => window.players[window.players.push(new target(...args)) - 1] });
  if (clips) {
    HTMLMediaElement.prototype.play = function play() {
      if (clips === "refused") return Promise.reject(new DOMException("", "NotAllowedError"));
      this.isHeld = true;
      return Promise.resolve();
    };
    window.endClips = () => window.players.filter((one) => one.isHeld && one.onended).forEach((one) => { one.isHeld = false; one.onended(); });
  }
}

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--mute-audio", "--disable-partial-raster", "--disable-lcd-text", "--force-color-profile=srgb"];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: quiet });
// A browser whose owner reads large text: twice as large as usual.
mkdirSync(join(work, "large", "Default"), { recursive: true });
writeFileSync(join(work, "large", "Default", "Preferences"), JSON.stringify({ webkit: { webprefs: { default_font_size: 32 } } }));

const faults = [];
let files = 0;
async function open(tables, { large = false, small = true, changed, hasTouch = false, ...more } = {}) {
  const viewport = small ? { width: 360, height: 640 } : { width: 1024, height: 768 };
  const context = large
    ? await chromium.launchPersistentContext(join(work, "large"), { executablePath, args: quiet, viewport })
    : await browser.newContext({ viewport, hasTouch });
  const page = await context.newPage();
  const file = join(work, `page-${(files += 1)}.html`), asked = [];
  writeFileSync(file, assembled(tables, changed));
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (line) => faults.push(`console: ${line.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.stack}`));
  await page.addInitScript(prepared, more);
  await page.goto(`file://${file}`);
  const close = async () => {
    // The clips are data: they are in the file, and no network is asked.
    const others = asked.filter((url) => url !== `file://${file}` && !url.startsWith("data:audio/"));
    if (others.length) faults.push(`asked for ${others}`);
    faults.push(...await page.evaluate(() => window.violations));
    await context.close();
  };
  return { page, close, file, holds: Boolean(more.holdsTime) };
}

// ---- What one does with the page ----
const buttons = (page) => page.$$eval(".answers button span", (spans) => spans.map((span) => span.textContent));
const text = (page) => page.$eval("#main", (main) => main.innerText);
const said = (page) => page.$$eval(".said p", (lines) => lines.map((line) => line.textContent).filter(Boolean));
const number = (page) => page.$eval(".number", (one) => Number.parseInt(one.textContent, 10));
const isEmpty = async (page) => (await page.$eval("#main", (main) => main.innerHTML)) === "";
const foot = (page, word) => page.locator(".foot button").filter({ hasText: word });
const settle = ({ page, holds }) => (holds ? page.evaluate(() => window.pass(400)) : page.waitForTimeout(450));
async function press(opened, answer) {
  const { page } = opened;
  const at = typeof answer === "number" ? answer : (await buttons(page)).indexOf(answer);
  assert.ok(at >= 0, `no ${answer} in ${await text(page)}`);
  await page.$$eval(".answers button", (all, place) => all[place].click(), at);
  await settle(opened);
}
async function begin(opened, { ear = false, language = 0, word = "" } = {}) {
  const { page } = opened;
  await press(opened, age.adult[0]);
  await page.locator("select").selectOption({ index: language });
  if (word) await page.locator("input:not([type])").fill(word);
  if (ear) await page.locator("input[type=checkbox]").check();
  await press(opened, 0);
}
// What is pressed at a screen that is no step: on and on, and yes to whether it is safe and all right.
async function onward(page, { fixed = false } = {}) {
  const offered = await buttons(page), [sentence] = await said(page);
  if (sentence === words.safe_now || sentence === words.may_ask) return offered.indexOf(words.yes);
  if (offered.includes(words.same_places)) return offered.indexOf(fixed ? words.same_places : words.go_on);
  return offered.length === 1 || offered.includes(words.stop_here) ? 0 : -1;
}
async function goOn(opened, more) {
  for (let place = await onward(opened.page, more); place >= 0; place = await onward(opened.page, more)) await press(opened, place);
}
async function toFirstStep(opened, more) {
  await begin(opened, more);
  await goOn(opened, more);
}
// The word on the button for what somebody says: yes, no, skip, dont_know or the place of an option.
function wordFor(says, of, option) {
  const answer = says(of, option);
  if (answer === "skip" && option >= 0) return questions[of].counts ? words.skip_list : words.skip_rest;
  return words[answer] ?? english.questions[of].options[answer];
}
const isPause = (offered) => offered.every((one) => one === words.go_on);
async function answer(opened, says, end = steps.length) {
  for (const at of range(end)) {
    await goOn(opened);
    const offered = await buttons(opened.page), [of, option] = steps[at];
    await press(opened, isPause(offered) ? 0 : wordFor(says, of, option));
  }
  if (end < steps.length) await goOn(opened);
}
const shownCode = async (page) => decoded(given, await page.$eval(".code", (code) => code.textContent));
const yes = (of, option) => (option < 0 && questions[of].kind === "one" ? 0 : "yes");
const no = (of, option) => (option < 0 && questions[of].kind === "one" ? questions[of].options - 1 : "no");
const skip = () => "skip";
const notKnown = (of, option) => (option < 0 ? "dont_know" : "no");
const mixed = (of, option) => (option < 0 && questions[of].kind === "one" ? 0 : ["yes", "no", "skip", "yes"][(7 * of + option + 1) % 4]);
const releasedOf = (says, kept) => statesSaid(given, says).map((state, of) => (kept.includes(of) || of === age.question ? state : 0n));
const everything = range(questions.length);

// ---- Checks ----
const only = process.env.ONLY;
let passed = 0, failed = 0;
async function check(name, test) {
  if (only && !name.includes(only)) return;
  const begun = Date.now();
  try {
    const seen = await test();
    assert.deepEqual(faults.splice(0), []);
    passed += 1;
    console.log(`ok: ${name}${seen ? ` (${seen})` : ""}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed += 1;
    faults.length = 0;
    console.log(`FAILED: ${name}\n${error.stack.slice(0, 3000)}`);
  }
}

await check("the script runs under the policy, and a changed one does not", async () => {
  const right = await open(given);
  assert.equal(await right.page.$("#tables"), null);
  assert.ok((await buttons(right.page)).length > 0);
  assert.equal(await right.page.evaluate(() => Object.keys(window).filter((name) => /flow|code|talk|known/.test(name)).length), 0);
  await right.close();
  const wrong = await open(given, { changed: `${script}\n` });
  assert.equal(await text(wrong.page), "");
  assert.ok(faults.some((fault) => fault.includes("Content Security Policy")));
  await wrong.close();
  faults.length = 0;
});

// Every kind of screen: what axe finds, how wide it is, how high its buttons are, what the page tells of itself.
async function looked({ page }, name, kinds) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: `freeTime(); ${axeCore.source}` });
  const { result } = await session.send("Runtime.evaluate", { expression: "axe.run()", awaitPromise: true, returnByValue: true });
  const serious = result.value.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  await page.evaluate(() => window.holdTime());
  assert.deepEqual(serious.map(({ id, nodes }) => `${name}: ${id} ${nodes[0].html}`), []);
  const own = await page.evaluate(() => ({
    title: document.title, history: history.length, address: location.href.endsWith(".html"), stored: localStorage.length + sessionStorage.length,
    wide: document.documentElement.scrollWidth > innerWidth, cookies: document.cookie,
    low: [...document.querySelectorAll("button, input:not([type]), select")].filter((one) => !one.closest("[hidden]") && one.getBoundingClientRect().height < 56).length,
    styled: document.querySelectorAll("[style]").length, ids: [...document.querySelectorAll("[id]")].map(({ id }) => id).join(),
    focused: document.activeElement.className,
  }));
  assert.deepEqual({ ...own, focused: "" }, { title: "Notes", history: 2, address: true, stored: 0, wide: false, cookies: "", low: 0, styled: 0, ids: "main", focused: "" }, name);
  assert.ok(["said", "dot"].includes(own.focused), `${name}: ${own.focused} has the focus`);
  kinds.push(name);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}
async function walkAll(tables, prefix, options) {
  const opened = await open(tables, { holdsTime: true, seed: 7, ...options });
  const { page } = opened, kinds = [], look = (name) => looked(opened, `${prefix}${name}`, kinds);
  const seen = new Set(), once = async (name) => (seen.has(name) ? null : (seen.add(name), look(name)));
  await look("01-age");
  await press(opened, age.adult[0]);
  await look("02-set-up");
  await page.locator("input:not([type])").fill("cinnamon");
  await press(opened, 0);
  for (let place = await onward(page); place >= 0; place = await onward(page)) {
    const [sentence] = await said(page), offered = await buttons(page);
    const name = sentence === words.safe_now ? "05-safe-now" : sentence === words.may_ask ? "07-may-ask" : null;
    await once(name ?? (offered.length === 2 ? "04-places" : seen.has("05-safe-now") ? "06-opening" : "03-start"));
    await press(opened, place);
  }
  await look("08-option");
  await foot(page, words.break).click();
  await look("09-break");
  await press(opened, 0);
  await foot(page, words.hide).click();
  await look("10-hidden");
  await page.mouse.click(100, 100);
  await foot(page, words.danger).click();
  await look("11-danger");
  assert.ok((await text(page)).includes("cinnamon"));
  await page.locator(".dot").click();
  for (const at of range(steps.length)) {
    if ((await buttons(page)).includes(words.stop_here)) await once("12-before-a-section");
    await goOn(opened);
    const [of, option] = steps[at], offered = await buttons(page), pause = isPause(offered);
    await once(pause ? "13-pause" : option < 0 ? "14-question" : "08-option-again");
    const place = pause ? 0 : offered.indexOf(wordFor(yes, of, option));
    await page.$$eval(".answers button", (all, nth) => all[nth].click(), place);
    if (at === steps.length - 1 && shots) await page.screenshot({ path: join(shots, `${prefix}15-just-pressed.png`) });
    await settle(opened);
  }
  await look("16-release");
  await press(opened, words.some_parts);
  await look("17-part");
  for (const _ of tables.parts) await press(opened, words.yes);
  await look("18-kept-back");
  await press(opened, words.yes);
  await look("19-review-safe");
  await press(opened, words.yes);
  await look("20-review");
  await press(opened, words.choose_again);
  await press(opened, words.everything);
  await press(opened, words.no);
  await look("21-ready");
  await press(opened, words.hand_over);
  await look("22-code");
  await press(opened, words.done);
  await look("23-end");
  await page.evaluate(() => window.pass(20000));
  assert.ok(await isEmpty(page));
  await opened.close();
  return kinds.length;
}
await check("every kind of screen at 360 x 640: axe, widths, heights, and what the page tells of itself", () => walkAll(given, "", { clips: "held" }));
await check("the same with text twice as large", () => walkAll(silent, "large-", { large: true }));
await check("the same on a large screen", () => walkAll(silent, "wide-", { small: false }));
await check("a language from right to left", async () => {
  const tables = copy(silent);
  Object.assign(tables.languages[0], { tag: "ar", dir: "rtl" });
  return walkAll(tables, "rtl-", {});
});

for (const large of [false, true]) {
  await check(`nothing that is fixed covers what has the focus${large ? ", with text twice as large" : ""}, and hiding is always there`, async () => {
    const tables = copy(silent);
    tables.languages[0].words.yes = "Yes, and in so many words that a button of it takes a good part of a screen as small as this one";
    const opened = await open(tables, { large, holdsTime: true, seed: 3 });
    const { page } = opened;
    await begin(opened);
    for (let at = 0; Number.isNaN(await number(page)) || (await buttons(page)).includes(words.stop_here); at += 1) {
      const offered = await buttons(page);
      await press(opened, Math.max(0, offered.indexOf(tables.languages[0].words.yes)));
    }
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), large ? "32px" : "16px");
    for (const _ of range(4)) {
      const hide = await foot(page, words.hide).boundingBox();
      assert.ok(hide.y >= 0 && hide.y + hide.height <= 640, `hide is at ${hide.y}`);
      await page.keyboard.press("Tab");
      const covered = await page.evaluate(() => {
        const { left, top, width, height } = document.activeElement.getBoundingClientRect();
        return [0.1, 0.5, 0.9].some((part) => !document.activeElement.contains(document.elementFromPoint(left + width / 2, top + height * part)));
      });
      assert.equal(covered, false);
    }
    await opened.close();
  });
}

await check("whatever is answered, the code holds it", async () => {
  const ways = [...[yes, no, skip, notKnown, mixed].map((says) => [says, words.everything]), [yes, words.only_help], [mixed, words.some_parts], [yes, words.nothing]];
  for (const [says, chosen] of ways) {
    const opened = await open(silent, { holdsTime: true });
    await toFirstStep(opened);
    await answer(opened, says);
    assert.deepEqual(await said(opened.page), [words.last, words.price, words.release_intro]);
    await press(opened, chosen);
    let kept = { [words.everything]: everything, [words.only_help]: given.needs }[chosen] ?? [];
    for (const [nth, part] of chosen === words.some_parts ? given.parts.entries() : []) {
      assert.deepEqual(await said(opened.page), [words.together, ...part.questions.map((of) => english.questions[of].say)]);
      if (nth % 2 === 0) kept = [...kept, ...part.questions];
      await press(opened, nth % 2 === 0 ? words.yes : words.no);
    }
    const isSeen = chosen === words.some_parts || chosen === words.only_help;
    if (isSeen) await press(opened, words.yes);
    if (chosen !== words.nothing) await press(opened, words.no);
    if (chosen !== words.nothing) await press(opened, words.hand_over);
    assert.deepEqual(await shownCode(opened.page), { states: releasedOf(says, kept), isSeen });
    await opened.close();
  }
  return `${ways.length} talks`;
});

await check("what is looked over is what is handed over, in words, and nothing else", async () => {
  const opened = await open(silent, { holdsTime: true });
  await toFirstStep(opened);
  await answer(opened, mixed);
  await press(opened, words.everything);
  await press(opened, words.yes);
  const told = statesSaid(given, mixed).flatMap((state, of) => {
    if (of === age.question || state === 0n) return [];
    const { say, options } = english.questions[of], all = questions[of].kind === "yes_no" ? [words.no, words.yes] : options;
    return [say, ...(state < 4n ? [state === 1n ? words.skip : words.dont_know] : chosenIn(questions[of], state).map((place) => all[place]))];
  });
  assert.deepEqual(await said(opened.page), [words.review, ...told]);
  await press(opened, words.choose_again);
  await press(opened, words.only_help);
  await press(opened, words.no);
  await press(opened, words.no);
  assert.deepEqual(await said(opened.page), [words.ready]);
  await press(opened, words.nothing);
  assert.deepEqual(await shownCode(opened.page), { states: releasedOf(mixed, []), isSeen: false });
  await opened.close();
});

await check("back forgets, and what is changed is what counts", async () => {
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await toFirstStep(opened);
  const back = () => foot(page, words.back).click();
  assert.equal(await foot(page, words.back).isDisabled(), true);
  await press(opened, words.yes);
  await press(opened, wordFor(skip, ...steps[1]));
  assert.ok(isPause(await buttons(page)));
  await back();
  await back();
  assert.equal(await foot(page, words.back).isDisabled(), true);
  const once = (of, option) => (of === steps[1][0] && option === steps[1][1] ? "yes" : no(of, option));
  await answer(opened, once, steps.length - 1);
  await back();
  await goOn(opened);
  const last = steps.at(-1), changed = (of, option) => (of === last[0] && option === last[1] ? "skip" : once(of, option));
  await press(opened, wordFor(changed, last[0], last[1]));
  await press(opened, words.everything);
  await press(opened, words.no);
  await press(opened, words.hand_over);
  assert.deepEqual((await shownCode(page)).states, statesSaid(given, changed));
  await opened.close();
});

await check("stop leads to what is handed over: what would help stays as far as it was chosen", async () => {
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await toFirstStep(opened);
  await answer(opened, yes, 2);
  await foot(page, words.stop).click();
  assert.deepEqual(await said(page), [words.stopped, words.price, words.release_intro]);
  await press(opened, words.everything);
  await press(opened, words.no);
  await press(opened, words.hand_over);
  const until = (of, option) => (steps.slice(0, 2).some(([it, its]) => it === of && its === option) ? "yes" : "no");
  const [of] = steps[0], states = releasedOf(until, questions[of].counts ? [] : [of]);
  assert.deepEqual((await shownCode(page)).states, states);
  // Once the letters are there, stop leads to the end, and not to what there is no more.
  await foot(page, words.stop).click();
  assert.deepEqual(await said(page), [words.end]);
  await opened.close();
});

await check("no, erase, and a child: all is forgotten, and a press of a key brings nothing back", async () => {
  const nothingLeft = async ({ page }) => {
    assert.deepEqual(await said(page), [words.end]);
    await page.evaluate(() => window.pass(20000));
    assert.ok(await isEmpty(page));
    for (const key of ["1", "Enter", "Escape", "Backspace"]) await page.keyboard.press(key);
    await page.mouse.click(100, 100);
    assert.ok(await isEmpty(page));
  };
  for (const question of [words.safe_now, words.may_ask]) {
    const refused = await open(silent, { holdsTime: true });
    await begin(refused);
    while ((await said(refused.page))[0] !== question) await press(refused, await onward(refused.page));
    await press(refused, words.no);
    await nothingLeft(refused);
    await refused.close();
  }
  const erased = await open(silent, { holdsTime: true });
  await toFirstStep(erased);
  await answer(erased, yes, 3);
  await foot(erased.page, words.erase).click();
  await nothingLeft(erased);
  await erased.close();
  for (const option of range(questions[age.question].options + 1).filter((it) => !age.adult.includes(it))) {
    const child = await open(silent, { holdsTime: true });
    await press(child, option);
    assert.deepEqual([await said(child.page), await buttons(child.page)], [[given.worker.minor], []]);
    await child.close();
  }
});

await check("keys alone, in real time", async () => {
  const opened = await open(given);
  const { page } = opened, wait = () => page.waitForTimeout(430);
  const tabTo = async (word) => {
    for (const _ of range(30)) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate((wanted) => document.activeElement.textContent.includes(wanted) && document.activeElement.localName === "button", word);
      if (found) return assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
    }
    throw new Error(`${word} is not reached`);
  };
  const goOnByKeys = async () => {
    for (let place = await onward(page); place >= 0; place = await onward(page)) await page.keyboard.press(String(place + 1)), await wait();
  };
  await page.keyboard.press(String(age.adult[0] + 1));
  await wait();
  await page.keyboard.press("Tab");
  await page.keyboard.type("1234567890123456789012345678901234567890");
  assert.equal(await page.locator("input:not([type])").inputValue(), "123456789012345678901234567890");
  await tabTo(given.worker.begin);
  await page.keyboard.press("Enter");
  await wait();
  await tabTo(words.go_on);
  await page.keyboard.press("Space");
  await wait();
  await goOnByKeys();
  const numbers = [await number(page)];
  for (const _ of range(3)) {
    const place = (await buttons(page)).indexOf(words.yes);
    await page.keyboard.press(String(place + 1));
    await page.keyboard.press(String(place + 1)); // a second press in the same moment does nothing
    await wait();
    await goOnByKeys();
    numbers.push(await number(page));
  }
  assert.deepEqual(numbers, [1, 2, 3, 4].map((nth) => numbers[0] + nth - 1));
  const count = (await buttons(page)).length;
  await page.keyboard.press("Escape");
  assert.equal((await text(page)).trim(), "•");
  await page.keyboard.press("Enter");
  assert.equal((await buttons(page)).length, count);
  await tabTo(words.danger);
  await page.keyboard.press("Enter");
  assert.equal((await page.$eval(".word", (word) => word.textContent)), "123456789012345678901234567890");
  await page.keyboard.press("Enter");
  assert.equal((await buttons(page)).length, count);
  await tabTo(words.stop);
  await page.keyboard.press("Enter");
  assert.equal((await said(page))[0], words.stopped);
  await opened.close();
});

// ---- Nothing that is seen hangs on an answer ----
const pictures = async (page) => (await page.screenshot()).toString("base64");
const outer = (page) => page.evaluate(() => document.documentElement.outerHTML);
async function step(page, name, seen) {
  seen.push([name, await pictures(page), await outer(page)]);
}
// What is pressed from the first screen to the last step, with this chance: where, how many buttons there were, and
// which step it is. By places alone, a page that shows no words is gone through in the same way.
const CHANCE = 99;
async function recorded(says) {
  const opened = await open(silent, { holdsTime: true, seed: CHANCE });
  await begin(opened);
  const record = [];
  for (let at = 0; at < steps.length;) {
    const place = await onward(opened.page), offered = await buttons(opened.page), [of, option] = steps[at];
    if (place < 0) record.push({ step: at, count: offered.length, place: isPause(offered) ? 0 : offered.indexOf(wordFor(says, of, option)) });
    else record.push({ place });
    if (place < 0) at += 1;
    await press(opened, record.at(-1).place);
  }
  await opened.close();
  return record;
}
// One press at a step by one way of pressing, and all that can be seen until the step is asked anew.
async function seenAfter(tables, record, at, pressed, how, { ear = false } = {}) {
  const opened = await open(tables, { holdsTime: true, seed: CHANCE, clips: ear ? "held" : undefined, hasTouch: how === "touch" });
  const { page } = opened, seen = [];
  await begin(opened, { ear });
  for (const { place } of record.slice(0, record.findIndex((one) => one.step === at))) await press(opened, place);
  if (ear) await endClips(page, 20);
  const offered = await page.$$(".answers button"), box = await offered[pressed].boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (how === "mouse") {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await step(page, "held down", seen);
    await page.mouse.up();
  } else if (how === "touch") await page.touchscreen.tap(x, y);
  else await page.keyboard.press(String(pressed + 1));
  await step(page, "at once", seen);
  await page.evaluate(() => window.pass(100));
  await step(page, "after 100 ms", seen);
  await page.evaluate(() => window.pass(250));
  await step(page, "after 350 ms", seen);
  await page.keyboard.press("Escape");
  await step(page, "hidden", seen);
  await page.evaluate(() => window.pass(50));
  await step(page, "hidden, and the next step is there", seen);
  await page.keyboard.press("Enter");
  if (ear) {
    // Of the next step too nothing may tell what was answered, whether it is asked or is a pause.
    for (const nth of range(9)) {
      await step(page, `next step, clip ${nth}`, seen);
      await endClips(page, 1);
    }
  }
  const small = (nth) => page.$$eval(".foot button", (all, place) => all[place].click(), nth);
  await small(2);
  await step(page, "break", seen);
  await page.$$eval(".answers button", (all) => all[0].click());
  await page.evaluate(() => window.pass(400));
  await small(1);
  await step(page, "danger", seen);
  await page.locator(".dot").click();
  await small(3);
  await step(page, "back", seen);
  await opened.close();
  return seen;
}
const endClips = async (page, times) => {
  for (const _ of range(times)) {
    await page.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      window.endClips();
      return new Promise((done) => { port1.onmessage = done; port2.postMessage(0); }).then(() => null);
    });
  }
};
function differs(all) {
  const found = [];
  all[0].forEach(([name, picture, html], nth) => all.slice(1).forEach((other) => {
    if (other[nth][1] !== picture) {
      found.push(`${name}: another picture`);
      if (shots) [picture, other[nth][1]].forEach((one, which) => writeFileSync(join(shots, `differs-${found.length}-${which}.png`), Buffer.from(one, "base64")));
    }
    if (other[nth][2] !== html) {
      const from = range(html.length).find((place) => html[place] !== other[nth][2][place]);
      found.push(`${name}: another DOM: ${html.slice(from - 60, from + 60)} | ${other[nth][2].slice(from - 60, from + 60)}`);
    }
  }));
  return found;
}
// Every answer to a step is compared with every other.
async function compared(tables, record, at, how, more) {
  const { count } = record.find((one) => one.step === at);
  const seen = await Promise.all(range(count).map((pressed) => seenAfter(tables, record, at, pressed, how, more)));
  assert.deepEqual(differs(seen), [], `step ${at + 1}`);
  return { pairs: (count * (count - 1)) / 2, pictures: count * seen[0].length };
}
async function comparedAll(tables, all, how, places, more) {
  const sums = { pairs: 0, pictures: 0 };
  for (const says of all) {
    const record = await recorded(says);
    for (const at of places) {
      const { pairs, pictures: looks } = await compared(tables, record, at, how, more);
      sums.pairs += pairs;
      sums.pictures += looks;
    }
  }
  return `${sums.pairs} pairs, ${sums.pictures} pictures`;
}
const some = range(steps.length).filter((at) => at % 3 === 0);
await check("every pair of answers to every step: the same pictures after the press, and after hide, break, danger and back", () =>
  comparedAll(silent, [yes, no], "mouse", range(steps.length)));
for (const how of ["touch", "keys"]) {
  await check(`the same by ${how}, at some steps`, () => comparedAll(silent, [yes], how, some));
}
await check("by ear alone the next step looks the same as well, asked or not, clip by clip", () =>
  comparedAll(given, [yes, no], "mouse", range(steps.length), { ear: true }));
await check("what is seen before anything is handed over is the same whatever was answered", async () => {
  const seen = [];
  for (const says of [yes, no, skip, notKnown, mixed]) {
    const opened = await open(silent, { holdsTime: true, seed: CHANCE });
    await begin(opened);
    for (const { place } of await recorded(says)) await press(opened, place);
    const mine = [];
    await step(opened.page, "release", mine);
    await press(opened, words.some_parts);
    for (const part of given.parts) {
      await step(opened.page, `part ${part.questions[0]}`, mine);
      await press(opened, words.yes);
    }
    await step(opened.page, "kept back", mine);
    await press(opened, words.no);
    await step(opened.page, "review safe", mine);
    await press(opened, words.no);
    await step(opened.page, "ready", mine);
    await press(opened, words.choose_again);
    await step(opened.page, "chosen again", mine);
    await foot(opened.page, words.erase).click();
    await step(opened.page, "end", mine);
    seen.push(mine);
    await opened.close();
  }
  assert.deepEqual(differs(seen), []);
});
await check("by ear alone no sentence is in the page, on no screen", async () => {
  const record = await recorded(yes), opened = await open(given, { holdsTime: true, seed: CHANCE, clips: "held" });
  const { page } = opened;
  const strip = (part) => (typeof part === "string" ? [part] : part ? Object.values(part).flatMap(strip) : []);
  const all = strip([words, english.openings, english.questions]).filter((one) => one !== words.step && one !== words.danger_default);
  const nothingWritten = async () => {
    const html = await outer(page), shown = html.slice(html.indexOf("<main"));
    assert.deepEqual(all.filter((one) => one && (shown.includes(`>${one}<`) || shown.includes(`"${one}"`))), []);
  };
  await begin(opened, { ear: true });
  for (const { place } of record) {
    await nothingWritten();
    await endClips(page, 12);
    await nothingWritten();
    await press(opened, place);
  }
  if (shots) await page.screenshot({ path: join(shots, "24-by-ear.png") });
  for (const nth of [0, 1, 2, 4]) {
    await page.$$eval(".foot button", (small, at) => small[at].click(), nth);
    await nothingWritten();
    if (nth < 2) await page.locator(".dot").click();
    if (nth === 2) await press(opened, 0);
  }
  for (const place of [2, ...given.parts.map(() => 0), 0, 0]) await nothingWritten(), await press(opened, place);
  await nothingWritten();
  await opened.close();
});

await check("100,000 dealt orders: where an answer stands says nothing about which it is", async () => {
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await toFirstStep(opened);
  await answer(opened, yes, steps.findIndex(([of, option]) => option < 0 && questions[of].kind === "yes_no"));
  const labels = [words.yes, words.no, words.skip, words.dont_know];
  const counted = await page.evaluate(() => {
    const counts = {};
    HTMLMediaElement.prototype.load = () => {}; // what takes the time of a redraw, and none of them deals
    HTMLElement.prototype.focus = () => {};
    window.scrollTo = () => {};
    for (let nth = 0; nth < 100000; nth += 1) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      document.body.click();
      const order = [...document.querySelectorAll(".answers span")].map((span) => span.textContent).join("|");
      counts[order] = (counts[order] ?? 0) + 1;
    }
    return counts;
  });
  const all = Object.values(counted).reduce((sum, count) => sum + count, 0), joint = labels.map(() => labels.map(() => 0));
  for (const [order, count] of Object.entries(counted)) {
    order.split("|").forEach((label, place) => { joint[place][labels.indexOf(label)] += count; });
  }
  assert.deepEqual([all, Object.keys(counted).length], [100000, 24]);
  const bits = joint.flat().reduce((sum, count) => sum + (count / (4 * all)) * Math.log2((count / (4 * all)) / (1 / 16)), 0);
  const chi = Object.values(counted).reduce((sum, count) => sum + (count - all / 24) ** 2 / (all / 24), 0);
  assert.ok(bits < 0.001, `${bits} bits`);
  assert.ok(chi < 60, `chi square ${chi} of 23 degrees`);
  await opened.close();
  return `${bits.toExponential(1)} bits, chi square ${chi.toFixed(1)} of 23 degrees`;
});
await check("places that are kept stay", async () => {
  const opened = await open(silent, { holdsTime: true });
  await toFirstStep(opened, { fixed: true });
  for (const at of range(3)) {
    assert.deepEqual(await buttons(opened.page), [words.yes, words.no, wordFor(skip, ...steps[at])]);
    await press(opened, words.no);
  }
  await opened.close();
});

// ---- Sound ----
const sources = (page) => page.evaluate(() => window.players.filter((one) => one.getAttribute("src")).length);
await check("clips are played one after the other in real time, and the button that is heard is outlined", async () => {
  const opened = await open(given, { small: true });
  const { page } = opened;
  await toFirstStep(opened);
  const order = [], last = (await buttons(page)).length - 1;
  for (const _ of range(400)) {
    const heard = await page.$$eval(".answers button", (all) => all.findIndex((one) => one.className === "heard"));
    if (heard >= 0 && order.at(-1) !== heard) order.push(heard);
    if (order.at(-1) === last && heard < 0) break;
    await page.waitForTimeout(10);
  }
  assert.deepEqual(order, range(last + 1));
  assert.equal(await page.$$eval(".heard", (all) => all.length), 0);
  await foot(page, words.listen).click();
  await page.waitForFunction(() => document.querySelector(".heard"));
  await opened.close();
});
for (const [name, how] of [["refused", { clips: "refused" }], ["broken", { broken: true }], ["missing", { missing: true }]]) {
  await check(`a clip that is ${name}: the sentence is read, and nothing is blocked`, async () => {
    const tables = copy(given), [[sentence, next]] = words.start;
    if (how.broken) for (const one of [sentence, next]) tables.languages[0].sounds[one] = "data:audio/ogg;base64,AAAA";
    if (how.missing) delete tables.languages[0].sounds[sentence];
    const opened = await open(tables, { clips: how.clips });
    const { page } = opened;
    await press(opened, age.adult[0]);
    if (how.missing) {
      assert.equal(await page.locator("input[type=checkbox]").isVisible(), false);
      assert.ok((await text(page)).includes(given.worker.missing.replace("{n}", "1")));
    } else {
      await page.locator("button", { hasText: given.worker.try_sound }).click();
      const told = how.clips ? given.worker.sound_fails : /./;
      await page.locator("[role=status]", { hasText: told }).waitFor();
      await page.locator("input[type=checkbox]").check();
    }
    await press(opened, 0);
    await page.waitForFunction((wanted) => document.querySelector(".said").textContent.includes(wanted), sentence);
    await press(opened, 0);
    await opened.close();
  });
}
await check("without any sound there is nothing to listen to, and in another language all is said in it", async () => {
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await press(opened, age.adult[0]);
  assert.equal(await page.locator("button", { hasText: given.worker.try_sound }).isVisible(), false);
  await page.locator("select").selectOption({ index: 1 });
  await press(opened, 0);
  const own = given.languages[1];
  assert.deepEqual(await said(page), own.words.start[0]);
  assert.equal(await page.$eval("#main", (main) => main.lang), own.tag);
  assert.equal(await foot(page, own.words.listen).count(), 0);
  assert.equal(await page.locator(".foot button").count(), 6);
  await opened.close();
});

// ---- Leaving ----
const first = (page) => said(page).then((seen) => assert.deepEqual(seen, [given.worker.title, ...given.worker.about, given.worker.age]));
await check("a screen that is left is empty at once, silent and forgotten; what was to come next does not come", async () => {
  const opened = await open(given, { holdsTime: true, clips: "held" });
  const { page } = opened;
  await toFirstStep(opened, { word: "cinnamon" });
  assert.ok(await sources(page) > 0);
  await page.$$eval(".answers button", (all) => all[0].click());
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.hidden;
  });
  assert.deepEqual([(await text(page)).trim(), await sources(page)], ["•", 0]);
  await page.evaluate(() => window.pass(30000));
  assert.equal((await text(page)).trim(), "•");
  await page.mouse.click(50, 50);
  await first(page);
  await opened.close();
});
await check("hide and danger silence at once; hide keeps the step, and deals it anew", async () => {
  const spoken = await open(given, { holdsTime: true, clips: "held" });
  await toFirstStep(spoken);
  for (const word of [words.hide, words.danger]) {
    assert.ok(await sources(spoken.page) > 0);
    await foot(spoken.page, word).click();
    assert.equal(await sources(spoken.page), 0);
    await spoken.page.locator(".dot").click();
  }
  await spoken.close();
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await toFirstStep(opened);
  await answer(opened, yes, 2);
  for (const word of [words.break, words.danger]) {
    await foot(page, word).click();
    await page.keyboard.press("Escape");
    assert.equal((await text(page)).trim(), "•");
    await page.keyboard.press("Enter");
  }
  const before = await number(page), orders = new Set();
  for (const _ of range(20)) {
    await foot(page, words.hide).click();
    assert.equal((await text(page)).trim(), "•");
    await page.mouse.click(200, 200);
    assert.equal(await number(page), before);
    orders.add(String(await buttons(page)));
  }
  assert.ok(orders.size > 1);
  await opened.close();
});
await check("reload, the browser's back and a page that is kept: it begins anew, and nothing is known", async () => {
  const opened = await open(silent, { holdsTime: true });
  const { page } = opened;
  await toFirstStep(opened, { word: "cinnamon" });
  await answer(opened, yes, 3);
  await page.reload();
  await first(page);
  await toFirstStep(opened, { word: "cinnamon" });
  await page.goto("about:blank");
  await page.goBack();
  await first(page);
  await press(opened, age.adult[0]);
  assert.equal(await page.locator("input:not([type])").inputValue(), "");
  await press(opened, 0);
  await goOn(opened);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  assert.equal((await text(page)).trim(), "•");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await first(page);
  await opened.close();
});
await check("nothing is printed", async () => {
  const opened = await open(silent, { holdsTime: true });
  await toFirstStep(opened);
  await opened.page.emulateMedia({ media: "print" });
  assert.equal(await opened.page.$$eval("*", (all) => all.filter((one) => one.getClientRects().length > 0).length), 0);
  await opened.close();
});

await browser.close();
rmSync(work, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
