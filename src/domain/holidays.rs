//! Public holidays of Japan (国民の祝日に関する法律). Equinoxes are announced each February for the year after, and laws
//! move days now and then; so nothing is said of years that were not announced.
//!
//! To add a year: its equinoxes in [`EQUINOXES`] and its days in the test, both from the list of the Cabinet Office
//! (「国民の祝日」について, syukujitsu.csv).

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};

/// The years of which every holiday is known.
pub const YEARS: RangeInclusive<i16> = 2016..=2027;

/// The days of March and September on which the equinoxes of [`YEARS`] fall.
const EQUINOXES: [(i8, i8); 12] = [
    (20, 22),
    (20, 23),
    (21, 23),
    (21, 23),
    (20, 22),
    (20, 23),
    (21, 23),
    (21, 23),
    (20, 22),
    (20, 23),
    (20, 23),
    (21, 23),
];

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 元日.
    NewYear,
    /// 成人の日.
    ComingOfAge,
    /// 建国記念の日.
    Foundation,
    /// 天皇誕生日.
    EmperorsBirthday,
    /// 春分の日.
    VernalEquinox,
    /// 昭和の日.
    Showa,
    /// 憲法記念日.
    Constitution,
    /// みどりの日.
    Greenery,
    /// こどもの日.
    Children,
    /// 海の日.
    Marine,
    /// 山の日.
    Mountain,
    /// 敬老の日.
    RespectForTheAged,
    /// 秋分の日.
    AutumnalEquinox,
    /// 体育の日, until 2019.
    HealthAndSports,
    /// スポーツの日, since 2020.
    Sports,
    /// 文化の日.
    Culture,
    /// 勤労感謝の日.
    LaborThanksgiving,
    /// 天皇の即位の日, 2019.
    Enthronement,
    /// 即位礼正殿の儀, 2019.
    EnthronementCeremony,
    /// 振替休日: the next day that is none, after one on a Sunday (article 3, paragraph 2).
    Substitute,
    /// 国民の休日: a day between two (article 3, paragraph 3).
    BetweenHolidays,
}

/// The holiday on a day, if it is one; nothing is known outside [`YEARS`].
pub fn holiday(date: Date) -> Option<Holiday> {
    if let Some(named) = named(date) {
        return Some(named);
    }
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let (before, after) = (date.yesterday().ok()?, date.tomorrow().ok()?);
    let mut earlier = before;
    while named(earlier).is_some() {
        if earlier.weekday() == Weekday::Sunday {
            return Some(Holiday::Substitute);
        }
        earlier = earlier.yesterday().ok()?;
    }
    (named(before).is_some() && named(after).is_some()).then_some(Holiday::BetweenHolidays)
}

/// The days that the law names.
fn named(date: Date) -> Option<Holiday> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let index = usize::try_from(year - YEARS.start()).ok()?;
    let (vernal, autumnal) = *EQUINOXES.get(index)?;
    let monday = |nth: i8| date.weekday() == Weekday::Monday && (day - 1) / 7 + 1 == nth;
    // The opening and the end of the games in Tokyo.
    let games = match (year, month, day) {
        (2020, 7, 23) | (2021, 7, 22) => Some(Holiday::Marine),
        (2020, 7, 24) | (2021, 7, 23) => Some(Holiday::Sports),
        (2020, 8, 10) | (2021, 8, 8) => Some(Holiday::Mountain),
        _ => None,
    };
    let usual = !matches!(year, 2020 | 2021);
    Some(match (month, day) {
        (7 | 8, _) if games.is_some() => games?,
        (1, 1) => Holiday::NewYear,
        (1, _) if monday(2) => Holiday::ComingOfAge,
        (2, 11) => Holiday::Foundation,
        (2, 23) if year >= 2020 => Holiday::EmperorsBirthday,
        (3, _) if day == vernal => Holiday::VernalEquinox,
        (4, 29) => Holiday::Showa,
        (5, 1) if year == 2019 => Holiday::Enthronement,
        (5, 3) => Holiday::Constitution,
        (5, 4) => Holiday::Greenery,
        (5, 5) => Holiday::Children,
        (7, _) if usual && monday(3) => Holiday::Marine,
        (8, 11) if usual => Holiday::Mountain,
        (9, _) if monday(3) => Holiday::RespectForTheAged,
        (9, _) if day == autumnal => Holiday::AutumnalEquinox,
        (10, 22) if year == 2019 => Holiday::EnthronementCeremony,
        (10, _) if monday(2) && year < 2020 => Holiday::HealthAndSports,
        (10, _) if monday(2) && usual => Holiday::Sports,
        (11, 3) => Holiday::Culture,
        (11, 23) => Holiday::LaborThanksgiving,
        (12, 23) if year < 2019 => Holiday::EmperorsBirthday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The days of the official list.
    const OFFICIAL: [(i16, &str); 12] = [
        (
            2016,
            "1/1 1/11 2/11 3/20 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/22 10/10 11/3 11/23 12/23",
        ),
        (2017, "1/1 1/2 1/9 2/11 3/20 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23 12/23"),
        (
            2018,
            "1/1 1/8 2/11 2/12 3/21 4/29 4/30 5/3 5/4 5/5 7/16 8/11 9/17 9/23 9/24 10/8 11/3 11/23 12/23 12/24",
        ),
        (
            2019,
            "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23",
        ),
        (
            2020,
            "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23",
        ),
        (2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23"),
        (2022, "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23"),
        (2023, "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23"),
        (
            2024,
            "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
        ),
        (
            2025,
            "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
        ),
        (
            2026,
            "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
        ),
        (
            2027,
            "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23",
        ),
    ];

    #[test]
    fn the_holidays_of_each_year_are_those_of_the_official_list() {
        assert!(OFFICIAL.iter().map(|(year, _)| *year).eq(YEARS));
        for (year, days) in OFFICIAL {
            let all =
                date(year, 1, 1).series(jiff::ToSpan::day(1)).take_while(|it| it.year() == year);
            let found = all.filter(|date| holiday(*date).is_some());
            let found: Vec<String> =
                found.map(|date| format!("{}/{}", date.month(), date.day())).collect();
            assert_eq!(found.join(" "), days, "{year}");
        }
    }

    #[test]
    fn days_off_besides_those_with_a_name_are_told_apart() {
        assert_eq!(holiday(date(2026, 5, 6)), Some(Holiday::Substitute));
        assert_eq!(holiday(date(2026, 9, 22)), Some(Holiday::BetweenHolidays));
        assert_eq!(holiday(date(2019, 4, 30)), Some(Holiday::BetweenHolidays));
        assert_eq!(holiday(date(2019, 5, 6)), Some(Holiday::Substitute));
        assert_eq!(holiday(date(2015, 1, 1)), None);
        assert_eq!(holiday(date(2028, 1, 1)), None);
    }
}
