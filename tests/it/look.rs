//! What the style sheets, scripts and images promise whatever page uses them: colours that can be
//! read (WCAG 1.4.3, 1.4.11), a shape for every state, nothing from another host, and little weight.

use std::collections::HashMap;
use std::fs;

const PORTAL_CSS: &str = "static/css/portal.css";
/// The prefixes of the colour tokens of the six service states.
const STATES: [&str; 6] = ["ok", "dg", "pt", "mj", "mt", "ck"];

type Palette = HashMap<String, [f64; 3]>;

fn channel(hex: &str, at: usize) -> f64 {
    let text =
        if hex.len() == 3 { hex[at..=at].repeat(2) } else { hex[2 * at..2 * at + 2].to_owned() };
    let value = f64::from(u8::from_str_radix(&text, 16).unwrap()) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The colours that one `:root { … }` block declares, as linear light.
fn declared(block: &str) -> Palette {
    block
        .split(';')
        .filter_map(|declaration| declaration.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, hex)| (name.to_owned(), [0, 1, 2].map(|at| channel(hex, at))))
        .collect()
}

/// The palettes of the light and the dark scheme; the dark one inherits what it does not declare.
fn palettes() -> [(&'static str, Palette); 2] {
    let css = fs::read_to_string(PORTAL_CSS).unwrap();
    let mut blocks =
        css.split(":root {").skip(1).map(|rest| declared(rest.split('}').next().unwrap()));
    let light = blocks.next().unwrap();
    let mut dark = light.clone();
    dark.extend(blocks.next().unwrap());
    [("light", light), ("dark", dark)]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let [a, b] =
        [a, b].map(|[red, green, blue]| 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    a.max(b) / a.min(b)
}

/// Pairs of tokens that stand on each other, with the contrast each needs.
fn pairs() -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    for ground in ["paper", "surface"] {
        for text in ["ink", "soft", "link"].into_iter().chain(STATES) {
            pairs.push((text.to_owned(), ground.to_owned(), 4.5));
        }
        pairs.push(("edge".to_owned(), ground.to_owned(), 3.0));
        pairs.push(("focus".to_owned(), ground.to_owned(), 3.0));
    }
    for state in STATES {
        for text in [state, "ink", "soft", "link"] {
            pairs.push((text.to_owned(), format!("{state}-tint"), 4.5));
        }
        pairs.push((format!("{state}-on"), format!("{state}-fill"), 4.5));
    }
    pairs.push(("paper".to_owned(), "ink".to_owned(), 4.5));
    pairs
}

#[test]
fn every_colour_can_be_read_on_what_it_stands_on_in_both_schemes() {
    for (scheme, palette) in palettes() {
        for (text, ground, needed) in pairs() {
            let found = contrast(palette[&text], palette[&ground]);
            assert!(found >= needed, "{scheme}: {text} on {ground} is {found:.2}, needs {needed}");
        }
    }
}

#[test]
fn every_state_of_a_service_has_a_class_a_shape_and_a_favicon() {
    let css = fs::read_to_string(PORTAL_CSS).unwrap();
    let glyphs = fs::read_to_string("templates/parts/glyphs.html").unwrap();
    for state in ["operational", "degraded", "partial", "major", "maintenance", "checking"] {
        assert!(css.contains(&format!(".is-{state} {{")), "no class for {state}");
        assert!(glyphs.contains(&format!("id=\"g-{state}\"")), "no shape for {state}");
        assert!(
            fs::exists(format!("static/img/favicon-{state}.svg")).unwrap(),
            "no favicon for {state}"
        );
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_no_rule_is_forced() {
    for folder in ["static/css", "static/js", "static/img"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap().replace("http://www.w3.org/2000/svg", "");
            for word in ["http:", "https:", "//cdn", "@import", "@font-face", "!important"] {
                assert!(!text.contains(word), "{} contains {word}", path.display());
            }
        }
    }
}

#[test]
fn the_script_and_the_sheet_of_a_public_page_stay_small() {
    for (path, limit) in
        [(PORTAL_CSS, 26_000), ("static/js/portal.js", 9_000), ("static/js/console.js", 9_000)]
    {
        let size = fs::metadata(path).unwrap().len();
        assert!(size <= limit, "{path} has {size} bytes, more than {limit}");
    }
}
