//! What a condition comes to: rules 1 and 2 of *one thing at a time*. A condition about one thing is tried
//! at each of its possible values; the members of a list about the same thing are taken together; only
//! what is left follows Kleene.

use super::cases::{Cases, MemberCount, Operator};
use super::evaluate::{Evaluation, NOT_ASKED, Supposed};
use crate::questionnaire::program::{About, Formula, List, ThingId, ValueTest};
use crate::rules::{Comparison, ContextRef, IndicatorRef, Test};
use crate::truth::{Set, Truth};

impl Evaluation<'_> {
    /// Returns whether a condition holds.
    pub fn truth(&self, formula: &Formula) -> Truth {
        self.count(1);
        match (self.program().about(formula), formula) {
            (_, Formula::Indicator(indicator)) => self.known_indicator(*indicator),
            (_, Formula::Not(inner)) => !self.truth(inner),
            (_, Formula::Context(context, test)) => self.of_context(*context, test),
            (About::One(thing), _) => self.cases(formula, thing).verdict(),
            (_, Formula::All(list)) => self.of_list(Operator::All, list),
            (_, Formula::Any(list)) => self.of_list(Operator::Any, list),
            (_, Formula::Count(quantifier, wanted, list)) => {
                self.of_list(Operator::Count(*quantifier, *wanted), list)
            }
            (_, Formula::Value(..)) => unreachable!("a comparison is about one thing"),
        }
    }

    /// Returns what a condition that is about a thing, or about none, says at each of its values.
    pub(super) fn cases(&self, formula: &Formula, thing: ThingId) -> Cases {
        let count = self.values_of(thing).len();
        self.count(1 + count / 16);
        match formula {
            Formula::Context(context, test) => Cases::all(count, self.of_context(*context, test)),
            Formula::Value(_, test) => self.compare(test, thing),
            Formula::Indicator(indicator) => match self.program().about[indicator.index()] {
                About::One(_) if !self.is_supposed(*indicator) => self.held[indicator.index()].clone(),
                _ => Cases::all(count, self.known_indicator(*indicator)),
            },
            Formula::Not(inner) => {
                let mut cases = self.cases(inner, thing);
                cases.negate();
                cases
            }
            Formula::All(list) => self.join(Operator::All, list, thing),
            Formula::Any(list) => self.join(Operator::Any, list, thing),
            Formula::Count(quantifier, wanted, list) => {
                self.join(Operator::Count(*quantifier, *wanted), list, thing)
            }
        }
    }

    /// Returns what a condition says at each value of a thing, all else being as it is. It must have been
    /// looked at as a whole before.
    pub(super) fn fixed(&self, formula: &Formula, thing: ThingId) -> Cases {
        self.count(1);
        match (self.program().about(formula), formula) {
            (About::One(about), _) if about == thing => self.cases(formula, thing),
            (_, Formula::Not(inner)) => {
                let mut cases = self.fixed(inner, thing);
                cases.negate();
                cases
            }
            (About::Several, Formula::Indicator(indicator))
                if self.scratch.walked[indicator.index()].get() == self.scratch.walk.get()
                    && !self.is_supposed(*indicator) =>
            {
                self.scratch.walks.borrow()[indicator.index()].clone()
            }
            (About::Several, Formula::All(list)) => self.fixed_list(Operator::All, list, thing),
            (About::Several, Formula::Any(list)) => self.fixed_list(Operator::Any, list, thing),
            (About::Several, Formula::Count(quantifier, wanted, list)) => {
                self.fixed_list(Operator::Count(*quantifier, *wanted), list, thing)
            }
            _ => Cases::all(self.values_of(thing).len(), self.truth(formula)),
        }
    }

    /// Looks at the indicators about several things that read one, at each of its values.
    pub(super) fn walk_indicators(&self, indicators: &[IndicatorRef], thing: ThingId) {
        self.scratch.walk.set(self.scratch.walk.get().wrapping_add(1));
        // What is supposed of an indicator is supposed where the table names it, and nowhere else.
        let supposed = self.supposed.take();
        for indicator in indicators {
            let place = indicator.index();
            let cases = self.fixed(&self.program().indicators[place], thing);
            self.scratch.walks.borrow_mut()[place] = cases;
            self.scratch.walked[place].set(self.scratch.walk.get());
        }
        self.supposed.set(supposed);
    }

    fn of_list(&self, operator: Operator, list: &List) -> Truth {
        let mut tally = MemberCount::default();
        for (thing, range) in &list.groups {
            let group = self.group(operator, list.range(range), *thing);
            tally = tally.plus(group);
        }
        for member in list.others() {
            tally.add(self.truth(member));
        }
        if list.about == About::Several {
            self.scratch.tallies[list.number as usize].set(tally);
        }
        operator.of(tally)
    }

    /// What a group comes to. One member counts as itself, in an `N of` too.
    fn group(&self, operator: Operator, members: &[Formula], thing: ThingId) -> MemberCount {
        let mut group = MemberCount::default();
        match (operator, members) {
            (_, [member]) => group.add(self.cases(member, thing).verdict()),
            (Operator::Count(..), _) => {
                let counts = self.counts(members.iter().map(|member| self.cases(member, thing)), thing);
                let most = counts.iter().map(|(_, may)| *may).max().unwrap_or(0);
                group.yes = counts.iter().map(|(yes, _)| *yes).min().unwrap_or(0);
                group.open = most - group.yes;
                *self.scratch.counts.borrow_mut() = counts;
            }
            _ => {
                let members = members.iter().map(|member| self.cases(member, thing));
                group.add(self.join_cases(operator, MemberCount::default(), members, thing).verdict());
            }
        }
        group
    }

    /// How many members are true and how many are not false at each value.
    fn counts(&self, members: impl Iterator<Item = Cases>, thing: ThingId) -> Vec<(u32, u32)> {
        let mut counts = self.scratch.counts.take();
        counts.clear();
        counts.resize(self.values_of(thing).len(), (0, 0));
        for cases in members {
            self.count(counts.len());
            for (place, (yes, may)) in counts.iter_mut().enumerate() {
                let truth = cases.at(place);
                *yes += u32::from(truth == Truth::True);
                *may += u32::from(truth != Truth::False);
            }
        }
        counts
    }

    /// A list about one thing: its members at each value, and those that only contexts decide.
    fn join(&self, operator: Operator, list: &List, thing: ThingId) -> Cases {
        let mut rest = MemberCount::default();
        for member in list.others() {
            rest.add(self.truth(member));
        }
        let members = list.group(thing).iter().map(|member| self.cases(member, thing));
        self.join_cases(operator, rest, members, thing)
    }

    fn join_cases(
        &self,
        operator: Operator,
        rest: MemberCount,
        mut members: impl Iterator<Item = Cases>,
        thing: ThingId,
    ) -> Cases {
        let count = self.values_of(thing).len();
        let Operator::Count(..) = operator else {
            return members.fold(Cases::all(count, operator.of(rest)), |mut cases, member| {
                match operator {
                    Operator::All => cases.and(&member),
                    _ => cases.or(&member),
                }
                cases
            });
        };
        let Some(mut only) = members.next() else { return Cases::all(count, operator.of(rest)) };
        let Some(second) = members.next() else {
            let with = |truth| operator.of(rest.with(truth));
            only.replace(with(Truth::True), with(Truth::Unknown), with(Truth::False));
            return only;
        };
        let counts = self.counts([only, second].into_iter().chain(members), thing);
        let mut cases = Cases::all(count, Truth::Unknown);
        for (place, (yes, may)) in counts.iter().enumerate() {
            let tally = MemberCount { yes: rest.yes + yes, open: rest.open + may - yes, no: 0 };
            cases.set(place, operator.of(tally));
        }
        *self.scratch.counts.borrow_mut() = counts;
        cases
    }

    fn fixed_list(&self, operator: Operator, list: &List, thing: ThingId) -> Cases {
        let mut rest = self.scratch.tallies[list.number as usize].get();
        let whole = operator.of(rest);
        if whole != Truth::Unknown {
            // What holds whatever the thing is holds at each of its values.
            return Cases::all(self.values_of(thing).len(), whole);
        }
        let group = list.group(thing);
        if !group.is_empty() {
            rest = rest.minus(self.group(operator, group, thing));
        }
        for member in list.reading(thing) {
            rest.remove(self.looked_at(member));
        }
        let members = group.iter().map(|member| self.cases(member, thing));
        let members = members.chain(list.reading(thing).map(|member| self.fixed(member, thing)));
        self.join_cases(operator, rest, members, thing)
    }

    /// What a condition about several things came to when it was looked at.
    fn looked_at(&self, formula: &Formula) -> Truth {
        let of =
            |operator: Operator, list: &List| operator.of(self.scratch.tallies[list.number as usize].get());
        match formula {
            Formula::Indicator(indicator) => self.known_indicator(*indicator),
            Formula::Not(inner) => !self.looked_at(inner),
            Formula::All(list) => of(Operator::All, list),
            Formula::Any(list) => of(Operator::Any, list),
            Formula::Count(quantifier, wanted, list) => of(Operator::Count(*quantifier, *wanted), list),
            Formula::Context(..) | Formula::Value(..) => self.truth(formula),
        }
    }

    /// One comparison at each value. Values ascend, so that what a number is compared with cuts them in two.
    fn compare(&self, test: &ValueTest, thing: ThingId) -> Cases {
        let values = self.values_of(thing);
        let mut cases = Cases::all(values.len(), Truth::False);
        let asked = values.partition_point(|value| *value == NOT_ASKED);
        match test {
            ValueTest::Among(set) => {
                for (place, value) in values.iter().enumerate().skip(asked) {
                    if is_among(*value, *set) {
                        cases.set(place, Truth::True);
                    }
                }
            }
            ValueTest::Number(comparison, bound) => {
                let Some(bound) = self.bound(*bound).map(|bound| bound.thousandths()) else {
                    cases.set_range(asked, values.len(), Truth::Unknown);
                    return cases;
                };
                let below = values.partition_point(|value| *value < bound).max(asked);
                let up_to = values.partition_point(|value| *value <= bound).max(asked);
                let (from, to) = match comparison {
                    Comparison::Equal => (below, up_to),
                    Comparison::Below => (asked, below),
                    Comparison::AtMost => (asked, up_to),
                    Comparison::Above => (up_to, values.len()),
                    Comparison::AtLeast => (below, values.len()),
                };
                cases.set_range(from, to, Truth::True);
            }
        }
        cases
    }

    fn of_context(&self, context: ContextRef, test: &Test) -> Truth {
        test.passes(self.context(context), |bound| self.bound(bound))
    }

    fn known_indicator(&self, indicator: IndicatorRef) -> Truth {
        match self.supposed.get() {
            Some(Supposed::Indicator(supposed, truth)) if supposed == indicator => truth,
            _ => self.indicators[indicator.index()],
        }
    }

    fn is_supposed(&self, indicator: IndicatorRef) -> bool {
        matches!(self.supposed.get(), Some(Supposed::Indicator(supposed, _)) if supposed == indicator)
    }
}

fn is_among(value: i64, set: Set) -> bool {
    usize::try_from(value).is_ok_and(|value| set.has(value))
}
