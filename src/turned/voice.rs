//! Recorded sound for a turned form in one language: a file beside the clips that says whose voice it is, and for each
//! clip the sentence with its checksum. So a sentence that was changed since is known to have no sound any more. Its one
//! surprise: a clip that is missing, stale or broken is never an obstacle: its sentence stands there as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::Date;

use super::opus;
use crate::diagnostic::{Diagnostic, Page, Severity, in_order};
use crate::language::tag;
use crate::reading::{self, Notes, Table};
use crate::source::{Source, Span};
use crate::translation::checksum;

/// What the codes of voices mean, and how much each matters.
pub const PAGES: &[(Page, Severity)] = &[
    (Page::of(include_str!("explain/broken-clip.md")), Severity::Error),
    (Page::of(include_str!("explain/stale-clip.md")), Severity::Warning),
    (Page::of(include_str!("explain/missing-clip.md")), Severity::Warning),
];

/// The most bytes of a clip: two minutes of good speech.
pub const LARGEST_CLIP: usize = 512 * 1024;
/// How many words are spoken in a minute, slowly.
const WORDS_A_MINUTE: usize = 110;

/// Whose voice it is, and what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The edition that it was recorded for, such as `adult-quick@1.0.0`.
    pub of: String,
    /// The language tag.
    pub language: String,
    /// The role of whoever speaks; never a name.
    pub speaker: String,
    /// Whether it is their first language.
    pub native: bool,
    /// When it was recorded.
    pub on: Option<Date>,
    /// The clips, in the order of the file.
    pub clips: Vec<VoiceClip>,
}

/// One clip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceClip {
    /// The checksum of the sentence that is spoken.
    pub of: String,
    /// The sentence.
    pub say: String,
    /// The name of the file, in the same folder.
    pub file: String,
    span: Span,
}

