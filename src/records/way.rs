//! What becomes of a referral after yes: each stage, with its day. The person's wish goes before all else: to whom
//! they declined, or no longer want, nothing is sent until they want it again. What somebody tells is taken as it is
//! told; who was brought in person was never sent anything, and is received all the same: a warm handoff.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::release::Release;
use super::response::Response;
use super::wire::Day;
use crate::vocabulary::closed_list;

closed_list! {
    /// A stage on the way of a referral.
    pub enum WayStage {
        /// It was offered to the person.
        Offered = "offered",
        /// The person wants it.
        Wanted = "wanted",
        /// What a release names was sent there.
        Sent = "sent",
        /// They have the referral, or the person was brought there.
        Received = "received",
        /// They are in touch with the person.
        Reached = "reached",
        /// They tried, and are not.
        NotReached = "not_reached",
        /// What they offer has begun.
        Begun = "begun",
        /// It is done.
        Done = "done",
        /// The person declined it.
        Declined = "declined",
        /// It could not be had.
        NotAvailable = "not_available",
        /// The person wanted it, and does not any more.
        NoLongerWanted = "no_longer_wanted",
        /// They say that what was sent to them is destroyed.
        Destroyed = "destroyed",
    }
}

impl WayStage {
    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            WayStage::Offered => "offered",
            WayStage::Wanted => "wanted by the person",
            WayStage::Sent => "referral sent",
            WayStage::Received => "received there, or brought in person (warm handoff)",
            WayStage::Reached => "they reached the person",
            WayStage::NotReached => "they could not reach the person",
            WayStage::Begun => "the service has begun",
            WayStage::Done => "done",
            WayStage::Declined => "declined by the person",
            WayStage::NotAvailable => "not available",
            WayStage::NoLongerWanted => "no longer wanted by the person",
            WayStage::Destroyed => "what was sent is destroyed, they say",
        }
    }

    /// Returns how it stands on the slip that comes back; nothing if only we can tell it.
    pub fn on_slip(self) -> Option<&'static str> {
        match self {
            WayStage::Received => Some("received"),
            WayStage::Reached => Some("we reached the person"),
            WayStage::NotReached => Some("we could not reach the person"),
            WayStage::Begun => Some("the service has begun"),
            WayStage::Done => Some("done"),
            WayStage::NotAvailable => Some("not available here"),
            WayStage::NoLongerWanted => Some("not continued"),
            WayStage::Offered
            | WayStage::Wanted
            | WayStage::Sent
            | WayStage::Declined
            | WayStage::Destroyed => None,
        }
    }

    /// Returns whether it is what the person wants; nothing if it tells nothing of that.
    fn wish(self) -> Option<bool> {
        match self {
            WayStage::Wanted => Some(true),
            WayStage::Declined | WayStage::NoLongerWanted => Some(false),
            _ => None,
        }
    }

    /// Returns whether it goes on with a service.
    fn goes_on(self) -> bool {
        matches!(
            self,
            WayStage::Sent | WayStage::Received | WayStage::Reached | WayStage::Begun | WayStage::Done
        )
    }
}

impl Response {
    /// Returns the stages that it tells of.
    pub fn stages(self) -> &'static [WayStage] {
        match self {
            Response::NotOffered => &[],
            Response::Offered | Response::Later => &[WayStage::Offered],
            Response::Accepted => &[WayStage::Offered, WayStage::Wanted],
            Response::Declined => &[WayStage::Offered, WayStage::Declined],
            Response::Done => &[WayStage::Done],
            Response::NotAvailable => &[WayStage::NotAvailable],
        }
    }
}

/// A step on the way of a referral, as it is written down.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayStep {
    /// The id of the service; nothing for a recipient who is none of the record's services.
    pub service: Option<String>,
    /// How it is called.
    pub to: String,
    /// What happened.
    pub stage: WayStage,
    /// On which day.
    pub on: Day,
    /// Of what was sent: the release that was in force.
    pub under: Option<Release>,
}

