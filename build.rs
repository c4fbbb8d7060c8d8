//! Compiles in what is not Rust: sentences as typed functions, migrations as a list, and static
//! files hashed and compressed.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, try_build_from_locales_folder};
use sha2::{Digest, Sha256};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    sentences(&out);
    migrations(&out);
    assets(&out);
}

/// One function for each sentence; a sentence that a language lacks has none, and its use does not
/// compile.
fn sentences(out: &Path) {
    println!("cargo::rerun-if-changed=locales");
    let options = BuildOptions::default()
        .with_locales_folder("locales")
        .with_default_language("en")
        .with_lint_level(LintLevel::Strict)
        .without_bidi_isolation()
        .with_ftl_output(FtlOutputOptions::single_file(
            &out.join("translations.ftl").to_string_lossy(),
        ))
        .with_output_file_path(&out.join("l10n.rs").to_string_lossy());
    if let Err(error) = try_build_from_locales_folder(options) {
        panic!("the sentences in locales/ do not agree: {error}");
    }
}

/// `(version, name, sql)` of every migration of either database.
fn migrations(out: &Path) {
    println!("cargo::rerun-if-changed=migrations");
    let mut code = String::new();
    for (database, name) in [("sqlite", "SQLITE"), ("postgres", "POSTGRES")] {
        let _ = writeln!(code, "const {name}: &[(i64, &str, &str)] = &[");
        for file in files(&Path::new("migrations").join(database)) {
            let stem = file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("migrations have plain names");
            let (version, description) =
                stem.split_once('_').expect("migrations are named NNNN_what.sql");
            let version: i64 = version.parse().expect("migrations are named NNNN_what.sql");
            let path =
                fs::canonicalize(&file).expect("the migration is there").display().to_string();
            let _ = writeln!(code, "    ({version}, {description:?}, include_str!({path:?})),");
        }
        code.push_str("];\n");
    }
    fs::write(out.join("migrations.rs"), code).expect("OUT_DIR can be written");
}

/// Every file of `static/`: its address with a hash of its content, its type, and its bytes as they
/// are, with gzip and with brotli.
fn assets(out: &Path) {
    println!("cargo::rerun-if-changed=static");
    let mut code = String::from("&[\n");
    for file in files(Path::new("static")) {
        let bytes = fs::read(&file).expect("the static file can be read");
        let name = file
            .strip_prefix("static")
            .expect("it lies in static/")
            .to_string_lossy()
            .replace('\\', "/");
        let hash = Sha256::digest(&bytes)
            .iter()
            .take(6)
            .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        let (stem, extension) = name.rsplit_once('.').expect("static files have an extension");
        let stored = out.join(format!("asset-{hash}.{extension}"));
        fs::write(&stored, &bytes).expect("OUT_DIR can be written");
        fs::write(stored.with_extension(format!("{extension}.gz")), gzip(&bytes))
            .expect("OUT_DIR can be written");
        fs::write(stored.with_extension(format!("{extension}.br")), brotli(&bytes))
            .expect("OUT_DIR can be written");
        let path = |suffix: &str| format!("{}{suffix}", stored.display());
        let _ = writeln!(
            code,
            "    Asset {{ name: {name:?}, path: \"/static/{stem}.{hash}.{extension}\", media_type: {:?}, \
             identity: include_bytes!({:?}), gzip: include_bytes!({:?}), brotli: include_bytes!({:?}) }},",
            media_type(extension),
            path(""),
            path(".gz"),
            path(".br"),
        );
    }
    code.push(']');
    fs::write(out.join("assets.rs"), code).expect("OUT_DIR can be written");
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        other => panic!(
            "static/ holds a file of the unknown kind .{other}; give it a media type in build.rs"
        ),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("writing to memory succeeds");
    encoder.finish().expect("writing to memory succeeds")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
        .expect("writing to memory succeeds");
    compressed
}

/// The files below a directory, sorted by path; none if there is no such directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(directory) else { return found };
    for entry in entries {
        let path = entry.expect("the directory can be read").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
