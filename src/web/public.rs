//! Readers: everything public from the snapshot, without the database and without making a page.
//!
//! The one exception is the search of the history, which looks through the model in memory, a few at
//! a time. Must not set a cookie, and must not look at who asks.

use std::{collections::HashMap, sync::Arc};

use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};

use super::{
    answer::{Answer, Body, Whole, empty, text},
    date::Date,
    headers::{self, NO_STORE, safety, secure},
    health,
    limits::Limits,
    negotiate,
    plain::Plain,
    ready::Ready,
    search::{Searches, asked},
};
use crate::{
    clock::Clock,
    domain::{
        language::Language,
        public::{Asked, Query, Route},
    },
    snapshot::{Page, Renderer, Snapshot, SnapshotCell},
    views::assets::ASSETS,
};

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";
const ALLOWED: HeaderValue = HeaderValue::from_static("GET, HEAD");
/// Seconds after which a client that was put off may come back.
const RETRY: HeaderValue = HeaderValue::from_static("5");

/// What the provider decides about answers to readers.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language of those who ask for neither.
    pub default_language: Language,
    /// Whether readers come by TLS, so that they may be told to go on doing so.
    pub by_tls: bool,
    /// The text of `/.well-known/security.txt` (RFC 9116), if there is one.
    pub security_txt: Option<String>,
}

/// What is answered besides pages and files: its address, and how; `None` if it is not there.
type Special = (&'static str, fn(&Public, &HeaderMap) -> Option<Response<Body>>);
static SPECIAL: [Special; 4] = [
    ("/", |public, headers| Some(public.home(headers))),
    ("/healthz", |_, _| Some(text(StatusCode::OK, PLAIN, "ok\n"))),
    ("/readyz", |public, _| Some(health::ready(&public.cell, public.clock.now()))),
    ("/.well-known/security.txt", |public, _| {
        public.settings.security_txt.clone().map(|words| text(StatusCode::OK, PLAIN, words))
    }),
];

/// The addresses of what is answered besides pages and files.
pub fn special_addresses() -> impl Iterator<Item = &'static str> {
    SPECIAL.iter().map(|(address, _)| *address)
}

/// Answers readers.
pub struct Public {
    settings: Settings,
    cell: Arc<SnapshotCell>,
    renderer: Renderer,
    clock: Clock,
    files: HashMap<&'static str, Page>,
    searches: Searches,
    /// The headers that every answer carries, as they go over the wire.
    safety: Vec<u8>,
    date: Date,
}

