//! Reading moments and times of day as operators type them. What was assumed is kept, to be shown back.

use jiff::civil::Date;

use super::{Fault, LIST, Reader};
use crate::{
    domain::{
        incident::update::CLOCKS_DIFFER,
        moment::{Grain, Moment},
        time::Timestamp,
    },
    i18n::dates::parse::{self, Confirm, Input, MomentError, Parsed, Prefer},
};

/// How far from now nobody enters a moment but by a slip in its year: thirty years, in minutes.
const FAR: i64 = 30 * YEAR;
/// The same of what is promised: one year.
const SOON: i64 = YEAR;
const YEAR: i64 = 366 * 24 * 60;

impl Reader<'_> {
    /// A moment; `None` if nothing was typed. `base` is the start of the span that it ends.
    pub fn moment(
        &mut self,
        name: &str,
        prefer: Prefer,
        base: Option<Timestamp>,
    ) -> Option<Moment> {
        let text = self.word(name);
        if text.is_empty() {
            return None;
        }
        match parse::moment(Input { text: &text, now: self.now, prefer, base, zone: self.zone }) {
            Ok(Parsed { moment, confirm }) => {
                // As it is stored: about a full hour is an hour (domain rules 3.1).
                let moment = Moment::new(moment.at, moment.grain, moment.approx, self.zone);
                self.assumed.push((name.to_owned(), moment.clone(), confirm));
                if moment.at.minutes_since(self.now).abs() > FAR {
                    self.fault(name, Fault::FarAway);
                } else if base.is_some_and(|base| !moment.may_end(base, self.zone)) {
                    self.fault(name, Fault::TooEarly);
                } else if prefer == Prefer::Past && moment.at > self.soon() {
                    self.fault(name, Fault::NotYet);
                }
                Some(moment)
            }
            Err(error) => {
                self.fault(name, Fault::Moment(error));
                None
            }
        }
    }

    /// Up to when something counts as having happened.
    fn soon(&self) -> Timestamp {
        self.now.plus_minutes(CLOCKS_DIFFER)
    }

    /// A moment that is still to come; `None` if nothing was typed. A day without a time may be today.
    pub fn coming(&mut self, name: &str) -> Option<Moment> {
        let moment = self.moment(name, Prefer::Future, None)?;
        if moment.at.minutes_since(self.now) > SOON {
            self.fault(name, Fault::FarAway);
        } else if moment.has_passed(self.now, self.zone) {
            self.fault(name, Fault::Passed);
        }
        Some(moment)
    }

    /// An instant to the minute that has passed; `None` if nothing was typed.
    pub fn instant(&mut self, name: &str) -> Option<Timestamp> {
        let moment = self.moment(name, Prefer::Past, None)?;
        if moment.approx || !moment.grain.has_clock() {
            self.fault(name, Fault::NotExact);
        }
        Some(moment.at)
    }

    /// Dates, one a line, in order; each has its year and no time, so that it is the same whenever it is read.
    pub fn days(&mut self, name: &str) -> Vec<Date> {
        let typed = self.text(name, LIST);
        let mut days = Vec::new();
        for text in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let read_at = |now| {
                let prefer = Prefer::Future;
                let input = Input { text, now, prefer, base: None, zone: self.zone };
                parse::moment(input).map(|parsed| parsed.moment)
            };
            match (read_at(self.now), read_at(self.now.plus_minutes(YEAR))) {
                (Ok(day), Ok(later)) => {
                    if day.grain == Grain::Day && !day.approx && day == later {
                        days.push(day.at.date_in(self.zone));
                    } else {
                        self.fault(name, Fault::NotADay);
                    }
                }
                (Err(MomentError::Unparseable), _) => self.fault(name, Fault::NotADay),
                (Err(error), _) | (_, Err(error)) => self.fault(name, Fault::Moment(error)),
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// A time of day in minutes after midnight; `None` if nothing was typed.
    pub fn time_of_day(&mut self, name: &str) -> Option<u16> {
        let text = self.word(name);
        if text.is_empty() {
            return None;
        }
        let read_at = |now| {
            let prefer = Prefer::Future;
            let input = Input { text: &text, now, prefer, base: None, zone: self.zone };
            let Parsed { moment, confirm } = parse::moment(input)?;
            // What has a day is no time of day.
            let is_one = !moment.approx
                && moment.grain.has_clock()
                && confirm.contains(&Confirm::DateAssumed);
            Ok((moment.at.in_zone(self.zone).time(), is_one))
        };
        match read_at(self.now) {
            Ok((time, is_one)) => {
                // "In 30 minutes" is another time of day whenever it is read.
                let next = read_at(self.now.plus_minutes(1));
                let stays = next.is_ok_and(|(later, _)| later == time);
                if !is_one || !stays {
                    self.fault(name, Fault::NotTimeOfDay);
                    return None;
                }
                u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
            }
            Err(error) => {
                self.fault(name, Fault::Moment(error));
                None
            }
        }
    }

    /// A moment that has to be there.
    pub fn required_moment(
        &mut self,
        name: &str,
        prefer: Prefer,
        base: Option<Timestamp>,
    ) -> Option<Moment> {
        if self.typed.get(name).trim().is_empty() {
            self.fault(name, Fault::Moment(MomentError::Empty));
        }
        self.moment(name, prefer, base)
    }
}