/// What of a voice can be heard.
#[derive(Default)]
pub struct HeardVoice {
    /// The bytes of each clip, by the sentence.
    pub clips: BTreeMap<String, Vec<u8>>,
    /// How long they last together, in milliseconds.
    pub milliseconds: u64,
    /// The sentences without a clip, in the order in which they are heard.
    pub missing: Vec<String>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Reads a voice file. It is there only if nothing was wrong with it.
pub fn read_voice(source: &Source) -> (Option<Voice>, Vec<Diagnostic>) {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let voice = voice(&Table::root(&root, &notes)).filter(|_| !notes.any_error());
    (voice, in_order(notes.into_findings()))
}

fn voice(file: &Table<'_>) -> Option<Voice> {
    file.need_format();
    let head = file.need_table("voice", "[voice]");
    let mut clips: Vec<VoiceClip> = Vec::new();
    for table in file.tables("clip", "[[clip]]") {
        let Some(clip) = clip(&table) else { continue };
        if clips.iter().any(|earlier| earlier.of == clip.of) {
            let message = "this sentence has two clips";
            table.notes().error("duplicate-id", table.place_of_value("of"), message, "keep one of the two");
        }
        clips.push(clip);
    }
    let head = head?;
    let language = head.need_text("language");
    if let Some(language) = language.as_ref().filter(|language| !tag::is_tag(&language.value)) {
        let help = tag::advice(&language.value);
        head.notes().error("bad-language", language.span.clone(), "this is no language tag", help);
    }
    Some(Voice {
        of: head.need_string("of"),
        language: language.map(|language| language.value).unwrap_or_default(),
        speaker: head.need_string("speaker"),
        native: head.flag("native"),
        on: head.date("on"),
        clips,
    })
}

fn clip(table: &Table<'_>) -> Option<VoiceClip> {
    let (of, say, file) = (table.need_text("of"), table.need_text("say"), table.need_text("file"));
    let (of, say, file) = (of?, say?, file?);
    let is_beside = !file.value.contains(['/', '\\', ':']) && !file.value.starts_with('.');
    if !is_beside {
        let help = "write the name of a file that lies beside this one, such as 001.opus";
        table.notes().error("broken-clip", file.span.clone(), "this is no plain file name", help);
    }
    Some(VoiceClip { of: of.value, say: say.value, file: file.value, span: file.span })
}

impl Voice {
    /// Returns what of it can be heard of these sentences. `read` brings the bytes of a clip, or says why not.
    pub fn heard(
        &self,
        sentences: &[String],
        mut read: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> HeardVoice {
        let mut heard = HeardVoice::default();
        let wanted: BTreeMap<String, &String> =
            sentences.iter().map(|sentence| (checksum(sentence), sentence)).collect();
        for clip in &self.clips {
            let Some(sentence) = wanted.get(&clip.of) else {
                heard.findings.push(
                    Diagnostic::warning("stale-clip", clip.span.clone(), "no sentence of the form has this checksum")
                        .help("the sentence was changed since: record it anew. `safelight page recording-script` lists what there is to say"),
                );
                continue;
            };
            match read(&clip.file).and_then(|bytes| Ok((length(&bytes)?, bytes))) {
                Ok((milliseconds, bytes)) => {
                    heard.milliseconds += milliseconds;
                    heard.clips.insert((*sentence).clone(), bytes);
                }
                Err(why) => heard.findings.push(
                    Diagnostic::error("broken-clip", clip.span.clone(), why)
                        .help("save it as Opus in Ogg (.opus), mono, about 24 kbit/s; until then the sentence stands as text"),
                ),
            }
        }
        heard.missing = sentences.iter().filter(|one| !heard.clips.contains_key(*one)).cloned().collect();
        let listed: BTreeSet<&String> = self.clips.iter().map(|clip| &clip.of).collect();
        let unlisted = heard.missing.iter().filter(|one| !listed.contains(&checksum(one))).count();
        if unlisted > 0 {
            let message = format!("sentences without a clip: {unlisted}; they stand there as text");
            let help =
                "`safelight page recording-script` lists what there is to say, with those that are here";
            heard.findings.push(Diagnostic::warning("missing-clip", 0..0, message).help(help));
        }
        heard.findings = in_order(std::mem::take(&mut heard.findings));
        heard
    }
}

fn length(bytes: &[u8]) -> Result<u64, String> {
    if bytes.len() > LARGEST_CLIP {
        return Err(format!(
            "this clip has more than {} KiB, and a sentence takes seconds",
            LARGEST_CLIP / 1024
        ));
    }
    opus::milliseconds(bytes).ok_or_else(|| "this is no whole Opus file".to_owned())
}

/// Returns how many seconds a sentence takes, spoken slowly.
pub fn spoken_seconds(sentence: &str) -> usize {
    (sentence.split_whitespace().count() * 60).div_ceil(WORDS_A_MINUTE)
}

/// Returns the file of a voice that is to be recorded: every sentence in the order in which it is heard, with a name for
/// its clip. What is recorded already keeps its place.
pub fn recording_script(
    edition: &str,
    language: &str,
    sentences: &[String],
    earlier: Option<&Voice>,
) -> String {
    let seconds: usize = sentences.iter().map(|sentence| spoken_seconds(sentence)).sum();
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let text = |words: &str| toml::Value::String(words.to_owned()).to_string();
    let mut script = format!(
        "# What there is to say in `{language}` for {edition}: {} sentences, about {minutes}:{rest:02} minutes, spoken slowly.\n\
         # Record each into a file of its own, in this folder, under the name that stands with it: Opus in Ogg, mono,\n\
         # about 24 kbit/s. Read it as you would say it to somebody beside you. docs/recording.md tells how.\n\
         # Never a synthetic voice: nobody can ask it what it meant.\n\nformat = 1\n\n[voice]\nof       = {}\nlanguage = {}\n",
        sentences.len(),
        text(edition),
        text(language),
    );
    let of_voice = |of: fn(&Voice) -> String| earlier.map(of).unwrap_or_default();
    let _ = writeln!(
        script,
        "# Who speaks, as a role: never a name.\nspeaker  = {}",
        text(&of_voice(|it| it.speaker.clone()))
    );
    let _ = writeln!(
        script,
        "# Whether it is their first language.\nnative   = {}",
        earlier.is_some_and(|it| it.native)
    );
    match earlier.and_then(|it| it.on) {
        Some(day) => drop(writeln!(script, "on       = {day}")),
        None => script.push_str("# The day of the recording, such as 2026-12-01.\n# on     = \n"),
    }
    let there = |sentence: &String| earlier?.clips.iter().find(|clip| clip.of == checksum(sentence));
    let taken: BTreeSet<&str> =
        earlier.into_iter().flat_map(|it| &it.clips).map(|clip| clip.file.as_str()).collect();
    let mut numbers = 1..;
    let mut free = || {
        let names = numbers.by_ref().map(|number: u32| format!("{number:03}.opus"));
        let mut names = names;
        names.find(|name| !taken.contains(name.as_str())).expect("there is no last number")
    };
    for sentence in sentences {
        let file = there(sentence).map_or_else(&mut free, |clip| clip.file.clone());
        let _ = write!(
            script,
            "\n[[clip]]  # about {} s\nof   = {}\nsay  = {}\nfile = {}\n",
            spoken_seconds(sentence),
            text(&checksum(sentence)),
            text(sentence),
            text(&file)
        );
    }
    script
}
