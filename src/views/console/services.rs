//! The state of services: what the notices say, and what operators said in its place.

use askama::Template;

use super::{
    Frame,
    notice::PublicPage,
    sheet::{self, Section},
};

/// Every service with its state.
#[derive(Template)]
#[template(path = "console/services.html")]
pub struct ServicesPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The services.
    pub services: Vec<ServiceRow>,
    /// Whether the operator may give and lift states.
    pub may_publish: bool,
}

/// A service with its state.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// Where its state is given and lifted.
    pub path: String,
    /// Its name.
    pub name: String,
    /// What readers see.
    pub shown: State,
    /// What the notices say.
    pub computed: State,
    /// The state that an operator gave it.
    pub given: Option<GivenState>,
}

/// A state as it is shown: its colour, which is also its shape, and its word.
#[derive(Clone, Debug)]
pub struct State {
    /// Colour and shape.
    pub tone: &'static str,
    /// The word.
    pub word: String,
}

/// A state that an operator gave a service.
#[derive(Clone, Debug)]
pub struct GivenState {
    /// The state.
    pub state: State,
    /// Who gave it when, until when, and why.
    pub facts: Vec<String>,
    /// That it does not say what the notices say, or no longer holds.
    pub notes: Vec<String>,
}

/// Giving a state to a service, and lifting the one that stands.
#[derive(Template)]
#[template(path = "console/service.html")]
pub struct ServicePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// What is done.
    pub title: String,
    /// The service as it stands.
    pub service: ServiceRow,
    /// Fields that nobody sees.
    pub hidden: Vec<(String, String)>,
    /// What applies to the whole and is refused.
    pub refused: Vec<String>,
    /// What is asked for.
    pub sections: Vec<Section>,
    /// The service as readers will see it; empty as long as something is missing.
    pub previews: Vec<PublicPage>,
}

impl ServicePage<'_> {
    fn errors(&self) -> Vec<(String, String)> {
        sheet::errors(self.frame.t, &self.sections)
    }
}
