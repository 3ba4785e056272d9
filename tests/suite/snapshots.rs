//! Snapshot and go on: random walks through conversations, written down and read back at every turn. The
//! walk that was written down goes on as the one that was not: same turns, same record. Replies that a turn
//! does not offer are refused everywhere and change nothing.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;

use safelight::conversation::{
    ChoiceId, Conversation, Dialogue, OpenAnswers, Point, Purpose, Reply, Setting, Snapshot, SnapshotError,
    Turn, Wanted,
};
use safelight::library;
use safelight::practice::{Play, point_id};
use safelight::questionnaire::{Kind, Questionnaire, read};
use safelight::records::written;
use safelight::referral::{Directory, read_directory};
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::translation::WordingAtHand;

use crate::conversation::{setting, usual, words};
use crate::counts::{WALKED, WALKS};
use crate::generate::{Draw, Style, sheet};
use crate::practice_stage;

/// The services of one country, so that some are accepted and something may be passed on.
static DIRECTORIES: LazyLock<Vec<Directory>> = LazyLock::new(|| {
    let us = library::find(library::DIRECTORIES, "us").expect("it comes with the program");
    vec![read_directory(&us.source()).0.expect("it reads")]
});

/// A walk that goes on longer than this goes in circles.
const LONGEST: usize = 4_000;

/// Returns a reply that a turn offers, at random. Towards the end of a long walk it only goes on.
pub fn any_reply(turn: &Turn, questionnaire: &Questionnaire, draw: &mut Draw, weary: bool) -> Reply {
    if !weary && draw.chance(18) {
        let detours = [
            Reply::Danger,
            Reply::Hide,
            Reply::Break,
            Reply::Back,
            Reply::Note(note(draw)),
            Reply::OpenNote,
            Reply::Reworded,
            Reply::Languages,
        ];
        let detour = draw.pick(&detours).clone();
        if turn.check(&detour).is_ok() {
            return detour;
        }
        if draw.chance(4) && turn.check(&Reply::Stop).is_ok() {
            return Reply::Stop;
        }
    }
    if turn.open != OpenAnswers::None && draw.chance(25) {
        return draw.pick(turn.open.keys()).2.clone();
    }
    if turn.given.is_some() && draw.chance(30) {
        return turn.given.clone().expect("there is one");
    }
    match &turn.wanted {
        Wanted::Seen => Reply::Seen,
        Wanted::One(items) => Reply::Choose(items[liked(turn, draw, weary)].id.clone()),
        Wanted::Many(items) => {
            some_of(items.len(), draw, |place| items[place].exclusive, |place| items[place].id.clone())
        }
        Wanted::Typed(typing) => typed(turn, questionnaire, draw, typing.most),
        Wanted::Copy(_) => draw
            .pick(&[
                Reply::Written("/home/worker/case.md".to_owned()),
                Reply::NotWritten("the disk is full".to_owned()),
                Reply::AlreadyThere,
            ])
            .clone(),
        Wanted::Alone(_) => Reply::HandedOver(safelight::turned::TurnedEnd::Nothing),
    }
}

/// Gates are mostly passed and things mostly go on, so that walks come far.
fn liked(turn: &Turn, draw: &mut Draw, weary: bool) -> usize {
    let count = turn.items().len();
    let named = |name: &str| turn.items().iter().position(|item| item.id.as_str() == name);
    let forward = match turn.at {
        Point::Summary => named("finish"),
        Point::Unsaved => named("leave"),
        Point::Services => named("go_on"),
        Point::Release(_) => named("nobody").or(Some(0)),
        _ => Some(0),
    };
    match (weary, turn.at) {
        (_, Point::Gate(_)) if weary || draw.chance(92) => match usual(turn) {
            Reply::Choose(id) => named(id.as_str()).unwrap_or(0),
            _ => 0,
        },
        (false, Point::Gate(_)) => draw.below(count),
        (true, _) => forward.unwrap_or(0),
        (false, Point::Consent | Point::Ending | Point::Danger) if draw.chance(90) => 0,
        (false, Point::Summary) if draw.chance(30) => forward.unwrap_or(0),
        (false, Point::Review) if draw.chance(60) => 0,
        (false, Point::Services) if draw.chance(60) => forward.unwrap_or(0),
        _ => draw.below(count),
    }
}

