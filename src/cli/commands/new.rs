//! `new`: writes a questionnaire to begin with.

mod starter;

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use dialoguer::Input;
use jiff::ToSpan;
use safelight::language::tag;
use safelight::questionnaire::AgeRange;
use safelight::questionnaire::read::is_questionnaire_id;
use safelight::reading::text::is_free_of_forbidden;
use safelight::vocabulary::{self, nearest};

use crate::cli::files::{self, ExportTarget};
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::surroundings::Surroundings;
use starter::{FORMS, Starter};

/// The legal frames that a starter knows.
const FRAMES: [&str; 3] = ["us_tvpa", "palermo", "none"];

/// Write a questionnaire to begin with: short, commented, in a trauma-informed order.
///
/// What is not said is asked for on a terminal. Elsewhere it is: --ages 18+, --forms labor,sex,servitude,
/// --frame none, --language en, and a title made of the id. Where all ages are under 18, the few questions
/// for children are written. The texts are English; for another language they are yours to translate.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight new our-intake                              asks for the rest\n  \
    safelight new our-intake --ages 18+ --forms labor,sex --frame us_tvpa --title \"Our intake\"\n  \
    safelight new youth-intake --ages 12-17 --to drafts/youth.toml\n\n\
    Then: safelight check our-intake.toml; safelight test our-intake.toml\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// Its id: letters a-z, digits and single hyphens, such as our-intake.
    id: String,
    /// The ages of the people it is for: 18+, 12-17.
    #[arg(long, value_name = "AGES")]
    ages: Option<String>,
    /// What it asks about: labor, sex, servitude, joined by commas.
    #[arg(long, value_name = "FORMS")]
    forms: Option<String>,
    /// The law of the place: us_tvpa, palermo or none.
    #[arg(long, value_name = "FRAME")]
    frame: Option<String>,
    /// The language tag of its texts: en, es, pt-BR.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// What it is called.
    #[arg(long)]
    title: Option<String>,
    /// The file to write; ID.toml in this folder if it is not said.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let mut problems = Vec::new();
    let mut note = |problem: Option<String>| problems.extend(problem);
    note((!is_questionnaire_id(&args.id)).then(|| {
        let id = &args.id;
        format!("`{id}` cannot be its id; write letters a-z, digits and single hyphens, such as our-intake")
    }));
    for said in asked(args) {
        note(said.given.as_deref().and_then(|given| (said.problem)(given)));
    }
    let path = args.to.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", args.id)));
    let target = match ExportTarget::try_out(&path, args.force) {
        Ok(target) => Some(target),
        // A name made of a wrong id says nothing more.
        Err(_) if args.to.is_none() && !is_questionnaire_id(&args.id) => None,
        Err(error) => {
            note(Some(format!("{error:#}")));
            None
        }
    };
    let Some(target) = target.filter(|_| problems.is_empty()) else {
        bail!("{}", problems.join("\n  and: "));
    };
    let surroundings = Surroundings::read();
    let starter = starter(args, &surroundings)?;
    target.write(starter.text())?;
    files::print(&what_now(&target, &starter))?;
    Ok(ExitStatus::Done)
}

/// Something that is said on the command line, or else asked for.
struct Asked {
    given: Option<String>,
    prompt: &'static str,
    otherwise: String,
    /// What is wrong with what was said.
    problem: fn(&str) -> Option<String>,
}

fn asked(args: &Args) -> [Asked; 5] {
    let asked = |given: &Option<String>, prompt, otherwise: &str, problem| Asked {
        given: given.clone(),
        prompt,
        otherwise: otherwise.to_owned(),
        problem,
    };
    [
        asked(&args.title, "What it is called", &title_of(&args.id), title_problem),
        asked(&args.ages, "The ages of the people it is for, such as 18+ or 12-17", "18+", ages_problem),
        asked(&args.forms, "What it asks about", &FORMS.join(","), forms_problem),
        asked(&args.frame, "The law of the place: us_tvpa, palermo or none", "none", frame_problem),
        asked(&args.language, "The language of its texts, such as en or es", "en", language_problem),
    ]
}

