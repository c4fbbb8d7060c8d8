//! The dates of a rule. However a rule reads, no more is counted out than two years of days.

use jiff::{
    Span,
    civil::{Date, Weekday},
};

use super::{Bound, Every, InMonth, MOST_OCCURRENCES, MOST_YEARS, Rule, Unfit};

impl Rule {
    /// Its dates from the first one on, in order.
    pub(super) fn dates(&self, first: Date) -> Result<Vec<Date>, Unfit> {
        let horizon = first.saturating_add(Span::new().years(MOST_YEARS));
        let most = u32::try_from(MOST_OCCURRENCES).unwrap_or(u32::MAX);
        let (times, until) = match self.bound {
            Bound::Times(times) if times > most => return Err(Unfit::TooMany),
            Bound::Times(times) => (times, horizon),
            Bound::Until(until) if until < first => return Err(Unfit::EndsBefore),
            Bound::Until(until) if until > horizon => return Err(Unfit::TooLong),
            Bound::Until(until) => (most + 1, until),
        };
        let mut all = self.days(first, horizon).peekable();
        if all.peek() != Some(&first) {
            return Err(Unfit::NotFirst(all.peek().copied()));
        }
        let times = usize::try_from(times).unwrap_or(usize::MAX);
        let dates: Vec<Date> = all.take_while(|date| *date <= until).take(times).collect();
        match self.bound {
            Bound::Times(_) if dates.len() < times => Err(Unfit::TooLong),
            Bound::Until(_) if dates.len() > MOST_OCCURRENCES => Err(Unfit::TooMany),
            Bound::Times(_) | Bound::Until(_) => Ok(dates),
        }
    }

    /// The days that it names between two days, in order, as if it had no bound.
    fn days(&self, first: Date, horizon: Date) -> impl Iterator<Item = Date> {
        let steps = (0..).map(|step: i32| step * i32::from(self.interval));
        let periods = steps.map_while(move |step| {
            let (begins, days) = self.period(first, step)?;
            (begins <= horizon).then_some(days)
        });
        periods.flatten().filter(move |date| (first..=horizon).contains(date))
    }

    /// When a day, week, month or year that is so many after the first one begins, and the days that are named
    /// in it, in order.
    fn period(&self, first: Date, later: i32) -> Option<(Date, Vec<Date>)> {
        match &self.every {
            Every::Day => {
                let day = first.checked_add(Span::new().days(later)).ok()?;
                Some((day, vec![day]))
            }
            Every::Week(days) => {
                let monday = i32::from(first.weekday().to_monday_zero_offset());
                let begins = first.checked_add(Span::new().days(later * 7 - monday)).ok()?;
                let own = [first.weekday()];
                let days: &[Weekday] = if days.is_empty() { &own } else { days };
                let day = |day: &Weekday| {
                    begins.saturating_add(Span::new().days(day.to_monday_zero_offset()))
                };
                Some((begins, days.iter().map(day).collect()))
            }
            Every::Month(days) => {
                let begins = first.first_of_month().checked_add(Span::new().months(later)).ok()?;
                Some((begins, days.of(begins, first.day())))
            }
            Every::Year => {
                let year = first.year().checked_add(i16::try_from(later).ok()?)?;
                let day = Date::new(year, first.month(), first.day());
                Some((Date::new(year, 1, 1).ok()?, day.into_iter().collect()))
            }
        }
    }
}

