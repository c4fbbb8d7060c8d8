//! TLS to relays: rustls with ring, TLS 1.2 and 1.3, certificates always checked (requirement E17).

use std::{io, path::Path, sync::Arc};

use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, Error, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, pem::PemObject as _},
    },
};

/// Why there can be no conversation with a relay under its settings.
#[derive(Debug, thiserror::Error)]
pub enum BadRelay {
    /// Its host is neither a name nor an IP address.
    #[error("{0} is no host")]
    Host(String),
    /// The name by which this host is to greet is none.
    #[error("{0} is no name for a greeting")]
    Greeting(String),
    /// The file of certificates cannot be read.
    #[error("{0}")]
    CaFile(String),
    /// TLS cannot be set up.
    #[error("TLS: {0}")]
    Tls(#[from] Error),
}

/// What makes connections secret: checked against the certificates of a file, or else Mozilla's list of authorities.
///
/// # Errors
///
/// [`BadRelay`] when the file cannot be read or holds no certificate.
pub(super) fn connector(ca_file: Option<&Path>) -> Result<TlsConnector, BadRelay> {
    let roots = match ca_file {
        Some(file) => roots_of(file)
            .map_err(|error| BadRelay::CaFile(format!("{}: {error}", file.display())))?,
        None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config).into())
}

fn roots_of(file: &Path) -> io::Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(io::Error::other)? {
        roots.add(certificate.map_err(io::Error::other)?).map_err(io::Error::other)?;
    }
    if roots.is_empty() { Err(io::ErrorKind::InvalidData.into()) } else { Ok(roots) }
}
