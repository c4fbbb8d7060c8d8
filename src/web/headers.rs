//! The headers that every answer carries (requirements S12, S13).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);
const SAFETY: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];
/// One year, with what lies below the name; only told to those who come by TLS anyway.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// `Cache-Control` of what nobody may keep.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Adds what an answer lacks. A handler may have set stricter ones; `Cache-Control` is never left to
/// a cache's guess.
pub(super) fn secure(headers: &mut HeaderMap, by_tls: bool) {
    for (name, value) in safety(by_tls) {
        headers.entry(name).or_insert(value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
}

/// What makes every answer safe to show.
pub(super) fn safety(by_tls: bool) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    SAFETY.into_iter().chain(by_tls.then_some((header::STRICT_TRANSPORT_SECURITY, HSTS)))
}

/// Writes a header as it goes over the wire.
pub(super) fn write(out: &mut Vec<u8>, name: &HeaderName, value: &HeaderValue) {
    for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
        out.extend_from_slice(part);
    }
}
