//! Conditions: a parser of its own for the text of the file, and what a condition reads. Every
//! comparison, of whatever kind, becomes one of two numbers.

use std::collections::BTreeSet;

use super::number::{self, Number};

/// What has a set of possible values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Question(usize),
    /// One option of a question with several answers.
    Choice(usize, usize),
    Score(usize),
    Outcome(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Equal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    Literal(Number),
    Context(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    AtLeast,
    AtMost,
    Exactly,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Compare(Thing, Sign, Right),
    Context(usize, Sign, Right),
    Indicator(usize),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Count(How, usize, Vec<Condition>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub what: What,
    /// The one thing that it reads, if it is one.
    pub about: Option<Thing>,
}

impl Condition {
    pub fn new(what: What) -> Condition {
        Condition { what, about: None }
    }

    /// Its members, or those of what it negates.
    pub fn members(&self) -> &[Condition] {
        match &self.what {
            What::All(members) | What::Any(members) | What::Count(_, _, members) => members,
            What::Not(inner) => std::slice::from_ref(inner),
            _ => &[],
        }
    }

    pub fn members_mut(&mut self) -> &mut [Condition] {
        match &mut self.what {
            What::All(members) | What::Any(members) | What::Count(_, _, members) => members,
            What::Not(inner) => std::slice::from_mut(inner),
            _ => &mut [],
        }
    }

    /// Everything that it reads; `of` gives what an indicator reads.
    pub fn reads(&self, of: &dyn Fn(usize) -> BTreeSet<Thing>) -> BTreeSet<Thing> {
        match &self.what {
            What::Compare(thing, ..) => BTreeSet::from([*thing]),
            What::Indicator(place) => of(*place),
            _ => self.members().iter().flat_map(|member| member.reads(of)).collect(),
        }
    }

    /// Notes of this and of all its members what it is about.
    pub fn note(&mut self, of: &dyn Fn(usize) -> BTreeSet<Thing>) {
        let reads = self.reads(of);
        self.about = reads.first().copied().filter(|_| reads.len() == 1);
        self.members_mut().iter_mut().for_each(|member| member.note(of));
    }

    /// Calls back with every comparison of a thing in it.
    pub fn each_comparison(&self, see: &mut dyn FnMut(Thing, Right)) {
        if let What::Compare(thing, _, right) = &self.what {
            see(*thing, *right);
        }
        self.members().iter().for_each(|member| member.each_comparison(see));
    }
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Named {
    /// A question, with what it can be compared with.
    Question(usize, Compared),
    /// A question with several answers.
    SomeOf(usize, Vec<String>),
    Indicator(usize),
    Score(usize),
    Outcome(usize, Vec<String>),
    Context(usize, Compared),
}

/// What something can be compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    YesNo,
    OneOf(Vec<String>),
    /// One of them, from the lowest.
    Ordered(Vec<String>),
    Number,
    Nothing,
}

/// What names stand for, and which indicators have a tag.
pub struct Names<'n> {
    pub named: &'n dyn Fn(&str) -> Option<Named>,
    pub tagged: &'n dyn Fn(&str) -> Vec<usize>,
}

/// Reads a condition; nothing if the text is none.
pub fn read(text: &str, names: &Names<'_>) -> Option<Condition> {
    let words = words(text);
    let mut reader = Reader { words: &words, names };
    let condition = reader.either()?;
    reader.words.is_empty().then_some(condition)
}

/// The words and signs of a text.
pub fn words(text: &str) -> Vec<String> {
    let is_sign = |letter: char| "(),=<>".contains(letter);
    let mut words: Vec<String> = vec![String::new()];
    for letter in text.chars() {
        let last = words.last_mut().expect("one at least");
        if letter.is_whitespace() {
            words.push(String::new());
        } else if letter == '=' && (last == "<" || last == ">") {
            last.push(letter);
        } else if is_sign(letter) || last.starts_with(is_sign) {
            words.push(letter.to_string());
        } else {
            last.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

struct Reader<'r> {
    words: &'r [String],
    names: &'r Names<'r>,
}

impl<'r> Reader<'r> {
    fn next(&mut self) -> Option<&'r str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn comes(&mut self, word: &str) -> bool {
        let comes = self.words.first().is_some_and(|first| first == word);
        if comes {
            self.words = &self.words[1..];
        }
        comes
    }

    fn need(&mut self, word: &str) -> Option<()> {
        self.comes(word).then_some(())
    }

    fn either(&mut self) -> Option<Condition> {
        let mut members = vec![self.all()?];
        while self.comes("or") {
            members.push(self.all()?);
        }
        Some(any_of(members))
    }

    fn all(&mut self) -> Option<Condition> {
        let mut members = vec![self.one()?];
        while self.comes("and") {
            members.push(self.one()?);
        }
        Some(all_of(members))
    }

    fn one(&mut self) -> Option<Condition> {
        if self.comes("not") {
            return Some(Condition::new(What::Not(Box::new(self.one()?))));
        }
        if self.comes("(") {
            let inner = self.either()?;
            self.need(")")?;
            return Some(inner);
        }
        if self.comes("exactly") {
            return self.counted(How::Exactly);
        }
        if self.comes("at") {
            let how = if self.comes("least") { How::AtLeast } else { How::AtMost };
            if how == How::AtMost {
                self.need("most")?;
            }
            return self.counted(how);
        }
        self.comparison()
    }

    fn counted(&mut self, how: How) -> Option<Condition> {
        let wanted: usize = self.next()?.parse().ok()?;
        self.need("of")?;
        let members: Vec<Condition> = if self.comes("tag") {
            let tagged = (self.names.tagged)(self.next()?);
            tagged.into_iter().map(|place| Condition::new(What::Indicator(place))).collect()
        } else {
            self.list(Self::either)?
        };
        let fits = (1..=members.len()).contains(&wanted);
        fits.then(|| Condition::new(What::Count(how, wanted, members)))
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.need("(")?;
        let mut members = vec![one(self)?];
        while self.comes(",") {
            members.push(one(self)?);
        }
        self.need(")")?;
        Some(members)
    }

    fn comparison(&mut self) -> Option<Condition> {
        let against = |thing, (sign, right)| Condition::new(What::Compare(thing, sign, right));
        match (self.names.named)(self.next()?)? {
            Named::Indicator(place) => Some(Condition::new(What::Indicator(place))),
            Named::SomeOf(place, ids) => self.includes(place, &ids),
            Named::Question(place, compared) => {
                Some(against(Thing::Question(place), self.compared(&compared)?))
            }
            Named::Score(place) => Some(against(Thing::Score(place), self.compared(&Compared::Number)?)),
            Named::Outcome(place, levels) => {
                Some(against(Thing::Outcome(place), self.compared(&Compared::Ordered(levels))?))
            }
            Named::Context(place, compared) => {
                let (sign, right) = self.compared(&compared)?;
                Some(Condition::new(What::Context(place, sign, right)))
            }
        }
    }

    fn sign(&mut self) -> Option<Sign> {
        let signs = [
            ("=", Sign::Equal),
            ("<", Sign::Less),
            ("<=", Sign::LessOrEqual),
            (">", Sign::More),
            (">=", Sign::MoreOrEqual),
        ];
        signs.into_iter().find(|(sign, _)| self.comes(sign)).map(|(_, sign)| sign)
    }

    /// The sign and what stands on its right; a bare name is yes.
    fn compared(&mut self, with: &Compared) -> Option<(Sign, Right)> {
        let Some(sign) = self.sign() else {
            return (*with == Compared::YesNo).then_some((Sign::Equal, Right::Literal(1)));
        };
        let word = self.next()?;
        let place = |ids: &[String]| ids.iter().position(|id| id == word).map(|place| place as Number);
        let right = match with {
            Compared::Number => match (self.names.named)(word) {
                Some(Named::Context(place, Compared::Number)) => Right::Context(place),
                _ => Right::Literal(number::read(word)?),
            },
            Compared::YesNo if sign == Sign::Equal => Right::Literal(place(&yes_no())?),
            Compared::OneOf(ids) if sign == Sign::Equal => Right::Literal(place(ids)?),
            Compared::Ordered(ids) => Right::Literal(place(ids)?),
            Compared::YesNo | Compared::OneOf(_) | Compared::Nothing => return None,
        };
        Some((sign, right))
    }

    fn includes(&mut self, question: usize, ids: &[String]) -> Option<Condition> {
        self.need("includes")?;
        let one = |reader: &mut Self| {
            let id = reader.next()?;
            let place = ids.iter().position(|known| known == id)?;
            let thing = Thing::Choice(question, place);
            Some(Condition::new(What::Compare(thing, Sign::Equal, Right::Literal(1))))
        };
        if self.comes("any") {
            self.need("of")?;
            return Some(any_of(self.list(one)?));
        }
        if self.comes("all") {
            self.need("of")?;
            return Some(all_of(self.list(one)?));
        }
        one(self)
    }
}

fn yes_no() -> Vec<String> {
    vec!["no".to_owned(), "yes".to_owned()]
}

/// An `or` within an `or` is the same list.
fn any_of(members: Vec<Condition>) -> Condition {
    let mut list = Vec::new();
    for member in members {
        match member.what {
            What::Any(inner) => list.extend(inner),
            _ => list.push(member),
        }
    }
    if list.len() == 1 { list.remove(0) } else { Condition::new(What::Any(list)) }
}

/// An `and` within an `and` is the same list.
fn all_of(members: Vec<Condition>) -> Condition {
    let mut list = Vec::new();
    for member in members {
        match member.what {
            What::All(inner) => list.extend(inner),
            _ => list.push(member),
        }
    }
    if list.len() == 1 { list.remove(0) } else { Condition::new(What::All(list)) }
}