/// The way of one referral.
#[derive(Clone)]
pub struct ReferralWay {
    /// The id of the service; nothing for a recipient who is none of the record's services.
    pub service: Option<String>,
    /// How it is called.
    pub to: String,
    /// Its stages, each with its day, in the order of the days; of one day, as they were written down.
    pub stages: Vec<(WayStage, Date)>,
}

impl ReferralWay {
    /// Returns whether it is that of a service, or of a recipient who is none.
    pub fn is_of(&self, service: Option<&str>, to: &str) -> bool {
        match service {
            Some(id) => self.service.as_deref() == Some(id),
            None => self.service.is_none() && self.to == to,
        }
    }

    /// Adds a stage, at the place of its day.
    pub fn add(&mut self, stage: WayStage, on: Date) {
        let place = self.stages.partition_point(|(_, day)| *day <= on);
        self.stages.insert(place, (stage, on));
    }

    /// Returns when it came to a stage last.
    pub fn last(&self, stage: WayStage) -> Option<Date> {
        self.stages.iter().rev().find(|(one, _)| *one == stage).map(|(_, day)| *day)
    }

    /// Returns since when the person does not want it, if on that day they do not.
    pub fn not_wanted_on(&self, day: Date) -> Option<Date> {
        let mut until_then = self.stages.iter().rev().skip_while(|(_, on)| *on > day);
        let wish = until_then.find_map(|(stage, on)| stage.wish().map(|wanted| (wanted, *on)));
        wish.filter(|(wanted, _)| !wanted).map(|(_, on)| on)
    }

    /// Returns since when the person does not want what a stage goes on with: it is taken as it is told, and
    /// changes nothing of that.
    pub fn goes_against(&self, stage: WayStage, on: Date) -> Option<Date> {
        self.not_wanted_on(on).filter(|_| stage.goes_on())
    }

    /// Makes the next step of it: under that release, if something was sent.
    ///
    /// # Errors
    /// Why it cannot be so.
    pub fn step(
        &self,
        (stage, on): (WayStage, Date),
        (screened, today): (Date, Date),
        release: Option<Release>,
    ) -> Result<WayStep, WayRefused> {
        if on > today {
            return Err(WayRefused::ToCome);
        }
        if on < screened {
            return Err(WayRefused::BeforeScreening(screened));
        }
        if stage == WayStage::Destroyed && !self.stages.iter().any(|(stage, _)| *stage == WayStage::Sent) {
            return Err(WayRefused::NothingSent);
        }
        let under = release.filter(|_| stage == WayStage::Sent);
        if stage == WayStage::Sent {
            if let Some(since) = self.not_wanted_on(on) {
                return Err(WayRefused::NotWanted(since));
            }
            let release = under.as_ref().ok_or(WayRefused::NoRelease)?;
            if release.not_in_force(on).is_some() {
                return Err(WayRefused::NotInForce(Box::new(release.clone()), on));
            }
        }
        Ok(WayStep { service: self.service.clone(), to: self.to.clone(), stage, on: Day(on), under })
    }
}

/// Why a step cannot be so. What is shown of it tells neither whom nor what it is about.
#[derive(Clone, PartialEq, Eq)]
pub enum WayRefused {
    /// The day is still to come.
    ToCome,
    /// It is before the screening, which was on this day.
    BeforeScreening(Date),
    /// The person does not want it since this day.
    NotWanted(Date),
    /// Nothing was sent there that could be destroyed.
    NothingSent,
    /// There is no release to them.
    NoRelease,
    /// This release was not in force on this day.
    NotInForce(Box<Release>, Date),
}

