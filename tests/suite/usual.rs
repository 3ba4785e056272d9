//! Usual tables, from a seed: one sum over questions, each read by one group of terms; rows with one
//! side or two, or bands; indicators that are each about one other question and stand in one row;
//! adjustments. Of these the possible levels have to be exact, except where the sum jumps.

use std::fmt::Write as _;

use safelight::decimal::Decimal;

use super::generate::{Draw, HEAD, Sheet};

pub fn sheet(draw: &mut Draw) -> Sheet {
    let (mut questions, mut terms) = (String::new(), Vec::new());
    // Bands start where the sum of the smallest values does.
    let mut least = 0;
    for place in 0..draw.between(2, 4) {
        let (of_question, smallest) = scored(draw, place, &mut questions);
        terms.push(of_question);
        least += smallest;
    }
    let mut signs = Vec::new();
    for place in 0..draw.below(3) {
        signs.push(sign(draw, place, &mut questions));
    }
    let mut terms: Vec<String> = terms.concat();
    draw.shuffle(&mut terms);
    let constant = if draw.chance(20) { "constant = 2\n" } else { "" };
    least += if constant.is_empty() { 0 } else { 2000 };
    let indicators: String = signs
        .iter()
        .enumerate()
        .map(|(place, when)| {
            format!(
                "[[indicator]]\nid = \"d{place}\"\nlabel = \"Sign\"\nfamily = \"risk\"\nsource = \"None\"\nwhen = \"{when}\"\n"
            )
        })
        .collect();
    let mut unread: Vec<String> = (0..signs.len()).map(|place| format!("d{place}")).collect();
    let table = table(draw, least, &mut unread);
    Sheet::read(format!(
        "{HEAD}[[section]]\nid = \"part\"\ntitle = \"Part\"\n{questions}{indicators}\
         [[score]]\nid = \"t\"\nlabel = \"Total\"\nsum = [{}]\n{constant}{table}",
        terms.join(", ")
    ))
}

fn ask(questions: &mut String, id: &str, kind: &str) {
    writeln!(questions, "[[section.question]]\nid = \"{id}\"\nask = \"Something?\"\nsensitivity = 0\n{kind}")
        .expect("a string");
}

fn options(draw: &mut Draw) -> String {
    let mut option = |place| format!("{{id = \"o{place}\", label = \"O\", points = {}}}", draw.below(6));
    format!("options = [{}, {}, {}]", option(0), option(1), option(2))
}

/// A question that counts: its terms, and the least that its value gives, in thousandths.
fn scored(draw: &mut Draw, place: usize, questions: &mut String) -> (Vec<String>, i64) {
    let id = format!("q{place}");
    let mut when = |test: &str| {
        format!("{{when = \"{id}{test}\", points = {}}}", draw.pick(&["1", "2", "3", "4", "0.5", "9"]))
    };
    let (terms, kind): (Vec<String>, &str) = match place % 4 {
        0 => (vec![when("")], "yes_no"),
        1 => (vec![when(" = o0"), when(" = o1"), when(" = o2")], "choice"),
        2 => (vec![format!("{{value_of = \"{id}\"}}"), when(" >= o1")], "scale"),
        _ => (vec![format!("{{value_of = \"{id}\"}}"), when(" < 3")], "number"),
    };
    let rest = match kind {
        "yes_no" => String::new(),
        "number" => "max = 6".to_owned(),
        _ => options(draw),
    };
    let points = rest.split("points = ").skip(1).map(|points| points.split('}').next().expect("points"));
    let least = points.map(|points| points.parse::<i64>().expect("whole") * 1000).min().unwrap_or(0);
    ask(questions, &id, &format!("kind = \"{kind}\"\n{rest}"));
    let is_taken = kind == "scale";
    let weighted = draw.chance(30);
    let terms = terms.into_iter().map(|term| {
        if weighted && term.contains("value_of") { term.replace("\"}", "\", times = 1.5}") } else { term }
    });
    let least = if !is_taken {
        0
    } else if weighted {
        least * 3 / 2
    } else {
        least
    };
    (terms.collect(), least)
}

/// A question beside the score, and the condition about it alone.
fn sign(draw: &mut Draw, place: usize, questions: &mut String) -> String {
    let id = format!("e{place}");
    if draw.chance(50) {
        ask(questions, &id, "kind = \"yes_no\"");
        return id;
    }
    let options = options(draw);
    ask(questions, &id, &format!("kind = \"choice\"\n{options}"));
    format!("{id} = o1 or {id} = o2")
}

fn table(draw: &mut Draw, least: i64, unread: &mut Vec<String>) -> String {
    let levels: Vec<String> =
        (0..4).map(|level| format!("{{id = \"l{level}\", label = \"Step\", next = \"Do it.\"}}")).collect();
    let mut bounds: Vec<usize> = (0..3).map(|_| draw.between(1, 14)).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let decided = if draw.chance(25) && unread.is_empty() {
        let band = |(level, at): (usize, i64)| {
            format!("{{level = \"l{level}\", at = {}}}", Decimal::from_thousandths(at))
        };
        let above = bounds.iter().map(|bound| least + 1000 * i64::try_from(*bound).expect("small"));
        let starts: Vec<String> = [least].into_iter().chain(above).enumerate().map(band).collect();
        format!("bands = {{score = \"t\", from = [{}]}}\n", starts.join(", "))
    } else {
        rows(draw, &bounds, unread)
    };
    let adjust = if draw.chance(40) { adjusted(draw, unread) } else { String::new() };
    format!(
        "[[outcome]]\nid = \"o\"\nlabel = \"Result\"\nlevels = [{}]\n{decided}{adjust}",
        levels.join(", ")
    )
}

fn rows(draw: &mut Draw, bounds: &[usize], unread: &mut Vec<String>) -> String {
    let mut rows = Vec::new();
    for (place, bound) in bounds.iter().enumerate().rev() {
        let mut when = format!("t >= {bound}");
        if let Some(upper) = bounds.get(place + 1).filter(|_| draw.chance(50)) {
            write!(when, " and t < {upper}").expect("a string");
        }
        if draw.chance(40)
            && let Some(sign) = unread.pop()
        {
            let word = *draw.pick(&["or", "and"]);
            write!(when, " {word} {sign}").expect("a string");
        }
        rows.push(format!("{{level = \"l{}\", when = \"{when}\"}}", place + 1));
    }
    rows.push("{level = \"l0\", otherwise = true}".to_owned());
    format!("decide = [{}]\n", rows.join(", "))
}

fn adjusted(draw: &mut Draw, unread: &mut Vec<String>) -> String {
    let way = *draw.pick(&["at_least", "at_most"]);
    let when = unread.pop().unwrap_or_else(|| format!("t >= {}", draw.between(1, 10)));
    format!("adjust = [{{{way} = \"l{}\", when = \"{when}\", because = \"So\"}}]\n", draw.between(1, 2))
}