fn starter(args: &Args, surroundings: &Surroundings) -> Result<Starter> {
    let mut answers = Vec::new();
    for asked in asked(args) {
        answers.push(match asked.given {
            Some(given) => given,
            None if surroundings.terminal => ask(asked)?,
            None => asked.otherwise,
        });
    }
    let [title, ages, forms, frame, language] =
        <[String; 5]>::try_from(answers).expect("each of the five was answered");
    Ok(Starter {
        id: args.id.clone(),
        title: title.trim().to_owned(),
        ages: AgeRange::parse(ages.trim()).expect("it was checked"),
        forms: FORMS.into_iter().filter(|form| words(&forms).any(|word| word == *form)).collect(),
        frame: FRAMES.into_iter().find(|known| *known == frame.trim()).filter(|frame| *frame != "none"),
        language: language.trim().to_owned(),
        review_by: surroundings.today.saturating_add(2.years()),
    })
}

/// Asks for a line of text.
fn ask(Asked { prompt, otherwise, problem, .. }: Asked) -> Result<String> {
    let typed = Input::new()
        .with_prompt(prompt)
        .default(otherwise)
        .validate_with(|typed: &String| problem(typed).map_or(Ok(()), Err))
        .interact_text();
    typed.map_err(|error| anyhow!("nothing was typed ({error}); say it on the command line instead"))
}

fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn words(forms: &str) -> impl Iterator<Item = &str> {
    forms.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn title_problem(title: &str) -> Option<String> {
    let fits = !title.trim().is_empty() && !title.contains('\n') && is_free_of_forbidden(title);
    (!fits).then(|| "the title is empty, or holds characters that no text may hold".to_owned())
}

fn ages_problem(ages: &str) -> Option<String> {
    AgeRange::parse(ages.trim())
        .is_none()
        .then(|| format!("`{ages}` is not a range of ages; write 18+ or 12-17"))
}

fn forms_problem(forms: &str) -> Option<String> {
    let list = || FORMS.join(", ");
    if words(forms).next().is_none() {
        return Some(format!("no form is named; write one or more of: {}", list()));
    }
    let unknown: Vec<String> = words(forms)
        .filter(|word| !FORMS.contains(word))
        .map(|word| match nearest(word, FORMS) {
            _ if vocabulary::find(vocabulary::FORMS, word).is_some() => format!(
                "the draft has no questions about `{word}` yet; begin with one or more of: {}; then add the form \
                 to the file, with its questions",
                list()
            ),
            Some(near) => format!("there is no form `{word}`; did you mean {near}?"),
            None => format!("there is no form `{word}`; write one or more of: {}", list()),
        })
        .collect();
    (!unknown.is_empty()).then(|| unknown.join("\n  and: "))
}

fn frame_problem(frame: &str) -> Option<String> {
    let help = match nearest(frame.trim(), FRAMES) {
        _ if FRAMES.contains(&frame.trim()) => return None,
        Some(near) => format!("did you mean {near}?"),
        None => format!("write one of: {}", FRAMES.join(", ")),
    };
    Some(format!("there is no legal frame `{frame}` here; {help}"))
}

fn language_problem(language: &str) -> Option<String> {
    (!tag::is_tag(language.trim()))
        .then(|| format!("`{language}` is not a language tag; {}", tag::advice(language)))
}

fn what_now(target: &ExportTarget, starter: &Starter) -> String {
    let (written, file) = (target.shown(), files::shown(&target.path));
    let title = &starter.title;
    let translate = if starter.is_english() {
        String::new()
    } else {
        format!("Its texts are English: translate them into {}.\n", starter.language)
    };
    format!(
        "Wrote {written}: {title}; ages {}; {}; legal frame {}; language {}.\n{translate}\
         Read it from top to bottom and make it yours. Then:\n  \
         safelight check {file}\n  \
         safelight test {file}\n  \
         safelight show {file}\n",
        starter.ages,
        starter.forms.join(", "),
        starter.frame.unwrap_or("none"),
        starter.language
    )
}
