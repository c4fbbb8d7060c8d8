//! Puts the words of a text into the slots of a draft. Dates, clock times and the rest may come in
//! any order; each may come once.

mod dates;
mod times;

use super::{
    draft::{Draft, fill},
    error::MomentError,
    token::{Token, Unit},
};

/// Letters that a zone's abbreviation has; another unknown word is no zone.
const ZONE_LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Reads tokens one after the other, and looks ahead where a number needs it.
struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    draft: Draft,
    /// The month was given by its English name, so that bare numbers may be day and year.
    month_named: bool,
    /// "in" or あと came before.
    within: bool,
}

/// The draft of a text.
///
/// # Errors
/// [`MomentError`] if the words form no moment.
pub(super) fn draft(tokens: &[Token]) -> Result<Draft, MomentError> {
    let draft = Draft::default();
    let mut reader = Reader { tokens, at: 0, draft, month_named: false, within: false };
    while let Some(token) = reader.peek(0) {
        reader.at += 1;
        reader.word(token)?;
    }
    Ok(reader.draft)
}

impl Reader<'_> {
    /// The token that is `ahead` of the next one.
    fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    /// Goes past the next token if it is this one.
    fn eat(&mut self, token: Token) -> bool {
        let found = self.peek(0) == Some(token);
        self.at += usize::from(found);
        found
    }

    /// Goes past the next token if it is a number.
    fn eat_number(&mut self) -> Option<(u32, usize)> {
        let Some(Token::Number { value, digits }) = self.peek(0) else { return None };
        self.at += 1;
        Some((value, digits))
    }

    /// The word just passed.
    fn word(&mut self, token: Token) -> Result<(), MomentError> {
        let draft = &mut self.draft;
        match token {
            Token::Number { value, digits } => self.number(value, digits),
            Token::Era(era) => self.era_date(era),
            Token::MonthName(month) => self.named_month(month),
            Token::TimeMark => self.iso_clock(),
            Token::Zone(seconds) => self.zone(seconds),
            Token::Weekday(weekday) => {
                fill(&mut draft.weekday, weekday)?;
                self.eat(Token::Sign('.'));
                Ok(())
            }
            Token::Noon => self.noon(),
            Token::Midday => fill(&mut draft.midday, ()),
            Token::HalfDay { half, japanese } => fill(&mut draft.half, (half, japanese)),
            Token::DayWord(word) => fill(&mut draft.day_word, word),
            Token::Next => fill(&mut draft.next, ()),
            Token::Now => fill(&mut draft.shift, 0),
            Token::Approx => {
                draft.approx = true;
                Ok(())
            }
            Token::Within => {
                self.within = true;
                Ok(())
            }
            Token::Filler => Ok(()),
            Token::Vague => Err(MomentError::VagueTime),
            Token::Range | Token::Sign('-') if draft.has_content() => Err(MomentError::SpanGiven),
            Token::Word(letters) if draft.clock.is_some() && ZONE_LETTERS.contains(&letters) => {
                Err(MomentError::UnknownZone)
            }
            _ => Err(MomentError::Unparseable),
        }
    }

    /// A number, which means what follows it.
    fn number(&mut self, value: u32, digits: usize) -> Result<(), MomentError> {
        match (self.peek(0), self.peek(1)) {
            (Some(Token::Unit(Unit::Day)), Some(Token::Ago | Token::Later)) => self.length(value),
            (Some(Token::Unit(unit)), _) => self.counted(value, digits, unit),
            (Some(Token::Sign(':')), _) => self.colon_clock(value),
            (Some(Token::Sign(sign)), Some(Token::Number { .. }))
                if matches!(sign, '/' | '.') || digits == 4 || self.is_triple(sign) =>
            {
                self.numeric_date(value, digits, sign)
            }
            (Some(Token::HalfDay { japanese: false, .. }), _) if digits <= 2 => {
                self.fill_clock(value, None, 0)
            }
            _ if digits == 8 => self.basic_date(value),
            _ => self.bare_number(value, digits),
        }
    }

    /// A number with its unit.
    fn counted(&mut self, value: u32, digits: usize, unit: Unit) -> Result<(), MomentError> {
        match unit {
            Unit::Year if digits != 4 => return Err(MomentError::AmbiguousDate),
            Unit::Year => fill(&mut self.draft.year, value)?,
            Unit::Month => fill(&mut self.draft.month, value)?,
            Unit::Day => fill(&mut self.draft.day, value)?,
            Unit::Hour => return self.kanji_clock(value),
            Unit::Second => return Err(MomentError::Unparseable),
            Unit::Hours | Unit::Minute | Unit::Minutes | Unit::Days => return self.length(value),
        }
        self.at += 1;
        Ok(())
    }
}
