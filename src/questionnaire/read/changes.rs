//! Reads what the authors say of the changes since an earlier edition: that an id was another one
//! there, or that other words mean the same. Whether that fits the earlier edition is looked at when
//! both are at hand.

use semver::Version;

use super::reader::{QuestionnaireReader, SaidOfChange};
use crate::questionnaire::elements::PURPOSE;
use crate::questionnaire::model::ChangeNote;
use crate::reading::{Placed, Table};

impl<'r> QuestionnaireReader<'r> {
    /// Reads one `[[questionnaire.change]]`.
    pub(super) fn change(&mut self, table: Table<'r>) {
        let (since, of, was) = (table.need_text("since"), table.need_text("of"), table.text("was"));
        let same_meaning = table.word("meaning", &[("same", true)]);
        if !table.has("was") {
            let help = "write `was = \"its id there\"`, or `meaning = \"same\"`, or both";
            table.note_missing("meaning", help);
        }
        let note = ChangeNote {
            since: Version::new(0, 0, 0),
            of: of.clone().map(|of| of.value).unwrap_or_default(),
            was: was.clone().map(|was| was.value),
            same_meaning: same_meaning.unwrap_or(false),
            reason: table.need_string("reason"),
        };
        self.draft.changes.push(note);
        self.last.changes.push(SaidOfChange { of, was, since });
    }

    /// Looks at everything that was said of changes, once all ids are known.
    pub(super) fn note_changes(&mut self) {
        let said = std::mem::take(&mut self.last.changes);
        if said.is_empty() {
            return;
        }
        let ids: Vec<String> = self.draft.ids().map(|each| each.id).collect();
        for (place, said) in said.iter().enumerate() {
            if let Some(since) = &said.since {
                self.since(place, since);
            }
            self.note_unknown_of(said, &ids);
            self.note_was(said, &ids);
            self.note_said_twice(place, said);
        }
    }

    fn since(&mut self, place: usize, since: &Placed<String>) {
        let of_this = &self.draft.version;
        let message = match Version::parse(&since.value) {
            Ok(version) if version.cmp_precedence(of_this).is_lt() => {
                self.draft.changes[place].since = version;
                return;
            }
            Ok(_) => format!("`{}` is not earlier than this edition", since.value),
            Err(_) => format!("`{}` is not a semantic version", since.value),
        };
        let help = "write the version of the earlier edition that this one is compared with";
        self.notes.error("bad-version", since.span.clone(), message, help);
    }

    fn note_unknown_of(&self, said: &SaidOfChange, ids: &[String]) {
        let Some(of) = said.of.as_ref().filter(|of| of.value != PURPOSE && !ids.contains(&of.value)) else {
            return;
        };
        let known = ids.iter().map(String::as_str).chain([PURPOSE]);
        let help = self.notes.nearest_or(&of.value, known, '`', || {
            "write an id of this file; an option as `question.option`, a level as `outcome.level`".to_owned()
        });
        let message = format!("there is no `{}` in this questionnaire", of.value);
        self.notes.error("unknown-name", of.span.clone(), message, help);
    }

    /// An id that was given up means something else to whoever still has old answers.
    fn note_was(&self, said: &SaidOfChange, ids: &[String]) {
        let (Some(of), Some(was)) = (&said.of, &said.was) else {
            return;
        };
        let there = match of.value.rsplit_once('.') {
            Some((holder, _)) => format!("{holder}.{}", was.value),
            None => was.value.clone(),
        };
        if ids.contains(&there) {
            let message = format!("`{}` is still an id here, so nothing was renamed from it", was.value);
            let help = "an id that was given up is not used again; choose another one for the new thing";
            self.notes.error("duplicate-id", was.span.clone(), message, help);
        }
    }

    fn note_said_twice(&self, place: usize, said: &SaidOfChange) {
        let (this, earlier) = (&self.draft.changes[place], &self.draft.changes[..place]);
        let same = |note: &ChangeNote| note.since == this.since && note.of == this.of;
        if let Some(of) = said.of.as_ref().filter(|_| earlier.iter().any(same)) {
            let message = format!("the change of `{}` since {} stands here twice", of.value, this.since);
            let help = "write one [[questionnaire.change]], with `was`, `meaning` or both";
            self.notes.error("duplicate-id", of.span.clone(), message, help);
        }
    }
}