impl InMonth {
    /// Its days in the month that begins on a date, in order; `same` is the day of the first date.
    fn of(&self, begins: Date, same: i8) -> Vec<Date> {
        let day = |day: i8| match day {
            1.. => Date::new(begins.year(), begins.month(), day).ok(),
            _ => Some(begins.last_of_month()),
        };
        let mut days: Vec<Date> = match self {
            Self::Same => day(same).into_iter().collect(),
            Self::Days(days) => days.iter().filter_map(|number| day(*number)).collect(),
            Self::Weekdays(days) => days
                .iter()
                .filter_map(|(nth, weekday)| begins.nth_weekday_of_month(*nth, *weekday).ok())
                .collect(),
        };
        days.sort_unstable();
        // The 31st may be the last day, and the fifth Sunday the last one.
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::Recurrence;
    use super::*;

    fn dates(first: Date, rule: &str) -> Result<Vec<Date>, Unfit> {
        Recurrence { rule: rule.parse().unwrap(), except: vec![] }.dates(first)
    }

    fn printed(first: Date, rule: &str) -> String {
        let dates = dates(first, rule).unwrap();
        dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn months_that_have_no_such_day_are_left_out() {
        assert_eq!(
            printed(date(2027, 1, 31), "FREQ=MONTHLY;COUNT=4"),
            "2027-01-31 2027-03-31 2027-05-31 2027-07-31"
        );
        assert_eq!(
            printed(date(2027, 1, 31), "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4"),
            "2027-01-31 2027-02-28 2027-03-31 2027-04-30"
        );
        assert_eq!(
            printed(date(2027, 1, 31), "FREQ=MONTHLY;BYMONTHDAY=31,-1;COUNT=3"),
            "2027-01-31 2027-02-28 2027-03-31"
        );
        assert_eq!(
            printed(date(2027, 1, 31), "FREQ=MONTHLY;BYDAY=5SU,-1SU;COUNT=3"),
            "2027-01-31 2027-02-28 2027-03-28"
        );
        let leap = dates(date(2028, 2, 29), "FREQ=YEARLY;COUNT=2");
        assert_eq!(leap, Err(Unfit::TooLong), "the next one is four years later");
    }

    #[test]
    fn weeks_begin_on_monday() {
        // 2026-12-03 is a Thursday, 2026-12-06 a Sunday.
        assert_eq!(
            printed(date(2026, 12, 3), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4"),
            "2026-12-03 2026-12-14 2026-12-17 2026-12-28"
        );
        assert_eq!(
            printed(date(2026, 12, 6), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=3"),
            "2026-12-06 2026-12-14 2026-12-20"
        );
    }

    #[test]
    fn a_series_has_an_end_that_is_near() {
        let first = date(2027, 1, 1);
        for (rule, unfit) in [
            ("FREQ=DAILY;INTERVAL=1;COUNT=100000", Unfit::TooMany),
            ("FREQ=DAILY;COUNT=4294967295", Unfit::TooMany),
            ("FREQ=DAILY;COUNT=61", Unfit::TooMany),
            ("FREQ=DAILY;UNTIL=20270302", Unfit::TooMany),
            ("FREQ=WEEKLY;UNTIL=20370101", Unfit::TooLong),
            ("FREQ=YEARLY;INTERVAL=999;UNTIL=20370101", Unfit::TooLong),
            ("FREQ=MONTHLY;UNTIL=20290102", Unfit::TooLong),
            ("FREQ=MONTHLY;COUNT=26", Unfit::TooLong),
            ("FREQ=YEARLY;INTERVAL=999;COUNT=60", Unfit::TooLong),
            ("FREQ=DAILY;UNTIL=20261231", Unfit::EndsBefore),
            ("FREQ=DAILY;UNTIL=20270101", Unfit::Once),
            ("FREQ=DAILY;COUNT=1", Unfit::Once),
            ("FREQ=MONTHLY;BYDAY=3SU;COUNT=3", Unfit::NotFirst(Some(date(2027, 1, 17)))),
            (
                "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=999;COUNT=3",
                Unfit::NotFirst(Some(date(2027, 1, 31))),
            ),
        ] {
            assert_eq!(dates(first, rule), Err(unfit), "{rule}");
        }
        assert_eq!(dates(first, "FREQ=DAILY;COUNT=60").unwrap().len(), MOST_OCCURRENCES);
        assert_eq!(dates(first, "FREQ=DAILY;UNTIL=20270301").unwrap().len(), MOST_OCCURRENCES);
        assert_eq!(dates(first, "FREQ=MONTHLY;UNTIL=20290101").unwrap().len(), 25);
        let none = dates(date(2027, 2, 1), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;COUNT=2");
        assert_eq!(none, Err(Unfit::NotFirst(None)), "February never has a 30th");
        // The end of the calendar is no place to count on.
        assert_eq!(dates(Date::MAX, "FREQ=DAILY;COUNT=2"), Err(Unfit::TooLong));
    }

    #[test]
    fn only_what_would_happen_can_be_left_out() {
        let first = date(2027, 1, 3);
        let without = |except: &[Date]| {
            let rule = "FREQ=WEEKLY;COUNT=3".parse().unwrap();
            Recurrence { rule, except: except.to_vec() }.dates(first)
        };
        let (second, third) = (date(2027, 1, 10), date(2027, 1, 17));
        assert_eq!(without(&[second]), Ok(vec![first, third]));
        assert_eq!(without(&[second, third]), Err(Unfit::Once));
        assert_eq!(without(&[first]), Err(Unfit::FirstLeftOut));
        let other = date(2027, 1, 11);
        assert_eq!(without(&[other]), Err(Unfit::NotAnOccurrence(other)));
    }

    proptest! {
        #[test]
        fn the_dates_of_any_rule_are_few_and_in_order(
            days in 0_i32..3000,
            frequency in prop_oneof![
                Just("DAILY"), Just("WEEKLY"), Just("WEEKLY;BYDAY=MO,WE,SU"), Just("MONTHLY"),
                Just("MONTHLY;BYMONTHDAY=1,31,-1"), Just("MONTHLY;BYDAY=1SU,5MO,-1FR"), Just("YEARLY"),
            ],
            interval in 1_u16..=999,
            count in 1_u32..=70,
        ) {
            let first = date(2024, 1, 1).saturating_add(Span::new().days(days));
            let rule = format!("FREQ={frequency};INTERVAL={interval};COUNT={count}");
            if let Ok(dates) = dates(first, &rule) {
                prop_assert_eq!(dates[0], first);
                prop_assert_eq!(dates.len(), usize::try_from(count).unwrap());
                prop_assert!(dates.len() <= MOST_OCCURRENCES);
                prop_assert!(dates.windows(2).all(|pair| pair[0] < pair[1]));
                let horizon = first.saturating_add(Span::new().years(MOST_YEARS));
                prop_assert!(*dates.last().unwrap() <= horizon);
            }
        }
    }
}
