//! Two editions compared, element by element and field by field. It lists no fields: what there is to
//! compare, and what it means if it differs, comes with the walk over the elements.

use std::collections::BTreeSet;

use super::change::{Change, Diff, Problem, Renamed};
use super::compared_edition::{ComparedEdition, Siblings};
use super::lists::{self, ListDifference};
use super::order::{QuestionOrder, added, moved, place_among};
use super::renamed_ids::{means_the_same, steps};
use super::version::{declared, least};
use crate::decimal::Decimal;
use crate::questionnaire::elements::{
    ChangeKind, Effect, Element, Field, FieldValue, Identity, NarrowedBy, PURPOSE, Touched, VersionStep,
};
use crate::questionnaire::{ElementId, ElementKind, Fingerprint, Questionnaire, SENSITIVE};

/// The opening that explains the limits of confidentiality: the point from which sensitive questions
/// may be asked.
const LIMITS: &str = "limits";

/// Compares two editions.
pub fn diff(old: &Questionnaire, new: &Questionnaire) -> Diff {
    let (old_fingerprint, new_fingerprint) = (Fingerprint::of(old), Fingerprint::of(new));
    let (steps, mut problems) = steps(old, new);
    let mut changes = Vec::new();
    let mut current = (old, old_fingerprint.clone());
    for (renamed, after) in &steps {
        let fingerprint = Fingerprint::of(after);
        changes.push(renaming(renamed, current.1.differing(&fingerprint)));
        current = (after, fingerprint);
    }
    let (old_elements, new_elements): (Vec<_>, Vec<_>) =
        (current.0.elements().collect(), new.elements().collect());
    let editions = (ComparedEdition::of(current.0, &old_elements), ComparedEdition::of(new, &new_elements));
    let mut comparison = EditionComparison::of(editions, current.1.differing(&new_fingerprint));
    comparison.compare();
    problems.extend(comparison.looks_renamed());
    changes.extend(comparison.changes);
    changes.extend(unaccounted(&changes, old_fingerprint.differing(&new_fingerprint)));
    changes.sort_by_key(|change| std::cmp::Reverse(change.kind.step()));
    let needed = changes.first().map_or(VersionStep::None, |change| change.kind.step());
    Diff {
        old: old.edition(),
        new: new.edition(),
        old_fingerprint,
        new_fingerprint,
        changes,
        translations: Vec::new(),
        problems,
        renamed: steps.into_iter().map(|(renamed, _)| renamed).collect(),
        needed,
        declared: declared(&old.version, &new.version),
        write: least(&old.version, needed),
    }
}

fn renaming(renamed: &Renamed, touched: Touched) -> Change {
    Change {
        about: renamed.to.clone(),
        what: "its id".to_owned(),
        old: Some(renamed.from.id.clone()),
        new: Some(renamed.to.id.clone()),
        touched,
        kind: ChangeKind::Renamed,
    }
}

/// The fail-safe: fingerprints that differ although no change was found that touches them.
fn unaccounted(changes: &[Change], differ: Touched) -> Option<Change> {
    let found = changes.iter().fold(Touched::NONE, |all, change| all.with(change.touched));
    (!found.has(differ)).then(|| Change {
        about: ElementId::new(ElementKind::Questionnaire, ""),
        what: "something that could not be told".to_owned(),
        old: None,
        new: None,
        touched: differ,
        kind: ChangeKind::Unaccounted,
    })
}

/// One comparison on its way. The old edition already has the new ids.
struct EditionComparison<'e> {
    old: ComparedEdition<'e>,
    new: ComparedEdition<'e>,
    order: QuestionOrder<'e>,
    changes: Vec<Change>,
    /// The fingerprints that differ: no change can touch others.
    differing: Touched,
    /// The ids of what the authors say has kept its meaning.
    same_meaning: BTreeSet<&'e str>,
    /// Whether texts are in one language, so that they can be compared at all.
    same_language: bool,
    /// What is gone and what is new, with the words by which a renamed element is told.
    gone: Vec<(ElementId, &'e str)>,
    come: Vec<(ElementId, &'e str)>,
}

/// A field in both editions, or in one of them.
type FieldPair<'f, 'e> = (Option<&'f Field<'e>>, Option<&'f Field<'e>>);

/// What is said of a field that differs.
struct FieldOf<'a> {
    element: &'a Element<'a>,
    /// What stands behind its name: of which row it is.
    of: String,
}

