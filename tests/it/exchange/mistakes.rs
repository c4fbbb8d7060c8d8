//! Every mistake is named with its line, in the user's language, and all of them at once.

use std::fmt::Write as _;

use noroshi::{
    domain::{language::Language, time::Timestamp},
    exchange::{Known, MAX_BYTES, MAX_DEPTH, MAX_ITEMS, MAX_MISTAKES, Mistake, What, parse, read},
};

/// A file without a mistake, to make others of.
const SMALL: &str = include_str!("small.yaml");

/// When the files are read: 2026-01-01T00:00:00Z.
const NOW: i64 = 1_767_225_600;

/// Each mistake: its name, and what is to be replaced in the small file.
const MISTAKES: &[(&str, &[(&str, &str)])] = &[
    (
        "a state of a service that is not there",
        &[(
            "maintenances:",
            "service_states:\n  - {service: nothing, state: partial, computed: major, text: {ja: 訂正, en: Corrected}, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", by: hanako}\nmaintenances:",
        )],
    ),
    (
        "a state better than the record without a word to readers",
        &[(
            "maintenances:",
            "service_states:\n  - {service: mail, state: partial, computed: major, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", by: hanako}\nmaintenances:",
        )],
    ),
    (
        "a state that ends before it begins",
        &[(
            "maintenances:",
            "service_states:\n  - {service: mail, state: partial, computed: major, text: {ja: 訂正, en: Corrected}, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", until: \"2016-10-11T09:00:00+09:00\", by: hanako}\nmaintenances:",
        )],
    ),
    (
        "a state that nobody knows",
        &[(
            "maintenances:",
            "service_states:\n  - {service: mail, state: halfway, computed: major, text: {ja: 訂正, en: Corrected}, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", by: hanako}\nmaintenances:",
        )],
    ),
    (
        "two states of one service",
        &[(
            "maintenances:",
            "service_states:\n  - {service: mail, state: partial, computed: major, text: {ja: 訂正, en: Corrected}, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", by: hanako}\n  - {service: mail, state: partial, computed: major, text: {ja: 訂正, en: Corrected}, reason: checked by hand, since: \"2016-10-11T10:00:00+09:00\", by: hanako}\nmaintenances:",
        )],
    ),
    (
        "a function that failed and worked",
        &[(
            "  metrics:",
            "  unaffected: {functions: [pop], services: [], periods: [p1]}\n  metrics:",
        )],
    ),
    ("an unknown key", &[("  severity: major", "  severity: major\n  colour: red")]),
    ("a misspelled key", &[("  severity: major", "  severty: major")]),
    ("a missing key", &[("  title_service: mail\n", "")]),
    ("a key given twice", &[("  severity: major", "  severity: major\n  severity: minor")]),
    ("a text where a list is expected", &[("  affected: [mail]", "  affected: mail")]),
    (
        "a list where a map is expected",
        &[
            ("    seq: 1", "    seq: 1"),
            (
                "  moments:\n    b0: {at: \"2016-10-11T08:55:00+09:00\", grain: minute}\n    b1: {at: \"2016-10-11T22:00:00+09:00\", grain: hour, approx: true}",
                "  moments: [b0]",
            ),
        ],
    ),
    (
        "paragraphs that are one text for each language",
        &[(
            "  severity: major",
            "  severity: major\n  cause: {state: confirmed, narrative: {ja: 原因, en: The cause}}",
        )],
    ),
    (
        "paragraphs in one language",
        &[(
            "  severity: major",
            "  severity: major\n  cause: {state: confirmed, narrative: {en: [The cause]}}",
        )],
    ),
    ("a map where a text is expected", &[("{ja: メール受信の障害, en:", "{ja: {a: b}, en:")]),
    ("nothing where a text is expected", &[("{ja: メール受信の障害, en:", "{ja: , en:")]),
    ("a number in quotes", &[("order: 1", "order: \"1\"")]),
    ("a number with decimals", &[("n: 2300", "n: 23.5")]),
    ("a number out of its range", &[("max_interruption_s: 600", "max_interruption_s: -5")]),
    ("an apology above the highest level", &[("level: 3", "level: 9")]),
    ("a fraction above one", &[("x: 0.18", "x: 1.80")]),
    ("true in quotes", &[("approx: true", "approx: \"yes\"")]),
    ("an unknown word", &[("severity: major", "severity: huge")]),
    ("an unknown degree", &[("degree: unavailable", "degree: broken")]),
    ("an unknown template", &[("template: I1", "template: I99")]),
    ("an unknown scope", &[("scope: {kind: all}", "scope: {kind: nobody}")]),
    ("an unknown end", &[("end: unstated", "end: soon")]),
    ("an identifier with a space", &[("- id: queue", "- id: the queue")]),
    ("a bad reference number", &[("  id: INC-20161011-01", "  id: INC-20161311-01")]),
    ("a reference number of another kind", &[("  id: INC-20161011-01", "  id: MNT-20161011-01")]),
    ("a date that does not exist", &[("b0: {at: \"2016-10-11T", "b0: {at: \"2016-02-30T")]),
    (
        "a date in another form",
        &[("b0: {at: \"2016-10-11T08:55:00+09:00\"", "b0: {at: \"2016/10/11 8:55\"")],
    ),
    (
        "a moment without its offset",
        &[("b0: {at: \"2016-10-11T08:55:00+09:00\"", "b0: {at: \"2016-10-11T08:55:00\"")],
    ),
    (
        "a typed weekday",
        &[("b0: {at: \"2016-10-11T08:55:00+09:00\"", "b0: {at: \"2016-10-11(火)T08:55:00+09:00\"")],
    ),
    (
        "a typed weekday in English",
        &[("b0: {at: \"2016-10-11T08:55:00+09:00\"", "b0: {at: \"Tue 2016-10-11T08:55:00+09:00\"")],
    ),
    ("a year out of range", &[("b0: {at: \"2016-", "b0: {at: \"1816-")]),
    (
        "a day that does not begin at midnight",
        &[(
            "b0: {at: \"2016-10-11T08:55:00+09:00\", grain: minute",
            "b0: {at: \"2016-10-11T08:55:00+09:00\", grain: day",
        )],
    ),
    (
        "a relative moment outside of the demo set",
        &[("b0: {at: \"2016-10-11T08:55:00+09:00\"", "b0: {at: now-42m")],
    ),
    ("a bad time of day", &[("daily_at: \"18:00\"", "daily_at: \"25:00\"")]),
    ("a bad interval", &[("interval: PT1H", "interval: hourly")]),
    ("an unknown zone", &[("zone: Asia/Tokyo", "zone: Asia/Minato")]),
    (
        "an address with a slash at its end",
        &[("https://status.example.jp", "https://status.example.jp/")],
    ),
    ("a control character", &[("en: Investigating", "en: \"Investi\\u0007gating\"")]),
    ("a mark of direction", &[("en: Investigating", "en: \"Investi\\u202Egating\"")]),
    ("two lines where one is expected", &[("ja: みなとメール,", "ja: \"みなと\\nメール\",")]),
    ("an empty name", &[("ja: みなとメール,", "ja: \"\",")]),
    (
        "a blank text",
        &[(
            "symptom_short: {ja: メール受信の障害, en: problems receiving mail}",
            "symptom_short: {ja: \" \", en: \"\"}",
        )],
    ),
    (
        "a text in no language",
        &[(
            "symptom_short: {ja: メール受信の障害, en: problems receiving mail}",
            "symptom_short: {}",
        )],
    ),
    ("a reference in a text that cannot be read", &[("from {{moment:b0}}", "from {{time:b0}}")]),
    ("a reference in a text to nothing", &[("from {{moment:b0}}", "from {{moment:b9}}")]),
    (
        "a reference in a text to a record that is not there",
        &[("from {{moment:b0}}", "from {{incident:INC-20990101-01}}")],
    ),
    (
        "a reference in a text to what is no record",
        &[("from {{moment:b0}}", "from {{incident:INC-1}}")],
    ),
    (
        "a reference in a text to another kind of record",
        &[("from {{moment:b0}}", "from {{incident:MNT-20161009-01}}")],
    ),
    ("an unknown moment", &[("start: {ref: b0}", "start: {ref: b7}")]),
    ("an unknown period", &[("of: p1", "of: p7")]),
    ("an unknown service", &[("affected: [mail]", "affected: [mail, post]")]),
    (
        "an unknown function",
        &[("{function: pop, degree: delayed}", "{function: imap, degree: delayed}")],
    ),
    ("an unknown record", &[("triggered_by: MNT-20161009-01", "triggered_by: MNT-20161009-02")]),
    (
        "a maintenance that triggered an incident which does not name it",
        &[("  triggered_by: MNT-20161009-01\n", "")],
    ),
    (
        "an incident triggered by a maintenance that does not name it",
        &[("    triggered: [INC-20161011-01]\n", "")],
    ),
    (
        "a maintenance that follows an incident which does not name it",
        &[(
            "    triggered: [INC-20161011-01]\n",
            "    triggered: [INC-20161011-01]\n    follows: [INC-20161011-01]\n",
        )],
    ),
    (
        "an incident followed by a maintenance that does not name it",
        &[(
            "  triggered_by: MNT-20161009-01\n",
            "  triggered_by: MNT-20161009-01\n  followed_by: [MNT-20161009-01]\n",
        )],
    ),
    (
        "a maintenance that goes on from one which does not name it",
        &[(
            "maintenances:\n",
            "maintenances:\n  - id: MNT-20161008-01\n    type: planned\n    services: [mail]\n    title: {ja: 更新, en: Update}\n    windows:\n      - {id: w1, state: completed, start: {at: \"2016-10-08T02:00:00+09:00\", grain: hour}, end: {at: \"2016-10-08T06:00:00+09:00\", grain: hour}}\n    earlier: [MNT-20161009-01]\n    updates: []\n",
        )],
    ),
    (
        "a maintenance from which another goes on that does not name it",
        &[(
            "maintenances:\n",
            "maintenances:\n  - id: MNT-20161008-01\n    type: planned\n    services: [mail]\n    title: {ja: 更新, en: Update}\n    windows:\n      - {id: w1, state: completed, start: {at: \"2016-10-08T02:00:00+09:00\", grain: hour}, end: {at: \"2016-10-08T06:00:00+09:00\", grain: hour}}\n    later: [MNT-20161009-01]\n    updates: []\n",
        )],
    ),
    (
        "an effect on a function that is not there",
        &[(
            "    max_interruption_s: 600\n",
            "    max_interruption_s: 600\n    effects: [{function: imap, degree: slow}]\n",
        )],
    ),
    (
        "an effect on a function of another service",
        &[
            ("    services: [mail]\n    ja:", "    services: []\n    ja:"),
            (
                "    max_interruption_s: 600\n",
                "    max_interruption_s: 600\n    effects: [{function: pop, degree: slow}]\n",
            ),
        ],
    ),
    (
        "an effect in a service that has no such function",
        &[
            (
                "core: [pop]}",
                "core: [pop]}\n  - {id: web, kind: product, order: 2, name: {ja: みなとホームページ, en: Minato Web Hosting}}",
            ),
            (
                "    max_interruption_s: 600\n",
                "    max_interruption_s: 600\n    effects: [{function: pop, degree: slow, services: [mail, web]}]\n",
            ),
        ],
    ),
    (
        "an effect of which nobody notices anything",
        &[(
            "    max_interruption_s: 600\n",
            "    max_interruption_s: 600\n    effects: [{function: pop, degree: normal}]\n",
        )],
    ),
    (
        "two effects on one function",
        &[(
            "    max_interruption_s: 600\n",
            "    max_interruption_s: 600\n    effects: [{function: pop, degree: slow}, {function: pop, degree: unavailable}]\n",
        )],
    ),
    (
        "a function that may fail and is not affected, in a service that is worked on and is not affected",
        &[(
            "    max_interruption_s: 600\n",
            "    max_interruption_s: 600\n    effects: [{function: pop, degree: slow}]\n    unaffected: {functions: [pop], services: [mail]}\n",
        )],
    ),
    (
        "a rule of repetition with a part that is not supported",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY;BYSETPOS=1;COUNT=2}",
        )],
    ),
    (
        "a rule of repetition without an end",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY}",
        )],
    ),
    (
        "a rule of repetition of more dates than a series may have",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=DAILY;COUNT=100000}",
        )],
    ),
    (
        "a rule of repetition of ten years",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY;UNTIL=20261009}",
        )],
    ),
    (
        "a rule of repetition that begins on another date",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=MONTHLY;BYDAY=3SU;COUNT=2}",
        )],
    ),
    (
        "a date left out that is none of the rule",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY;COUNT=3, except: [2016-10-10]}",
        )],
    ),
    (
        "a date left out in another form",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY;COUNT=3, except: [20161016]}",
        )],
    ),
    (
        "a maintenance that is the first and a later one of a series",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    recurrence: {rule: FREQ=WEEKLY;COUNT=3}\n    series: MNT-20161009-01",
        )],
    ),
    (
        "a later one of the series of an incident",
        &[(
            "    result: {ja: 完了, en: Completed.}",
            "    result: {ja: 完了, en: Completed.}\n    series: INC-20161011-01",
        )],
    ),
    (
        "a later one of the series of a maintenance that does not repeat",
        &[(
            "incident:\n  id: INC-20161011-01",
            "  - {id: MNT-20161016-01, type: planned, services: [mail], title: {ja: 更新, en: Update}, series: MNT-20161009-01, windows: [{id: w1, state: completed, start: {at: \"2016-10-16T02:00:00+09:00\", grain: hour}, end: {at: \"2016-10-16T06:00:00+09:00\", grain: hour}}], updates: []}\nincident:\n  id: INC-20161011-01",
        )],
    ),
    (
        "a reference number given twice",
        &[(
            "  - id: MNT-20161009-01",
            "  - id: MNT-20161009-01\n    type: planned\n    services: [mail]\n    title: {ja: 更新, en: Update}\n    windows: []\n  - id: MNT-20161009-01",
        )],
    ),
    (
        "updates in the wrong order",
        &[(
            "      - id: MU1",
            "      - {id: MU0, template: M1, posted: \"2016-10-10T00:00:00+09:00\"}\n      - id: MU1",
        )],
    ),
    ("an unknown window", &[("windows: [w1]", "windows: [w2]")]),
    ("a quote of nothing", &[("result: \"@result\"", "result: \"@results\"")]),
    ("the end before the start", &[("b1: {at: \"2016-10-11T22:00", "b1: {at: \"2016-10-11T02:00")]),
    (
        "a window that ends before it starts",
        &[(
            "end: {at: \"2016-10-09T06:00:00+09:00\", grain: hour}}",
            "end: {at: \"2016-10-09T01:00:00+09:00\", grain: hour}}",
        )],
    ),
    (
        "a function in two degrees",
        &[(
            "[{function: pop, degree: unavailable}]",
            "[{function: pop, degree: unavailable}, {function: pop, degree: slow}]",
        )],
    ),
    ("a fringe without its period", &[("      of: p1\n", "")]),
    ("the same key twice in a list", &[("- id: p2", "- id: p1")]),
    ("nothing affected", &[("affected: [mail]", "affected: []")]),
    (
        "a main period in which everything worked",
        &[("[{function: pop, degree: unavailable}]", "[{function: pop, degree: normal}]")],
    ),
    (
        "a detection before the start",
        &[("detected: {at: \"2016-10-11T09", "detected: {at: \"2016-10-11T08")],
    ),
    (
        "a detection after the first notice",
        &[("detected: {at: \"2016-10-11T09", "detected: {at: \"2016-10-11T10")],
    ),
    (
        "a start after the first notice",
        &[
            ("b0: {at: \"2016-10-11T08", "b0: {at: \"2016-10-11T10"),
            ("  detected: {at: \"2016-10-11T09:03:00+09:00\", grain: minute}\n", ""),
        ],
    ),
    (
        "notices that are posted in the future",
        &[
            ("posted: \"2016-10-09T06", "posted: \"2026-10-09T06"),
            ("posted: \"2016-10-11T09", "posted: \"2026-10-11T09"),
        ],
    ),
    (
        "a period that ends in the future, and a judgement of it",
        &[
            ("b1: {at: \"2016", "b1: {at: \"2026"),
            (
                "  metrics:",
                "  judgements: [{id: j1, judged_at: \"2026-10-12T21:00:00+09:00\", by: hanako, observed_from: {ref: b0}, observation: {ja: 異常, en: Not yet}, verdict: not_recovered}]\n  metrics:",
            ),
        ],
    ),
    (
        "something that happened after it was posted",
        &[(
            "      posted: \"2016-10-11T09:20:00+09:00\"",
            "      posted: \"2016-10-11T09:20:00+09:00\"\n      occurred: \"2016-10-11T09:21:00+09:00\"",
        )],
    ),
    (
        "a promise of the minute in which it is made",
        &[(
            "next_update: {ref: b1}",
            "next_update: {at: \"2016-10-11T09:20:00+09:00\", grain: minute}",
        )],
    ),
    (
        "a record that begins half restored",
        &[
            ("  state: investigating\n  detected", "  state: partial\n  detected"),
            ("      state: investigating", "      state: partial"),
        ],
    ),
    (
        "a record that recovers without what recovery asks for",
        &[
            ("  state: investigating\n  detected", "  state: recovered\n  detected"),
            ("      state: investigating", "      state: recovered"),
        ],
    ),
    (
        "a judgement from before the end",
        &[
            (
                "  state: investigating\n  detected",
                "  state: recovered\n  data_statement: none\n  judgements: [{id: j1, judged_at: \"2016-10-11T21:00:00+09:00\", by: hanako, observed_from: {ref: b0}, observed_to: {at: \"2016-10-11T21:00:00+09:00\", grain: minute}, observation: {ja: 正常, en: Normal}, verdict: recovered}]\n  detected",
            ),
            ("      state: investigating", "      state: recovered"),
        ],
    ),
    ("a kind of notice that comes too early", &[("kind: first_notice", "kind: recovery_notice")]),
    (
        "a state that does not follow",
        &[
            ("  state: investigating\n  detected", "  state: withdrawn\n  detected"),
            ("      state: investigating", "      state: monitoring"),
            (
                "      body: {ja: 障害が発生しております。, en: We are investigating.}\n",
                "      body: {ja: 障害が発生しております。, en: We are investigating.}\n    - {id: W01, kind: withdrawal, posted: \"2016-10-11T10:20:00+09:00\", state: withdrawn, subject: {ja: 取り下げ, en: Withdrawn}, body: {ja: 誤検知でした。, en: A false alarm.}}\n",
            ),
        ],
    ),
    ("a number that is not the next one", &[("      n: 1\n", "      n: 3\n")]),
    (
        "a period number that is not its own",
        &[("      seq: 1\n      span", "      seq: 2\n      span")],
    ),
    (
        "a state that is not the last one",
        &[("  state: investigating\n  detected", "  state: monitoring\n  detected")],
    ),
    (
        "a maintenance state that is not computed",
        &[("    type: planned", "    type: planned\n    state: cancelled")],
    ),
    ("a body without its subject", &[("      subject: {ja: 障害発生, en: Investigating}\n", "")]),
    ("an unknown format", &[("noroshi/case/1", "noroshi/case/9")]),
    (
        "an alias",
        &[(
            "name: {ja: みなとメール, en: Minato Mail}",
            "name: &n {ja: みなとメール, en: Minato Mail}",
        )],
    ),
    ("a tag", &[("order: 1", "order: !!int 1")]),
    ("two documents", &[("incident:\n", "---\nincident:\n")]),
    ("a tab for indentation", &[("  severity: major", "\tseverity: major")]),
    ("an unclosed quote", &[("zone: Asia/Tokyo", "zone: \"Asia/Tokyo")]),
    (
        "three mistakes at once",
        &[
            ("severity: major", "severity: huge"),
            ("of: p1", "of: p7"),
            ("order: 1", "order: first"),
        ],
    ),
];

