// Checks of the pure functions of the page without a browser, by a second reading: node flow.mjs PAGE.html...
// `against.mjs` holds them against the program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { F, T, U, decoded, range, secondFlow, statesSaid, tablesIn } from "./second.mjs";

const script = process.env.SCRIPT ?? "../../src/turned/page/turned.js";
const { flow, code, isRest, statesOf } = createRequire(import.meta.url)(script);
let seed = 20261201;
const below = (limit) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};
const any = (list) => list[below(list.length)];
let passed = 0;
function check(name, test) {
  const seen = test();
  passed += 1;
  console.log(`ok: ${name}${seen ? ` (${seen})` : ""}`);
}

// ---- A form by hand ----
const yesNo = (more = {}) =>
  ({ states: "6", kind: "yes_no", options: 0, alone: [], values: [0, 1], ask: null, only: false, builds: [], closed: true, ...more });
const one = (options, more = {}) => ({ ...yesNo(), kind: "one", states: String(4 + options), options, values: range(options), ...more });
const many = (options, alone, more = {}) => ({
  ...yesNo(), kind: "many", options, alone, values: [0], states: String(2n ** BigInt(options - alone.length) + BigInt(3 + alone.length)), ...more,
});
function form(questions, { indicators = [], scores = [], stops = [], plan } = {}) {
  const things = [
    ...questions.map((_, of) => ["q", of]),
    ...questions.flatMap(({ kind, options }, of) => (kind === "many" ? range(options).map((option) => ["o", of, option]) : [])),
    ...scores.map((_, of) => ["s", of]),
  ];
  const all = [...questions.map((_, of) => ["q", of]), ...indicators.map((_, of) => ["i", of]), ...scores.map((_, of) => ["s", of])];
  return { questions, things, indicators, scores, stops, plan: plan ?? all, code: layout(questions) };
}
function layout(questions) {
  const most = questions.reduce((all, { states, closed }) => (closed ? all * BigInt(states) : all), 2n);
  const digits = (number) => number.toString(23).length;
  const letters = Math.ceil((digits(most << 13n) + 2) / 4) * 4;
  let bits = 13;
  while (digits(most << BigInt(bits + 1)) + 2 <= letters) bits += 1;
  return { letters, bits, group: 4, steps: [5, 2], move: 7, alphabet: "ABCDEFGHJKLMNPRSTUVWXYZ", fingerprint: String(below(2 ** 13)) };
}
const is = (thing, ...values) => ["v", thing, "in", values];
const list = (about, groups, others = []) => ({ about, groups, others });

const same = (tables, states) => assert.deepEqual(flow(tables, states), secondFlow(tables, states));

// ---- Conditions by hand ----
const truthOf = (questions, when, states, more = {}) =>
  flow(form(questions, { indicators: [...(more.indicators ?? []), { about: more.about ?? -1, when }], plan: more.plan }), states).truths.at(-1);