impl<'e> EditionComparison<'e> {
    fn of((old, new): (ComparedEdition<'e>, ComparedEdition<'e>), differing: Touched) -> Self {
        let language = |edition: &ComparedEdition<'_>| {
            let tag = &edition.questionnaire.language;
            tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
        };
        EditionComparison {
            order: QuestionOrder::of(&old, &new),
            changes: Vec::new(),
            differing,
            same_meaning: means_the_same(old.questionnaire, new.questionnaire),
            same_language: language(&old) == language(&new),
            gone: Vec::new(),
            come: Vec::new(),
            old,
            new,
        }
    }

    fn compare(&mut self) {
        let only_old = self.old.groups.iter().filter(|group| self.new.all(**group).is_empty());
        let groups: Vec<Siblings<'e>> = self.new.groups.iter().chain(only_old).copied().collect();
        for group in groups {
            if !self.old.holds(group) || !self.new.holds(group) || self.belongs_to_another_form(group) {
                continue;
            }
            match group.0.identity() {
                Identity::Listed | Identity::ListedIn(_) => self.lists(group),
                Identity::Id | Identity::IdWithin(_) | Identity::Single(_) => self.line_up(group),
            }
        }
    }

    /// Returns whether there is a group on one side only because what holds it has another form there: it
    /// is told with that form.
    fn belongs_to_another_form(&self, (kind, holder): Siblings<'_>) -> bool {
        let form = |edition: &ComparedEdition<'_>| {
            let holders = edition.all((kind.holder()?, ""));
            let holder = holders.iter().find(|element| element.id == holder)?;
            holder.field(kind.form()?).map(|field| field.value.shown())
        };
        let is_one_sided = self.old.all((kind, holder)).is_empty() != self.new.all((kind, holder)).is_empty();
        is_one_sided && form(&self.old) != form(&self.new)
    }

    /// Notes what is there only in one edition, what differs in both, and what stands in another order.
    fn line_up(&mut self, group: Siblings<'e>) {
        let (old, new) = (self.old.all(group).to_vec(), self.new.all(group).to_vec());
        let find = |all: &[&'e Element<'e>], id: &str| all.iter().find(|each| each.id == id).copied();
        for each in old.iter().filter(|each| find(&new, &each.id).is_none()) {
            let (kind, touched) = (self.kind_of_removal(each), self.old.touched_by(each));
            self.note(&each.name(), "removed", (Some(each.label().to_owned()), None), touched, kind);
            self.gone.push((each.name(), each.label()));
        }
        for each in &new {
            if let Some(was) = find(&old, &each.id) {
                self.fields(&FieldOf { element: each, of: String::new() }, was, each, |_| true);
                continue;
            }
            let (kind, touched) = (self.kind_of_addition(each), self.new.touched_by(each));
            self.note(&each.name(), "added", (None, Some(each.label().to_owned())), touched, kind);
            self.come.push((each.name(), each.label()));
        }
        self.moves(group, &old, &new);
    }

    fn moves(&mut self, group: Siblings<'e>, old: &[&'e Element<'e>], new: &[&'e Element<'e>]) {
        let (was, is): (Vec<&str>, Vec<&str>) = (
            old.iter().map(|each| each.id.as_ref()).collect(),
            new.iter().map(|each| each.id.as_ref()).collect(),
        );
        let moved = moved(&was, &is);
        if group.0 == ElementKind::Choice && !moved.is_empty() {
            return self.options_moved(group.1, old, new);
        }
        for place in moved {
            let before = was.iter().position(|id| *id == is[place]).unwrap_or_default();
            let touched = self.new.touched_by(new[place]).with(self.old.touched_by(old[before]));
            let kind = match group.0 {
                ElementKind::Question => self.order.placed(&self.old, &self.new, is[place]),
                kind => kind.order(),
            };
            let shown = (Some(place_among(&was, before)), Some(place_among(&is, place)));
            self.note(&new[place].name(), "place in the order", shown, touched, kind);
        }
    }

    /// People choose by the order of options, so it is the question that has another shape.
    fn options_moved(&mut self, question: &str, old: &[&'e Element<'e>], new: &[&'e Element<'e>]) {
        let common = |list: &[&'e Element<'e>], other: &[&'e Element<'e>]| {
            let ids = list.iter().filter(|each| other.iter().any(|other| other.id == each.id));
            Some(ids.filter_map(|each| each.id.split('.').nth(1)).collect::<Vec<_>>().join(", "))
        };
        let shown = (common(old, new), common(new, old));
        let touched = old.iter().chain(new).fold(Touched::NONE, |all, each| all.with(each.touched()));
        let kind = Effect::SHAPE.kind(self.is_scored(question));
        let about = ElementId::new(ElementKind::Question, question);
        self.note(&about, "order of its options", shown, touched, kind);
    }

    fn kind_of_removal(&self, element: &Element<'_>) -> ChangeKind {
        match element.kind {
            ElementKind::Question if self.is_scored(&element.id) => ChangeKind::ScoredRemoved,
            ElementKind::Question => ChangeKind::QuestionRemoved,
            ElementKind::Choice => ChangeKind::OptionRemoved,
            _ => self.kind_of_addition(element),
        }
    }

    fn kind_of_addition(&self, element: &Element<'_>) -> ChangeKind {
        match element.kind {
            ElementKind::Question => added(&self.old, &self.new, element),
            ElementKind::Choice if self.is_scored(element.holder()) => ChangeKind::ScoredOptionAdded,
            ElementKind::Opening if element.id == LIMITS => ChangeKind::Boundary,
            kind => kind.presence(),
        }
    }

    /// Notes what differs between two lists, in which order counts; then what stands beside the entries
    /// and decides nothing.
    fn lists(&mut self, group: Siblings<'e>) {
        let (old, new) = (self.old.all(group).to_vec(), self.new.all(group).to_vec());
        let home = group.0.counted_in();
        let key = |edition: &ComparedEdition<'_>, element: &Element<'_>| {
            let fields = element.fields.iter().filter(|field| field.effect.touched == home);
            let part =
                |field: &Field<'_>| format!("{} {}", field.key, field.value.canonical(edition.questionnaire));
            fields.map(part).collect::<Vec<_>>().join("\n")
        };
        let keys = |edition: &ComparedEdition<'_>, all: &[&'e Element<'e>]| -> Vec<String> {
            all.iter().map(|element| key(edition, element)).collect()
        };
        let compared = lists::compare(&keys(&self.old, &old), &keys(&self.new, &new));
        for difference in compared.differences {
            self.list_difference(group.0, &old, &new, &difference);
        }
        for (was, is) in compared.pairs {
            let of = format!(" of {} {}", noun(group.0), is + 1);
            let about = FieldOf { element: new[is], of };
            self.fields(&about, old[was], new[is], |field| field.effect.touched != home);
        }
    }

    fn list_difference(
        &mut self,
        kind: ElementKind,
        old: &[&'e Element<'e>],
        new: &[&'e Element<'e>],
        difference: &ListDifference,
    ) {
        let noun = noun(kind);
        let all = |list: &[&'e Element<'e>]| {
            Some(list.iter().map(|each| written(each)).collect::<Vec<_>>().join("; "))
        };
        let (element, what, shown, touched, kind_of_change) = match *difference {
            ListDifference::At(at) => {
                let shown = self.told_apart(old[at], new[at]);
                (new[at], format!("{noun} {}", at + 1), shown, kind.counted_in(), kind.presence())
            }
            ListDifference::Less(at) => {
                let shown = (Some(written(old[at])), None);
                (old[at], format!("one {noun} less"), shown, old[at].touched(), kind.presence())
            }
            ListDifference::More(at) => {
                let shown = (None, Some(written(new[at])));
                (new[at], format!("one more {noun}"), shown, new[at].touched(), kind.presence())
            }
            ListDifference::Order => {
                let touched = new.iter().fold(Touched::NONE, |all, each| all.with(each.touched()));
                (new[0], format!("order of each {noun}"), (all(old), all(new)), touched, kind.order())
            }
        };
        self.note(&element.name(), what, shown, touched, kind_of_change);
    }

    /// Returns two entries as people read them; where they are written alike, by their meaning.
    fn told_apart(&self, old: &Element<'_>, new: &Element<'_>) -> (Option<String>, Option<String>) {
        let as_written = |_: &ComparedEdition<'_>, field: &Field<'_>| field.value.shown();
        let by_meaning =
            |edition: &ComparedEdition<'_>, field: &Field<'_>| field.value.canonical(edition.questionnaire);
        let both = |shown: fn(&ComparedEdition<'_>, &Field<'_>) -> String| {
            (entry(old, |field| shown(&self.old, field)), entry(new, |f| shown(&self.new, f)))
        };
        let written = both(as_written);
        let (old, new) = if written.0 == written.1 { both(by_meaning) } else { written };
        (Some(old), Some(new))
    }

    /// Notes every field that differs.
    fn fields(
        &mut self,
        about: &FieldOf<'_>,
        old: &'e Element<'e>,
        new: &'e Element<'e>,
        is_meant: impl Fn(&Field<'_>) -> bool,
    ) {
        let only_old = old.fields.iter().filter(|field| new.field(field.key).is_none());
        let both = new.fields.iter().map(|field| (old.field(field.key), Some(field)));
        for (was, is) in both.chain(only_old.map(|field| (Some(field), None))) {
            let Some(field) = is.or(was).filter(|field| is_meant(field)) else { continue };
            let has_other_form = |key| self.differs((old.field(key), new.field(key)));
            let belongs_to_form = was.is_none() || is.is_none();
            if !self.differs((was, is)) || belongs_to_form && field.form.is_some_and(has_other_form) {
                continue;
            }
            let mut touched = field.effect.touched;
            if field.decides_others {
                touched = self.old.touched_by(old).with(self.new.touched_by(new));
            }
            let kind = self.kind_of_change(about.element, (was, is), field);
            let shown = self.shown((was, is));
            self.note(&about.element.name(), format!("{}{}", field.name, about.of), shown, touched, kind);
        }
    }

    /// Returns whether a field differs. Texts of two languages cannot be compared.
    fn differs(&self, (was, is): FieldPair<'_, '_>) -> bool {
        let is_text = matches!(is.or(was).map(|field| &field.value), Some(FieldValue::Text(_)));
        let canonical = |edition: &ComparedEdition<'_>, field: Option<&Field<'_>>| {
            field.map(|field| field.value.canonical(edition.questionnaire))
        };
        (self.same_language || !is_text) && canonical(&self.old, was) != canonical(&self.new, is)
    }

    /// Returns a field as it was and is. Where a rule is written as before, its meaning is shown.
    fn shown(&self, (was, is): FieldPair<'_, '_>) -> (Option<String>, Option<String>) {
        let shown = |field: Option<&Field<'_>>| field.map(|field| field.value.shown());
        if shown(was) != shown(is) {
            return (shown(was), shown(is));
        }
        let canonical = |edition: &ComparedEdition<'_>, field: Option<&Field<'_>>| {
            field.map(|field| field.value.canonical(edition.questionnaire))
        };
        (canonical(&self.old, was), canonical(&self.new, is))
    }

    fn kind_of_change(
        &self,
        element: &Element<'_>,
        (was, is): FieldPair<'_, '_>,
        field: &Field<'_>,
    ) -> ChangeKind {
        let size = |field: Option<&Field<'_>>| field.and_then(|field| field.value.size());
        let (less, more) = (size(was), size(is));
        let effect = field.effect;
        let is_narrower = match effect.narrowed_by {
            NarrowedBy::Nothing => false,
            NarrowedBy::More => more.is_some_and(|is| less.is_none_or(|was| is > was)),
            NarrowedBy::Less => more.is_some_and(|is| less.is_none_or(|was| is < was)),
        };
        let asks_leave = |size: Option<Decimal>| size.is_some_and(|size| size >= Decimal::from(SENSITIVE));
        if is_narrower {
            return ChangeKind::AnswersNarrowed;
        }
        if field.key == "sensitivity" && asks_leave(less) != asks_leave(more) {
            return ChangeKind::Boundary;
        }
        if effect == Effect::SECTION {
            return self.order.placed(&self.old, &self.new, &element.id);
        }
        let kind = effect.kind(self.depends(element, effect));
        let is_text = matches!(field.value, FieldValue::Text(_));
        let of = if field.key == "purpose" { PURPOSE } else { &element.id };
        let is_said = self.same_meaning.contains(of) || self.same_meaning.contains(element.holder());
        if is_text && is_said && kind.step() == VersionStep::Major { ChangeKind::SameMeaning } else { kind }
    }

    /// Returns whether a result depends on an element: on a question, on one of those in a section, or on
    /// the points of an option.
    fn depends(&self, element: &Element<'_>, effect: Effect) -> bool {
        match element.kind {
            ElementKind::Choice if effect == Effect::POINTS => {
                self.old.is_taken(element.holder()) || self.new.is_taken(element.holder())
            }
            ElementKind::Choice => self.is_scored(element.holder()),
            ElementKind::Section => {
                let questions = self.new.all((ElementKind::Question, ""));
                let is_inside = |question: &&&Element<'_>| {
                    question.field("section").is_some_and(|section| section.value.shown() == element.id)
                };
                questions.iter().filter(is_inside).any(|question| self.is_scored(&question.id))
            }
            _ => self.is_scored(&element.id),
        }
    }

    fn is_scored(&self, question: &str) -> bool {
        self.old.is_scored(question) || self.new.is_scored(question)
    }

    fn note(
        &mut self,
        about: &ElementId,
        what: impl Into<String>,
        (old, new): (Option<String>, Option<String>),
        touched: Touched,
        kind: ChangeKind,
    ) {
        let touched = touched.common(self.differing);
        self.changes.push(Change { about: about.clone(), what: what.into(), old, new, touched, kind });
    }

    /// Returns a problem for each element that is gone while the same one came under another id.
    fn looks_renamed(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (gone, words) in self.gone.iter().filter(|(_, words)| !words.trim().is_empty()) {
            let is_same = |come: &&(ElementId, &str)| {
                let alike = come.0.kind == gone.kind && come.1 == *words;
                alike && (gone.holder() == come.0.holder() || gone.kind != ElementKind::Choice)
            };
            let Some((come, _)) = self.come.iter().find(is_same) else { continue };
            let was = gone.id.rsplit('.').next().unwrap_or(&gone.id);
            problems.push(Problem {
                id: come.id.clone(),
                message: format!(
                    "the {} `{}` looks like `{}` under another id, and nothing says that it was renamed",
                    come.kind.id(),
                    come.id,
                    gone.id
                ),
                help: format!(
                    "add [[questionnaire.change]] with since = \"{}\", of = \"{}\", was = \"{was}\" and a reason; or \
                     keep the old id",
                    self.old.questionnaire.version, come.id
                ),
            });
        }
        problems
    }
}

/// Returns what an entry of a list is called.
fn noun(kind: ElementKind) -> &'static str {
    if kind == ElementKind::Next { "questionnaire that may follow" } else { kind.id() }
}

/// Returns what an entry of a list says: the name of each field that decides something, and its value.
fn entry(element: &Element<'_>, shown: impl Fn(&Field<'_>) -> String) -> String {
    let home = element.kind.counted_in();
    let fields = element.fields.iter().filter(|field| field.effect.touched == home);
    let words = fields.flat_map(|field| [field.name.to_owned(), shown(field)]);
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns an entry as it is written.
fn written(element: &Element<'_>) -> String {
    entry(element, |field| field.value.shown())
}
