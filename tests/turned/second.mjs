// The rules of a form and the letters of a code, read a second time: no line is the page's own. The rules are read the
// other way round: a value is put in the place of a thing, and the condition is worked out anew.
export const [F, U, T] = [0, 1, 2];
export const range = (end) => [...Array(end).keys()];

// `world` has the possible values of each thing, the truths of indicators, and what some things are fixed to.
function reading(tables, world, node) {
  const [kind] = node;
  const all = (about, of) => {
    const seen = world.values[about].map((value) => of({ ...world, fixed: { ...world.fixed, [about]: value } }));
    return seen.every((truth) => truth === T) ? T : seen.every((truth) => truth === F) ? F : U;
  };
  if (kind === "k") return node[1] === null ? U : node[1] ? T : F;
  if (kind === "not") return [T, U, F][reading(tables, world, node[1])];
  if (kind === "v") {
    const [, thing, by, bound] = node;
    if (!(thing in world.fixed)) return all(thing, (fixed) => reading(tables, fixed, node));
    const value = world.fixed[thing];
    if (value === null) return F;
    if (by === "in") return bound.some((it) => it === value) ? T : F;
    if (bound === null) return U;
    const order = Math.sign(value - bound);
    return { "=": order === 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0 }[by] ? T : F;
  }
  if (kind === "i") {
    const { about, when } = tables.indicators[node[1]];
    return about !== null && about >= 0 && about in world.fixed ? reading(tables, world, when) : world.truths[node[1]];
  }
  const { about, groups, others } = node.at(-1);
  const fixes = about !== null && about >= 0;
  if (fixes && !(about in world.fixed)) return all(about, (fixed) => reading(tables, fixed, node));
  // Kleene, member by member: [fewest that hold, most that hold], and how many members there are.
  const spans = [];
  const span = (truth) => [truth === T ? 1 : 0, truth === F ? 0 : 1];
  for (const member of others) spans.push(span(reading(tables, { ...world, fixed: {} }, member)));
  for (const [thing, members] of groups) {
    if (thing in world.fixed) {
      for (const member of members) spans.push(span(reading(tables, world, member)));
      continue;
    }
    const at = world.values[thing].map((value) => {
      const fixed = { ...world, fixed: { [thing]: value } };
      return members.map((member) => span(reading(tables, fixed, member)));
    });
    const ends = at.map((each) => [each.reduce((sum, [least]) => sum + least, 0), each.reduce((sum, [, most]) => sum + most, 0)]);
    if (kind === "n" && members.length > 1) {
      spans.push([Math.min(...ends.map(([least]) => least)), Math.max(...ends.map(([, most]) => most))]);
    } else {
      const enough = (count) => (kind === "any" || members.length === 1 ? count > 0 : count === members.length);
      spans.push([ends.every(([least]) => enough(least)) ? 1 : 0, ends.some(([, most]) => enough(most)) ? 1 : 0]);
    }
  }
  const least = spans.reduce((sum, [low]) => sum + low, 0), most = spans.reduce((sum, [, high]) => sum + high, 0);
  const ok = { all: (count) => count === spans.length, any: (count) => count > 0,
    n: (count) => ({ ">=": count >= node[2], "<=": count <= node[2], "=": count === node[2] })[node[1]] }[kind];
  const counts = range(most - least + 1).map((more) => ok(least + more));
  return counts.every(Boolean) ? T : counts.some(Boolean) ? U : F;
}

export const chosenIn = (question, state) => {
  const value = Number(state) - 4;
  if (value < 0) return null;
  if (question.kind !== "many") return [value];
  const open = range(question.options).filter((option) => !question.alone.includes(option));
  return value < 2 ** open.length - 1 ? open.filter((_, place) => Math.floor((value + 1) / 2 ** place) % 2) : [question.alone[value - 2 ** open.length + 1]];
};

