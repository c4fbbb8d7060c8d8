//! Japanese eras. They are never stored (domain rules 6.1): only letters print them and only the
//! parser reads them. A new era is one line at the top of the table.

use jiff::civil::{Date, date};

/// An era and the day on which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Era {
    /// Its name, 平成.
    pub(super) name: &'static str,
    /// Its initial in short dates, `h` of H28.10.11.
    pub(super) initial: char,
    start: Date,
}

/// The eras, the newest first.
pub(super) const ERAS: [Era; 5] = [
    Era { name: "令和", initial: 'r', start: date(2019, 5, 1) },
    Era { name: "平成", initial: 'h', start: date(1989, 1, 8) },
    Era { name: "昭和", initial: 's', start: date(1926, 12, 25) },
    Era { name: "大正", initial: 't', start: date(1912, 7, 30) },
    Era { name: "明治", initial: 'm', start: date(1868, 1, 25) },
];

impl Era {
    /// The era of a date.
    pub(super) fn of(date: Date) -> Option<Self> {
        ERAS.into_iter().find(|era| era.start <= date)
    }

    /// The western year of a year of this era, counted from 1.
    pub(super) fn western_year(self, year: u32) -> i64 {
        i64::from(self.start.year()) + i64::from(year) - 1
    }

    /// The year of this era in which a date lies.
    fn year_of(self, date: Date) -> i16 {
        date.year() - self.start.year() + 1
    }
}

/// The year of a date in its era: 平成28年, 令和元年. Before the first era it is western.
pub(super) fn year(date: Date) -> String {
    match Era::of(date) {
        Some(era) if era.year_of(date) == 1 => format!("{}元年", era.name),
        Some(era) => format!("{}{}年", era.name, era.year_of(date)),
        None => format!("{}年", date.year()),
    }
}
