//! The files of `static/`, embedded with a hash in their address so that they may be kept for ever.

/// A file as it is served.
#[derive(Debug)]
pub struct Asset {
    /// Its name below `static/`: `css/portal.css`.
    pub name: &'static str,
    /// Its address, with a hash of its content.
    pub path: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub identity: &'static [u8],
    /// Its bytes, compressed with gzip.
    pub gzip: &'static [u8],
    /// Its bytes, compressed with brotli.
    pub brotli: &'static [u8],
}

/// Every file.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of a file. A test asks for each name that a template uses.
pub fn path(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.path)
}
