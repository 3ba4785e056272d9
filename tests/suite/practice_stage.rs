//! A stage for practice: scenarios with their questionnaires, and a trainee who goes by what is heard and
//! by the key, but for the mistakes that a test wants of them. The trainee knows nothing of what unlocks
//! what: which entry is heard is told by its words alone.
#![expect(clippy::disallowed_methods, reason = "scenarios of the tests are files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use safelight::conversation::{Dialogue, Point, Reply, Setting, Turn, Wanted, lead, reply_of};
use safelight::library;
use safelight::practice::{self, Debrief, Play, Played, Right, Scenario, ScenarioEntry, debrief, point_id};
use safelight::questionnaire::{Questionnaire, read};
use safelight::referral::{Jurisdiction, read_jurisdiction};
use safelight::source::Source;

use super::naive::Form;

/// A scenario with what it is played with.
pub struct Stage {
    pub scenario: Scenario,
    pub questionnaire: Form,
}

/// The folder with the scenarios of the tests.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

/// Returns the text of a file beside the scenarios of the tests.
pub fn text_of(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the small questionnaire.
pub fn small() -> Form {
    let source = Source::new("questionnaire.toml", text_of("questionnaire.toml"));
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|found| found.draw(&source)).collect();
    assert!(drawn.is_empty(), "{}", drawn.join("\n\n"));
    Form::new(reading.questionnaire.unwrap(), source.text())
}

/// Returns a scenario of the small questionnaire.
#[track_caller]
pub fn staged(text: &str) -> Stage {
    let questionnaire = small();
    let source = Source::new("scenario.toml", text);
    let reading = practice::read(&source, &questionnaire, None);
    let drawn: Vec<String> = reading.findings.iter().map(|found| found.draw(&source)).collect();
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{}", drawn.join("\n\n")));
    Stage { scenario, questionnaire }
}

/// Returns `least.toml` with some of it written otherwise.
#[track_caller]
pub fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = text_of("least.toml");
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "least.toml does not hold this once:\n{from}");
        text = text.replace(from, to);
    }
    text
}

/// Returns every scenario that comes with the program.
pub fn shipped() -> Vec<Stage> {
    library::SCENARIOS.iter().map(|shipped| stage_of(&shipped.source())).collect()
}

/// Returns one scenario that comes with the program.
pub fn shipped_one(id: &str) -> Stage {
    stage_of(&library::find(library::SCENARIOS, id).expect("it is shipped").source())
}

/// Returns a scenario of a questionnaire that comes with the program.
pub fn stage_of(source: &Source) -> Stage {
    let needed = practice::named_questionnaire(source);
    let edition = needed.questionnaire.unwrap();
    let (id, version) = edition.split_once('@').unwrap();
    let shipped = library::questionnaire(id, Some(version)).unwrap_or_else(|| panic!("{edition}"));
    let source_of = shipped.source();
    let questionnaire = Form::new(read(&source_of).questionnaire.unwrap(), source_of.text());
    let pack: Option<Jurisdiction> = needed.jurisdiction.map(|id| {
        read_jurisdiction(&library::find(library::JURISDICTIONS, &id).unwrap().source()).0.unwrap()
    });
    let reading = practice::read(source, &questionnaire, pack.as_ref());
    let drawn: Vec<String> = reading.findings.iter().map(|found| found.draw(source)).collect();
    assert!(drawn.is_empty(), "{}", drawn.join("\n\n"));
    Stage { scenario: reading.scenario.unwrap(), questionnaire }
}

/// What a trainee presses: a number on the screen, a key, words.
#[derive(Clone)]
pub enum Press {
    One(usize),
    Many(Vec<usize>),
    Line(String),
    Declined,
    DontKnow,
    Later,
    Back,
    Note(String),
    Reworded,
    Break,
    Danger,
    Stop,
}

impl Press {
    /// Returns the reply that it gives to a turn.
    pub fn at(self, turn: &Turn) -> Reply {
        let named = |place: usize| turn.items()[place].id.clone();
        match self {
            Press::One(place) => Reply::Choose(named(place)),
            Press::Many(places) => Reply::ChooseAll(places.into_iter().map(named).collect()),
            Press::Line(words) => Reply::Typed(words),
            Press::Declined => Reply::Declined,
            Press::DontKnow => Reply::DontKnow,
            Press::Later => Reply::Later,
            Press::Back => Reply::Back,
            Press::Note(words) => Reply::Note(words),
            Press::Reworded => Reply::Reworded,
            Press::Break => Reply::Break,
            Press::Danger => Reply::Danger,
            Press::Stop => Reply::Stop,
        }
    }
}

/// What is pressed at a turn, by the name of its point (for a decision: its own id); nothing for what is
/// right.
type Mistakes<'m> = Box<dyn FnMut(&str, &Turn) -> Option<Press> + 'm>;

/// Goes by what is heard and by the key, but for their mistakes.
pub struct Trainee<'m> {
    scenario: &'m Scenario,
    questionnaire: &'m Questionnaire,
    mistakes: Mistakes<'m>,
    /// All turns so far.
    pub turns: Vec<Turn>,
}

impl<'m> Trainee<'m> {
    pub fn new(stage: &'m Stage, mistakes: impl FnMut(&str, &Turn) -> Option<Press> + 'm) -> Self {
        Trainee {
            scenario: &stage.scenario,
            questionnaire: &stage.questionnaire,
            mistakes: Box::new(mistakes),
            turns: Vec::new(),
        }
    }

