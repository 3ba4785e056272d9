//! A record without what could tell who it is of, after the safe harbor of 45 CFR 164.514(b)(2): what was said in
//! own words, days, the case reference, the agency, places finer than a state, and whatever the eighteen kinds
//! there name besides. `docs/case-file.md` says for each kind what stands in a record and what becomes of it. What
//! stays is listed here and nothing else stays: each struct of a record is written or taken apart with all of its
//! fields, so that a new one has to be decided on. Its one surprise: it comes out as a [`Record`], so that every page draws it as
//! any other; by [`Record::removed`] it is known, and its document is a [`StrippedRecord`](super::StrippedRecord).

use std::collections::BTreeMap;

use super::again::Again;
use super::beginning::InterpreterRecord;
use super::contact::NextContact;
use super::context::ContextRecord;
use super::other_language::HeardIn;
use super::outcome::{AdjustmentRecord, JudgementRecord, NamedRecord, OutcomeRecord};
use super::record::{
    ActionRecord, Consent, EditionRecord, IndicatorRecord, NextRecord, Record, ReferralRecord, ScoreRecord,
    UnmetNeed,
};
use super::removed::{LEFT_OUT, Removed};
use super::stays_whole::{StaysWhole, whole};
use super::stripped_answers::{AnswersToStrip, allowed};
use super::wire::Day;
use crate::library::{self, DIRECTORIES};
use crate::questionnaire::model::{ContextKind, Questionnaire};
use crate::questionnaire::{Fingerprint, read_shipped};
use crate::referral::{Directory, shipped_directory};

/// What a questionnaire is called that does not come with the program.
pub const OWN_QUESTIONNAIRE: &str = "a questionnaire of one's own";

/// Whom to ask for a need, where the directory's own words are left out.
const OWN_LIST: &str = "your agency's own list";

/// Returns a record without what could tell who it is of. The questionnaire is the one that was asked.
pub fn without_identifiers(record: &Record, questionnaire: &Questionnaire) -> Record {
    let edition = &record.questionnaire;
    let mut strip = Strip::new(edition);
    let said = AnswersToStrip { questionnaire, is_shipped: strip.is_shipped, year: record.date.0.year() };
    let stripped_answers: Vec<_> =
        record.answers.iter().filter_map(|one| said.answer(one, &mut strip.removed)).collect();
    let lines = said.lines(&record.answers, &stripped_answers);
    // All fields are written out: what is added to a record is decided on here.
    let mut stripped = Record {
        format: record.format,
        kind: record.kind,
        statement: record.statement.clone(),
        tool: record.tool.whole(),
        date: strip.year_of(record.date),
        agency: strip.agency(&record.agency),
        worker: strip.word(record.worker.as_ref()),
        case: None,
        again: strip.again(record.again.as_ref()),
        jurisdiction: None,
        questionnaire: strip.edition(edition, questionnaire),
        context: strip.context(&record.context, questionnaire),
        held: record.held,
        gates: whole(&record.gates),
        interpreters: record.interpreters.iter().map(|one| strip.interpreter(one)).collect(),
        spoken: strip.word(record.spoken.as_ref()),
        consent: record.consent.as_ref().map(|consent| strip.consent(consent, questionnaire)),
        next_contact: record.next_contact.map(|contact| strip.contact(contact)),
        releases: Vec::new(),
        course: record.course.clone(),
        alone: record.alone,
        stopped: record.stopped.clone(),
        validation: record.validation.clone(),
        wordings: Vec::new(),
        answers: stripped_answers,
        safety_plan: record.safety_plan,
        notes_without_answer: Vec::new(),
        not_applicable: record.not_applicable.clone(),
        indicators: record.indicators.iter().map(|one| indicator(one, &lines)).collect(),
        scores: record.scores.iter().map(score).collect(),
        outcomes: record.outcomes.iter().map(|one| strip.outcome(one)).collect(),
        open_questions: whole(&record.open_questions),
        open_contexts: whole(&record.open_contexts),
        actions: record.actions.iter().map(|one| strip.action(one, &lines)).collect(),
        next: record.next.iter().filter_map(|one| strip.next(one)).collect(),
        services_looked_at: record.services_looked_at,
        referrals: record.referrals.iter().filter_map(|one| strip.service(one)).collect(),
        needs_without_service: record.needs_without_service.iter().map(unmet).collect(),
        police_and_tip_lines_not_shown: record.police_and_tip_lines_not_shown,
        seal: String::new(),
        removed: None,
    };
    strip.removed.case_references += usize::from(record.case.is_some());
    strip.removed.places += usize::from(record.jurisdiction.is_some());
    strip.removed.releases += record.releases.len();
    strip.removed.words += record.notes_without_answer.len();
    strip.removed.record_codes += usize::from(!record.seal.is_empty());
    stripped.removed = Some(strip.removed);
    stripped
}

