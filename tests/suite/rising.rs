//! Where every weight is positive and every rule only asks for more, more risk never gives less: not a
//! lower level, not a smaller score, not an action that is due no more. The questionnaires are generated
//! without negation, with `>=`, `>` and `at least` only, and with tables that go down from the highest level.

use std::fmt::Write as _;

use safelight::answers::{Answer, Value};
use safelight::questionnaire::Kind;

use super::agreement::{Checked, Scorer, about, library};
use super::generate::{self, Draw, HEAD, Sheet};
use super::naive::{self, Door, Input, Mistake, Tri, View, door};

/// Writes a questionnaire in which everything rises.
struct Writer<'d> {
    draw: &'d mut Draw,
    text: String,
    /// Tests of what can be read now, each of which more risk can only make true.
    tests: Vec<String>,
    terms: Vec<String>,
    scores: Vec<String>,
}

fn rising(draw: &mut Draw) -> Sheet {
    let mut writer = Writer {
        draw,
        text: format!("{HEAD}[[section]]\nid = \"part\"\ntitle = \"Part\"\n"),
        tests: Vec::new(),
        terms: Vec::new(),
        scores: Vec::new(),
    };
    for place in 0..writer.draw.between(4, 7) {
        writer.question(place);
    }
    for place in 0..writer.draw.between(2, 6) {
        match writer.draw.below(3) {
            0 => writer.indicator(place),
            1 => writer.score(place),
            _ => writer.outcome(place),
        }
    }
    writer.outcome(9);
    let rule = writer.rule(2);
    write!(
        writer.text,
        "[[action]]\nid = \"act\"\nlabel = \"Do it\"\nduty = \"offer\"\nbecause = \"So\"\nwhen = \"{rule}\"\n"
    )
    .expect("a string");
    Sheet::read(writer.text)
}