export function secondFlow(tables, states) {
  const { questions, things, indicators, scores, plan, stops } = tables;
  const world = { values: things.map(() => null), truths: [], fixed: {} };
  const applies = questions.map(() => T), allowed = questions.map(() => true), spans = [];
  const set = (thing, values) => { world.values[things.findIndex((it) => String(it) === String(thing))] = values; };
  for (const [sort, of] of plan) {
    if (sort === "i") world.truths[of] = reading(tables, world, indicators[of].when);
    if (sort === "q") {
      const { ask, only, kind, options, values } = questions[of];
      const gate = ask ? reading(tables, world, ask) : T;
      if (ask && only) allowed[of] = gate === T;
      if (ask && !only) applies[of] = gate;
      const chosen = allowed[of] ? chosenIn(questions[of], states[of]) : null;
      const asked = kind === "many" ? [0] : chosen ?? values;
      set(["q", of], { [F]: [null], [U]: [null, ...asked], [T]: asked }[applies[of]]);
      if (kind !== "many") continue;
      for (const option of range(options)) {
        const inside = !chosen ? [0, 1] : chosen.includes(option) ? [1] : [0];
        set(["o", of, option], { [F]: [0], [U]: [...new Set([0, ...inside])], [T]: inside }[applies[of]]);
      }
    }
    if (sort === "s") {
      const { highest, constant, groups, alone, step, marks } = scores[of];
      const worth = (addend, at) => {
        const [kind, what, by] = addend, now = { ...world, fixed: at };
        const value = Object.values(at)[0];
        if (kind === "w") return [[0, 0], [0, by], [by, by]][reading(tables, now, what)];
        if (kind === "s") return [value * by, value * by];
        const points = (options) => options.map((option) => by.find(([it]) => it === option)?.[1] ?? 0).reduce((sum, it) => sum + it, 0);
        if (questions[what].kind !== "many") return value === null ? [0, 0] : [points([value]), points([value])];
        const chosen = allowed[what] ? chosenIn(questions[what], states[what]) : null;
        const sets = chosen ? [chosen] : [...range(questions[what].options).map((it) => [it]), range(questions[what].options).filter((it) => !questions[what].alone.includes(it))];
        const sums = [...sets.map(points), ...(applies[what] === U ? [0] : [])];
        return applies[what] === F ? [0, 0] : [Math.min(...sums), Math.max(...sums)];
      };
      const join = (parts) => parts.reduce((all, it) => all ? [0, 1].map((end) => highest ? Math.max(all[end], it[end]) : all[end] + it[end]) : it, null) ?? [0, 0];
      const parts = groups.map(([thing, addends]) => {
        const at = world.values[thing].map((value) => join(addends.map((addend) => worth(addend, { [thing]: value }))));
        return [Math.min(...at.map(([low]) => low)), Math.max(...at.map(([, high]) => high))];
      });
      const [low, high] = join([...parts, ...alone.map((addend) => worth(addend, {}))]).map((end) => end + (highest ? 0 : constant));
      spans[of] = [low, high];
      const near = marks.flatMap((mark) => [-1, 0, 1].map((more) => (Math.floor(mark / step) + more) * step));
      set(["s", of], [...new Set([low, high, ...near.filter((it) => it > low && it < high)])].sort((a, b) => a - b));
    }
  }
  const isOpen = (of) => applies[of] !== F && !(allowed[of] && chosenIn(questions[of], states[of]));
  const passed = questions.map((_, of) => states.slice(of).some((state) => state > 0n)); // it or one after it was answered
  const stopped = stops.some(({ when, unless_false, names }) => {
    const truth = reading(tables, world, when);
    return truth === T || (truth === U && unless_false && names.some((of) => passed[of]));
  });
  const up = questions.map(({ builds }, of) => !stopped && allowed[of] && applies[of] !== F && !(applies[of] === U && builds.some(isOpen)));
  return { up, stopped, applies, truths: world.truths, spans };
}

// The decoder, by what the module of the program says: no line of the page.
export function decoded({ questions, code: { letters, alphabet, bits, fingerprint, move } }, typed) {
  const row = [...typed.replaceAll(" ", "")].map((letter) => alphabet.indexOf(letter));
  if (row.length !== letters || row.includes(-1)) return null;
  const weighed = (end, step) => range(end).reduce((sum, place) => sum + row[place] * Number(BigInt(step) ** BigInt(end - 1 - place) % 23n), 0);
  if (weighed(letters - 1, 5) % 23 !== 0 || weighed(letters, 2) % 23 !== 0) return null;
  let number = range(letters - 2).reverse().reduce((sum, place) => sum * 23n + BigInt((((row[place] - move * (place + 1)) % 23) + 23) % 23), 0n);
  const take = (base) => {
    const left = number % base;
    number /= base;
    return left;
  };
  if (take(2n ** BigInt(bits)) !== BigInt(fingerprint)) return null;
  const isSeen = take(2n) === 1n;
  const states = questions.map(({ closed, states }) => (closed ? take(BigInt(states)) : 0n));
  return number === 0n ? { states, isSeen } : null;
}

// What somebody says step by step, as states. `says` returns yes, no, skip, dont_know or the place of an option, for a
// question and an option; it is not asked where the talk rests. An entry of a list that counts is a no only where all of
// the list was asked.
export function statesSaid(tables, says) {
  const { questions, steps, age } = tables, states = questions.map((_, of) => (of === age.question ? BigInt(4 + age.adult[0]) : 0n));
  for (const of of new Set(steps.map(([question]) => question))) {
    if (!secondFlow(tables, states).up[of]) continue;
    const question = questions[of], options = steps.filter(([it, option]) => it === of && option !== -2).map(([, option]) => option);
    if (question.kind !== "many") {
      const said = says(of, -1);
      states[of] = { skip: 1n, dont_know: 2n, no: 4n, yes: 5n }[said] ?? BigInt(4 + said);
      continue;
    }
    const chosen = [];
    let isLeft = false;
    for (const option of options) {
      if (isLeft || (question.alone.includes(option) && chosen.length)) continue;
      const said = says(of, option);
      if (said === "yes") chosen.push(option);
      isLeft = said === "skip";
    }
    const open = range(question.options).filter((option) => !question.alone.includes(option));
    const alone = question.alone.indexOf(chosen[0]);
    if ((question.counts && isLeft) || !chosen.length) states[of] = isLeft ? 1n : 0n;
    else if (alone >= 0) states[of] = 4n + 2n ** BigInt(open.length) - 1n + BigInt(alone);
    else states[of] = 3n + chosen.reduce((sum, option) => sum + 2n ** BigInt(open.indexOf(option)), 0n);
  }
  return states;
}

// The tables in a page that the program made.
export const tablesIn = (html) => JSON.parse(html.match(/id="tables">(.*?)<\/script>/s)[1]);