fn some_of(
    count: usize,
    draw: &mut Draw,
    alone: impl Fn(usize) -> bool,
    id: impl Fn(usize) -> ChoiceId,
) -> Reply {
    let first = draw.below(count);
    if alone(first) {
        return Reply::ChooseAll(vec![id(first)]);
    }
    let others: Vec<usize> =
        (0..count).filter(|place| *place == first || !alone(*place) && draw.chance(30)).collect();
    Reply::ChooseAll(others.into_iter().map(id).collect())
}

fn typed(turn: &Turn, questionnaire: &Questionnaire, draw: &mut Draw, most: Option<usize>) -> Reply {
    let Point::Question(place) = turn.at else { return Reply::Typed(note(draw)) };
    let words = match &questionnaire.question(place).kind {
        Kind::Number(number) => {
            let low = number.min.unwrap_or_default().thousandths() / 1000;
            let high = number.max.map_or(low + 200, |max| max.thousandths() / 1000);
            let span = usize::try_from(high - low).unwrap_or(0).min(200);
            (low + i64::try_from(draw.below(span + 1)).unwrap_or(0)).to_string()
        }
        Kind::DatePart { with_month: true } => format!("20{:02}-{:02}", draw.below(27), 1 + draw.below(12)),
        Kind::DatePart { with_month: false } => format!("20{:02}", draw.below(27)),
        _ => "x".repeat(1 + draw.below(most.unwrap_or(40).min(40))),
    };
    Reply::Typed(words)
}

/// Words with line ends, quotes, and characters that hide or turn text around.
fn note(draw: &mut Draw) -> String {
    let parts = ["he said", "\n", "\"no\"", "\u{202e}", "\u{200b}", "\\", "ñ漢👩‍👧", "{", " "];
    (0..1 + draw.below(12)).map(|_| *draw.pick(&parts)).collect()
}

/// Every kind of reply, for trying which of them a turn refuses.
fn every_kind(turn: &Turn) -> Vec<Reply> {
    let mut all = vec![
        Reply::Seen,
        Reply::choose("no such choice"),
        Reply::ChooseAll(Vec::new()),
        Reply::ChooseAll(vec![ChoiceId::of("no such choice")]),
        Reply::Typed("about 70 \u{1b}".to_owned()),
        Reply::Typed("x".repeat(300_000)),
        Reply::Declined,
        Reply::DontKnow,
        Reply::Later,
        Reply::Back,
        Reply::Note("x".repeat(300_000)),
        Reply::OpenNote,
        Reply::Reworded,
        Reply::Break,
        Reply::Languages,
        Reply::Stop,
        Reply::Written(String::new()),
        Reply::NotWritten(String::new()),
        Reply::AlreadyThere,
    ];
    if let [first, .., last] = turn.items() {
        all.push(Reply::Choose(first.id.clone()));
        all.push(Reply::ChooseAll(vec![first.id.clone(), first.id.clone()]));
        all.push(Reply::ChooseAll(vec![first.id.clone(), last.id.clone()]));
    }
    all
}

/// What a turn shows, to be compared.
fn shown(turn: Option<&Turn>) -> String {
    let Some(turn) = turn else { return "over".to_owned() };
    let items: Vec<String> =
        turn.items().iter().map(|item| format!("{}={}", item.id.as_str(), item.label)).collect();
    let note = turn.note.as_ref().map(|note| format!("{:?}{}", note.speaker, note.words));
    format!(
        "{:?} {} {items:?} {note:?} {:?} {:?} {:?} {} {} {}",
        turn.at,
        words(turn),
        turn.earlier,
        turn.remark,
        turn.page,
        turn.back,
        turn.pause,
        turn.stop
    )
}

