// Holds the script of the page against the program: for every talk that the program wrote down, the page asks at the same
// steps, rests at the same ones, and shows the same letters at the end. Seeds a fault in the tables as well, and sees it.
//
//   node tests/turned/against.mjs src/turned/page/turned.js TALKS PAGE.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";

const [script, talks, ...pages] = process.argv.slice(2);
const { code, isRest, statesOf } = createRequire(import.meta.url)(script);
const FIRST = 4, LEAD = -2;

const forms = new Map(pages.map((page) => {
  const [, text] = readFileSync(page, "utf8").match(/id="tables">(.*?)<\/script>/s);
  return [basename(page, ".html"), JSON.parse(text)];
}));

/** Returns why a talk is another one on the page; nothing if it is the same. */
function differs(tables, presses, letters) {
  const { steps, age } = tables, taps = new Uint8Array(steps.length), known = FIRST + age.adult[0];
  if (presses.length !== steps.length) return `${presses.length} steps, and ${steps.length} on the page`;
  for (let at = 0; at < steps.length; at += 1) {
    const rests = steps[at][1] === LEAD || isRest(tables, taps, at, statesOf(tables, taps, at, known, false));
    if (rests !== (presses[at] === 0)) return `step ${at}: ${rests ? "a moment of rest" : "asked"} on the page`;
    taps[at] = presses[at];
  }
  const shown = code(tables, statesOf(tables, taps, steps.length, known, true), false);
  return shown === letters ? null : "another code";
}

const counts = new Map();
let wrong = 0;
for (const line of readFileSync(talks, "utf8").trimEnd().split("\n")) {
  const [form, presses, letters] = line.split("\t");
  const why = differs(forms.get(form), presses.split(" ").map(Number), letters);
  if (why && (wrong += 1) < 6) console.error(`${form}: ${why}`);
  counts.set(form, (counts.get(form) || 0) + 1);
}
console.log(`${[...counts].map(([form, count]) => `${form} ${count}`).join(", ")}: ${wrong} differ`);

// A fault in the tables has to show.
const broken = structuredClone(forms.get("adult-quick"));
const gated = broken.questions.findLastIndex((question) => question.ask && question.closed);
broken.questions[gated].ask = ["k", 1];
const seen = readFileSync(talks, "utf8").split("\n").filter((line) => line.startsWith("adult-quick\t")).some((line) => {
  const [, presses, letters] = line.split("\t");
  return differs(broken, presses.split(" ").map(Number), letters) !== null;
});
if (!seen) console.error("a question that is always asked was not noticed");
process.exit(wrong === 0 && seen ? 0 : 1);