impl Writer<'_> {
    fn question(&mut self, place: usize) {
        let id = format!("q{place}");
        let gate = if !self.tests.is_empty() && self.draw.chance(30) { self.rule(1) } else { String::new() };
        write!(self.text, "[[section.question]]\nid = \"{id}\"\nask = \"Something?\"\nsensitivity = 0\n")
            .expect("a string");
        if !gate.is_empty() {
            writeln!(self.text, "ask_if = \"{gate}\"").expect("a string");
        }
        let points = |from: usize| format!("points = {from}.{}", from % 4);
        let (kind, tests): (String, Vec<String>) = match self.draw.below(4) {
            0 => ("kind = \"yes_no\"".into(), vec![id.clone(), format!("{id} = yes")]),
            1 => {
                let option = |place| format!("{{id = \"o{place}\", label = \"O\", {}}}", points(place));
                let options: Vec<String> = (0..3).map(option).collect();
                let tests = ["= o2", ">= o1", "> o1", "> o0"].map(|test| format!("{id} {test}"));
                (format!("kind = \"scale\"\noptions = [{}]", options.join(", ")), tests.into())
            }
            2 => {
                let option = |place| format!("{{id = \"o{place}\", label = \"O\", {}}}", points(place));
                let options: Vec<String> = (0..2).map(option).collect();
                let none = "{id = \"none\", label = \"N\", points = 0, exclusive = true}";
                let tests = ["includes o0", "includes any of (o0, o1)", "includes all of (o0, o1)"];
                (
                    format!("kind = \"choices\"\noptions = [{}, {none}]", options.join(", ")),
                    tests.map(|test| format!("{id} {test}")).into(),
                )
            }
            _ => {
                let tests = [">= 1", "> 1", ">= 3.5", "> 3"].map(|test| format!("{id} {test}"));
                ("kind = \"number\"\nmin = 0\nmax = 4".into(), tests.into())
            }
        };
        if kind != "kind = \"yes_no\"" {
            self.terms.push(format!("{{value_of = \"{id}\"}}"));
        }
        writeln!(self.text, "{kind}").expect("a string");
        self.tests.extend(tests);
    }

    fn rule(&mut self, depth: usize) -> String {
        if depth == 0 || self.draw.chance(40) {
            return self.draw.pick(&self.tests).clone();
        }
        let mut members: Vec<String> = Vec::new();
        for _ in 0..self.draw.between(2, 3) {
            let member = format!("({})", self.rule(depth - 1));
            if !members.contains(&member) {
                members.push(member);
            }
        }
        match self.draw.below(3) {
            0 => members.join(" and "),
            1 => members.join(" or "),
            _ => {
                // The same test may be written in two ways, which a list refuses.
                let member = members.swap_remove(0);
                format!("at least 1 of ({member})")
            }
        }
    }

    fn indicator(&mut self, place: usize) {
        let rule = self.rule(2);
        write!(
            self.text,
            "[[indicator]]\nid = \"i{place}\"\nlabel = \"Sign\"\nfamily = \"risk\"\nsource = \"None\"\nwhen = \"{rule}\"\n"
        )
        .expect("a string");
        self.tests.push(format!("i{place}"));
    }

    fn score(&mut self, place: usize) {
        let mut terms: Vec<String> = Vec::new();
        for _ in 0..self.draw.between(1, 4) {
            let term = match self.draw.below(4) {
                0 if !self.terms.is_empty() => self.draw.pick(&self.terms).clone(),
                1 if !self.scores.is_empty() => format!("{{score = \"{}\"}}", self.draw.pick(&self.scores)),
                _ => {
                    let rule = self.rule(1);
                    format!(
                        "{{when = \"{rule}\", points = {}}}",
                        self.draw.pick(&["0", "0.5", "1", "2", "3"])
                    )
                }
            };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let way = *self.draw.pick(&["sum", "sum", "highest"]);
        write!(
            self.text,
            "[[score]]\nid = \"s{place}\"\nlabel = \"Score\"\n{way} = [{}]\n",
            terms.join(", ")
        )
        .expect("a string");
        self.scores.push(format!("s{place}"));
        self.tests.extend([">= 1", "> 1", ">= 2.5", "> 4"].map(|test| format!("s{place} {test}")));
    }

    fn outcome(&mut self, place: usize) {
        let level = |level| format!("{{id = \"l{level}\", label = \"Step\", next = \"Do this.\"}}");
        let levels: Vec<String> = (0..4).map(level).collect();
        let mut rows: Vec<String> = Vec::new();
        for level in (1..4).rev() {
            for _ in 0..self.draw.below(3) {
                rows.push(format!("{{level = \"l{level}\", when = \"{}\"}}", self.rule(2)));
            }
        }
        rows.push("{level = \"l0\", otherwise = true}".into());
        write!(
            self.text,
            "[[outcome]]\nid = \"c{place}\"\nlabel = \"Result\"\nlevels = [{}]\ndecide = [{}]\n",
            levels.join(", "),
            rows.join(", ")
        )
        .expect("a string");
        if self.draw.chance(50) {
            let rule = self.rule(1);
            writeln!(
                self.text,
                "adjust = [{{at_least = \"l{}\", when = \"{rule}\", because = \"So\"}}]",
                self.draw.below(4)
            )
            .expect("a string");
        }
        self.tests.extend([">= l1", "> l1", "= l3"].map(|test| format!("c{place} {test}")));
    }
}

/// The answers from least to most risk, with "not known" in the middle of a yes/no question.
fn ladder(draw: &mut Draw, kind: &Kind) -> Vec<Option<Answer>> {
    let value = |value| Some(Answer::Given(value));
    let unknown = [None, Some(Answer::Declined), Some(Answer::DontKnow), Some(Answer::Later)];
    match kind {
        Kind::YesNo => {
            vec![value(Value::YesNo(false)), draw.pick(&unknown).clone(), value(Value::YesNo(true))]
        }
        Kind::Scale(options) => {
            options.iter().map(|option| value(Value::Choice(option.id.clone()))).collect()
        }
        Kind::Choices(_) => {
            let lists: [&[&str]; 3] = [&["none"], &["o0"], &["o0", "o1"]];
            lists.map(|list| value(Value::Choices(list.iter().map(|id| (*id).to_owned()).collect()))).into()
        }
        _ => (0..=4).map(|number| value(Value::Number(safelight::decimal::Decimal::whole(number)))).collect(),
    }
}