/// Refused replies leave everything as it was.
fn refuses_what_it_does_not_offer(conversation: &Conversation<'_>, text: &Source) -> usize {
    let Some(turn) = conversation.turn() else { return 0 };
    let before = conversation.snapshot(text, None).write();
    let mut refused = 0;
    for reply in every_kind(&turn) {
        let mut other = conversation.clone();
        if other.reply(reply.clone()).is_err() {
            assert_eq!(other.snapshot(text, None).write(), before, "a refused reply changed something");
            refused += 1;
        } else {
            assert!(turn.check(&reply).is_ok(), "a reply was taken that the turn does not offer");
        }
    }
    refused
}

/// Walks, and writes down and reads back at every turn. Returns how many turns there were, and how many
/// replies were refused.
fn walk(questionnaire: &Questionnaire, text: &Source, seed: u64) -> (usize, usize) {
    let mut draw = Draw::seeded(seed);
    let translations = library::TRANSLATIONS.iter().filter(|one| one.file.id == questionnaire.id);
    let at_hand = |one: &library::ShippedTranslation| {
        WordingAtHand::shipped(one.language, text.clone(), one.file.source())
    };
    let wordings: Vec<WordingAtHand> = translations.map(at_hand).collect();
    let language = draw.chance(50).then_some("es");
    let around = Setting { directories: &DIRECTORIES, wordings: &wordings, language, ..setting() };
    let with_export = Setting { export: Some("case.md"), ..around };
    let setting = if draw.chance(30) { with_export } else { around };
    let case = Case::begin(questionnaire, &BTreeMap::new()).unwrap();
    let mut walked = Conversation::new(case, setting, draw.chance(50));
    let mut kept = walked.clone();
    let whole = draw.below(60);
    let (mut turns, mut refused) = (0, 0);
    while let Some(turn) = walked.turn() {
        assert!(turns < LONGEST, "the walk of seed {seed} goes in circles at {}", shown(Some(&turn)));
        let snapshot = kept.snapshot(text, None);
        let written = snapshot.write();
        let read_back = Snapshot::read(&written, Purpose::Screening).unwrap();
        // The text of the questionnaire is read at one turn of each walk: it is most of the work.
        if turns == whole {
            let own = read_back.questionnaire().unwrap();
            // The translations that were used are in it; the others are not wanted again.
            let used = read_back.wordings();
            let with_used = Setting { wordings: &used, ..setting };
            let again = Conversation::resume(&read_back, &own, with_used).unwrap();
            assert_eq!(again.record().wordings, walked.record().wordings);
            let again = Conversation::resume(&read_back, &own, setting).unwrap();
            assert_eq!(shown(again.turn().as_ref()), shown(Some(&turn)));
            assert_eq!(again.snapshot(text, None).write(), written);
            refused += refuses_what_it_does_not_offer(&walked, text);
        }
        kept = Conversation::resume(&read_back, questionnaire, setting).unwrap();
        assert_eq!(shown(kept.turn().as_ref()), shown(Some(&turn)), "seed {seed}");
        let reply = any_reply(&turn, questionnaire, &mut draw, turns > 300);
        assert_eq!(walked.reply(reply.clone()), kept.reply(reply), "seed {seed}");
        turns += 1;
    }
    assert!(kept.turn().is_none());
    assert_eq!(walked.ending(), kept.ending());
    assert_eq!(written(&walked.record()), written(&kept.record()), "seed {seed}");
    (turns, refused)
}

fn shipped() -> Vec<(Questionnaire, Source)> {
    let sources = library::QUESTIONNAIRES.iter().map(|shipped| shipped.source());
    sources.map(|source| (read(&source).questionnaire.unwrap(), source)).collect()
}

fn generated(count: usize) -> Vec<(Questionnaire, Source)> {
    let mut draw = Draw::seeded(9);
    (0..count)
        .map(|place| {
            let style = if place % 2 == 0 { Style::ReadOnce } else { Style::Free };
            let sheet = sheet(&mut draw, style);
            (sheet.questionnaire.model, Source::new("generated.toml", sheet.text))
        })
        .collect()
}

