//! The program itself while its database is away: readers go on reading, also across a restart, operators are
//! told and keep their text, and soon after the database is back everything is as before, without a
//! restart.

use std::{path::PathBuf, time::Duration};

use axum::http::StatusCode;
use tokio::time::Instant;

use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page},
    lock::Lock,
    network::{Network, NetworkState},
    postgres::OwnServer,
    process::{Place, Running},
    run,
    time::until,
    wire::Answer,
    writing::{Filled, action, open},
};

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/case.yaml");
/// An incident of the case.
const KNOWN: &str = "/ja/incidents/INC-20161011-01";
/// Said on pages while the database is silent.
pub(super) const STALE: &str = "更新が止まっている可能性があります";
/// Within what everything works again (requirement R4), on a machine that does nothing else; a busy one is
/// granted as much again.
const RECOVERED: Duration = Duration::from_secs(5 * 2);

/// A portal that runs beside the test, and an operator before it.
pub(super) struct Portal {
    place: Place,
    running: Running,
    pub(super) hanako: Browser,
}

/// A notice that is about to be posted.
pub(super) struct Notice {
    /// The page that readers will find it on.
    pub(super) public: String,
    pub(super) form: Filled,
    pub(super) text: String,
}

impl Portal {
    pub(super) async fn new(database: &str) -> Self {
        let place = Place::with(&format!(
            "[listen]\naddress = \"127.0.0.1:0\"\n\
             [security]\nsecond_factor = \"optional\"\n\
             [snapshot]\nstale_seconds = 1\nsave_seconds = 0\n{database}"
        ));
        place.done(&["import", CASE]);
        let added = place.done(&["operator", "add", "hanako", "--role", "publisher"]);
        let link = &added[added.find("/console/link/").unwrap()..];
        let link = link.split_whitespace().next().unwrap();
        let running = Running::start(&place, &["serve"], 1);
        running.get(KNOWN).await;
        let mut hanako = Browser::before(running.address());
        let entered = hanako.post(link, &[("password", PASSWORD)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
        let language = [("language", "ja"), ("next", "/console")];
        hanako.post("/console/account/language", &language).await;
        assert_eq!(hanako.get("/console").await.status, StatusCode::OK);
        Self { place, running, hanako }
    }

    /// The file of the database.
    fn file(&self) -> String {
        format!("sqlite://{}", self.place.path("noroshi-data/noroshi.db").display())
    }

    /// Opens an incident and checks a notice about it.
    pub(super) async fn notice(&mut self, text: &str) -> Notice {
        let incident = open(&mut self.hanako).await;
        let form = action(&mut self.hanako, &incident, text).await;
        let form = form.set("action_now_en", "checking devices");
        let checked = form.send(&mut self.hanako, "check").await;
        assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors"));
        let public = incident.replace("/console", "/ja");
        self.running.get(&public).await;
        Notice { public, form: Filled::of(&checked), text: text.to_owned() }
    }

    /// Tries to post; the answer refuses it and has the whole text.
    async fn is_refused(&mut self, notice: &Notice, title: &str) -> Filled {
        let page = notice.form.send(&mut self.hanako, "post").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{:?}", page.texts("h1"));
        assert_eq!(page.header("content-language"), "ja");
        assert_eq!(page.text("h1").as_deref(), Some(title));
        let back = Filled::of(&page);
        for (name, value) in &notice.form.fields {
            assert!(back.fields.contains(&(name.clone(), value.clone())), "{name}");
        }
        back
    }

    /// Posts what came back as soon as that can be done, and waits until readers see it.
    pub(super) async fn goes_on(&mut self, notice: &Notice, back: &Filled) {
        let began = Instant::now();
        let posted: Page = until("a notice is posted", async || {
            let page = back.sent_by(&mut self.hanako.clone()).await;
            (page.status != StatusCode::SERVICE_UNAVAILABLE).then_some(page)
        })
        .await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{:?}", posted.texts("h1, .errors"));
        let page = self.page_with(&notice.public, &notice.text, true).await;
        let took = began.elapsed();
        assert!(took < RECOVERED, "{took:?}");
        assert!(page.contains("第2報") && !page.contains("第3報"), "it is posted once");
    }

    /// A public page, once it says something or no longer does.
    pub(super) async fn page_with(&self, path: &str, what: &str, there: bool) -> String {
        until(what, async || {
            let answer = self.ask(path).await;
            assert_eq!(answer.status, 200, "{path} at any time");
            let page = answer.text();
            (page.contains(what) == there).then_some(page)
        })
        .await
    }

    /// Stops the portal and starts it again, with something in between.
    async fn restarted(self, between: impl AsyncFnOnce()) -> Self {
        let Self { place, running, hanako } = self;
        running.stop();
        between().await;
        let running = Running::start(&place, &["serve"], 1);
        let hanako = hanako.moved(running.address());
        Self { place, running, hanako }
    }

    /// Stops the portal and starts it again by way of another program.
    pub(super) fn restarted_by(self, way: &[&str]) -> Self {
        let Self { place, running, hanako } = self;
        running.stop();
        let running = Running::start_by(&place, way, &["serve"], 1);
        let hanako = hanako.moved(running.address());
        Self { place, running, hanako }
    }

    /// A file as the portal sees it.
    pub(super) fn inside(&self, name: &str) -> PathBuf {
        let path = self.place.path(name);
        let root = PathBuf::from(format!("/proc/{}/root", self.running.id()));
        root.join(path.strip_prefix("/").unwrap())
    }

    /// The answer to a reader.
    pub(super) async fn ask(&self, path: &str) -> Answer {
        self.running.ask(path).await.expect("an answer")
    }

    /// Readers are served everything, with a word on how old it is.
    async fn is_read_without_the_database(&self, notice: &Notice) {
        for path in ["/ja/", notice.public.as_str()] {
            self.page_with(path, STALE, true).await;
        }
        // What is long over is as it was, at any time.
        for path in [KNOWN, "/en/", "/ja/history", "/en/history/2016-10", "/ja/services/mail"] {
            assert_eq!(self.ask(path).await.status, 200, "{path}");
        }
    }
}

const UNAVAILABLE: &str = "データベースに接続できません";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_outlives_a_locked_file_also_across_a_restart() {
    let mut portal = Portal::new("").await;
    let file = portal.file();
    let first = portal.notice("一回目の機器の確認").await;
    let second = portal.notice("二回目の機器の確認").await;
    let lock = Lock::of(&file).await;
    let back = portal.is_refused(&first, "混み合っています").await;
    assert_eq!(portal.ask(&first.public).await.status, 200);
    lock.release().await;
    portal.goes_on(&first, &back).await;

    let mut lock = None;
    portal = portal.restarted(async || lock = Some(Lock::alone(&file).await)).await;
    portal.is_read_without_the_database(&second).await;
    let page = second.form.send(&mut portal.hanako, "post").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{:?}", page.texts("h1"));
    let back = Filled::of(&page);
    assert_eq!(back.get("action_now_ja"), second.text);
    lock.unwrap().release().await;
    portal.goes_on(&second, &back).await;
    portal.page_with("/ja/", STALE, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_outlives_a_stopped_postgres_also_across_a_restart() {
    let server = OwnServer::start();
    let mut portal = Portal::new(&format!("[database]\nurl = \"{}\"\n", server.url())).await;
    let first = portal.notice("一回目の機器の確認").await;
    let second = portal.notice("二回目の機器の確認").await;
    server.down();
    portal.is_read_without_the_database(&first).await;
    let back = portal.is_refused(&first, UNAVAILABLE).await;
    server.up();
    portal.goes_on(&first, &back).await;
    portal.page_with("/ja/", STALE, false).await;

    portal = portal.restarted(async || server.down()).await;
    portal.is_read_without_the_database(&second).await;
    let back = portal.is_refused(&second, UNAVAILABLE).await;
    server.up();
    portal.goes_on(&second, &back).await;
    portal.page_with("/ja/", STALE, false).await;
}

#[test]
fn a_portal_outlives_a_network_that_swallows_everything_or_only_the_answer() {
    run(swallowed, TestDatabase::postgres());
}

async fn swallowed(server: TestDatabase) {
    let network = Network::before(server.url()).await;
    let mut portal = Portal::new(&format!("[database]\nurl = \"{}\"\n", network.url())).await;
    let first = portal.notice("一回目の機器の確認").await;
    let second = portal.notice("二回目の機器の確認").await;
    network.turn(NetworkState::Forgetting);
    let back = portal.is_refused(&first, "保存されたかどうか確認できません").await;
    network.turn(NetworkState::Sound);
    portal.goes_on(&first, &back).await;

    network.turn(NetworkState::Losing);
    portal.is_read_without_the_database(&second).await;
    let back = portal.is_refused(&second, UNAVAILABLE).await;
    network.turn(NetworkState::Sound);
    portal.goes_on(&second, &back).await;
}
