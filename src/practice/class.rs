//! The trainer's view: what many trainees took down in the same scenarios, beside the key and beside each
//! other. It counts and compares; nothing here knows a name. A rating counts where the trainee heard what
//! is heard when everything is done right: whoever missed a step rated something else, and that is told as
//! a missed step, not as a wrong rating.

use std::collections::{BTreeMap, BTreeSet};

use super::debrief::{Debrief, debrief};
use super::key_play::play_key;
use super::played::Played;
use super::scenario::{Right, Scenario, is_rated, written};
use crate::conversation::Point;
use crate::questionnaire::model::Questionnaire;
use crate::records::{Deviation, Direction};
use crate::statistics::{self, Estimate, Ratings, Twins, Undefined};

/// What one trainee did in one scenario.
pub struct Taken {
    /// The code of the trainee, never a name.
    pub trainee: String,
    /// What was done.
    pub played: Played,
}

/// Many trainees, one scenario or several.
pub struct Class {
    /// Each scenario that was played.
    pub scenarios: Vec<ScenarioOverview>,
    /// Each trainee over all scenarios.
    pub trainees: Vec<Trainee>,
    /// Each pair of twins of which both were played.
    pub twins: Vec<TwinPair>,
    /// From which share of items a trainee is certified, in percent.
    pub threshold: u32,
}

/// One scenario and all who played it.
pub struct ScenarioOverview {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The codes of the trainees, in order.
    pub trainees: Vec<String>,
    /// Its items.
    pub items: Vec<ClassItem>,
    /// Its steps: what they are called, and how many of those who came to them did them well.
    pub steps: Vec<ClassStep>,
    /// How far the class agrees.
    pub agreement: Agreement,
}

/// One item of a scenario.
pub struct ClassItem {
    /// The id of the question.
    pub id: String,
    /// The question.
    pub asked: String,
    /// The right rating, as it is shown.
    pub right: String,
    /// Why it is right; nothing of a plain answer, which is only to be taken down as it is heard.
    pub because: Option<String>,
    /// The ratings, by the place of the trainee; nothing where it was not heard in full.
    pub ratings: Vec<Option<Rating>>,
    /// The places of the trainees who did not hear it in full and made an answer of the silence.
    pub silence: BTreeSet<usize>,
    /// The right rating as one word.
    key: String,
}

/// One rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The answer as one word.
    pub word: String,
    /// How it differs from the key.
    pub difference: Deviation,
    /// Which way that leads; nothing if it does not differ.
    pub leads: Option<Direction>,
}

/// One step of a scenario.
pub struct ClassStep {
    /// What it is called.
    pub called: String,
    /// How many did it well.
    pub well: usize,
    /// How many came to it.
    pub of: usize,
}

/// How far a class agrees, each number with its interval or the reason why there is none.
pub struct Agreement {
    /// The share of ratings that are as the key.
    pub with_key: Result<Estimate, Undefined>,
    /// Cohen's kappa of all ratings with the key.
    pub kappa: Result<Estimate, Undefined>,
    /// The share of agreement between two trainees.
    pub between: Result<Estimate, Undefined>,
    /// Krippendorff's alpha between trainees.
    pub alpha: Result<Estimate, Undefined>,
    /// Gwet's AC1 between trainees.
    pub ac1: Result<Estimate, Undefined>,
}

/// One trainee over all scenarios.
pub struct Trainee {
    /// The code.
    pub code: String,
    /// How many scenarios were played.
    pub scenarios: usize,
    /// Items rated as the key.
    pub alike: usize,
    /// Items rated.
    pub rated: usize,
    /// The items that count for the trainee: all that have a reason in the key, in all scenarios of the
    /// class, and the plain answers that were taken down otherwise.
    pub items: usize,
    /// Ratings that lead to more concern.
    pub over: usize,
    /// Ratings that lead to less concern.
    pub under: usize,
    /// Steps done well.
    pub steps_well: usize,
    /// Steps that came up.
    pub steps: usize,
    /// Cohen's kappa with the key.
    pub kappa: Result<Estimate, Undefined>,
    /// Whether all scenarios were played, and enough items rated as the key.
    pub certified: bool,
}

