//! Where the portal stores.

use std::path::{Path, PathBuf};

use super::{
    reading::{Place, Reading, What, settings},
    source,
};
use crate::domain::secret::Secret;

/// Where the portal stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// Its address; a file in the data directory if there is none.
    pub url: Option<DatabaseUrl>,
    /// A file that holds the address, because the address may hold a password.
    pub url_file: Option<PathBuf>,
    /// Connections at once.
    pub connections: u32,
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self { url: None, url_file: None, connections: 10 }
    }
}

settings!(DatabaseSettings { url, url_file, connections in 1..=1000 });

impl DatabaseSettings {
    /// Takes the address from its file.
    pub(super) fn read_url(&mut self, cx: &mut Reading<'_>) {
        let Some(file) = &self.url_file else { return };
        if self.url.is_some() {
            let (url, url_file) = ("database.url".to_owned(), "database.url_file".to_owned());
            return cx.report(cx.place(&url_file), What::Both(url, url_file));
        }
        let place = Place::SecretFile(file.clone());
        match source::read(file).map(|text| DatabaseUrl::parse(text.trim())) {
            Ok(Some(url)) => self.url = Some(url),
            Ok(None) => cx.report(place, What::ExpectedDatabase("database.url".to_owned())),
            Err(what) => cx.report(place, what),
        }
    }
}

/// The address of a database. It may hold a password, so it is a secret as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(Secret);

impl DatabaseUrl {
    /// The address in a text, if it is of a kind that the portal knows.
    pub fn parse(text: &str) -> Option<Self> {
        let kinds = ["sqlite:", "postgres:", "postgresql:"];
        kinds.iter().any(|kind| text.starts_with(kind)).then(|| Self(Secret::new(text)))
    }

    /// The file in which SQLite is to store.
    pub(super) fn of_file(file: &Path) -> Self {
        Self(Secret::new(format!("sqlite://{}", file.display())))
    }

    /// The address as text, for the one who opens the database.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}
