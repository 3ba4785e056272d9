//! One scenario and all who played it: its items and its steps, what each trainee made of them, and how far
//! they agree with the key and with each other. A rating counts where the trainee heard what is heard when
//! everything is done right: whoever missed a step rated something else, and that is told as a missed step, not as
//! a wrong rating.

use std::collections::{BTreeMap, BTreeSet};

use super::debrief::{Debrief, debrief};
use super::key_play::play_key;
use super::played::Played;
use super::scenario::{Right, Scenario, is_rated, written};
use crate::conversation::Point;
use crate::questionnaire::model::Questionnaire;
use crate::records::{Deviation, Direction};
use crate::statistics::{self, Estimate, Ratings, Undefined};

/// What one trainee did in one scenario.
pub struct Taken {
    /// The code of the trainee, never a name.
    pub trainee: String,
    /// What was done.
    pub played: Played,
}

/// One scenario and all who played it.
pub struct ScenarioOverview {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it counts for the trainees: it is of the set, or there is none.
    pub counts: bool,
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
    pub(super) key: String,
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

/// One scenario with its questionnaire and the results of it, at most one of each trainee.
pub struct Results<'c> {
    /// The scenario.
    pub scenario: &'c Scenario,
    /// Its questionnaire.
    pub questionnaire: &'c Questionnaire,
    /// The results.
    pub taken: Vec<Taken>,
}

/// One scenario, counted.
pub struct Reviewed<'c> {
    /// The scenario.
    pub scenario: &'c Scenario,
    /// What is counted of it.
    pub group: ScenarioOverview,
    /// The debriefs, by the place of the trainee.
    pub debriefs: Vec<Debrief>,
}

impl<'c> Reviewed<'c> {
    /// Counts one scenario, which counts for the trainees or does not.
    pub fn of(played: &Results<'c>, counts: bool) -> Self {
        let mut taken: Vec<&Taken> = played.taken.iter().collect();
        taken.sort_by(|a, b| a.trainee.cmp(&b.trainee));
        let debriefs: Vec<Debrief> =
            taken.iter().map(|one| debrief(played.scenario, played.questionnaire, &one.played)).collect();
        let items = items(played, &taken, &debriefs);
        let group = ScenarioOverview {
            id: played.scenario.id.clone(),
            title: played.scenario.title.clone(),
            counts,
            trainees: taken.iter().map(|one| one.trainee.clone()).collect(),
            steps: steps(&debriefs),
            agreement: agreement_of(&items, taken.len()),
            items,
        };
        Reviewed { scenario: played.scenario, group, debriefs }
    }

    /// Returns the place of a trainee among those who played it.
    pub fn place(&self, code: &str) -> Option<usize> {
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
pub struct Categories(BTreeMap<String, usize>);

impl Categories {
    /// Returns the number of a category.
    pub fn of(&mut self, word: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

/// A rating that the key allows beside its own is counted as the key's.
pub fn rated_word<'i>(item: &'i ClassItem, rating: &'i Rating) -> &'i str {
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