/// Two scenarios that differ in one fact of who the person is.
pub struct TwinPair {
    /// Their titles.
    pub titles: [String; 2],
    /// The fact.
    pub differs: &'static str,
    /// The ratings of trainees who played both.
    pub twins: Twins,
}

impl ScenarioOverview {
    /// Returns the items to look at: those with a reason in the key, and the plain answers that somebody
    /// took down otherwise.
    pub fn told(&self) -> Vec<&ClassItem> {
        self.items.iter().filter(|item| item.because.is_some() || item.missed() > 0).collect()
    }

    /// Returns how many plain answers nobody took down otherwise.
    pub fn plain(&self) -> usize {
        self.items.len() - self.told().len()
    }
}

impl ClassItem {
    /// Returns how many ratings lead one way.
    pub fn leading(&self, way: Direction) -> usize {
        self.ratings.iter().flatten().filter(|rating| rating.leads == Some(way)).count()
    }

    /// Returns how many ratings are as the key.
    pub fn alike(&self) -> usize {
        self.ratings.iter().flatten().filter(|rating| rating.difference == Deviation::Same).count()
    }

    /// Returns how many rated it.
    pub fn rated(&self) -> usize {
        self.ratings.iter().flatten().count()
    }

    /// Returns how many missed it, those among them who made an answer of silence.
    pub fn missed(&self) -> usize {
        self.rated() - self.alike() + self.silence.len()
    }

    /// Returns the sign of what the trainee at a place made of it. No colour says anything without it.
    pub fn sign(&self, place: usize) -> char {
        match self.ratings[place].as_ref().map(|rating| rating.leads) {
            None if self.silence.contains(&place) => '!',
            None => '.',
            Some(None) => '=',
            Some(Some(Direction::Up)) => '+',
            Some(Some(Direction::Down)) => '-',
            Some(Some(Direction::Neither)) => '~',
        }
    }
}

impl Trainee {
    /// Returns the share of the items that were rated as the key, in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.alike * 100).checked_div(self.items).unwrap_or(0)
    }
}

/// One scenario with its questionnaire and the results of it, at most one of each trainee.
pub struct Results<'c> {
    /// The scenario.
    pub scenario: &'c Scenario,
    /// Its questionnaire.
    pub questionnaire: &'c Questionnaire,
    /// The results.
    pub taken: Vec<Taken>,
}

/// Returns the trainer's view of a class.
pub fn class(played: &[Results<'_>], threshold: u32) -> Class {
    let reviews: Vec<Reviewed<'_>> = played.iter().map(Reviewed::of).collect();
    let codes: BTreeSet<&str> =
        played.iter().flat_map(|one| &one.taken).map(|taken| taken.trainee.as_str()).collect();
    Class {
        trainees: codes.into_iter().map(|code| trainee(code, &reviews, threshold)).collect(),
        twins: twins(&reviews),
        scenarios: reviews.into_iter().map(|review| review.group).collect(),
        threshold,
    }
}

/// One scenario, counted.
struct Reviewed<'c> {
    scenario: &'c Scenario,
    group: ScenarioOverview,
    /// The debriefs, by the place of the trainee.
    debriefs: Vec<Debrief>,
}

impl<'c> Reviewed<'c> {
    fn of(played: &Results<'c>) -> Self {
        let mut taken: Vec<&Taken> = played.taken.iter().collect();
        taken.sort_by(|a, b| a.trainee.cmp(&b.trainee));
        let debriefs: Vec<Debrief> =
            taken.iter().map(|one| debrief(played.scenario, played.questionnaire, &one.played)).collect();
        let items = items(played, &taken, &debriefs);
        let group = ScenarioOverview {
            id: played.scenario.id.clone(),
            title: played.scenario.title.clone(),
            trainees: taken.iter().map(|one| one.trainee.clone()).collect(),
            steps: steps(&debriefs),
            agreement: agreement_of(&items, taken.len()),
            items,
        };
        Reviewed { scenario: played.scenario, group, debriefs }
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.group.trainees.iter().position(|known| known == code)
    }
}

