//! What became of each referral of a record that is kept: what the person said to it in the talk and when the record
//! was changed, and what was written down since; and who holds a copy of what was sent.

use jiff::civil::Date;
use safelight::records::{Release, Response, Way, WayRefused, WayStage, WayStep, is_slip_number};
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
    pub fn ways(&self) -> Result<Vec<Way>, WorkspaceError> {
        let mut ways: Vec<Way> = Vec::new();
        let mut said: Vec<(String, Response)> = Vec::new();
        for version in self.versions()? {
            for service in &version.record.referrals {
                let way = of(&mut ways, Some(&service.id), &service.name);
                let before = said.iter_mut().find(|(id, _)| *id == service.id);
                if before.as_ref().is_none_or(|(_, before)| *before != service.response) {
                    let stages = service.response.stages().iter();
                    let new = stages.filter(|stage| **stage != WayStage::Offered || way.last(**stage).is_none());
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
    pub fn ways_since(&self) -> Vec<Way> {
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
        way: &Way,
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
            let destroyed = way.last(WayStage::Destroyed);
            let sent = self.steps().filter(|step| step.stage == WayStage::Sent && is_of(&way, step));
            let mut sent: Vec<&WayStep> = sent.filter(|step| destroyed.is_none_or(|day| day < step.on.0)).collect();
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
    pub fn way_of_slip(&self, number: &str) -> Result<Option<Way>, WorkspaceError> {
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
    pub fn slip(&self, way: &Way) -> Result<Option<String>, WorkspaceError> {
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
            let (Happened::Kept(screening) | Happened::Amended { to: screening, .. }) = happened else { continue };
            let since = day.parse().map_err(|_| WorkspaceError::Damaged("a record (a day)".to_owned()))?;
            versions.push(Version { since, record: screening.record()?.record });
        }
        Ok(versions)
    }
}

/// Returns the way of a referral, begun where there is none.
fn of<'w>(ways: &'w mut Vec<Way>, service: Option<&str>, to: &str) -> &'w mut Way {
    let place = ways.iter().position(|way| way.is_of(service, to)).unwrap_or_else(|| {
        let service = service.map(str::to_owned);
        ways.push(Way { service, to: to.to_owned(), stages: Vec::new() });
        ways.len() - 1
    });
    &mut ways[place]
}

fn is_of(way: &Way, step: &WayStep) -> bool {
    way.is_of(step.service.as_deref(), &step.to)
}

fn is_to(way: &Way, release: &Release) -> bool {
    way.is_of(release.service.as_deref(), &release.to)
}

fn release_to<'r>(way: &Way, releases: &'r [Release]) -> Option<&'r Release> {
    releases.iter().find(|release| is_to(way, release))
}
