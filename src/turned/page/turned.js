// Asks an adult the closed questions of a form, on a screen that is turned to them alone, from the tables that the
// program prints, and shows what they hand over as letters. It keeps, sends and prints nothing. Its one surprise: an
// onlooker sees the same whatever is pressed, so a step that does not apply is a pause with as many buttons.
(() => {
  "use strict";
  const FALSE = 0, UNKNOWN = 1, TRUE = 2; // so that "not" is what is left of 2
  const NOT_ASKED = -Infinity; // a value at which every comparison is false, and every contribution 0
  const DECLINED = 1, DONT_KNOW = 2, NO = 4, YES = 5, FIRST = 4; // states, as a code has them; 0 is not asked
  const LEAD = -2; // a step that says how a section begins, and asks nothing
  const compare = { in: (one, list) => list.includes(one), "=": (one, to) => one === to, "<": (one, to) => one < to,
    "<=": (one, to) => one <= to, ">": (one, to) => one > to, ">=": (one, to) => one >= to };
  const range = (end) => [...Array(end).keys()], bit = (place) => 1n << BigInt(place);

  // Sets of options that may stand together come first, as bits without the empty set; then each that stands alone.
  const together = ({ options, alone }) => range(options).filter((option) => !alone.includes(option));
  function chosenIn(question, state) {
    const open = together(question), number = BigInt(state) - 3n, beyond = number - bit(open.length);
    if (number < 1n) return null;
    if (question.kind !== "many") return [Number(number) - 1];
    return beyond < 0n ? open.filter((_, place) => number & bit(place)) : [question.alone[Number(beyond)]];
  }
  function stateOf(question, chosen) {
    const open = together(question), alone = question.alone.indexOf(chosen[0]);
    if (alone >= 0) return bit(open.length) + BigInt(alone) + 3n;
    return chosen.reduce((sum, option) => sum + bit(open.indexOf(option)), 3n);
  }

  // What follows from the states of all answers, by the rules of the program's own evaluator.
  function flow({ questions, things, indicators, scores, stops, plan }, states) {
    const truths = [], spans = [], applies = questions.map(() => TRUE), allowed = questions.map(() => true);
    const given = (question) => (allowed[question] ? chosenIn(questions[question], states[question]) : null);
    const isOne = (about) => about !== null && about >= 0, count = (line, is) => line.filter(is).length;
    const tally = (line) => [count(line, (one) => one === TRUE), count(line, (one) => one !== FALSE)];
    const verdict = (line) => (Math.min(...line) === TRUE ? TRUE : Math.max(...line) === FALSE ? FALSE : UNKNOWN);
    function valuesOf(thing) {
      const [kind, of, option] = things[thing], [low, high] = spans[of] || [], { step, marks } = scores[of] || {};
      if (kind === "s") {
        const near = marks.flatMap((mark) => [-1, 0, 1].map((more) => (Math.floor(mark / step) + more) * step));
        return [low, ...near.filter((value) => low < value && value < high), high];
      }
      const chosen = given(of), may = applies[of] !== FALSE, mayNot = applies[of] !== TRUE;
      const isIn = chosen ? chosen.includes(option) : null, asked = questions[of].kind === "many" ? [0] : chosen;
      if (kind === "o") return [...(mayNot || !isIn ? [0] : []), ...(may && isIn !== false ? [1] : [])];
      return [...(mayNot ? [NOT_ASKED] : []), ...(may ? (chosen ? asked : questions[of].values) : [])];
    }
    function holds([kind, by, wanted], line, more = [0, 0]) {
      const [yes, may] = tally(line).map((sum, end) => sum + more[end]);
      if (kind !== "n") [by, wanted] = [">=", kind === "all" ? line.length : 1];
      if (by === "=") return yes > wanted || may < wanted ? FALSE : yes === may ? TRUE : UNKNOWN;
      const [sure, possible] = by === ">=" ? [yes >= wanted, may >= wanted] : [may <= wanted, yes <= wanted];
      return sure ? TRUE : possible ? UNKNOWN : FALSE;
    }
    // Whether a condition holds; with a value, whether it does at that value of the one thing that it is about.
    function truth(node, value) {
      const [kind, first, by, bound] = node, list = node[node.length - 1], isAt = value !== undefined;
      if (kind === "k") return first === null ? UNKNOWN : first * TRUE;
      if (kind === "not") return TRUE - truth(first, value);
      if (kind === "i" && isAt && isOne(indicators[first].about)) return truth(indicators[first].when, value);
      if (kind === "i") return truths[first];
      const about = kind === "v" ? first : list.about;
      if (!isAt && isOne(about)) return verdict(valuesOf(about).map((one) => truth(node, one)));
      if (kind === "v" && (value === NOT_ASKED || bound === null)) return value === NOT_ASKED ? FALSE : UNKNOWN;
      if (kind === "v") return compare[by](value, bound) * TRUE;
      const line = list.others.map((member) => truth(member)), more = [0, 0];
      for (const [thing, members] of list.groups) {
        const at = (isAt ? [value] : valuesOf(thing)).map((one) => members.map((member) => truth(member, one)));
        if (isAt) line.push(...at[0]);
        else if (kind !== "n") line.push(verdict(at.map((one) => holds(node, one))));
        else if (members.length === 1) line.push(verdict(at.flat()));
        else [Math.min, Math.max].forEach((of, end) => { more[end] += of(...at.map((one) => tally(one)[end])); });
      }
      return holds(node, line, more);
    }
    function worth([kind, of, by], value) { // the lowest and the highest points
      const held = kind === "w" ? truth(of, value) : null;
      if (kind === "w") return [held === TRUE ? by : 0, held === FALSE ? 0 : by];
      if (kind === "s") return [value * by, value * by];
      const points = (places) => places.reduce((sum, place) => sum + (new Map(by).get(place) || 0), 0);
      if (value !== undefined) return [points([value]), points([value])];
      const chosen = given(of), each = range(questions[of].options).map((option) => points([option]));
      const low = chosen ? points(chosen) : Math.min(...each);
      const high = chosen ? low : Math.max(points(together(questions[of])), ...each);
      return [applies[of] === TRUE ? low : 0, applies[of] === FALSE ? 0 : high];
    }
    function addUp({ highest, constant, groups, alone }) {
      const add = (one, other) => (highest ? Math.max(one, other) : one + other);
      const join = (parts) => [0, 1].map((end) => (parts.length ? parts.map((part) => part[end]).reduce(add) : 0));
      const parts = groups.map(([thing, addends]) => {
        const at = valuesOf(thing).map((value) => join(addends.map((addend) => worth(addend, value))));
        return [Math.min(...at.map(([low]) => low)), Math.max(...at.map(([, high]) => high))];
      });
      return join([...parts, ...alone.map((addend) => worth(addend))]).map((end) => end + (highest ? 0 : constant));
    }
    for (const [sort, of] of plan) {
      if (sort === "i") truths[of] = truth(indicators[of].when);
      else if (sort === "s") spans[of] = addUp(scores[of]);
      const { ask, only } = sort === "q" ? questions[of] : {};
      if (ask && only) allowed[of] = truth(ask) === TRUE;
      else if (ask) applies[of] = truth(ask);
    }
    const isOpen = (question) => applies[question] !== FALSE && !given(question);
    const last = Math.max(-1, ...range(states.length).filter((of) => BigInt(states[of]) > 0n));
    const isReached = (question) => question <= last;
    const stopped = stops.some(({ when, unless_false: isUnlessFalse, names }) => truth(when) === TRUE
      || (isUnlessFalse && truth(when) === UNKNOWN && names.some(isReached)));
    const comesUp = ({ builds }, of) =>
      !stopped && allowed[of] && applies[of] !== FALSE && !(applies[of] === UNKNOWN && builds.some(isOpen));
    return { up: questions.map(comesUp), stopped, applies, truths, spans };
  }

  // The states of all answers after the steps so far. Of a list that counts, an entry that nobody was asked about would
  // be a no: then all of it is open. What would help counts nothing, and stays as far as it was chosen.
  function statesOf({ questions, steps, age }, taps, at, ageState, isOver) {
    return questions.map((question, of) => {
      const mine = range(steps.length).filter((place) => steps[place][0] === of && steps[place][1] !== LEAD);
      if (of === age.question) return BigInt(ageState);
      if (question.kind !== "many") return BigInt(mine.length && mine[0] < at ? taps[mine[0]] : 0);
      const asked = mine.filter((place) => place < at), chosen = asked.filter((place) => taps[place] === YES);
      const isLeft = asked.some((place) => taps[place] === DECLINED), isCut = !isLeft && asked.length < mine.length;
      const isOpen = question.counts ? isLeft || isCut : isCut && !isOver;
      if (isOpen || !chosen.length) return BigInt(isLeft ? DECLINED : 0);
      return stateOf(question, chosen.map((place) => steps[place][1]));
    });
  }
  // Whether a step is a moment of rest.
  function isRest(tables, taps, at, states) {
    const { questions, steps } = tables, [of, option] = steps[at];
    const mine = range(at).filter((place) => steps[place][0] === of && steps[place][1] !== LEAD);
    const before = mine.map((place) => taps[place]);
    const isDecided = before.includes(DECLINED) || (questions[of].alone.includes(option) && before.includes(YES));
    return isDecided || !flow(tables, states).up[of];
  }

  // The letters of what is handed over, check letters last.
  function code({ questions, code: layout }, states, isSeen) {
    const { letters, alphabet, group, bits, fingerprint, steps, move } = layout, base = alphabet.length, row = [];
    const add = (sum, { closed, states: count }, of) => (closed ? sum * BigInt(count) + BigInt(states[of]) : sum);
    let number = (questions.reduceRight(add, 0n) * 2n + BigInt(isSeen)) * bit(bits) + BigInt(fingerprint);
    for (; row.length < letters - steps.length; number /= BigInt(base)) {
      row.push((Number(number % BigInt(base)) + move * (row.length + 1)) % base);
    }
    for (const step of steps) row.push((base - row.reduce((sum, letter) => ((sum + letter) * step) % base, 0)) % base);
    return row.map((letter, place) => (place && place % group === 0 ? " " : "") + alphabet[letter]).join("");
  }

  // The talk. One function draws every screen; `known` is all that is known of the person.
  function talk(tables, main) {
    const { questions, age, worker, parts, needs, languages } = tables, voice = new Audio(), clock = new Audio();
    const forgotten = () => ({ language: languages[0], walk: [], at: 0, taps: new Uint8Array(), states: [], kept: [] });
    const make = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent, ...more });
    let known = forgotten(), screen = null, cover = null, turn = 0, timer = 0;

    function deal(list) {
      const dealt = [...list], byte = new Uint8Array(1);
      for (let end = known.isBegun && !known.isFixed ? dealt.length : 0; end > 1; end -= 1) {
        do crypto.getRandomValues(byte); while (byte[0] >= 256 - (256 % end)); // or some places would be likelier
        [dealt[end - 1], dealt[byte[0] % end]] = [dealt[byte[0] % end], dealt[end - 1]];
      }
      return dealt;
    }
    function hush() {
      turn += 1;
      for (const player of [voice, clock]) { // without a source, no key of a headset plays it again
        Object.assign(player, { onended: null, onerror: null }).removeAttribute("src");
        player.load();
      }
      for (const button of main.querySelectorAll(".heard")) button.className = "";
    }
    const play = (player, src) => new Promise((onended, onerror) => {
      if (!src) onerror();
      else Object.assign(player, { onended, onerror, src, muted: player === clock }).play().catch(onerror);
    });
    async function read(player, items) {
      const mine = turn;
      for (const [text, element] of items) {
        const button = element.closest("button");
        if (button) button.className = "heard";
        const isHeard = await play(player, known.language.sounds[text]).then(() => true, () => false);
        if (mine !== turn) return;
        if (button) button.className = "";
        if (!isHeard && player === voice) element.textContent = text;
      }
    }
    // A pause has as many buttons as the step, and plays the step's clips unheard, so that it takes as long.
    function frame(say, answers, { pause, back, number, isBare, isDealt, beside = [] } = {}) {
      hush();
      const { words, sounds } = known.language, isSpoken = known.isBegun && Object.keys(sounds).length > 0;
      const [said, column, foot] = ["said", "answers", "foot"].map((className) => make("div", "", { className }));
      const written = (tag, text) => make(tag, known.isEar ? "" : text);
      const sentences = say.map((line) => [].concat(line)); // an answer that is looked over has a class beside it
      const lines = sentences.map(([text], at) => written("p", !pause ? text : at === 0 ? words.pause : ""));
      const items = sentences.map(([text, className = ""], at) => [text, Object.assign(lines[at], { className })]);
      function add(to, sign, text, onclick, shown = text) {
        const button = make("button", "", { onclick, disabled: !onclick }), word = written("span", shown);
        button.append(make("b", sign), word);
        to.append(button);
        items.push([text, word]);
      }
      const tapped = (next) => () => { // from here on the screen is the same whatever was pressed
        hush();
        document.activeElement.blur();
        for (const button of main.querySelectorAll("button")) button.disabled = true;
        clearTimeout(timer);
        timer = setTimeout(next, 400);
      };
      function listen() {
        hush();
        if (pause) read(clock, items);
        read(voice, pause ? [[words.pause, lines[0]]] : items);
      }
      (isDealt ? deal(answers) : answers).forEach(([text, next], at) => {
        add(column, at + 1, text, tapped(next), pause ? words.go_on : text);
      });
      const end = items.length, feet = [
        ["–", "hide", () => lay("hide")], ["+", "danger", () => lay("danger")], ["‖", "break", () => lay("break")],
        ["←", "back", back], ["♪", "listen", listen], ["■", "stop", stop], ["×", "erase", finish],
      ].filter(([, word]) => known.isBegun && !isBare && (isSpoken || word !== "listen"));
      for (const [sign, word, onclick] of feet) add(foot, sign, words[word], onclick);
      items.length = end; // small buttons are never heard
      said.append(...lines);
      said.tabIndex = -1;
      main.replaceChildren(make("p", number, { className: "number" }), said, ...beside, column, foot);
      said.focus();
      scrollTo(0, 0);
      if (isSpoken) listen();
    }
    // What covers the screen tells nothing. Whoever comes back finds the same step, dealt anew.
    function lay(name) {
      const { words } = known.language, dot = make("button", "•", { className: "dot", onclick: () => lay(null) });
      cover = name;
      if (!cover) return screen();
      if (cover === "break") return frame([words.break_say], [[words.go_on, () => lay(null)]]);
      hush();
      if (!known.isEar) dot.setAttribute("aria-label", words.go_on);
      const word = make("p", known.word || words.danger_default, { className: "word" });
      main.replaceChildren(...(cover === "danger" ? [word] : []), dot);
      return dot.focus();
    }
    function show(next) {
      screen = next;
      if (!cover) screen();
    }
    function wipe() {
      clearTimeout(timer);
      known.taps.fill(0);
      known.states.fill(0n);
      [known, cover] = [forgotten(), null];
    }
    function gone() {
      wipe();
      hush();
      screen = null;
      main.replaceChildren();
    }

    // What the worker does before: reads what to mind, says how old the person is, and chooses how it is said.
    function begin() {
      Object.assign(main, { lang: "en", dir: "ltr", translate: false });
      const minor = () => frame([worker.minor], []), set = setUp();
      const choose = (place) => () => { known.age = FIRST + place; show(age.adult.includes(place) ? set : minor); };
      const ages = worker.ages.map((label, place) => [label, choose(place)]);
      return frame([worker.title, ...worker.about, worker.age], [...ages, [worker.unknown_age, () => show(minor)]]);
    }
    function setUp() {
      const plain = { autocomplete: "off", autocapitalize: "none", spellcheck: false };
      const word = make("input", "", { ...plain, maxLength: 30 }), pick = make("select", "", { onchange: fit });
      const ear = make("input", "", { type: "checkbox" });
      const trial = make("button", worker.try_sound, { onclick: tryOut });
      const [missing, result] = [0, 1].map(() => make("p", ""));
      const fields = [[worker.word, word], [worker.language, pick], [worker.text_hidden, ear]];
      const [wordField, pickField, earField] = fields.map(([text, control]) => {
        const label = make("label", "");
        label.append(make("span", text), control);
        return label;
      });
      function tryOut() {
        const said = play(voice, Object.values(known.language.sounds)[0]);
        said.then(() => worker.sound_works, () => worker.sound_fails).then((text) => { result.textContent = text; });
      }
      function fit() {
        known.language = languages[pick.selectedIndex];
        const { heard, sounds } = known.language, lacking = heard.filter((text) => !sounds[text]).length;
        missing.textContent = lacking ? worker.missing.replace("{n}", lacking) : "";
        [earField.hidden, trial.hidden] = [lacking > 0, !Object.keys(sounds).length];
      }
      function start() {
        known.walk = walkIn(known.language);
        known.taps = new Uint8Array(tables.steps.length);
        Object.assign(known, { isBegun: true, word: word.value.trim() });
        known.isEar = ear.checked && !earField.hidden;
        Object.assign(main, { lang: known.language.tag, dir: known.language.dir });
        show(step);
      }
      pick.append(...languages.map(({ name, tag: lang }) => make("option", name, { lang })));
      result.setAttribute("role", "status");
      fit();
      const beside = [wordField, pickField, missing, trial, result, earField];
      return () => frame([], [[worker.begin, start]], { beside });
    }
    // All screens up to the last step, the same for everybody. What is said before a section is a screen of its own,
    // since it may ask whether it is all right to go on, and a yes to that is none to the question after it.
    function walkIn({ words, openings, questions: told }) {
      const start = words.start.map((say, nth) => ({ say, isOrder: nth === words.start.length - 1 }));
      const walk = [...start, { isSafe: true }, ...openings.map((say) => ({ say })), { isAsking: true }];
      tables.steps.forEach(([of, option], nth) => {
        const number = words.step.replace("{n}", nth + 1).replace("{of}", tables.steps.length);
        walk.push({ nth, number, of, option, say: option === LEAD ? told[of].lead : null });
      });
      return walk;
    }

    // The steps. What was pressed at each is all that is remembered.
    const first = () => known.walk.length - tables.steps.length;
    function goTo(at) {
      known.at = at;
      known.taps.fill(0, at - first());
      show(step);
    }
    const statesNow = () => statesOf(tables, known.taps, known.at - first(), known.age, known.isOver);
    const yesNo = (yes, no) => [[known.language.words.yes, yes], [known.language.words.no, no]];
    function step() {
      const { language, walk, taps, at } = known, { words } = language;
      const { say, nth, of, option, number, isAsking, isSafe, isOrder } = walk[at];
      const onward = (tap) => () => {
        if (number) taps[nth] = tap;
        known.at = at + 1;
        show(known.at < walk.length ? step : release);
      };
      const goOn = [words.go_on, onward(0)], back = nth > 0 ? () => goTo(at - 1) : null;
      const keep = () => { known.isFixed = true; onward(0)(); };
      const agrees = isSafe ? words.safe_now : isAsking ? words.may_ask : null;
      if (agrees) return frame([agrees], yesNo(onward(0), finish), { isDealt: true });
      if (number && say) return frame(say, [goOn, [words.stop_here, stop]], { back, number });
      if (say) return frame(say, isOrder ? [goOn, [words.same_places, keep]] : [goOn]);
      const question = questions[of], told = language.questions[of], isWhole = option < 0;
      const pause = isRest(tables, taps, nth, statesNow());
      const isChoice = isWhole && question.kind === "one";
      const answers = isChoice ? told.options.map((text, place) => [text, FIRST + place]) : yesNo(YES, NO);
      if (isWhole) answers.push([words.skip, DECLINED], [words.dont_know, DONT_KNOW]);
      else answers.push([question.counts ? words.skip_list : words.skip_rest, DECLINED]);
      const said = isWhole ? [told.say] : [told.say, told.options[option]];
      const pressed = answers.map(([text, tap]) => [text, onward(pause ? 0 : tap)]);
      return frame(said, pressed, { pause, back, number, isDealt: true });
    }
    function stop() {
      cover = null;
      if (known.at < first() || known.states.length) finish(); // once letters are shown, nothing is left to choose from
      else show(release);
    }

    // What is handed over.
    const isReleased = (of) => known.kept.includes(of) || of === age.question;
    const released = () => statesNow().map((state, of) => (isReleased(of) ? state : 0n));
    function release() {
      const { language: { words }, walk, at } = known, everything = range(questions.length);
      const choose = (kept, next) => () => {
        Object.assign(known, { kept, isSeen: false });
        show(next);
      };
      known.isOver = true;
      // What happens if nothing is chosen stands first, and its place is never dealt.
      const choices = [
        [words.nothing, choose([], handOver)], [words.only_help, choose(needs, keptBack)],
        [words.some_parts, choose([], () => part(0))], [words.everything, choose(everything, beforeReview)],
      ];
      const offered = choices.filter(([text]) => needs.length || text !== words.only_help);
      frame([at < walk.length ? words.stopped : words.last, words.price, words.release_intro], offered);
    }
    function part(nth) {
      if (nth === parts.length) return keptBack();
      const next = (more) => () => {
        known.kept = [...known.kept, ...more];
        show(() => part(nth + 1));
      };
      const { words, questions: told } = known.language, asked = parts[nth].questions.map((of) => told[of].say);
      return frame([words.together, ...asked], yesNo(next(parts[nth].questions), next([])), { isDealt: true });
    }
    function keptBack() {
      const next = (isSeen) => () => {
        known.isSeen = isSeen;
        show(beforeReview);
      };
      frame([known.language.words.kept_back_seen], yesNo(next(true), next(false)), { isDealt: true });
    }
    function beforeReview() {
      const next = (isShown) => () => show(() => offer(isShown));
      frame([known.language.words.review_safe], yesNo(next(true), next(false)), { isDealt: true });
    }
    function inWords(state, of) {
      const { words, questions: told } = known.language, { say, options } = told[of] || {};
      if (state === 0n) return [];
      const answers = questions[of].kind === "yes_no" ? [words.no, words.yes] : options;
      const chosen = (chosenIn(questions[of], state) || []).map((place) => answers[place]);
      const said = state === 1n ? [words.skip] : state === 2n ? [words.dont_know] : chosen;
      return [say, ...said.map((text) => [text, "reply"])];
    }
    function offer(isShown) {
      const { words } = known.language, shown = released().map((state, of) => (of === age.question ? 0n : state));
      const nothing = () => { known.kept = []; handOver(); };
      frame(isShown ? [words.review, ...shown.flatMap(inWords)] : [words.ready],
        [[words.nothing, nothing], [words.choose_again, () => show(release)], [words.hand_over, handOver]]);
    }
    function handOver() {
      known.states = released();
      known.taps.fill(0);
      known.age = 0;
      show(() => {
        const letters = make("p", code(tables, known.states, known.isSeen), { className: "code" });
        frame([known.language.words.code_say], [[known.language.words.done, finish]], { beside: [letters] });
      });
    }
    function finish() {
      const { language, isEar } = known;
      wipe();
      Object.assign(known, { language, isEar, isBegun: true });
      timer = setTimeout(gone, 20000);
      show(() => frame([language.words.end], [], { isBare: true }));
    }

    function restart() {
      wipe();
      show(begin);
    }
    addEventListener("click", (event) => {
      if (cover !== "hide") return;
      event.stopPropagation();
      lay(null);
    }, true);
    addEventListener("keydown", (event) => {
      const { key, repeat, ctrlKey, altKey, metaKey, target } = event;
      if (key === "Enter" && (repeat || cover === "hide")) event.preventDefault();
      if (repeat || ctrlKey || altKey || metaKey) return;
      if (key === "Enter" && cover === "hide") lay(null);
      else if (key === "Escape" && screen) lay("hide");
      const button = main.querySelectorAll(".answers button")[key - 1];
      if (button && !["INPUT", "SELECT"].includes(target.nodeName)) button.click();
    });
    // A call, another window, a locked screen: nobody knows who comes back, so all is forgotten, and the page is empty.
    function leave() {
      restart();
      lay("hide");
    }
    document.addEventListener("visibilitychange", () => { if (document.hidden && known.isBegun) leave(); });
    addEventListener("pagehide", leave);
    addEventListener("pageshow", (event) => { if (event.persisted) restart(); });
    show(begin);
  }

  if (typeof module !== "undefined") module.exports = { flow, code, statesOf, isRest };
  else {
    const holder = document.getElementById("tables"), tables = JSON.parse(holder.textContent);
    holder.remove();
    talk(tables, document.getElementById("main"));
  }
})();
