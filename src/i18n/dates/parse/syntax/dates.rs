//! Dates in their many forms.

use super::{
    super::{
        super::era::Era,
        draft::fill,
        error::MomentError,
        token::{Token, Unit},
    },
    Reader,
};

impl Reader<'_> {
    /// Whether `sign`, just ahead, joins three numbers with the one just passed.
    pub(super) fn is_triple(&self, sign: char) -> bool {
        self.peek(2) == Some(Token::Sign(sign))
            && matches!(self.peek(3), Some(Token::Number { .. }))
    }

    /// 2016-10-11, 2016/10/11, 2016.10.11 or 10/11; the first number has just been passed.
    pub(super) fn numeric_date(
        &mut self,
        first: u32,
        digits: usize,
        sign: char,
    ) -> Result<(), MomentError> {
        let triple = self.is_triple(sign);
        self.at += 1;
        let Some((second, _)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        if triple {
            self.at += 1;
            let Some((third, _)) = self.eat_number() else { return Err(MomentError::Unparseable) };
            if digits != 4 {
                return Err(MomentError::AmbiguousDate);
            }
            return self.fill_date(first, second, third);
        }
        match (digits, sign) {
            (4, _) => Err(MomentError::IncompleteDate),
            (_, '/') => {
                fill(&mut self.draft.month, first)?;
                fill(&mut self.draft.day, second)
            }
            _ => Err(MomentError::Unparseable),
        }
    }

    /// 20161011.
    pub(super) fn basic_date(&mut self, value: u32) -> Result<(), MomentError> {
        self.fill_date(value / 10_000, value / 100 % 100, value % 100)
    }

    fn fill_date(&mut self, year: u32, month: u32, day: u32) -> Result<(), MomentError> {
        fill(&mut self.draft.year, year)?;
        fill(&mut self.draft.month, month)?;
        fill(&mut self.draft.day, day)
    }

    /// The year after an era, 平成28年 or 令和元年, or the whole of H28.10.11.
    pub(super) fn era_date(&mut self, era: Era) -> Result<(), MomentError> {
        let year = match (self.eat(Token::FirstYear), self.peek(0)) {
            (true, _) => 1,
            (false, Some(Token::Number { value, .. })) => {
                self.at += 1;
                value
            }
            _ => return Err(MomentError::Unparseable),
        };
        fill(&mut self.draft.era, (era, year))?;
        if self.eat(Token::Unit(Unit::Year)) {
            return Ok(());
        }
        let Some(Token::Sign(sign @ ('.' | '/' | '-'))) = self.peek(0) else {
            return Err(MomentError::Unparseable);
        };
        self.at += 1;
        let Some((month, _)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        fill(&mut self.draft.month, month)?;
        if !self.eat(Token::Sign(sign)) {
            return Err(MomentError::IncompleteDate);
        }
        let Some((day, _)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        fill(&mut self.draft.day, day)
    }

    /// October, perhaps with its day: October 9th. A number before a colon or 時 is a clock time.
    pub(super) fn named_month(&mut self, month: u32) -> Result<(), MomentError> {
        fill(&mut self.draft.month, month)?;
        self.month_named = true;
        self.eat(Token::Sign('.'));
        let clock = matches!(self.peek(1), Some(Token::Sign(':') | Token::Unit(Unit::Hour)));
        match self.peek(0) {
            Some(Token::Number { value, digits: ..=2 }) if !clock && self.draft.day.is_none() => {
                self.at += 1;
                self.eat(Token::Ordinal);
                fill(&mut self.draft.day, value)
            }
            _ => Ok(()),
        }
    }

    /// A number alone: the year after a named month, or the day before one.
    pub(super) fn bare_number(&mut self, value: u32, digits: usize) -> Result<(), MomentError> {
        if digits == 4 && self.month_named {
            return fill(&mut self.draft.year, value);
        }
        self.eat(Token::Ordinal);
        self.eat(Token::Filler); // the 9th of October
        match self.peek(0) {
            Some(Token::MonthName(_)) if digits <= 2 => fill(&mut self.draft.day, value),
            _ => Err(MomentError::Unparseable),
        }
    }
}
