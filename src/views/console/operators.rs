//! Managing operators.

use askama::Template;

use super::Frame;
use crate::{
    domain::operator::Operator,
    i18n::labels::Label as _,
    views::form::{self, Choice, Errors, Field},
};

/// The list of operators.
#[derive(Template)]
#[template(path = "console/operators.html")]
pub struct OperatorsPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The operators, by name.
    pub operators: Vec<OperatorRow>,
}

/// An operator in the list.
#[derive(Clone, Debug)]
pub struct OperatorRow {
    /// Who.
    pub operator: Operator,
    /// Whether a second factor is set up.
    pub has_factor: bool,
    /// Whether a password is set.
    pub has_password: bool,
}

impl OperatorsPage<'_> {
    fn role(&self, row: &OperatorRow) -> String {
        row.operator.role.label(self.frame.t)
    }
}

/// Adding an operator.
#[derive(Template)]
#[template(path = "console/operator_add.html")]
pub struct OperatorAddPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The name for signing in.
    pub login: Field,
    /// The name shown.
    pub name: Field,
    /// The role.
    pub role: Choice,
    /// The language of the console.
    pub language: Choice,
}

impl OperatorAddPage<'_> {
    fn errors(&self) -> Errors {
        let mut errors = form::errors(self.frame.t, [&self.login, &self.name]);
        errors.extend(form::choice_errors(self.frame.t, [&self.role, &self.language]));
        errors
    }
}

/// One operator, and what can be changed.
#[derive(Template)]
#[template(path = "console/operator.html")]
pub struct OperatorPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Who.
    pub operator: &'a Operator,
    /// The role.
    pub role: Choice,
    /// Why nothing was changed.
    pub refusal: Option<String>,
}

impl OperatorPage<'_> {
    fn errors(&self) -> Errors {
        form::choice_errors(self.frame.t, [&self.role])
    }

    fn path(&self, action: &str) -> String {
        format!("/console/operators/{}/{action}", self.operator.login)
    }
}

/// A one-time link, shown once.
#[derive(Template)]
#[template(path = "console/operator_link.html")]
pub struct OperatorLinkPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// For whom.
    pub name: String,
    /// The link.
    pub link: String,
}
