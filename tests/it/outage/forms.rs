//! Every form of the console, made ready to be sent by somebody who fills it in rightly. One table for
//! all outages: an address that takes a form and has no row here fails a test.

use axum::http::StatusCode;
use futures_util::future::BoxFuture;
use noroshi::{
    domain::{
        maintenance::{Automatic, Maintenance},
        operator::Role,
    },
    storage::{self, Change, maintenances},
    web::console::link_path,
};

use crate::support::{
    console::{Browser, PASSWORD, Portal},
    portal::maintenance,
    sample::tokyo,
    writing::{Filled, blank, open, recovery, suspected, update},
};

/// What is done with a form.
pub(super) struct Row {
    /// The address as it is declared.
    pub(super) route: &'static str,
    /// What is sent to it.
    pub(super) what: &'static str,
    /// Whether it stores anything.
    pub(super) writes: bool,
    /// How it is answered when it is sent again as it came back. One of which only secrets were typed does
    /// not come back, and is typed again.
    pub(super) again: StatusCode,
    pub(super) ready: fn(&Office) -> BoxFuture<'_, Sent>,
}

/// A form that is about to be sent.
pub(super) struct Sent {
    pub(super) browser: Browser,
    /// Somebody else who could send it, and reads English.
    pub(super) english: Option<Browser>,
    pub(super) path: String,
    pub(super) fields: Vec<(String, String)>,
}

/// A portal with the people in front of it.
pub(super) struct Office {
    pub(super) portal: Portal,
    /// An administrator who reads Japanese.
    pub(super) taro: Browser,
    /// One who reads English.
    pub(super) mary: Browser,
}

