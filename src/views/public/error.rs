//! Pages that tell what went wrong and where to go from here. They say nothing of how the portal is
//! built, and are whole even before there is a provider.

use std::sync::LazyLock;

use askama::Template;

use super::{context::Context, frame::Frame};
use crate::{
    domain::{
        house_style::HouseStyle,
        language::{Language, Localized},
        policy::NoticePolicy,
        provider::{PortalUrls, Provider},
        public::Site,
        service::Catalogue,
    },
    i18n::{sentences::Sentences, t},
    views::html,
};

/// The page.
#[derive(Template)]
#[template(path = "public/error.html")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    status: u16,
    heading: String,
    text: String,
    request: Option<String>,
    /// Whether there are pages to go on to.
    ways: bool,
}

/// Writes the page of a status; one that has no words of its own has those of its class. With a
/// request number, the reader can quote it.
///
/// # Errors
/// None that depends on the site.
pub fn error(
    site: Option<&Site>,
    language: Language,
    status: u16,
    request_id: Option<&str>,
) -> askama::Result<String> {
    let context = Context { site: site.unwrap_or(&NOBODY), model: None, language, clock: None };
    let t = context.t();
    // Before the first pages there is nothing to read, nor anywhere to go.
    let early = status == 503 && site.is_none();
    let (heading, text) = if early {
        (t.msg_error_503_early(), t.msg_error_503_early_text())
    } else {
        words(t, status)
    };
    let request = request_id.map(|number| t.msg_error_request(number));
    let frame = Frame::still(context, &heading, None);
    html::page(&ErrorPage { frame, status, heading, text, request, ways: !early })
}

fn words(t: &Sentences, status: u16) -> (String, String) {
    match status {
        404 => (t.msg_error_404(), t.msg_error_404_text()),
        405 => (t.msg_error_405(), t.msg_error_405_text()),
        408 => (t.msg_error_408(), t.msg_error_408_text()),
        413 => (t.msg_error_413(), t.msg_error_413_text()),
        414 => (t.msg_error_414(), t.msg_error_414_text()),
        429 => (t.msg_error_429(), t.msg_error_429_text()),
        431 => (t.msg_error_431(), t.msg_error_431_text()),
        503 => (t.msg_error_503(), t.msg_error_503_text()),
        500.. => (t.msg_error_500(), t.msg_error_500_text()),
        _ => (t.msg_error_400(), t.msg_error_400_text()),
    }
}

/// Stands for the provider as long as there is none.
static NOBODY: LazyLock<Site> = LazyLock::new(|| {
    let nothing = Localized::<String>::default;
    let provider = Provider {
        key: "nobody".parse().expect("six letters are a key"),
        name: Localized::from_fn(|language| t(language).msg_status_info()),
        unit: nothing(),
        address: nothing(),
        contact: nothing(),
        urls: PortalUrls { primary: String::new(), standby: None },
        zone: "Asia/Tokyo".to_owned(),
        doc_no_pattern: String::new(),
        house_style: HouseStyle::default(),
        roles: vec![],
    };
    Site::new(provider, Catalogue::default(), NoticePolicy::default())
});