check("Kleene: and, or, not of every pair of truths", () => {
  const of = [["k", 0], ["k", null], ["k", 1]];
  for (const one of [F, U, T]) {
    assert.equal(truthOf([yesNo()], ["not", of[one]], [0n]), T - one);
    for (const other of [F, U, T]) {
      const both = list(null, [], [of[one], of[other]]);
      assert.equal(truthOf([yesNo()], ["all", both], [0n]), Math.min(one, other));
      assert.equal(truthOf([yesNo()], ["any", both], [0n]), Math.max(one, other));
      const yes = (one === T) + (other === T), may = (one !== F) + (other !== F);
      for (const wanted of [1, 2]) {
        assert.equal(truthOf([yesNo()], ["n", ">=", wanted, both], [0n]), yes >= wanted ? T : may < wanted ? F : U);
        assert.equal(truthOf([yesNo()], ["n", "<=", wanted, both], [0n]), may <= wanted ? T : yes > wanted ? F : U);
        assert.equal(truthOf([yesNo()], ["n", "=", wanted, both], [0n]), yes > wanted || may < wanted ? F : yes === may ? T : U);
      }
    }
  }
});
check("one thing at a time: what is about one thing is tried at each value of it", () => {
  const split = [is(0, 0), is(0, 1)];
  assert.equal(truthOf([yesNo()], ["any", list(0, [[0, split]])], [0n]), T);
  assert.equal(truthOf([yesNo()], ["all", list(0, [[0, split]])], [0n]), F);
  assert.equal(truthOf([yesNo()], ["n", "=", 1, list(0, [[0, split]])], [0n]), T);
  const two = list(-1, [[0, split], [1, [is(1, 1)]]]);
  assert.equal(truthOf([yesNo(), yesNo()], ["n", ">=", 1, two], [0n, 0n]), T);
  assert.equal(truthOf([yesNo(), yesNo()], ["n", ">=", 2, two], [0n, 0n]), U);
  assert.equal(truthOf([yesNo(), yesNo()], ["all", two], [0n, 5n]), F);
  // Through indicators: about the same thing they are looked at value by value, otherwise as they are known.
  const indicators = [{ about: 0, when: split[0] }, { about: 0, when: split[1] }];
  assert.equal(truthOf([yesNo()], ["any", list(0, [[0, [["i", 0], ["i", 1]]]])], [0n], { indicators }), T);
});
check("who is not asked: every comparison is false, nothing counts, and unknown spreads", () => {
  const gated = (state, only) => {
    const questions = [yesNo(), yesNo({ ask: is(0, 1), only, builds: only ? [] : [0] })];
    return flow(form(questions, { indicators: [{ about: 1, when: is(1, 0, 1) }] }), [state, 0n]);
  };
  assert.deepEqual([gated(4n, false).truths[0], gated(0n, false).truths[0], gated(5n, false).truths[0]], [F, U, T]);
  assert.deepEqual([4n, 0n, 1n, 2n, 5n].map((state) => gated(state, false).up[1]), [false, false, false, false, true]);
  assert.deepEqual([4n, 0n, 1n, 5n].map((state) => gated(state, true).up[1]), [false, false, false, true]);
  assert.deepEqual([4n, 0n, 5n].map((state) => gated(state, true).truths[0]), [T, T, T]);
});
check("scores: what is about one thing is taken together, and what lies between is among the values", () => {
  const score = { highest: false, constant: 500, groups: [[0, [["w", is(0, 0), 1000], ["w", is(0, 1), 1000]]], [1, [["p", 1, [[0, 0], [1, 2000]]]]]],
    alone: [], step: 1000, marks: [2000] };
  const tables = form([yesNo(), yesNo()], { scores: [score], indicators: [{ about: 2, when: ["v", 2, "=", 2000] }],
    plan: [["q", 0], ["q", 1], ["s", 0], ["i", 0]] });
  const seen = flow(tables, [0n, 0n]);
  assert.deepEqual(seen.spans, [[1500, 3500]]);
  assert.equal(seen.truths[0], U);
  assert.deepEqual(flow(tables, [0n, 4n]).spans, [[1500, 1500]]);
  const chosen = { ...score, constant: 0, groups: [], alone: [["p", 0, [[0, 1000], [1, 2000], [2, 500]]]] };
  assert.deepEqual(flow(form([many(3, [2])], { scores: [chosen] }), [0n]).spans, [[500, 3000]]);
  assert.deepEqual(flow(form([many(3, [2])], { scores: [chosen] }), [6n]).spans, [[3000, 3000]]);
});