impl fmt::Display for WayRefused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WayRefused::ToCome => out.write_str("that day is still to come; what happened has a day that was"),
            WayRefused::BeforeScreening(day) => write!(out, "that day is before the screening, which was on {day}"),
            WayRefused::NotWanted(since) => write!(
                out,
                "since {since} the person does not want it, so nothing goes there. If they want it again, write that \
                 down first: wanted"
            ),
            WayRefused::NothingSent => out.write_str(
                "nothing is written down as sent there, so nothing can be destroyed there; write down first when it was sent",
            ),
            WayRefused::NoRelease => out.write_str(
                "the person agreed on no release to them, so nothing may go there. It is agreed on with the person \
                 first: what for, what of it, and until when",
            ),
            WayRefused::NotInForce(release, on) => {
                let why = match (release.ended, release.until.0 < *on, release.from.0 > *on) {
                    (Some(end), ..) => format!("it ended on {}: {}", end.on.0, end.because.label()),
                    (None, true, _) => format!("its last day was {}", release.until.0),
                    (None, false, true) => format!("it holds from {} on", release.from.0),
                    (None, false, false) => "it names nothing that may be given".to_owned(),
                };
                write!(
                    out,
                    "the release to them was not in force on {on}, so nothing may go there: {why}. Another one is \
                     agreed on with the person first"
                )
            }
        }
    }
}