/// False, unknown, true: in the order of risk.
fn height(truth: Tri) -> u8 {
    match truth {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    }
}

/// Everything that may not fall, in a fixed order.
fn heights(view: &View) -> Vec<i128> {
    let truths = view.indicators.iter().chain(&view.actions).map(|truth| i128::from(height(*truth)));
    let scores = view.scores.iter().flat_map(|score| [score.range.0, score.range.1]);
    // Only a scorer with a mistake leaves no level.
    let level = |place: Option<&usize>| place.map_or(-1, |place| *place as i128);
    let levels = view
        .outcomes
        .iter()
        .flat_map(|outcome| [level(outcome.possible.first()), level(outcome.possible.last())]);
    truths.chain(scores).chain(levels).collect()
}

/// Goes up the ladder of one question, everything else the same. Says how many steps raised something.
fn never_falls(scorer: Scorer<'_>, draw: &mut Draw, input: &Input<'_>, place: usize) -> Checked {
    let (mut before, mut raised): (Option<Vec<i128>>, usize) = (None, 0);
    for answer in ladder(draw, &input.questionnaire.questions[place].kind) {
        let mut higher = input.clone();
        higher.answers[place] = answer;
        let now = heights(&scorer(&higher)?);
        if let Some(before) = &before {
            if before.iter().zip(&now).any(|(before, now)| now < before) {
                let question = &input.questionnaire.questions[place].id;
                return Err(format!(
                    "something falls as {question} rises\n  from {before:?}\n  to   {now:?}"
                ));
            }
            raised += usize::from(*before != now);
        }
        before = Some(now);
    }
    Ok(raised)
}

/// The places of the questions that can be raised alone: they apply, whatever the step.
fn can_rise(input: &Input<'_>) -> Vec<usize> {
    let open = |place: &usize| door(input, *place) == Door::Open;
    (0..input.answers.len()).filter(open).collect()
}

/// Goes up every ladder of many questionnaires. Says how many there were, and how many steps raised something.
fn ladders(scorer: Scorer<'_>, sheets: u64) -> Result<(usize, usize), String> {
    let (mut ladders, mut raised) = (0, 0);
    for seed in 0..sheets {
        let mut draw = Draw::seeded(seed);
        let sheet = rising(&mut draw);
        for values in [30, 60, 90] {
            let mut input = generate::answers(&mut draw, &sheet.questionnaire, values);
            input.judgements.fill(None);
            for place in can_rise(&input) {
                // What hangs on this question starts as on the lowest step, so that it may stand on every one.
                let mut lowest = input.clone();
                let answers = ladder(&mut draw, &sheet.questionnaire.questions[place].kind);
                lowest.answers[place] = answers[0].clone();
                generate::admissible(&mut lowest);
                raised += about(&sheet, &lowest, never_falls(scorer, &mut draw, &lowest, place))?;
                ladders += 1;
            }
        }
    }
    Ok((ladders, raised))
}

#[test]
fn more_risk_never_gives_less() {
    let (ladders, raised) = ladders(&library, 400).unwrap_or_else(|what| panic!("{what}"));
    println!("{ladders} ladders, {raised} steps raised something, none lowered anything");
    assert!(raised > 1_000, "steps that raise nothing show nothing");
}

#[test]
fn a_scorer_that_forgets_what_is_known_falls() {
    let forgetful = |input: &Input<'_>| Ok(naive::score_mistaken(input, Mistake::OrIsAndWhileUnknown));
    assert!(ladders(&forgetful, 100).is_err(), "a sign that is forgotten beside an unknown one is not seen");
}