/// What is known while a record is gone through, and what was left out until then.
struct Strip {
    /// Whether the questionnaire is one that comes with the program, to the letter: its words name nobody.
    is_shipped: bool,
    directories: Vec<Directory>,
    removed: Removed,
}

impl Strip {
    fn new(edition: &EditionRecord) -> Self {
        let shipped = library::questionnaire(&edition.id, Some(&edition.version))
            .and_then(|shipped| read_shipped(shipped).questionnaire);
        let is_shipped = shipped.is_some_and(|shipped| *shipped.fingerprint() == edition.fingerprint);
        let directories = DIRECTORIES.iter().filter_map(|shipped| shipped_directory(shipped).0).collect();
        Strip { is_shipped, directories, removed: Removed::default() }
    }

    /// Leaves out words that somebody typed.
    fn word<T>(&mut self, words: Option<&T>) -> Option<T> {
        self.removed.words += usize::from(words.is_some());
        None
    }

    fn year_of(&mut self, day: Day) -> Day {
        self.removed.dates += 1;
        Day(jiff::civil::date(day.0.year(), 1, 1))
    }

    /// What was before has days, and its reason was typed.
    fn again(&mut self, again: Option<&Again>) -> Option<Again> {
        let Again { because: _, earlier } = again?;
        self.removed.words += 1;
        self.removed.dates += earlier.len();
        None
    }

    fn agency(&mut self, agency: &Option<String>) -> Option<String> {
        self.removed.agency += usize::from(agency.is_some());
        None
    }

    /// What the programme said of itself stays if the questionnaire offers it.
    fn context(&mut self, context: &[ContextRecord], of: &Questionnaire) -> Vec<ContextRecord> {
        let offered = context.iter().filter_map(|ContextRecord { id, label: _, value, by_language: _ }| {
            let known = of.contexts.iter().find(|known| known.id == *id)?;
            let value = value.as_ref()?;
            let is_offered = match &known.kind {
                ContextKind::YesNo => ["yes", "no"].contains(&value.as_str()),
                ContextKind::Choice(options) => options.contains(value),
                ContextKind::Number => false,
            };
            let label = known.label.clone();
            let value = Some(value.clone());
            is_offered.then(|| ContextRecord { id: id.clone(), label, value, by_language: None })
        });
        let mut kept: Vec<_> = offered.filter(|_| self.is_shipped).collect();
        // That nothing is known stays, without the language in which it is not.
        kept.extend(context.iter().filter(|known| known.value.is_none()).map(|known| ContextRecord {
            id: known.id.clone(),
            label: known.label.clone(),
            value: None,
            by_language: known.by_language.as_ref().map(|_| HeardIn::default()),
        }));
        self.removed.agency += context.len() - kept.len();
        kept
    }

    fn edition(&mut self, edition: &EditionRecord, of: &Questionnaire) -> EditionRecord {
        let EditionRecord { id, version, title: _, language: _, about: _, fingerprint } = edition;
        let (title, language, about) = (of.title.clone(), of.language.clone(), of.about);
        if self.is_shipped {
            let (id, version) = (id.clone(), version.clone());
            return EditionRecord { id, version, title, language, about, fingerprint: fingerprint.clone() };
        }
        self.removed.agency += 1;
        let none = String::new;
        let fingerprint = Fingerprint { structure: none(), scoring: none(), wording: none() };
        EditionRecord {
            id: none(),
            version: none(),
            title: OWN_QUESTIONNAIRE.to_owned(),
            language,
            about,
            fingerprint,
        }
    }

    fn interpreter(&mut self, one: &InterpreterRecord) -> InterpreterRecord {
        let InterpreterRecord { kind, language, tie, went_on_because, from_question } = one;
        InterpreterRecord {
            kind: *kind,
            language: self.word(language.as_ref()),
            tie: *tie,
            went_on_because: self.word(went_on_because.as_ref()),
            from_question: from_question.clone(),
        }
    }

    fn contact(&mut self, contact: NextContact) -> NextContact {
        let NextContact { how, when, on } = contact;
        self.removed.dates += usize::from(on.is_some());
        NextContact { how, when, on: None }
    }

    fn consent(&mut self, consent: &Consent, questionnaire: &Questionnaire) -> Consent {
        let Consent { agreed, explained_before, limits_before, may_keep, kept_because } = consent;
        // In the words of the questionnaire: those of another language would tell which it was.
        let own = |read: &NamedRecord| {
            let opening = questionnaire.openings.iter().find(|opening| opening.id == read.id);
            let label = opening.map_or_else(String::new, |opening| opening.say.clone());
            NamedRecord { id: read.id.clone(), label }
        };
        let in_own: Vec<NamedRecord> = explained_before.iter().map(own).collect();
        let others = in_own.iter().zip(explained_before).filter(|(own, read)| own.label != read.label);
        self.removed.words += others.count();
        Consent {
            agreed: *agreed,
            explained_before: in_own,
            limits_before: limits_before.clone(),
            may_keep: *may_keep,
            kept_because: self.word(kept_because.as_ref()),
        }
    }