/// The items are those that somebody rates who does everything right.
fn items(played: &Results<'_>, taken: &[&Taken], debriefs: &[Debrief]) -> Vec<ClassItem> {
    let (scenario, questionnaire) = (played.scenario, played.questionnaire);
    let key = play_key(scenario, questionnaire).played;
    let mut items = Vec::new();
    for (question, asked) in questionnaire.each_question() {
        let point = Point::Question(question);
        let heard = key.at(point).and_then(|done| done.heard).filter(|_| is_rated(questionnaire, point));
        let Some(entry) = heard.map(|place| &scenario.entries[place]) else { continue };
        let Right::Answer(right) = &entry.right else { continue };
        let silence = debriefs.iter().enumerate().filter(|(_, debrief)| {
            let review = debrief.items.iter().find(|review| review.id == asked.id && !review.fullest);
            review.is_some_and(|review| review.difference == Deviation::SilenceFilled)
        });
        let ratings = taken.iter().zip(debriefs).map(|(one, debrief)| {
            let review = debrief.items.iter().find(|review| review.id == asked.id && review.fullest)?;
            let given = one.played.answers.get(&asked.id)?;
            let word = word_of(&asked.id, &written(given));
            Some(Rating { word, difference: review.difference, leads: review.leads })
        });
        items.push(ClassItem {
            id: asked.id.clone(),
            asked: asked.ask.clone(),
            right: entry.right_answers(asked, played.questionnaire.about.words()),
            because: entry.because.clone(),
            ratings: ratings.collect(),
            silence: silence.map(|(place, _)| place).collect(),
            key: word_of(&asked.id, &written(right)),
        });
    }
    items
}

/// Yes, no and the open states are the same category in every item; an option is one of its own question.
fn word_of(question: &str, word: &str) -> String {
    match word {
        "yes" | "no" | "declined" | "dont_know" | "later" => word.to_owned(),
        other => format!("{question}: {other}"),
    }
}

fn steps(debriefs: &[Debrief]) -> Vec<ClassStep> {
    let mut steps: Vec<(String, ClassStep)> = Vec::new();
    for review in debriefs.iter().flat_map(|debrief| &debrief.steps) {
        let place = steps.iter().position(|(id, _)| *id == review.id).unwrap_or_else(|| {
            steps.push((review.id.clone(), ClassStep { called: review.called.clone(), well: 0, of: 0 }));
            steps.len() - 1
        });
        steps[place].1.of += 1;
        steps[place].1.well += usize::from(review.well);
    }
    steps.into_iter().map(|(_, step)| step).collect()
}

/// Numbers the categories, so that all items share them.
#[derive(Default)]
struct Categories(BTreeMap<String, usize>);

