//! What is published and when (bilingual texts 9); the numbers are those of the provider's policy.

use askama::Template;

use super::{context::Context, frame::Frame};
use crate::{
    domain::{
        language::Language,
        public::{Route, View},
    },
    views::html,
};

/// The page.
#[derive(Template)]
#[template(path = "public/policy.html")]
struct PolicyPage<'a> {
    frame: Frame<'a>,
    heading: String,
    sections: Vec<(String, Vec<String>)>,
}

/// Writes the page of the notice policy.
///
/// # Errors
/// None that depends on the records.
pub fn policy(view: &View<'_>, language: Language) -> askama::Result<String> {
    let context = Context::still(view.model, language);
    let t = context.t();
    let numbers = &context.site.policy;
    let sections = vec![
        (
            t.msg_policy_published(),
            vec![
                t.msg_policy_published_outages(numbers.threshold_minutes),
                t.msg_policy_published_shorter(numbers.threshold_minutes),
                t.msg_policy_published_maintenance(),
            ],
        ),
        (
            t.msg_policy_not_published(),
            vec![t.msg_policy_not_own(), t.msg_policy_not_redundant(), t.msg_policy_not_single()],
        ),
        (
            t.msg_policy_when(),
            vec![
                t.msg_policy_when_first(numbers.first_notice_minutes),
                t.msg_policy_when_updates(numbers.update_minutes),
                t.msg_policy_when_maintenance(numbers.lead_days),
            ],
        ),
        (t.msg_policy_how_long(), vec![t.msg_policy_how_long_kept()]),
        (t.msg_policy_where(), vec![whereabouts(context)]),
    ];
    let heading = t.msg_policy_heading();
    let frame = Frame::still(context, &heading, Some(Route::Policy));
    html::page(&PolicyPage { frame, heading, sections })
}

fn whereabouts(context: Context<'_>) -> String {
    match &context.site.provider.urls.standby {
        Some(standby) => context.t().msg_policy_where_with_standby(standby.as_str()),
        None => context.t().msg_policy_where_here(),
    }
}