impl Public {
    /// Answers from the snapshot in the cell.
    pub fn new(
        settings: Settings,
        cell: Arc<SnapshotCell>,
        renderer: Renderer,
        clock: Clock,
        limits: &Limits,
    ) -> Self {
        let file = |asset: &'static crate::views::assets::Asset| {
            (asset.path, Page::file(asset.media_type, asset.identity, asset.gzip, asset.brotli))
        };
        let mut lines = Vec::new();
        for (name, value) in safety(settings.by_tls) {
            headers::write(&mut lines, &name, &value);
        }
        Self {
            settings,
            cell,
            renderer,
            clock,
            files: ASSETS.iter().map(file).collect(),
            searches: Searches::new(limits),
            safety: lines,
            date: Date::default(),
        }
    }

    pub(super) const fn by_tls(&self) -> bool {
        self.settings.by_tls
    }

    /// The answer to a reader who asks for a page or file that lies ready. This is what nearly every
    /// request comes to, so it comes first.
    pub(super) fn hit(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<Response<Body>> {
        if (method != Method::GET && method != Method::HEAD) || asked(uri).is_some() {
            return None;
        }
        self.at(uri.path(), |page| self.serve(page, headers))
    }

    /// The same answer as it goes over the wire.
    pub(super) fn whole(&self, request: &Plain<'_, '_>) -> Option<Whole> {
        self.at(request.path, |page| {
            let ready = Ready::of(page, request)?;
            Some(ready.whole(request.head_only, &self.safety, &self.date.at(self.clock.now())))
        })
    }

    /// Looks for the page or file at a path, and gives what is made of it.
    fn at<T>(&self, path: &str, serve: impl FnOnce(&Page) -> Option<T>) -> Option<T> {
        let snapshot = self.cell.load();
        match snapshot.as_ref().and_then(|snapshot| snapshot.page(path)) {
            Some(page) => serve(page),
            None => serve(self.files.get(path)?),
        }
    }

    fn serve(&self, page: &Page, headers: &HeaderMap) -> Option<Response<Body>> {
        let mut response = Ready::of(page, headers)?.response();
        secure(response.headers_mut(), self.settings.by_tls);
        Some(response)
    }

    /// The answer to anything else that is not for operators.
    pub(super) fn miss(
        self: &Arc<Self>,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Answer {
        let reads = method == Method::GET || method == Method::HEAD;
        let path = uri.path();
        let refusal = |status| Answer::ready(self.error(status, path, headers, None));
        let special = SPECIAL.iter().find(|(address, _)| *address == path);
        let answer = special.and_then(|(_, answer)| answer(self, headers));
        match answer {
            Some(mut response) if reads => {
                secure(response.headers_mut(), self.settings.by_tls);
                return Answer::ready(response);
            }
            Some(_) => return refusal(StatusCode::METHOD_NOT_ALLOWED),
            None => {}
        }
        let snapshot = self.cell.load_full();
        let has = |path: &str| snapshot.as_ref().is_some_and(|one| one.page(path).is_some());
        if has(path) || self.files.contains_key(path) {
            return match (asked(uri), &snapshot) {
                (Some(asked), Some(snapshot)) if reads => {
                    self.search(asked, snapshot, path, headers)
                }
                _ => refusal(StatusCode::METHOD_NOT_ALLOWED),
            };
        }
        let elsewhere = canonical(path).filter(|path| has(path)).or_else(|| self.successor(path));
        match elsewhere.filter(|_| reads) {
            Some(path) => Answer::ready(self.redirect(&path, uri.query())),
            None if snapshot.is_none() => refusal(StatusCode::SERVICE_UNAVAILABLE),
            None => refusal(StatusCode::NOT_FOUND),
        }
    }

    /// `/` leads to the home page in the language that the reader likes best.
    fn home(&self, headers: &HeaderMap) -> Response<Body> {
        let language = negotiate::language(headers, self.settings.default_language);
        let mut response = empty(StatusCode::FOUND);
        let out = response.headers_mut();
        let location = match language {
            Language::Ja => "/ja/",
            Language::En => "/en/",
        };
        out.insert(header::LOCATION, HeaderValue::from_static(location));
        out.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
        response
    }

    /// The file that takes the place of one of an earlier build, whose pages may still be served.
    fn successor(&self, path: &str) -> Option<String> {
        let (stem, extension) = stem_and_extension(path)?;
        let like = |file: &&&str| stem_and_extension(file) == Some((stem, extension));
        self.files.keys().find(like).map(|file| (*file).to_owned())
    }

    fn redirect(&self, path: &str, query: Option<&str>) -> Response<Body> {
        let location = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        let mut response = empty(StatusCode::PERMANENT_REDIRECT);
        // What came as part of an address can be sent as one.
        if let Ok(location) = HeaderValue::try_from(location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        let out = response.headers_mut();
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
        secure(out, self.settings.by_tls);
        response
    }

    /// Looks through the history. One for which there is no place is put off; while the model of the
    /// pages is not known, there is nothing to look through.
    fn search(
        self: &Arc<Self>,
        asked: Asked,
        snapshot: &Arc<Snapshot>,
        path: &str,
        headers: &HeaderMap,
    ) -> Answer {
        let language = Route::language(path).unwrap_or(self.settings.default_language);
        let (public, snapshot) = (self.clone(), snapshot.clone());
        let (path, headers) = (path.to_owned(), without_conditions(headers));
        Answer::Later(Box::pin(async move {
            let searching = public.clone();
            let search = move || searching.searched(&asked, &snapshot, language);
            match public.searches.run(search).await.unwrap_or(Err(StatusCode::TOO_MANY_REQUESTS)) {
                Ok(html) => public.made(html, language),
                Err(status) => public.error(status, &path, &headers, None),
            }
        }))
    }

    fn searched(
        &self,
        asked: &Asked,
        snapshot: &Snapshot,
        language: Language,
    ) -> Result<String, StatusCode> {
        let view = snapshot.view().ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
        let query = Query::new(asked, &view.site().catalogue);
        let found = query.as_ref().map(|query| (query, view.model.search(query)));
        let result = match &found {
            Ok((query, found)) => Ok((*query, found)),
            Err(error) => Err(**error),
        };
        (self.renderer.search)(&view, language, asked, result).map_err(|error| {
            tracing::error!(%error, "the page of a search cannot be made");
            StatusCode::INTERNAL_SERVER_ERROR
        })
    }

    fn made(&self, html: String, language: Language) -> Response<Body> {
        let mut response = text(StatusCode::OK, HTML, html);
        let out = response.headers_mut();
        out.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        out.insert(header::CACHE_CONTROL, NO_STORE);
        secure(out, self.settings.by_tls);
        response
    }

    /// The page of an error, in the language of the path or else of the client. It tells nothing but
    /// the status and, if something failed, the number under which the log holds it.
    pub(super) fn error(
        &self,
        status: StatusCode,
        path: &str,
        headers: &HeaderMap,
        request_id: Option<&str>,
    ) -> Response<Body> {
        let default = self.settings.default_language;
        let language =
            Route::language(path).unwrap_or_else(|| negotiate::language(headers, default));
        let snapshot = self.cell.load();
        let ready = snapshot.as_ref().and_then(|one| one.error(status.as_u16(), language));
        let mut response = match ready.filter(|_| request_id.is_none()) {
            Some(page) => self.serve(page, &without_conditions(headers)),
            None => None,
        }
        .unwrap_or_else(|| {
            let site = snapshot.as_ref().and_then(|one| one.view());
            let site = site.as_ref().map(|view| &*view.model.site);
            let html = (self.renderer.error)(site, language, status.as_u16(), request_id);
            self.made(html.unwrap_or_else(|_| status.to_string()), language)
        });
        *response.status_mut() = status;
        let out = response.headers_mut();
        for name in [header::ETAG, header::LAST_MODIFIED] {
            out.remove(name);
        }
        out.insert(header::CACHE_CONTROL, NO_STORE);
        match status {
            StatusCode::METHOD_NOT_ALLOWED => {
                out.insert(header::ALLOW, ALLOWED);
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                out.insert(header::RETRY_AFTER, RETRY);
            }
            _ => {}
        }
        response
    }
}

/// What a client asked for, but for what it has already: an error is always told.
fn without_conditions(headers: &HeaderMap) -> HeaderMap {
    let mut plain = HeaderMap::new();
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        plain.append(header::ACCEPT_ENCODING, value.clone());
    }
    plain
}

/// The address that is served, for one that differs from it by slashes at its end.
fn canonical(path: &str) -> Option<String> {
    let bare = path.trim_end_matches('/');
    let home = bare.strip_prefix('/').and_then(Language::from_tag);
    let canonical = match home {
        Some(language) => Route::Home.path(language),
        None => bare.to_owned(),
    };
    (canonical != path).then_some(canonical)
}

/// The parts of `/static/portal.0123abcd.css` that a new build does not change.
fn stem_and_extension(path: &str) -> Option<(&str, &str)> {
    let (stem, rest) = path.strip_prefix("/static/")?.split_once('.')?;
    let (_, extension) = rest.split_once('.')?;
    Some((stem, extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slashes_at_the_end_are_mended() {
        assert_eq!(canonical("/ja").as_deref(), Some("/ja/"));
        assert_eq!(canonical("/ja//").as_deref(), Some("/ja/"));
        assert_eq!(canonical("/ja/history/").as_deref(), Some("/ja/history"));
        assert_eq!(canonical("/ja/"), None);
        assert_eq!(canonical("//example.jp/").as_deref(), Some("//example.jp"));
    }
}