/// Runs a job for each seed on the processors there are, and adds up what they return.
fn spread(jobs: &[(usize, u64)], run: impl Fn(usize, u64) -> (usize, usize) + Sync) -> (usize, usize) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            let mut sum = (0, 0);
            while let Some((what, seed)) =
                jobs.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)).copied()
            {
                let (turns, refused) = run(what, seed);
                sum = (sum.0 + turns, sum.1 + refused);
            }
            sum
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let sums = running.into_iter().map(|thread| match thread.join() {
            Ok(sum) => sum,
            Err(panic) => std::panic::resume_unwind(AssertUnwindSafe(panic).0),
        });
        sums.fold((0, 0), |all, sum| (all.0 + sum.0, all.1 + sum.1))
    })
}

#[test]
fn a_walk_that_was_written_down_goes_on_as_the_one_that_was_not() {
    let mut forms = shipped();
    let own = forms.len();
    forms.extend(generated(WALKED.get()));
    let walks = WALKS.get();
    let jobs: Vec<(usize, u64)> = (0..walks)
        .map(|walk| {
            let form = if walk % 2 == 0 { walk / 2 % own } else { own + walk / 2 % (forms.len() - own) };
            (form, walk as u64)
        })
        .collect();
    let (turns, refused) = spread(&jobs, |form, seed| walk(&forms[form].0, &forms[form].1, seed));
    println!(
        "{walks} walks, half through {own} shipped and half through {} generated questionnaires: {turns} turns, \
         each written down and read back; {refused} replies refused",
        forms.len() - own
    );
    assert!(turns > walks * 10 && refused > walks / 4);
}

// ---- what cannot be gone on with ----

fn begun_walk() -> (Questionnaire, Source) {
    shipped().swap_remove(0)
}

#[track_caller]
fn refused(text: &str, expected: &SnapshotError) {
    match Snapshot::read(text, Purpose::Screening) {
        Err(error) => assert_eq!(&error, expected),
        Ok(_) => panic!("it was read"),
    }
}

#[test]
fn what_is_damaged_or_of_another_kind_is_refused() {
    let (questionnaire, source) = begun_walk();
    let conversation = crate::conversation::begun(&questionnaire);
    let kept = conversation.snapshot(&source, None).write();
    for cut in [kept.len() / 3, kept.len() - 40] {
        refused(&kept[..cut], &SnapshotError::Damaged);
    }
    refused(&kept.replace("\"early\": false", "\"early\": true"), &SnapshotError::Damaged);
    refused(&kept.replace("\"within\": 0", "\"within\": 1"), &SnapshotError::Damaged);
    refused(&kept.replace("\"within\": 0", "\"within\": -1"), &SnapshotError::Damaged);
    refused(&kept.replace("\"format\": 1", "\"format\": 2"), &SnapshotError::Newer(2));
    refused(&kept.replace("\"format\": 1", "\"format\": \"CANARY\""), &SnapshotError::NotOne);
    refused("{}", &SnapshotError::NotOne);
    refused("Summary: …", &SnapshotError::NotOne);
    refused(&written(&conversation.record()), &SnapshotError::NotOne);
}

#[test]
fn practice_is_no_screening_and_the_reverse() {
    let stage = practice_stage::shipped_one("cook-upstairs");
    let text = library::questionnaire("adult-brief", None).unwrap().source();
    let play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    let of_practice = play.conversation().snapshot(&text, Some(play.written())).write();
    refused(&of_practice, &SnapshotError::OfPractice);
    let renamed = of_practice.replace("safelight-training-draft", "safelight-draft");
    refused(&renamed, &SnapshotError::Damaged);
    let (questionnaire, source) = begun_walk();
    let screening = crate::conversation::begun(&questionnaire).snapshot(&source, None).write();
    let other = Snapshot::read(&screening, Purpose::Practice);
    assert_eq!(other.err(), Some(SnapshotError::OfScreening));
}

