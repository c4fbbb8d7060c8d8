//! How long something lasted (domain rules 6.6). The profile decides the form: Japanese, English
//! prose (2 hours 29 minutes) or English lists (2 h 29 min).

use super::Profile;
use crate::domain::{language::Language, span::SpanDuration};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// From here on, days are counted.
const LONG: i64 = 72 * HOUR;

#[derive(Clone, Copy)]
enum Unit {
    Days,
    Hours,
    Minutes,
    Seconds,
}

/// How long a span lasted: exactly, or about if one of its ends is approximate.
pub fn lasted(profile: Profile, duration: SpanDuration) -> String {
    if duration.approx {
        about(profile, duration.minutes)
    } else {
        exact(profile, duration.minutes)
    }
}

/// An exact duration in minutes: 2時間29分; from 72 hours in days. Below zero counts as zero.
pub fn exact(profile: Profile, minutes: i64) -> String {
    let minutes = minutes.max(0);
    let days = if minutes >= LONG { minutes / DAY } else { 0 };
    let rest = minutes - days * DAY;
    let parts = [(Unit::Days, days), (Unit::Hours, rest / HOUR), (Unit::Minutes, rest % HOUR)];
    let written: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(unit, count)| part(profile, unit, count))
        .collect();
    match (written.is_empty(), profile.language()) {
        (true, _) => part(profile, Unit::Minutes, 0),
        (false, Language::Ja) => written.concat(),
        (false, Language::En) => written.join(" "),
    }
}

/// An exact duration in minutes as it stands beside a time: 2時間29分, 2 h 29 min.
pub fn short(language: Language, minutes: i64) -> String {
    exact(if language == Language::Ja { Profile::Notice } else { Profile::List }, minutes)
}

/// An approximate duration in minutes: 約13時間, about 13 hours.
pub fn about(profile: Profile, minutes: i64) -> String {
    let duration = exact(profile, rounded(minutes));
    match profile.language() {
        Language::Ja => format!("約{duration}"),
        Language::En => format!("about {duration}"),
    }
}

/// A length announced in seconds, such as the maximum interruption of a maintenance: under a
/// minute 30秒, otherwise rounded up to full minutes.
pub fn interruption(profile: Profile, seconds: u32) -> String {
    match seconds {
        1..60 => part(profile, Unit::Seconds, i64::from(seconds)),
        _ => exact(profile, i64::from(seconds.div_ceil(60))),
    }
}

/// Rounded half up: under an hour to 5 minutes and never below them, under six hours to 30
/// minutes, under 72 hours to hours, then to days.
fn rounded(minutes: i64) -> i64 {
    let step = match minutes {
        ..HOUR => 5,
        HOUR..360 => 30,
        360..LONG => HOUR,
        _ => DAY,
    };
    let minutes = minutes.max(step);
    let below = minutes - minutes % step;
    if (minutes - below) * 2 >= step { below + step } else { below }
}

fn part(profile: Profile, unit: Unit, count: i64) -> String {
    let (ja, prose, list) = match unit {
        Unit::Days => ("日", "day", "d"),
        Unit::Hours => ("時間", "hour", "h"),
        Unit::Minutes => ("分", "minute", "min"),
        Unit::Seconds => ("秒", "second", "s"),
    };
    match profile {
        Profile::Prose if count == 1 => format!("1 {prose}"),
        Profile::Prose => format!("{count} {prose}s"),
        Profile::List => format!("{count} {list}"),
        _ => format!("{count}{ja}"),
    }
}