impl Categories {
    fn of(&mut self, word: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

/// A rating that the key allows beside its own is counted as the key's.
fn rated_word<'i>(item: &'i ClassItem, rating: &'i Rating) -> &'i str {
    if rating.difference == Deviation::Same { &item.key } else { &rating.word }
}

fn agreement_of(items: &[ClassItem], trainees: usize) -> Agreement {
    let mut categories = Categories::default();
    let mut rows = Vec::new();
    let (mut given, mut key) = (Vec::new(), Vec::new());
    for item in items {
        let right = categories.of(&item.key);
        let mut row = vec![None; trainees];
        for (place, rating) in item.ratings.iter().enumerate() {
            row[place] = rating.as_ref().map(|rating| categories.of(rated_word(item, rating)));
            given.push(row[place]);
            key.push(Some(right));
        }
        rows.push(row);
    }
    let ratings = Ratings::of(&rows);
    Agreement {
        with_key: statistics::with_key(&given, &key),
        kappa: statistics::cohen_kappa(&given, &key),
        between: statistics::between_raters(ratings),
        alpha: statistics::krippendorff_alpha(ratings),
        ac1: statistics::gwet_ac1(ratings, categories.0.len()),
    }
}

fn trainee(code: &str, reviews: &[Reviewed<'_>], threshold: u32) -> Trainee {
    let mut one = Trainee {
        code: code.to_owned(),
        scenarios: 0,
        alike: 0,
        rated: 0,
        items: 0,
        over: 0,
        under: 0,
        steps_well: 0,
        steps: 0,
        kappa: Err(Undefined::NothingRated),
        certified: false,
    };
    let mut categories = Categories::default();
    let (mut given, mut key) = (Vec::new(), Vec::new());
    for review in reviews {
        one.items += review.group.items.iter().filter(|item| item.because.is_some()).count();
        let Some(place) = review.place(code) else { continue };
        one.scenarios += 1;
        let figures = review.debriefs[place].figures();
        one.steps_well += figures.steps_as_the_key;
        one.steps += figures.steps;
        // An answer that was made of silence leads somewhere too, though more could be heard there.
        one.over += figures.over;
        one.under += figures.under;
        for item in &review.group.items {
            let Some(rating) = &item.ratings[place] else { continue };
            let alike = rating.difference == Deviation::Same;
            one.rated += 1;
            match item.because {
                Some(_) => one.alike += usize::from(alike),
                None => one.items += usize::from(!alike),
            }
            given.push(Some(categories.of(rated_word(item, rating))));
            key.push(Some(categories.of(&item.key)));
        }
    }
    one.kappa = statistics::cohen_kappa(&given, &key);
    let threshold = usize::try_from(threshold).unwrap_or(100);
    one.certified =
        one.scenarios == reviews.len() && one.items > 0 && one.alike * 100 >= threshold * one.items;
    one
}

fn twins(reviews: &[Reviewed<'_>]) -> Vec<TwinPair> {
    let mut pairs = Vec::new();
    for (place, review) in reviews.iter().enumerate() {
        let Some(twin) = &review.scenario.twin else { continue };
        let Some(other_place) = reviews.iter().position(|other| other.scenario.id == twin.of) else {
            continue;
        };
        let other = &reviews[other_place];
        let told = other.scenario.twin.as_ref().is_some_and(|back| back.of == review.scenario.id);
        if told && other_place < place {
            continue;
        }
        let (first, second) = both(review, other);
        pairs.push(TwinPair {
            titles: [review.scenario.title.clone(), other.scenario.title.clone()],
            differs: twin.differs,
            twins: Twins::count(&first, &second),
        });
    }
    pairs
}

/// The ratings of everybody who played both, in the same order, as less, same and more concern than the
/// key, which is the same for both.
fn both(one: &Reviewed<'_>, other: &Reviewed<'_>) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (place, code) in one.group.trainees.iter().enumerate() {
        let Some(other_place) = other.place(code) else { continue };
        for item in &one.group.items {
            let twin = other.group.items.iter().find(|twin| twin.id == item.id);
            first.push(rank(item.ratings[place].as_ref()));
            second.push(twin.and_then(|twin| rank(twin.ratings[other_place].as_ref())));
        }
        first.push(called(&one.debriefs[place]));
        second.push(called(&other.debriefs[other_place]));
    }
    (first, second)
}

fn rank(rating: Option<&Rating>) -> Option<usize> {
    rating.map(|rating| ranked(rating.leads))
}

fn called(debrief: &Debrief) -> Option<usize> {
    let call = debrief.call.as_ref()?;
    call.called.as_ref().map(|_| ranked(call.leads))
}

fn ranked(direction: Option<Direction>) -> usize {
    match direction {
        Some(Direction::Down) => 0,
        None | Some(Direction::Neither) => 1,
        Some(Direction::Up) => 2,
    }
}
