//! `--tls`: a certificate and its key, brought by whoever hosts. Phones trust it or they don't; one made here they never would.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::trust::Fingerprint;

/// The two files, as they were read: PEM.
#[derive(Clone)]
pub struct Certificate {
    /// The certificate, and those above it.
    pub chain: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate")
    }
}

impl Certificate {
    /// What the host shows of it, for whoever joins from a terminal; none where it is none.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let first = CertificateDer::pem_slice_iter(&self.chain).next()?.ok()?;
        Some(Fingerprint::of(&first))
    }
}

/// Why they can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// No certificate.
    #[error("the certificate file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)")]
    NoCertificate,
    /// No key.
    #[error("the key file holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)")]
    NoKey,
    /// They don't go together, or are of a kind nobody accepts.
    #[error("certificate and key can't be used together: {0}")]
    Apart(#[from] tokio_rustls::rustls::Error),
}

/// What answers handshakes with them.
pub(super) fn acceptor(certificate: &Certificate) -> Result<TlsAcceptor, Unfit> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&certificate.chain).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty()).ok_or(Unfit::NoCertificate)?;
    let key = PrivateKeyDer::from_pem_slice(&certificate.key).map_err(|_| Unfit::NoKey)?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