impl fmt::Debug for WayRefused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for WayRefused {}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{ReferralWay, WayRefused, WayStage};
    use crate::records::{
        Day, Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleasedBy, Response,
    };

    const SCREENED: Date = date(2026, 11, 30);
    const TODAY: Date = date(2026, 12, 20);

    fn day(day: i8) -> Date {
        date(2026, 12, day)
    }

    fn way(stages: &[(WayStage, Date)]) -> ReferralWay {
        let mut way =
            ReferralWay { service: Some("shelter".to_owned()), to: "Shelter".to_owned(), stages: Vec::new() };
        stages.iter().for_each(|(stage, on)| way.add(*stage, *on));
        way
    }

    /// A release from the 3rd to the 10th of December.
    fn release() -> Release {
        Release {
            to: "Shelter".to_owned(),
            service: Some("shelter".to_owned()),
            purpose: ReleasePurpose::Service,
            items: vec![ReleaseItem::Needs],
            needs: Vec::new(),
            from: Day(day(3)),
            until: Day(day(10)),
            signed: false,
            by: ReleasedBy::Person,
            ended: None,
            slip: None,
        }
    }

    fn refused(way: &ReferralWay, stage: WayStage, on: Date, release: Option<Release>) -> Option<String> {
        way.step((stage, on), (SCREENED, TODAY), release).err().map(|why| why.to_string())
    }

    #[test]
    fn something_is_sent_only_under_a_release_that_is_in_force_on_that_day() {
        let wanted = way(&[(WayStage::Wanted, SCREENED)]);
        let sent = |on, release| refused(&wanted, WayStage::Sent, on, release);
        for last in [day(3), day(9), day(10)] {
            assert_eq!(sent(last, Some(release())), None, "{last}: it holds from its first to its last day");
        }
        assert!(sent(day(11), Some(release())).unwrap().contains("its last day was 2026-12-10"));
        assert!(sent(day(2), Some(release())).unwrap().contains("it holds from 2026-12-03 on"));
        let end = ReleaseEnd { on: Day(day(5)), because: ReleaseEnded::TakenBack };
        let ended = sent(day(4), Some(Release { ended: Some(end), ..release() })).unwrap();
        assert!(ended.contains("it ended on 2026-12-05: the person took it back"), "{ended}");
        let empty = sent(day(4), Some(Release { items: Vec::new(), ..release() })).unwrap();
        assert!(empty.contains("names nothing"), "{empty}");
        assert!(sent(day(4), None).unwrap().contains("no release"));
        let step = wanted.step((WayStage::Sent, day(4)), (SCREENED, TODAY), Some(release())).unwrap();
        assert_eq!(step.under, Some(release()));
        let step = wanted.step((WayStage::Received, day(11)), (SCREENED, TODAY), Some(release())).unwrap();
        assert_eq!(step.under, None, "only what is sent goes under a release");
    }

    #[test]
    fn a_day_is_neither_to_come_nor_before_the_screening() {
        let wanted = way(&[(WayStage::Wanted, SCREENED)]);
        assert_eq!(refused(&wanted, WayStage::Received, TODAY, None), None);
        assert_eq!(refused(&wanted, WayStage::Received, SCREENED, None), None);
        assert!(refused(&wanted, WayStage::Received, day(21), None).unwrap().contains("still to come"));
        let before = refused(&wanted, WayStage::Received, date(2026, 11, 29), None).unwrap();
        assert!(before.contains("before the screening, which was on 2026-11-30"), "{before}");
    }

    #[test]
    fn what_the_person_does_not_want_is_sent_to_nobody_until_they_want_it_again() {
        for no in [WayStage::Declined, WayStage::NoLongerWanted] {
            let mut way = way(&[(WayStage::Wanted, SCREENED), (no, day(5))]);
            let sent = |way: &ReferralWay, on| refused(way, WayStage::Sent, on, Some(release()));
            assert_eq!(sent(&way, day(4)), None, "it was wanted then");
            for on in [day(5), day(6)] {
                let why = sent(&way, on).unwrap();
                assert!(why.contains("since 2026-12-05") && why.contains("wanted"), "{why}");
            }
            // What others tell is taken, and changes no wish; nor does offering it again.
            for told in [WayStage::Received, WayStage::Reached, WayStage::Begun, WayStage::Done] {
                assert_eq!(refused(&way, told, day(6), None), None);
                assert_eq!(way.goes_against(told, day(6)), Some(day(5)), "{told:?}");
                way.add(told, day(6));
            }
            way.add(WayStage::Offered, day(7));
            assert_eq!(way.goes_against(WayStage::NotReached, day(7)), None);
            assert!(sent(&way, day(7)).is_some());
            way.add(WayStage::Wanted, day(8));
            assert_eq!(sent(&way, day(8)), None);
            assert!(sent(&way, day(7)).is_some(), "they wanted it again only later");
        }
    }

    #[test]
    fn who_is_brought_in_person_was_sent_nothing() {
        let wanted = way(&[(WayStage::Wanted, SCREENED)]);
        assert_eq!(refused(&wanted, WayStage::Received, day(1), None), None);
        assert_eq!(refused(&way(&[]), WayStage::Done, day(1), None), None);
    }

    #[test]
    fn stages_stand_in_the_order_of_their_days() {
        let way = way(&[(WayStage::Reached, day(5)), (WayStage::Sent, day(4)), (WayStage::Begun, day(5))]);
        let expected = [(WayStage::Sent, day(4)), (WayStage::Reached, day(5)), (WayStage::Begun, day(5))];
        assert_eq!(way.stages, expected);
        assert_eq!((way.last(WayStage::Begun), way.last(WayStage::Done)), (Some(day(5)), None));
    }

    #[test]
    fn every_answer_to_a_service_tells_its_stages_and_none_is_made_up() {
        for (_, response) in Response::WORDS {
            let sent = [WayStage::Sent, WayStage::Received, WayStage::Reached];
            assert!(!response.stages().iter().any(|stage| sent.contains(stage)), "{response:?}");
        }
        assert!(Response::NotOffered.stages().is_empty());
        assert!(!Response::Later.stages().contains(&WayStage::Wanted));
    }

    #[test]
    fn a_refusal_names_nobody() {
        let all = [
            WayRefused::ToCome,
            WayRefused::BeforeScreening(SCREENED),
            WayRefused::NotWanted(day(1)),
            WayRefused::NoRelease,
            WayRefused::NotInForce(Box::new(release()), day(11)),
        ];
        for why in all {
            let said = format!("{why} {why:?}");
            assert!(!said.contains("helter") && !said.contains("needs"), "{said}");
        }
    }
}