    /// The entry whose words are heard; where a point has only plain ones, that.
    fn heard(&self, point: Point, turn: &Turn) -> Option<&'m ScenarioEntry> {
        let scenario = self.scenario;
        let entries = || scenario.entries.iter().filter(move |entry| entry.point == point);
        let by_words =
            entries().find(|entry| entry.hear.as_ref().is_some_and(|words| turn.heard.contains(words)));
        by_words.or_else(|| entries().find(|entry| entry.hear.is_none()))
    }

    fn right(&self, point: Point, turn: &Turn) -> Reply {
        let q = self.questionnaire;
        if let Point::Gate(place) = point {
            return self.right_at_gates(place, turn);
        }
        match (point, self.heard(point, turn).map(|entry| &entry.right)) {
            (_, Some(Right::Stop)) => Reply::Stop,
            (_, Some(Right::Danger)) => Reply::Danger,
            (Point::Question(question), Some(Right::Answer(answer))) => {
                reply_of(q.question(question), answer)
            }
            (Point::Leave(section), Some(Right::Choice("break"))) => {
                let before = self.turns.iter().filter(|turn| turn.at == Point::Leave(section)).count();
                Reply::choose(if before > 1 { "yes" } else { "break" })
            }
            (_, Some(Right::Choice(choice))) => Reply::choose(*choice),
            (Point::Question(_), _) => Reply::Declined,
            (Point::BreakOffer(_) | Point::Ending | Point::Danger, _) => Press::One(1).at(turn),
            _ if turn.wanted == Wanted::Seen => Reply::Seen,
            _ => Press::One(0).at(turn),
        }
    }

    /// Gates that share a screen are answered by one choice: the first that does not pass, or that all do.
    fn right_at_gates(&self, place: usize, turn: &Turn) -> Reply {
        let gates = &self.questionnaire.gates;
        let together = self.questionnaire.asked_together(place);
        for at in together.clone() {
            let passes = if gates[at].proceed_on { "yes" } else { "no" };
            match self.heard(Point::Gate(at), turn).map(|entry| &entry.right) {
                Some(Right::Choice("dont_know")) => return Reply::DontKnow,
                Some(Right::Choice(choice)) if *choice != passes && together.len() > 1 => {
                    return Reply::choose(format!("not.{}", gates[at].id));
                }
                Some(Right::Choice(choice)) if *choice != passes => return Reply::choose(*choice),
                _ => {}
            }
        }
        Reply::choose(if gates[together.start].proceed_on { "yes" } else { "no" })
    }

    /// Plays a part of practice to its end.
    pub fn lead(&mut self, dialogue: &mut dyn Dialogue) {
        let led = lead(dialogue, |turn, refused| {
            assert!(refused.is_none(), "{refused:?} at {:?}", turn.at);
            Ok::<_, std::convert::Infallible>(self.answer(turn))
        });
        led.expect("a trainee always answers");
    }

    fn answer(&mut self, turn: &Turn) -> Reply {
        self.turns.push(turn.clone());
        assert!(self.turns.len() < 800, "practice goes in circles at {:?}", turn.at);
        assert_eq!(turn.mark, Some(practice::MARK), "every turn of practice is marked");
        let decision = self.scenario.decisions.iter().find(|decision| turn.heard.contains(&decision.hear));
        let decision = decision.filter(|_| turn.heading.as_deref() == Some("You decide"));
        let point = match turn.at {
            Point::Ending => Some("ending".to_owned()),
            Point::Left => Some("left".to_owned()),
            Point::Danger => Some("danger".to_owned()),
            Point::Review => Some("review".to_owned()),
            point => point_id(self.questionnaire, point),
        };
        let name = decision.map(|decision| decision.id.clone()).or(point).unwrap_or_default();
        if let Some(press) = (self.mistakes)(&name, turn) {
            return press.at(turn);
        }
        match (decision, turn.at) {
            (Some(decision), _) => {
                let right = decision.options.iter().find(|way| way.right).expect("one is right");
                Press::One(place_of(turn, &right.label)).at(turn)
            }
            (None, Point::Outside(_)) => Reply::Seen,
            // The word that is agreed on before the person answers alone.
            (None, Point::Alone(_)) if matches!(turn.wanted, Wanted::Typed(_)) => {
                Reply::Typed("Pencil".to_owned())
            }
            (None, point) => self.right(point, turn),
        }
    }
}

/// Returns the place at which a label is shown: options of decisions are not in the order of the file.
pub fn place_of(turn: &Turn, label: &str) -> usize {
    let Wanted::One(items) = &turn.wanted else { panic!("one is to be chosen") };
    items.iter().position(|item| item.label == label).expect("it is shown")
}

/// Lets a trainee with these mistakes play, who calls and offers what the key does.
pub fn played(stage: &Stage, mistakes: impl FnMut(&str, &Turn) -> Option<Press>) -> Played {
    let mut trainee = Trainee::new(stage, mistakes);
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    trainee.lead(&mut play);
    let mut played = play.played();
    if played.ended.is_scored() {
        played.call = stage.scenario.key.call.first().copied();
        played.offers = Some(stage.scenario.key.needs.clone());
    }
    played
}

/// Lets a trainee with these mistakes play, and returns the debrief.
pub fn debriefed(stage: &Stage, mistakes: impl FnMut(&str, &Turn) -> Option<Press>) -> Debrief {
    debrief(&stage.scenario, &stage.questionnaire, &played(stage, mistakes))
}

/// A trainee without mistakes.
pub fn none(_: &str, _: &Turn) -> Option<Press> {
    None
}
