//! What became of each referral of a record that is kept: what the person said to it in the talk and when the record
//! was changed, and what was written down since; and who holds a copy of what was sent.

use jiff::civil::Date;
use safelight::records::{ReferralWay, Release, Response, WayRefused, WayStage, WayStep, is_slip_number};
use safelight::report::SentCopy;

use super::error::WorkspaceError;
use super::kept::{Happened, KeptRecord};

/// The record as it was from one day on.
struct Version {
    since: Date,
    record: safelight::records::Record,
}

impl KeptRecord {
    /// Returns the way of each referral: of every service of the record, also of one that nobody went through yet,
    /// which has no stage; then of every recipient of a release who is none of them.
    ///
    /// # Errors
    /// That the record does not read.
    pub fn ways(&self) -> Result<Vec<ReferralWay>, WorkspaceError> {
        let mut ways: Vec<ReferralWay> = Vec::new();
        let mut said: Vec<(String, Response)> = Vec::new();
        for version in self.versions()? {
            for service in &version.record.referrals {
                let way = of(&mut ways, Some(&service.id), &service.name);
                let before = said.iter_mut().find(|(id, _)| *id == service.id);
                if before.as_ref().is_none_or(|(_, before)| *before != service.response) {
                    let stages = service.response.stages().iter();
                    let new =
                        stages.filter(|stage| **stage != WayStage::Offered || way.last(**stage).is_none());
                    let new: Vec<WayStage> = new.copied().collect();
                    new.into_iter().for_each(|stage| way.add(stage, version.since));
                }
                match before {
                    Some((_, before)) => *before = service.response,
                    None => said.push((service.id.clone(), service.response)),
                }
            }
            for release in &version.record.releases {
                of(&mut ways, release.service.as_deref(), &release.to);
            }
        }
        for step in self.steps() {
            of(&mut ways, step.service.as_deref(), &step.to).add(step.stage, step.on.0);
        }
        // A service that somebody else runs for the person stands after those of the record.
        ways.sort_by_key(|way| way.service.is_none());
        Ok(ways)
    }

    /// Returns the ways of which something was written down since the screening, with that alone.
    pub fn ways_since(&self) -> Vec<ReferralWay> {
        let mut ways = Vec::new();
        for step in self.steps() {
            of(&mut ways, step.service.as_deref(), &step.to).add(step.stage, step.on.0);
        }
        ways
    }

    /// Makes the next step on the way of a referral.
    ///
    /// # Errors
    /// That the record does not read, or why the step cannot be so.
    pub fn next_step(
        &self,
        way: &ReferralWay,
        (stage, on): (WayStage, Date),
        today: Date,
    ) -> Result<Result<WayStep, WayRefused>, WorkspaceError> {
        let versions = self.versions()?;
        let screened = versions.first().map_or(on, |first| first.since);
        // What holds on a day is what was agreed on up to its evening.
        let current = versions.iter().rev().find(|version| version.since <= on);
        let release = current.and_then(|version| release_to(way, &version.record.releases));
        Ok(way.step((stage, on), (screened, today), release.cloned()))
    }

    /// Returns the releases under which something may be given on that day: in force, and of nothing that the person
    /// does not want since.
    ///
    /// # Errors
    /// That the record does not read.
    pub fn released_on(&self, day: Date) -> Result<Vec<Release>, WorkspaceError> {
        let mut releases = self.latest().record()?.record.releases;
        let ways = self.ways()?;
        releases.retain(|release| {
            let way = ways.iter().find(|way| is_to(way, release));
            release.is_in_force(day) && way.is_none_or(|way| way.not_wanted_on(day).is_none())
        });
        Ok(releases)
    }

    /// Returns who holds a copy of what was sent to them: whoever has not said that it is destroyed.
    ///
    /// # Errors
    /// That the record does not read.
    pub fn copies(&self) -> Result<Vec<SentCopy>, WorkspaceError> {
        let releases = self.latest().record()?.record.releases;
        let copies = self.ways()?.into_iter().filter_map(|way| {
            // What was destroyed is what was written down as sent before that.
            let mut sent: Vec<&WayStep> = Vec::new();
            for step in self.steps().filter(|step| is_of(&way, step)) {
                match step.stage {
                    WayStage::Sent => sent.push(step),
                    WayStage::Destroyed => sent.clear(),
                    _ => {}
                }
            }
            sent.sort_by_key(|step| step.on.0);
            let release = sent.last()?.under.clone()?;
            let ended = release_to(&way, &releases).and_then(|now| now.ended).map(|end| end.because);
            Some(SentCopy { release, days: sent.iter().map(|step| step.on.0).collect(), ended })
        });
        Ok(copies.collect())
    }

    /// Returns the way whose slip has this number.
    ///
    /// # Errors
    /// That the record does not read.
    pub fn way_of_slip(&self, number: &str) -> Result<Option<ReferralWay>, WorkspaceError> {
        let versions = self.versions()?;
        let mut releases = versions.iter().rev().flat_map(|version| &version.record.releases);
        let is_its =
            |release: &&Release| release.slip.as_ref().is_some_and(|slip| is_slip_number(number, slip));
        let Some(release) = releases.find(is_its) else { return Ok(None) };
        Ok(self.ways()?.into_iter().find(|way| is_to(way, release)))
    }