impl Sent {
    fn with(self, fields: Vec<(String, String)>) -> Self {
        Self { fields, ..self }
    }
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn set(form: Filled, fields: &[(&str, &str)]) -> Filled {
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

impl Office {
    pub(super) async fn open(portal: Portal) -> Self {
        let mut taro = portal.operator("taro", Role::Admin).await;
        let language = [("language", "ja"), ("next", "/console")];
        let changed = taro.post("/console/account/language", &language).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER);
        let mut mary = portal.operator("mary", Role::Admin).await;
        for browser in [&mut taro, &mut mary] {
            assert_eq!(browser.get("/console").await.status, StatusCode::OK);
        }
        // What the browser says is not what the operator chose.
        taro.language = "en";
        mary.language = "ja";
        Self { portal, taro, mary }
    }

    fn sent(&self, path: impl Into<String>, fields: &[(&str, &str)]) -> Sent {
        let (browser, english) = (self.taro.clone(), Some(self.mary.clone()));
        Sent { browser, english, path: path.into(), fields: owned(fields) }
    }

    /// A form of somebody who has not signed in.
    fn of_stranger(&self, path: impl Into<String>, fields: &[(&str, &str)]) -> Sent {
        let (mut browser, english) = (self.portal.stranger(), self.portal.stranger());
        browser.language = "ja";
        Sent { browser, english: Some(english), path: path.into(), fields: owned(fields) }
    }

    /// A form of somebody whom only this row knows.
    async fn of_somebody(&self, login: &str, path: &str, fields: &[(&str, &str)]) -> Sent {
        let mut browser = self.portal.operator(login, Role::Viewer).await;
        browser.post("/console/account/language", &[("language", "ja")]).await;
        browser.get("/console/account").await;
        Sent { browser, english: None, path: path.to_owned(), fields: owned(fields) }
    }

    fn filled(&self, form: Filled, step: &str) -> Sent {
        let mut fields = form.fields;
        fields.push(("step".to_owned(), step.to_owned()));
        let path = if step == "post" { format!("{}/post", form.action) } else { form.action };
        let (browser, english) = (self.taro.clone(), Some(self.mary.clone()));
        Sent { browser, english, path, fields }
    }

    /// A notice that was checked and is about to be posted.
    async fn checked(&self, form: Filled) -> Sent {
        let checked = form.send(&mut self.taro.clone(), "check").await;
        assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors, .error"));
        self.filled(Filled::of(&checked), "post")
    }

    /// A notice about an incident of its own.
    async fn notice(&self, state: &str, fill: impl FnOnce(Filled) -> Filled) -> Sent {
        let mut taro = self.taro.clone();
        let incident = open(&mut taro).await;
        self.checked(fill(update(&mut taro, &incident, state).await)).await
    }

    /// A part of the record of an incident of its own.
    async fn edit(&self, part: &str, fields: &[(&str, &str)]) -> Sent {
        let mut taro = self.taro.clone();
        let incident = open(&mut taro).await;
        let page = taro.get(&format!("{incident}/edit/{part}")).await;
        assert_eq!(page.status, StatusCode::OK, "{part}");
        self.filled(set(Filled::of(&page), fields), "save")
    }

    /// A state for a service.
    async fn state(&self, service: &str, step: &str) -> Sent {
        let path = format!("/console/services/{service}");
        let page = self.taro.clone().get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{service}");
        let form = Filled::to(&page, &path)
            .set("state", "degraded")
            .set("text_ja", "応答に時間がかかっております。")
            .set("text_en", "Responses are slow.")
            .set("reason", "監視の値が高い")
            .set("step", step);
        Sent { path, ..self.sent("", &[]) }.with(form.fields)
    }

    /// A maintenance that is to come.
    async fn plan(&self) -> Filled {
        let page = self.taro.clone().get("/console/maintenance/new?draft=new").await;
        Filled::to(&page, "/console/maintenance")
            .set("service", "mail")
            .set("title_ja", "ストレージの更新")
            .set("start-w1", "2030-01-10 1:00")
            .set("end-w1", "2030-01-10 3:00")
    }

    /// The page of a maintenance of its own, which is to come and begins by itself.
    async fn coming(&self) -> String {
        let core = self.portal.core();
        let now = core.clock.now();
        let mut tx = core.db.begin_write().await.unwrap();
        let date = now.date_in(&tokyo());
        let reference = maintenances::next_reference(&mut tx, date).await.unwrap().unwrap();
        let one = maintenance(
            &reference.to_string(),
            "2030-01-01T01:00:00+09:00",
            "2030-01-01T03:00:00+09:00",
        );
        let revision = storage::revision::bump(&mut tx).await.unwrap();
        let id = core.ids.uuid(now).unwrap();
        let automatic = Automatic { start: true, complete: true };
        let one = Maintenance { id, automatic, ..one };
        maintenances::insert(&mut tx, &one, Change { revision, at: now, by: "taro" })
            .await
            .unwrap();
        tx.commit().await.unwrap();
        format!("/console/maintenance/{reference}")
    }

    /// That the clock does not do what it would.
    async fn switch(&self) -> Sent {
        let page = self.taro.clone().get(&self.coming().await).await;
        let form = Filled::to(&page, "/console/maintenance");
        assert_eq!(form.get("to"), "people");
        self.filled(form, "")
    }

    /// The facts of a maintenance of its own, one of them changed.
    async fn facts(&self) -> Sent {
        let page = self.taro.clone().get(&format!("{}/edit", self.coming().await)).await;
        let form = Filled::to(&page, "/console/maintenance");
        let form =
            form.set("purpose_ja", "安定性の向上のため").set("purpose_en", "To improve stability");
        self.filled(form, "save")
    }

    /// A step in a maintenance of its own, which is to come.
    async fn step(&self, step: &str) -> Filled {
        let maintenance = self.coming().await;
        let page = self.taro.clone().get(&format!("{maintenance}/w1/{step}")).await;
        Filled::to(&page, "/console/maintenance")
            .set("reason_ja", "部品の到着が遅れたため")
            .set("reason_en", "Parts arrived late.")
    }

    /// A link for a new operator.
    async fn invited(&self, login: &str) -> Sent {
        let token = self.portal.invite(login, Role::Viewer).await;
        self.of_stranger(link_path(&token), &[("password", PASSWORD)])
    }

    /// Somebody who has a second factor, and its seed for typing.
    async fn with_factor(&self, login: &str) -> (Sent, String) {
        const PATH: &str = "/console/account/second-factor";
        let mut sent = self.of_somebody(login, PATH, &[]).await;
        let page = sent.browser.get(PATH).await;
        let seed = page.text(".code").unwrap();
        let (sealed, code) = (page.value("sealed").unwrap(), self.portal.code_of(&seed));
        let fields = [("sealed", sealed.as_str()), ("code", code.as_str())];
        assert_eq!(sent.browser.post(PATH, &fields).await.status, StatusCode::OK);
        (sent, seed)
    }

    async fn enrolled(&self, login: &str, path: &str) -> Sent {
        let (sent, _) = self.with_factor(login).await;
        Sent { path: path.to_owned(), ..sent }
    }

    /// Somebody who still has to type a code, and the code.
    async fn half_way(&self, login: &str) -> (Sent, String) {
        let (_, seed) = self.with_factor(login).await;
        let mut browser = self.portal.stranger();
        browser.language = "ja";
        assert_eq!(browser.sign_in(login, PASSWORD).await.status, StatusCode::OK);
        // A code is taken once, and the first was taken already.
        self.portal.wait_seconds(30);
        let path = "/console/sign-in/code".to_owned();
        (Sent { browser, english: None, path, fields: vec![] }, self.portal.code_of(&seed))
    }

    /// An operator to be changed.
    async fn colleague(&self, login: &str, what: &str, fields: &[(&str, &str)]) -> Sent {
        self.portal.add(login, Role::Viewer).await;
        self.sent(format!("/console/operators/{login}/{what}"), fields)
    }
}

const DONE: StatusCode = StatusCode::SEE_OTHER;
const SHOWN: StatusCode = StatusCode::OK;
const NO_CONTENT: StatusCode = StatusCode::NO_CONTENT;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

macro_rules! row {
    ($route:literal, $what:literal, $writes:ident, $again:ident, |$office:ident| $ready:expr) => {
        Row {
            route: $route,
            what: $what,
            writes: stringify!($writes).len() == "stores".len(),
            again: $again,
            ready: |$office| Box::pin(async move { $ready }),
        }
    };
}

/// Every form.
pub(super) fn rows() -> Vec<Row> {
    let mut rows = notices();
    rows.extend(besides());
    rows.extend(records());
    rows.extend(services());
    rows.extend(steps());
    rows.extend(people());
    rows.extend(passkeys());
    // First notices come last: whoever begins one goes on in the draft of the one before.
    rows.rotate_left(2);
    rows
}

const ACTION: [(&str, &str); 3] =
    [("template", "I4"), ("action_now_ja", "機器の確認"), ("action_now_en", "checking devices")];

fn notices() -> Vec<Row> {
    vec![
        row!("/console/incidents/new", "a first notice to be checked", reads, SHOWN, |office| {
            let form = blank(&mut office.taro.clone()).await;
            office.filled(form.set("free_ja", "追って報告します。"), "check")
        }),
        row!("/console/incidents/new/post", "a first notice", stores, DONE, |office| {
            let form = blank(&mut office.taro.clone()).await;
            office.checked(form).await
        }),
        row!(
            "/console/incidents/{reference}/{writing}",
            "a draft kept with the button",
            stores,
            DONE,
            |office| {
                let mut taro = office.taro.clone();
                let incident = open(&mut taro).await;
                let form = update(&mut taro, &incident, "investigating").await;
                office.filled(form.set("free_ja", "書きかけ"), "draft")
            }
        ),
        row!(
            "/console/incidents/{reference}/{writing}/post",
            "an update",
            stores,
            DONE,
            |office| office.notice("investigating", |form| set(form, &ACTION)).await
        ),
        row!(
            "/console/incidents/{reference}/{writing}/post",
            "a change of state with a cause",
            stores,
            DONE,
            |office| office.notice("responding", suspected).await
        ),
        row!(
            "/console/incidents/{reference}/{writing}/post",
            "a recovery",
            stores,
            DONE,
            |office| office.notice("recovered", recovery).await
        ),
        row!(
            "/console/incidents/{reference}/{writing}/post",
            "a withdrawal",
            stores,
            DONE,
            |office| {
                let reason =
                    [("reason_ja", "監視の誤検知でした。"), ("reason_en", "A false alarm.")];
                office.notice("withdrawn", |form| set(form, &reason)).await
            }
        ),
    ]
}

/// What else is written about an incident.
fn besides() -> Vec<Row> {
    vec![
        row!(
            "/console/incidents/{reference}/{writing}/post",
            "a correction",
            stores,
            DONE,
            |office| {
                let mut taro = office.taro.clone();
                let incident = open(&mut taro).await;
                let page = taro.get(&format!("{incident}/correction")).await;
                let form = Filled::of(&page)
                    .set("field", "start-p1")
                    .set("new_moment", "30分前")
                    .set("reason_ja", "記録を確認したため")
                    .set("reason_en", "Logs were checked");
                office.checked(form).await
            }
        ),
        row!(
            "/console/incidents/{reference}/updates/{update}/{language}",
            "an approved text",
            stores,
            DONE,
            |office| {
                let mut taro = office.taro.clone();
                let incident = open(&mut taro).await;
                let page = taro.get(&format!("{incident}/updates/U01/en")).await;
                office.filled(Filled::of(&page).set("body_en", "We are looking into it."), "save")
            }
        ),
        row!(
            "/console/drafts/{target}/{*kind}",
            "a draft kept by the page",
            stores,
            NO_CONTENT,
            |office| {
                let mut taro = office.taro.clone();
                let incident = open(&mut taro).await;
                let page = taro.get(&format!("{incident}/notice")).await;
                let form = Filled::of(&page).set("free_ja", "書きかけ");
                let path = page.attribute("form[data-autosave]", "data-autosave").unwrap();
                Sent { path, english: None, ..office.filled(form, "") }
            }
        ),
        row!("/console/drafts/discard", "a draft discarded", stores, DONE, |office| {
            let mut taro = office.taro.clone();
            let incident = open(&mut taro).await;
            let page = taro.get(&format!("{incident}/notice")).await;
            let form = Filled::of(&page).set("free_ja", "書きかけ");
            let kept = form.autosave(&mut taro, &page).await;
            assert_eq!(kept.status, NO_CONTENT);
            let fields = [("submission", form.get("submission"))];
            Sent { english: None, ..office.sent("/console/drafts/discard", &fields) }
        }),
    ]
}

/// The parts of a record, each with what is typed into it.
const PARTS: [(&str, &[(&str, &str)]); 12] = [
    ("period-p1", &[("degree-send", "delayed")]),
    (
        "cause",
        &[
            ("cause_state", "confirmed"),
            ("cause_ja", "設定の誤り"),
            ("step-new_ja", "更新"),
            ("role-new", "trigger"),
        ],
    ),
    ("measures", &[("measure-new_ja", "再起動"), ("kind-new", "restart"), ("status-new", "done")]),
    ("phases", &[("lead-new_ja", "発生直後に"), ("until-new", "5分前")]),
    ("unaffected", &[("functions-new", "send")]),
    ("data", &[("count", "12,400"), ("unit_ja", "通"), ("basis", "estimate")]),
    ("severity", &[("severity", "critical")]),
    ("notes", &[("note-new_ja", "補足です")]),
    ("backlogs", &[("backlog-new", "mail"), ("opened-new", "20分前"), ("state-new", "open")]),
    ("times", &[("detected", "15分前"), ("eta", "23:00"), ("eta_target", "yes")]),
    (
        "judgements",
        &[
            ("observed_from", "10分前"),
            ("observed_to", "今"),
            ("observation_ja", "まだ遅い。"),
            ("verdict", "not_recovered"),
        ],
    ),
    ("related", &[("triggered_by", "")]),
];

fn records() -> Vec<Row> {
    macro_rules! parts {
        ($($number:literal)*) => {
            vec![$(row!(
                "/console/incidents/{reference}/edit/{part}",
                "a part of the record",
                stores,
                DONE,
                |office| office.edit(PARTS[$number].0, PARTS[$number].1).await
            )),*]
        };
    }
    parts!(0 1 2 3 4 5 6 7 8 9 10 11)
}

/// Maintenances that are announced, and their steps.
fn steps() -> Vec<Row> {
    vec![
        row!(
            "/console/maintenance/{reference}/{window}/{step}",
            "a step to be checked",
            reads,
            SHOWN,
            |office| office.filled(office.step("cancel").await, "check")
        ),
        row!(
            "/console/maintenance/{reference}/{window}/{step}/post",
            "a step of a maintenance",
            stores,
            DONE,
            |office| office.checked(office.step("postpone").await).await
        ),
        row!(
            "/console/maintenance/{reference}/edit",
            "the facts of a maintenance",
            stores,
            DONE,
            |office| office.facts().await
        ),
        row!(
            "/console/maintenance/{reference}/clock",
            "what the clock would do",
            stores,
            DONE,
            |office| office.switch().await
        ),
        row!("/console/maintenance/new", "a maintenance to be checked", reads, SHOWN, |office| {
            office.filled(office.plan().await, "check")
        }),
        row!(
            "/console/maintenance/new/post",
            "a maintenance to be announced",
            stores,
            DONE,
            |office| office.checked(office.plan().await).await
        ),
    ]
}

fn people() -> Vec<Row> {
    let mut rows = own();
    rows.extend(others());
    rows
}

/// The states of services. Each is given to a service of its own, since one that was given stays.
fn services() -> Vec<Row> {
    vec![
        row!("/console/services/{service}", "a state to be checked", reads, SHOWN, |office| {
            office.state("mail", "check").await
        }),
        row!("/console/services/{service}", "a state of a service", stores, DONE, |office| {
            office.state("web", "give").await
        }),
        row!("/console/services/{service}/lift", "the end of a state", stores, DONE, |office| {
            let path = "/console/services/member";
            let mut sent = office.state("member", "give").await;
            let fields: Vec<(&str, &str)> =
                sent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(sent.browser.post(path, &fields).await.status, DONE);
            let page = sent.browser.get(path).await;
            let form = Filled::to(&page, "/console/services/member/lift");
            Sent { path: form.action, fields: form.fields, ..sent }
        }),
    ]
}

/// What people do about themselves.
fn own() -> Vec<Row> {
    vec![
        row!("/console/sign-in", "a name and a password", stores, REFUSED, |office| {
            let fields = [("name", "mary"), ("password", PASSWORD), ("next", "/console/audit")];
            office.of_stranger("/console/sign-in", &fields)
        }),
        row!("/console/sign-in/code", "a code", stores, DONE, |office| {
            let (mut sent, code) = office.half_way("halfway").await;
            sent.fields.push(("code".to_owned(), code));
            sent
        }),
        row!("/console/sign-out", "the end of a session", stores, DONE, |office| {
            office.of_somebody("leaver", "/console/sign-out", &[]).await
        }),
        row!("/console/step-up", "a password once more", stores, DONE, |office| {
            office.of_somebody("stepper", "/console/step-up", &[("password", PASSWORD)]).await
        }),
        row!("/console/link/{token}", "a first password", stores, DONE, |office| {
            office.invited("newcomer").await
        }),
        row!("/console/account/password", "another password", stores, DONE, |office| {
            let fields = [("current", PASSWORD), ("password", "quite another phrase 7")];
            office.of_somebody("changer", "/console/account/password", &fields).await
        }),
        row!("/console/account/language", "another language", stores, DONE, |office| {
            let fields = [("language", "en"), ("next", "/console/account")];
            office.of_somebody("polyglot", "/console/account/language", &fields).await
        }),
        row!(
            "/console/account/sessions/{session}/end",
            "the end of another session",
            stores,
            DONE,
            |office| {
                let mut sent = office.of_somebody("traveller", "", &[]).await;
                let mut away = office.portal.stranger();
                away.sign_in("traveller", PASSWORD).await;
                let page = sent.browser.get("/console/account").await;
                sent.path = page.attribute("form[action$='/end']", "action").unwrap();
                sent
            }
        ),
        row!(
            "/console/account/sessions/end-others",
            "the end of all other sessions",
            stores,
            DONE,
            |office| {
                office.of_somebody("loner", "/console/account/sessions/end-others", &[]).await
            }
        ),
        row!("/console/account/second-factor", "a second factor", stores, SHOWN, |office| {
            let mut sent =
                office.of_somebody("doubter", "/console/account/second-factor", &[]).await;
            let page = sent.browser.get("/console/account/second-factor").await;
            let code = office.portal.code_of(&page.text(".code").unwrap());
            sent.fields = owned(&[("sealed", &page.value("sealed").unwrap()), ("code", &code)]);
            sent
        }),
        row!("/console/account/second-factor/remove", "no second factor", stores, DONE, |office| {
            office.enrolled("careless", "/console/account/second-factor/remove").await
        }),
        row!("/console/account/codes", "new recovery codes", stores, SHOWN, |office| {
            office.enrolled("careful", "/console/account/codes").await
        }),
    ]
}

/// What administrators do about others.
fn others() -> Vec<Row> {
    vec![
        row!("/console/operators/new", "a new operator", stores, SHOWN, |office| {
            let fields =
                [("login", "suzuki"), ("name", "鈴木 蓮"), ("role", "viewer"), ("language", "ja")];
            office.sent("/console/operators/new", &fields)
        }),
        row!("/console/operators/{login}/role", "another role", stores, DONE, |office| {
            office.colleague("promoted", "role", &[("role", "drafter")]).await
        }),
        row!("/console/operators/{login}/disable", "no way in", stores, DONE, |office| {
            office.colleague("gone", "disable", &[]).await
        }),
        row!("/console/operators/{login}/enable", "a way in again", stores, DONE, |office| {
            let sent = office.colleague("back", "enable", &[]).await;
            let mut taro = office.taro.clone();
            assert_eq!(taro.post("/console/operators/back/disable", &[]).await.status, DONE);
            sent
        }),
        row!(
            "/console/operators/{login}/reset",
            "a link for a new password",
            stores,
            SHOWN,
            |office| office.colleague("forgetful", "reset", &[]).await
        ),
        row!(
            "/console/operators/{login}/sessions",
            "the end of all sessions",
            stores,
            DONE,
            |office| office.colleague("everywhere", "sessions", &[]).await
        ),
    ]
}

/// Passkeys: what a browser sends of them is a secret, so that only the gate can refuse it here.
fn passkeys() -> Vec<Row> {
    vec![
        row!("/console/sign-in/passkey/challenge", "a challenge", reads, SHOWN, |office| {
            office.of_stranger("/console/sign-in/passkey/challenge", &[])
        }),
        row!("/console/sign-in/passkey", "a passkey", reads, REFUSED, |office| {
            office.of_stranger("/console/sign-in/passkey", &[("next", "/console")])
        }),
        row!("/console/step-up/passkey/challenge", "a challenge", reads, SHOWN, |office| {
            office.sent("/console/step-up/passkey/challenge", &[])
        }),
        row!("/console/step-up/passkey", "a passkey once more", reads, REFUSED, |office| {
            office.sent("/console/step-up/passkey", &[("next", "/console")])
        }),
        row!("/console/account/passkeys/challenge", "a challenge", reads, SHOWN, |office| {
            office.sent("/console/account/passkeys/challenge", &[])
        }),
        row!("/console/account/passkeys", "a new passkey", reads, REFUSED, |office| {
            office.sent("/console/account/passkeys", &[("name", "手元の鍵")])
        }),
        row!(
            "/console/account/passkeys/{passkey}/remove",
            "no passkey",
            stores,
            NOT_FOUND,
            |office| {
                let nobody = "00000000-0000-7000-8000-000000000000";
                office.sent(format!("/console/account/passkeys/{nobody}/remove"), &[])
            }
        ),
    ]
}