// ---- Forms that are made up ----
function madeUp() {
  const questions = range(2 + below(4)).map((of) => {
    const question = any([yesNo(), one(2 + below(2)), many(2 + below(3), below(2) ? [1] : [])]);
    return { ...question, only: of > 0 && below(2) === 1 };
  });
  const tables = form(questions, { indicators: range(5).map(() => null), scores: [null, null] });
  const reads = new Map();
  const about = (node) => {
    const read = readBy(node);
    return read.size === 0 ? null : read.size === 1 ? [...read][0] : -1;
  };
  const readBy = (node) => {
    if (node[0] === "k") return new Set();
    if (node[0] === "v") return new Set([node[1]]);
    if (node[0] === "i") return reads.get(node[1]);
    if (node[0] === "not") return readBy(node[1]);
    const { groups, others } = node.at(-1);
    return new Set([...groups.flatMap(([, members]) => members), ...others].flatMap((member) => [...readBy(member)]));
  };
  const grouped = (members) => {
    const groups = new Map(), others = [];
    for (const member of members) {
      const thing = about(member);
      if (thing !== null && thing >= 0) groups.set(thing, [...(groups.get(thing) ?? []), member]);
      else others.push(member);
    }
    const ordered = [...groups].sort(([one], [other]) => one - other);
    return { about: about(["all", { groups: ordered, others }]), groups: ordered, others };
  };
  const done = { things: [], indicators: [] };
  const leaf = () => {
    if (below(12) === 0) return ["k", any([0, 1, null])];
    if (done.indicators.length && below(3) === 0) return ["i", any(done.indicators)];
    const thing = any(done.things), [sort, of] = tables.things[thing];
    if (sort === "s") return ["v", thing, any(["=", "<", "<=", ">", ">="]), any([0, 1000, 2000, 3000, null])];
    const values = sort === "o" ? 2 : Math.max(2, questions[of].values.length);
    return is(thing, ...range(values).filter(() => below(2)));
  };
  const node = (depth) => {
    const kind = depth > 0 ? below(5) : 0;
    if (kind === 0) return leaf();
    if (kind === 1) return ["not", node(depth - 1)];
    const members = range(2 + below(3)).map(() => node(depth - 1));
    if (kind === 4) return ["n", any([">=", "<=", "="]), 1 + below(members.length), grouped(members)];
    return [kind === 2 ? "all" : "any", grouped(members)];
  };
  tables.plan = [];
  const left = { q: range(questions.length), i: range(5), s: range(2) };
  while (left.q.length + left.i.length + left.s.length) {
    const sort = tables.plan.length === 0 ? "q" : any(Object.keys(left).filter((it) => left[it].length));
    const of = left[sort].shift();
    tables.plan.push([sort, of]);
    if (sort === "q" && of > 0 && below(3)) {
      questions[of].ask = node(2);
      questions[of].builds = questions[of].only ? [] : range(of).filter(() => below(2));
    }
    if (sort === "i") {
      const when = node(3);
      tables.indicators[of] = { about: about(when), when };
      reads.set(of, readBy(when));
      done.indicators.push(of);
    }
    if (sort === "s") {
      const groups = new Map(), alone = [];
      for (const _ of range(1 + below(4))) {
        const thing = any(done.things), [kind, owner] = tables.things[thing];
        const when = node(2), points = 1000 * below(4);
        const addend = any([["w", when, points], kind === "s" ? ["s", owner, 1 + below(2)] : ["p", owner, range(4).map((it) => [it, 1000 * below(3)])]]);
        const its = addend[0] === "w" ? about(when) : kind === "o" || questions[owner]?.kind === "many" && kind === "q" ? null : thing;
        if (its !== null && its >= 0) groups.set(its, [...(groups.get(its) ?? []), addend]);
        else alone.push(addend);
      }
      tables.scores[of] = { highest: below(2) === 1, constant: 1000 * below(2), groups: [...groups], alone, step: any([500, 1000]), marks: [0, 1000, 2000, 3000] };
    }
    tables.things.forEach(([kind, owner], thing) => {
      if (owner === of && (sort === "s" ? kind === "s" : sort === "q" && kind !== "s")) done.things.push(thing);
    });
  }
  tables.stops = below(3) ? [] : [{ when: node(2), unless_false: below(2) === 1, names: [below(questions.length)] }];
  return tables;
}
const anyState = ({ states, closed }) => (!closed || below(3) === 0 ? BigInt(closed ? below(3) : 0) : 4n + BigInt(below(Number(states) - 4)));

check("made-up forms: as the second reading has it", () => {
  let looked = 0;
  for (const _ of range(3000)) {
    const tables = madeUp();
    for (const __ of range(10)) {
      same(tables, tables.questions.map(anyState));
      looked += 1;
    }
  }
  return `${looked} cases`;
});
check("made-up forms: what is said holds whatever is answered later, and all answered leaves nothing open", () => {
  let looked = 0;
  for (const _ of range(5000)) {
    const tables = madeUp();
    if (JSON.stringify(tables).includes("null]")) continue; // of what no answer decides nothing is said
    const states = tables.questions.map(anyState), before = flow(tables, states);
    for (const __ of range(20)) {
      const after = flow(tables, states.map((state, of) => (state < 4n ? 4n + BigInt(below(Number(tables.questions[of].states) - 4)) : state)));
      before.truths.forEach((truth, of) => truth === U || assert.equal(after.truths[of], truth));
      before.spans.forEach(([low, high], of) => assert.ok(low <= after.spans[of][0] && after.spans[of][1] <= high));
      looked += 1;
    }
  }
  return `${looked} cases`;
});