    /// Returns the number of the slip of a referral, if one was made.
    ///
    /// # Errors
    /// That the record does not read.
    pub fn slip(&self, way: &ReferralWay) -> Result<Option<String>, WorkspaceError> {
        let releases = self.latest().record()?.record.releases;
        Ok(release_to(way, &releases).and_then(|release| release.slip.clone()))
    }

    fn steps(&self) -> impl Iterator<Item = &WayStep> {
        self.happenings().filter_map(|(_, happened)| match happened {
            Happened::Referral(step) => Some(step.as_ref()),
            _ => None,
        })
    }

    /// The record as it was, each with the day from which on it was so.
    fn versions(&self) -> Result<Vec<Version>, WorkspaceError> {
        let mut versions = Vec::new();
        for (day, happened) in self.happenings() {
            let (Happened::Kept(screening) | Happened::Amended { to: screening, .. }) = happened else {
                continue;
            };
            let since = day.parse().map_err(|_| WorkspaceError::Damaged("a record (a day)".to_owned()))?;
            versions.push(Version { since, record: screening.record()?.record });
        }
        Ok(versions)
    }
}

/// Returns the way of a referral, begun where there is none.
fn of<'w>(ways: &'w mut Vec<ReferralWay>, service: Option<&str>, to: &str) -> &'w mut ReferralWay {
    let place = ways.iter().position(|way| way.is_of(service, to)).unwrap_or_else(|| {
        let service = service.map(str::to_owned);
        ways.push(ReferralWay { service, to: to.to_owned(), stages: Vec::new() });
        ways.len() - 1
    });
    &mut ways[place]
}

fn is_of(way: &ReferralWay, step: &WayStep) -> bool {
    way.is_of(step.service.as_deref(), &step.to)
}

fn is_to(way: &ReferralWay, release: &Release) -> bool {
    way.is_of(release.service.as_deref(), &release.to)
}