/// The text in a snapshot is the one that counts; where another comes with the program, that is said.
#[test]
fn another_text_of_the_same_edition_is_told_and_gone_on_with() {
    let (shipped, source) = begun_walk();
    let changed = source.text().replacen("Which age group are you in?", "How old are you, roughly?", 1);
    let changed = Source::new(source.name(), changed);
    let questionnaire = read(&changed).questionnaire.unwrap();
    let written = crate::conversation::begun(&questionnaire).snapshot(&changed, None).write();
    let snapshot = Snapshot::read(&written, Purpose::Screening).unwrap();
    let own = snapshot.questionnaire().unwrap();
    let mut again = Conversation::resume(&snapshot, &own, setting()).unwrap();
    assert!(words(&again.turn().unwrap()).contains("another text"));
    again.reply(Reply::Seen).unwrap();
    assert_eq!(again.turn().unwrap().at, Point::Gate(0));
    // Held against the shipped text, it is the wrong questionnaire.
    assert_ne!(own.questions[0].ask, shipped.questions[0].ask);
    let same = crate::conversation::begun(&shipped).snapshot(&source, None).write();
    let same = Snapshot::read(&same, Purpose::Screening).unwrap();
    let same = Conversation::resume(&same, &shipped, setting()).unwrap();
    assert_eq!(same.turn().unwrap().at, Point::Gate(0));
}

#[test]
fn a_questionnaire_that_does_not_read_is_refused() {
    let (questionnaire, source) = begun_walk();
    let conversation = crate::conversation::begun(&questionnaire);
    let broken = Source::new(source.name(), source.text().replacen("kind ", "knid ", 1));
    let written = conversation.snapshot(&broken, None).write();
    let snapshot = Snapshot::read(&written, Purpose::Screening).unwrap();
    assert!(matches!(snapshot.questionnaire(), Err(SnapshotError::Questionnaire(1..))));
    // Another questionnaire than the one that was asked.
    let other = Source::new(source.name(), source.text().replacen("points = 4", "points = 5", 1));
    let written = conversation.snapshot(&other, None).write();
    let snapshot = Snapshot::read(&written, Purpose::Screening).unwrap();
    assert_eq!(snapshot.questionnaire().err(), Some(SnapshotError::DoesNotFit));
}

/// Practice is a value too: what was played so far goes on where it was.
#[test]
fn practice_goes_on_where_it_was_written_down() {
    let stage = practice_stage::shipped_one("cook-upstairs");
    let text = library::questionnaire("adult-brief", None).unwrap().source();
    let mut play = Play::new(&stage.scenario, &stage.questionnaire, Setting::practice());
    let mut kept = play.clone();
    let mut draw = Draw::seeded(4);
    let mut turns = 0;
    while let Some(turn) = play.turn() {
        let written = kept.conversation().snapshot(&text, Some(kept.written())).write();
        let snapshot = Snapshot::read(&written, Purpose::Practice).unwrap();
        let conversation = Conversation::resume(
            &snapshot,
            &stage.questionnaire,
            Setting { purpose: Purpose::Practice, ..Setting::practice() },
        );
        kept = Play::resume(&stage.scenario, conversation.unwrap(), snapshot.practice().unwrap()).unwrap();
        assert_eq!(shown(kept.turn().as_ref()), shown(Some(&turn)));
        assert_eq!(kept.turn().unwrap().heard, turn.heard);
        let reply = any_reply(&turn, &stage.questionnaire, &mut draw, turns > 150);
        assert_eq!(play.reply(reply.clone()), kept.reply(reply));
        turns += 1;
    }
    let (one, other) = (play.played(), kept.played());
    assert!(one.moves == other.moves && one.answers == other.answers && one.ended == other.ended);
    assert!(one.moves.iter().any(|done| point_id(&stage.questionnaire, done.point).is_some()));
}