// ---- The code ----
function codes(tables, times) {
  const typed = [];
  for (const _ of range(times)) {
    const states = tables.questions.map((question) => (below(4) ? anyState(question) : 0n)), isSeen = below(2) === 1;
    const letters = code(tables, states, isSeen);
    assert.match(letters, /^([A-HJ-NPR-Z]{4} )*[A-HJ-NPR-Z]{4}$/);
    assert.equal(letters.replaceAll(" ", "").length, tables.code.letters);
    assert.deepEqual(decoded(tables, letters), { states, isSeen });
    typed.push(letters);
  }
  return typed;
}
function slips(tables, typed) {
  const { alphabet } = tables.code, row = [...typed.replaceAll(" ", "")];
  let tried = 0;
  const refused = (changed) => {
    tried += 1;
    assert.equal(decoded(tables, changed.join("")), null);
  };
  row.forEach((letter, at) => {
    for (const other of alphabet) if (other !== letter) refused(row.with(at, other));
    if (at > 0 && row[at - 1] !== letter) refused(row.with(at, row[at - 1]).with(at - 1, letter));
  });
  return tried;
}
check("codes of made-up forms are read back, and every wrong letter and every swap of neighbours is refused", () => {
  let tried = 0;
  for (const _ of range(100)) {
    const tables = form(range(1 + below(12)).map(() => any([yesNo(), one(2 + below(9)), many(2 + below(30), [0]), { ...yesNo(), closed: false }])));
    for (const typed of codes(tables, 5)) tried += slips(tables, typed);
  }
  return `${tried} slips`;
});
check("a question of sixty-four options has its states", () => {
  const tables = form([many(64, [])]);
  assert.equal(tables.questions[0].states, String(2n ** 64n + 3n));
  const states = [2n ** 64n + 2n];
  assert.deepEqual(decoded(tables, code(tables, states, false)).states, states);
  assert.ok(flow(tables, states).up[0]);
});

// ---- The pages that were given ----
// A talk: what is pressed at each step that asks, through the page's own functions, and what follows by the second reading.
function talked(tables, says) {
  const { steps, questions, age } = tables, taps = new Uint8Array(steps.length), known = 4 + age.adult[0];
  steps.forEach(([of, option], at) => {
    if (option === -2 || isRest(tables, taps, at, statesOf(tables, taps, at, known, false))) return;
    const said = says(of, option);
    taps[at] = { skip: 1, dont_know: 2, no: 4, yes: 5 }[said] ?? 4 + said;
  });
  const seen = statesOf(tables, taps, steps.length, known, true);
  assert.deepEqual(seen.map(BigInt), statesSaid(tables, says));
  assert.ok(seen.every((state, of) => !questions[of].closed || BigInt(state) < BigInt(questions[of].states)));
}
for (const file of process.argv.slice(2)) {
  const tables = tablesIn(readFileSync(file, "utf8"));
  check(`${tables.edition}: as the second reading has it`, () => {
    for (const _ of range(300)) same(tables, tables.questions.map(anyState));
  });
  check(`${tables.edition}: talks`, () => {
    for (const _ of range(200)) {
      const salt = below(2 ** 20), mixed = (of, option) => (Math.imul(salt + 31 * of + option, 2654435761) >>> 8) % 8;
      talked(tables, (of, option) => {
        const { kind, options } = tables.questions[of], draw = mixed(of, option);
        if (draw === 0) return "skip";
        if (option < 0 && draw === 1) return "dont_know";
        return kind === "one" ? draw % options : draw % 2 ? "yes" : "no";
      });
    }
  });
  check(`${tables.edition}: codes`, () => `${codes(tables, 20).slice(0, 3).reduce((sum, typed) => sum + slips(tables, typed), 0)} slips, ${tables.code.letters} letters`);
}
console.log(`${passed} passed, 0 failed`);
