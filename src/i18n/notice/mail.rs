//! The mail around the text of a notice: greeting, fact block, link and signature (bilingual texts 1.7).

use super::{
    About, Gap, Notice,
    fill::Filler,
    render::{Renderer, Wanted},
};
use crate::domain::{
    language::Language,
    text::{LocalizedText, TextState},
};

/// Whom a mail goes to, as far as its text depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient<'a> {
    /// The address of the recipient's own settings.
    pub manage_url: &'a str,
    /// Whether the recipient receives notices by contract and cannot stop them (domain rules 3.9).
    pub by_contract: bool,
}

/// The text of the mail. A text that was edited before it was posted is kept as it was posted, with
/// the lines of the mail around it.
pub(super) fn body(
    notice: &Notice<'_>,
    language: Language,
    recipient: &Recipient<'_>,
) -> Result<String, Vec<Gap>> {
    let stored = match notice.about {
        About::Incident { update, .. } => &update.body,
        About::Maintenance { update, .. } => &update.body,
    };
    let generated =
        stored.passage(language).is_some_and(|passage| passage.state == TextState::Auto);
    let renderer = || {
        let mut renderer = Renderer::new(notice, language, generated);
        renderer.filler.recipient = Some(*recipient);
        renderer
    };
    let posted = posted_text(stored, language);
    let unchanged = match (posted, renderer().web()) {
        (None, _) => true,
        (Some(posted), Ok(web)) => posted == web.body,
        (Some(_), Err(_)) => false,
    };
    let mut renderer = renderer();
    let text = match posted.filter(|_| !unchanged) {
        None => renderer.lines(Wanted::Mail, &renderer.template.body),
        Some(posted) => around(&mut renderer, posted),
    };
    let gaps = renderer.filler.gaps;
    if generated || gaps.is_empty() { Ok(text) } else { Err(gaps) }
}

fn posted_text(stored: &LocalizedText, language: Language) -> Option<&str> {
    stored.shown(language).filter(|text| !text.trim().is_empty())
}

/// The lines of the mail that come before the first line of the text, the text, and the others.
fn around(renderer: &mut Renderer<'_>, posted: &str) -> String {
    let lines = &renderer.template.body;
    let first = lines.iter().position(|line| !line.mail_only && !line.parts.is_empty());
    let (before, after) = lines.split_at(first.unwrap_or(lines.len()));
    let before = renderer.lines(Wanted::MailOnly, before);
    let after = renderer.lines(Wanted::MailOnly, after);
    let blocks = [before.as_str(), posted.trim(), after.as_str()];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The signature block; without the line of settings if there is no recipient.
pub(super) fn signature(filler: &Filler<'_>) -> String {
    let (voice, provider) = (&filler.voice, filler.voice.provider);
    let l10n = voice.sentences();
    let own = |text: &crate::domain::language::Localized| text.get(voice.language).clone();
    let manage = filler.recipient.map(|recipient| {
        if recipient.by_contract {
            l10n.msg_signature_manage_contract(recipient.manage_url)
        } else {
            l10n.msg_signature_manage(recipient.manage_url)
        }
    });
    [
        Some(l10n.msg_signature_rule()),
        Some(l10n.msg_signature_issuer(own(&provider.name), own(&provider.unit))),
        Some(own(&provider.address)),
        Some(l10n.msg_signature_contact(own(&provider.contact))),
        manage,
        Some(voice.zone_note()),
        Some(l10n.msg_signature_end()).filter(|end| !end.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}