fn release_to<'r>(way: &ReferralWay, releases: &'r [Release]) -> Option<&'r Release> {
    releases.iter().find(|release| is_to(way, release))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use safelight::records::{
        Day, Record, ReferralWay, Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleasedBy,
        Response, WayStage, read_record, written,
    };

    use super::super::kept::{Happened, KeptRecord, KeptScreening};

    const SLIP: &str = "KM7T-3QXC";
    const SCREENED: Date = date(2026, 11, 22);
    const TODAY: Date = date(2026, 12, 20);

    fn day(day: i8) -> Date {
        date(2026, 12, day)
    }

    /// The record of a screening in which the first service was accepted, with a release to it until the 10th.
    fn screened() -> Record {
        let text = include_str!("../../../tests/reports/hostile/summary.json");
        let mut record = read_record(text).expect("it is a record").record;
        record.date = Day(SCREENED);
        record.referrals[0].response = Response::Accepted;
        record.releases = vec![release(&record)];
        record
    }

    fn release(record: &Record) -> Release {
        Release {
            to: record.referrals[0].name.clone(),
            service: Some(record.referrals[0].id.clone()),
            purpose: ReleasePurpose::Service,
            items: vec![ReleaseItem::Needs],
            needs: Vec::new(),
            from: Day(SCREENED),
            until: Day(day(10)),
            signed: true,
            by: ReleasedBy::Person,
            ended: None,
            slip: Some(SLIP.to_owned()),
        }
    }

    fn kept(record: &Record) -> KeptRecord {
        KeptRecord::of_text(&record.date.0.to_string(), written(record))
    }

    fn amend(kept: &mut KeptRecord, on: Date, record: &Record) {
        let to = Box::new(KeptScreening::of_text(&on.to_string(), written(record)));
        kept.add(on.to_string(), Happened::Amended { reason: "They came back".to_owned(), to });
    }

    fn first(kept: &KeptRecord) -> ReferralWay {
        kept.ways().expect("it reads").swap_remove(0)
    }

    /// Writes down a step of the first service; returns why not, if not.
    fn step(kept: &mut KeptRecord, stage: WayStage, on: Date) -> Option<String> {
        let step = kept.next_step(&first(kept), (stage, on), TODAY).expect("it reads");
        match step {
            Ok(step) => {
                kept.add(TODAY.to_string(), Happened::Referral(Box::new(step)));
                None
            }
            Err(why) => Some(why.to_string()),
        }
    }

    #[test]
    fn a_way_begins_with_what_was_said_in_the_talk_and_goes_on_with_what_came_of_it() {
        let mut kept = kept(&screened());
        let ways = kept.ways().expect("it reads");
        assert_eq!(ways[0].stages, [(WayStage::Offered, SCREENED), (WayStage::Wanted, SCREENED)]);
        let nobody = ways.iter().filter(|way| way.stages.is_empty()).count();
        assert!(nobody > 0, "what was not gone through has no stage");
        assert_eq!(step(&mut kept, WayStage::Reached, day(4)), None);
        assert_eq!(step(&mut kept, WayStage::Sent, day(2)), None);
        let since = kept.ways_since();
        assert_eq!(since.len(), 1);
        assert_eq!(since[0].stages, [(WayStage::Sent, day(2)), (WayStage::Reached, day(4))]);
        assert!(first(&kept).stages.ends_with(&since[0].stages));
        let mut changed = screened();
        changed.referrals[0].response = Response::Declined;
        amend(&mut kept, day(5), &changed);
        amend(&mut kept, day(6), &changed);
        let end = first(&kept).stages.last().copied();
        assert_eq!(end, Some((WayStage::Declined, day(5))), "what is not changed is not said again");
        let read = KeptRecord::read(&kept.write()).expect("the chain holds");
        assert!(read.history().iter().any(|(_, what)| what.contains("referral sent, on 2026-12-02")));
    }

    #[test]
    fn nothing_is_sent_under_a_release_that_has_run_out_or_is_still_to_come() {
        let mut kept = kept(&screened());
        assert_eq!(step(&mut kept, WayStage::Sent, day(10)), None, "its last day");
        let over = step(&mut kept, WayStage::Sent, day(11)).expect("it is over");
        assert!(over.contains("its last day was 2026-12-10"), "{over}");
        let mut later = screened();
        later.releases[0].from = Day(day(15));
        later.releases[0].until = Day(day(30));
        amend(&mut kept, day(12), &later);
        let early = step(&mut kept, WayStage::Sent, day(14)).expect("it is to come");
        assert!(early.contains("it holds from 2026-12-15 on"), "{early}");
        assert_eq!(step(&mut kept, WayStage::Sent, day(15)), None);
        // Of the day of an earlier release, that one still tells.
        assert_eq!(step(&mut kept, WayStage::Sent, day(9)), None);
        let mut none = screened();
        none.releases.clear();
        let why = step(&mut super::tests::kept(&none), WayStage::Sent, day(1)).expect("there is none");
        assert!(why.contains("no release"), "{why}");
    }

    #[test]
    fn after_a_release_was_taken_back_nothing_is_sent_and_whoever_has_a_copy_is_named() {
        let mut kept = kept(&screened());
        assert_eq!(step(&mut kept, WayStage::Sent, day(1)), None);
        assert!(kept.copies().expect("it reads")[0].ended.is_none());
        let mut ended = screened();
        let end = ReleaseEnd { on: Day(day(5)), because: ReleaseEnded::TakenBack };
        ended.releases[0].ended = Some(end);
        amend(&mut kept, day(5), &ended);
        for on in [day(5), day(6)] {
            let why = step(&mut kept, WayStage::Sent, on).expect("it was taken back");
            assert!(why.contains("the person took it back"), "{why}");
        }
        // What went out before, and is written down only now, is a copy as well.
        assert_eq!(step(&mut kept, WayStage::Sent, day(4)), None);
        let copies = kept.copies().expect("it reads");
        assert_eq!(copies.len(), 1);
        assert_eq!((copies[0].days.as_slice(), copies[0].ended), (&[day(1), day(4)][..], Some(end.because)));
        assert_eq!(copies[0].release.slip.as_deref(), Some(SLIP));
        assert!(kept.released_on(TODAY).expect("it reads").is_empty());
        assert_eq!(step(&mut kept, WayStage::Destroyed, day(8)), None);
        assert!(kept.copies().expect("it reads").is_empty());
        // What is written down as sent after that is held again, whatever its day.
        assert_eq!(step(&mut kept, WayStage::Sent, day(2)), None);
        assert_eq!(kept.copies().expect("it reads")[0].days, [day(2)]);
        let mut nothing = super::tests::kept(&screened());
        assert!(
            step(&mut nothing, WayStage::Destroyed, day(8)).expect("nothing was sent").contains("as sent")
        );
    }

    #[test]
    fn what_the_person_does_not_want_any_more_is_sent_to_nobody_though_a_release_is_in_force() {
        let mut kept = kept(&screened());
        assert_eq!(kept.released_on(day(10)).expect("it reads").len(), 1);
        assert!(kept.released_on(day(11)).expect("it reads").is_empty(), "it has run out");
        assert_eq!(step(&mut kept, WayStage::NoLongerWanted, day(3)), None);
        assert!(kept.released_on(day(4)).expect("it reads").is_empty());
        assert!(step(&mut kept, WayStage::Sent, day(4)).expect("a wish").contains("since 2026-12-03"));
        assert_eq!(step(&mut kept, WayStage::Wanted, day(5)), None);
        assert_eq!(kept.released_on(day(5)).expect("it reads").len(), 1);
        assert_eq!(step(&mut kept, WayStage::Sent, day(5)), None);
    }

    #[test]
    fn a_slip_that_comes_back_is_known_by_its_number() {
        let kept = kept(&screened());
        let way = |number| kept.way_of_slip(number).expect("it reads").map(|way| way.to);
        assert_eq!(way("km7t 3qxc"), Some(first(&kept).to));
        assert_eq!(kept.slip(&first(&kept)).expect("it reads").as_deref(), Some(SLIP));
        assert_eq!(way("KM7T-3QXD"), None);
        assert_eq!(way(""), None);
    }
}