pub(crate) fn sentences(mistakes: &[Mistake]) -> String {
    mistakes.iter().fold(String::new(), |mut all, mistake| {
        let (ja, en) = (mistake.sentence(Language::Ja), mistake.sentence(Language::En));
        let _ = writeln!(all, "{ja}\n{en}");
        all
    })
}

pub(crate) fn mistakes_in(text: &str) -> Vec<Mistake> {
    let known = Known { now: Some(Timestamp::from_seconds(NOW)), ..Known::default() };
    read(text.as_bytes(), &known).err().unwrap_or_default()
}

#[test]
fn the_small_file_has_no_mistake() {
    assert_eq!(sentences(&mistakes_in(SMALL)), "");
}

#[test]
fn each_mistake_is_named_with_its_line_in_both_languages() {
    let mut all = String::new();
    for (name, replacements) in MISTAKES {
        let broken = replacements.iter().fold(SMALL.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{name}: {from}");
            text.replacen(from, to, 1)
        });
        let found = sentences(&mistakes_in(&broken));
        assert_ne!(found, "", "{name}");
        let _ = writeln!(all, "# {name}\n{found}");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_file_beyond_the_limits_is_refused_at_once() {
    let what = |bytes: &[u8]| parse(bytes).unwrap_err().into_iter().map(|one| one.what).next();
    assert_eq!(what(&vec![b' '; MAX_BYTES + 1]), Some(What::TooLarge));
    assert_eq!(what("[".repeat(MAX_DEPTH + 1).as_bytes()), Some(What::TooDeep));
    assert_eq!(what(b"a: b\n\xff"), Some(What::NotUtf8));
    assert_eq!(what(b""), Some(What::Empty));
    assert_eq!(what(b"? [a]\n: b"), Some(What::KeyNotText));
    assert_eq!(what(b"a: &x 1\nb: *x"), Some(What::Alias));
}

#[test]
fn a_file_of_nothing_but_mistakes_names_a_bounded_number_of_them() {
    let file =
        (0..MAX_MISTAKES * 3).fold("format: noroshi/case/1\n".to_owned(), |mut file, number| {
            let _ = writeln!(file, "key{number}: 1");
            file
        });
    assert_eq!(mistakes_in(&file).len(), MAX_MISTAKES);
    let repeated = "key: 1\n".repeat(MAX_MISTAKES * 3);
    assert_eq!(mistakes_in(&repeated).len(), MAX_MISTAKES);
    let numbers =
        (0..MAX_MISTAKES * 3).map(|number| format!("INC-20990101-{:02}", number % 99 + 1));
    let unknown = SMALL.replacen(
        "  severity: major",
        &format!("  severity: major\n  related: [{}]", numbers.collect::<Vec<_>>().join(", ")),
        1,
    );
    assert_eq!(mistakes_in(&unknown).len(), MAX_MISTAKES);
}

#[test]
fn a_list_longer_than_a_record_can_hold_is_refused_where_it_becomes_too_long() {
    let entry = "      - {function: pop, degree: unavailable}\n";
    let long = SMALL.replacen(
        "      symptoms: [{function: pop, degree: unavailable}]\n",
        &format!("      symptoms:\n{}", entry.repeat(MAX_ITEMS + 1)),
        1,
    );
    let first = SMALL.lines().position(|line| line.contains("symptoms: [")).unwrap() + 2;
    let found = mistakes_in(&long);
    assert_eq!(found.len(), 1, "{}", sentences(&found));
    assert_eq!((found[0].line, &found[0].what), (first + MAX_ITEMS, &What::TooMany(MAX_ITEMS)));
}

#[test]
fn files_made_to_be_slow_are_refused_where_they_become_so() {
    let size = 4 << 20;
    let mut said = String::new();
    for (unit, tail) in [
        ("[", ""),
        ("{", ""),
        ("- ", ""),
        ("? ", ""),
        ("a: ", ""),
        ("\n", "a"),
        ("&", ""),
        ("\"", ""),
    ] {
        let file = unit.repeat(size / unit.len()) + tail;
        match parse(file.as_bytes()) {
            Ok(node) => writeln!(said, "{unit:?} is read up to line {}", node.last_line()).unwrap(),
            Err(mistakes) => {
                assert_eq!(mistakes.len(), 1, "{unit:?}");
                write!(said, "{unit:?}\n{}", sentences(&mistakes)).unwrap();
            }
        }
    }
    insta::assert_snapshot!(said);
    let keys = (0..30_000).fold(String::new(), |mut file, number| {
        let _ = writeln!(file, "k{number}:");
        file
    });
    assert_eq!(parse(keys.as_bytes()).unwrap().last_line(), 30_000);
}