    fn outcome(&mut self, outcome: &OutcomeRecord) -> OutcomeRecord {
        let OutcomeRecord {
            id,
            label,
            in_note,
            possible,
            settled,
            enough_answered,
            decided_by_practitioner,
            before_adjustment,
            decided_by,
            adjusted_by,
            facts,
            judged,
        } = outcome;
        OutcomeRecord {
            id: id.clone(),
            label: label.clone(),
            in_note: in_note.clone(),
            possible: whole(possible),
            settled: *settled,
            enough_answered: *enough_answered,
            decided_by_practitioner: *decided_by_practitioner,
            before_adjustment: before_adjustment.clone(),
            decided_by: whole(decided_by),
            adjusted_by: adjusted_by.iter().map(adjustment).collect(),
            facts: facts.clone(),
            judged: judged.as_ref().map(|judged| self.judgement(judged)),
        }
    }

    fn judgement(&mut self, judged: &JudgementRecord) -> JudgementRecord {
        let JudgementRecord { level, label, in_note, no_contact, reason: _ } = judged;
        self.removed.words += 1;
        JudgementRecord {
            level: level.clone(),
            label: label.clone(),
            in_note: in_note.clone(),
            no_contact: no_contact.clone(),
            reason: LEFT_OUT.to_owned(),
        }
    }

    /// What the questionnaire says of an action stays; what the law of the place says does not.
    fn action(&mut self, action: &ActionRecord, lines: &BTreeMap<String, String>) -> ActionRecord {
        let ActionRecord { step, status, law, open_questions, evidence, response } = action;
        self.removed.places += law.len();
        ActionRecord {
            step: step.whole(),
            status: *status,
            law: Vec::new(),
            open_questions: whole(open_questions),
            evidence: allowed(evidence, lines),
            response: *response,
        }
    }

    /// A questionnaire that does not come with the program may be named after the agency.
    fn next(&mut self, next: &NextRecord) -> Option<NextRecord> {
        let NextRecord { questionnaire, title, status, because } = next;
        if library::questionnaire(questionnaire, None).is_none() {
            self.removed.agency += 1;
            return None;
        }
        Some(NextRecord {
            questionnaire: questionnaire.clone(),
            title: title.clone(),
            status: *status,
            because: because.clone(),
        })
    }

    /// A service stays that comes with the program and works in a whole country, by its name; nobody calls from such
    /// a page.
    fn service(&mut self, service: &ReferralRecord) -> Option<ReferralRecord> {
        let ReferralRecord {
            id,
            directory,
            area: _,
            name,
            organization: _,
            description: _,
            reasons: _,
            channels,
            eligibility: _,
            alert: _,
            police,
            is_police_or_tip_line,
            is_reporting_line,
            freshness: _,
            source_url: _,
            carried: _,
            response,
        } = service;
        let of = self.directories.iter().find(|of| of.id == *directory);
        let known = of.and_then(|of| Some((of, of.services.iter().find(|it| it.id == *id)?)));
        let Some((of, known)) = known.filter(|(_, known)| known.name == *name && known.area.is_none()) else {
            self.removed.services += 1;
            return None;
        };
        self.removed.contacts += channels.len() + 1;
        Some(ReferralRecord {
            id: known.id.clone(),
            directory: of.id.clone(),
            area: of.area.clone(),
            name: known.name.clone(),
            organization: known.organization.clone(),
            description: String::new(),
            reasons: Vec::new(),
            channels: Vec::new(),
            eligibility: None,
            alert: None,
            police: if known.police_in_words() == *police { police.clone() } else { String::new() },
            is_police_or_tip_line: *is_police_or_tip_line,
            is_reporting_line: *is_reporting_line,
            freshness: String::new(),
            source_url: String::new(),
            carried: None,
            response: *response,
        })
    }
}

fn score(score: &ScoreRecord) -> ScoreRecord {
    ScoreRecord { terms: whole(&score.terms), ..score.whole() }
}

fn adjustment(adjusted: &AdjustmentRecord) -> AdjustmentRecord {
    AdjustmentRecord { before: whole(&adjusted.before), ..adjusted.whole() }
}

fn indicator(indicator: &IndicatorRecord, lines: &BTreeMap<String, String>) -> IndicatorRecord {
    let IndicatorRecord { id, label, family, forms, truth, questions, evidence, sums_up, applies, source } =
        indicator;
    IndicatorRecord {
        id: id.clone(),
        label: label.clone(),
        family: family.clone(),
        forms: forms.clone(),
        truth: *truth,
        questions: questions.clone(),
        evidence: allowed(evidence, lines),
        sums_up: *sums_up,
        applies: *applies,
        source: source.clone(),
    }
}

fn unmet(unmet: &UnmetNeed) -> UnmetNeed {
    let UnmetNeed { need, label, ask: _ } = unmet;
    UnmetNeed { need: need.clone(), label: label.clone(), ask: OWN_LIST.to_owned() }
}
