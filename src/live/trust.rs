//! What a terminal trusts of a meeting that is served with a certificate: that one certificate, by its fingerprint, and nobody's word
//! for it. Certificates for a meeting are made by whoever hosts it; an authority that vouched for them would be the exception, and a
//! name that it vouched for would not be on the screen. The fingerprint is.

use std::fmt;
use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme};

/// Bytes of a fingerprint at the least: 80 bits, which nobody makes a second certificate for during a meeting.
const LEAST: usize = 10;
/// Bytes of a whole one.
const WHOLE: usize = 32;
/// How long a look at a certificate may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is said of a certificate that is another one.
pub(super) const OTHER: &str = "the certificate there is not the one you trust: compare its fingerprint with the host's screen";

/// The SHA-256 fingerprint of a certificate, or the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(Vec<u8>);

impl Fingerprint {
    /// Of a certificate in DER form.
    pub(super) fn of(certificate: &[u8]) -> Self {
        let sha256 = ring::cipher_suite::TLS13_AES_128_GCM_SHA256.tls13().map(|suite| suite.common.hash_provider);
        Self(sha256.map(|hash| hash.hash(certificate).as_ref().to_vec()).unwrap_or_default())
    }

    /// What somebody typed or pasted: hexadecimal digits, 20 to 64 of them; blanks, colons and dashes don't count.
    pub fn typed(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text
            .chars()
            .filter(|c| !matches!(c, ' ' | ':' | '-'))
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let digits = digits?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] << 4) | pair[1]).collect();
        (digits.len().is_multiple_of(2) && (LEAST..=WHOLE).contains(&bytes.len())).then_some(Self(bytes))
    }

    /// Whether this certificate is meant.
    fn means(&self, certificate: &Self) -> bool {
        self.0.len() >= LEAST && certificate.0.starts_with(&self.0)
    }
}

/// Its beginning, as much as is compared by eye: `3f9a 11c0 7be2 90d4 aa31`.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<String> =
            self.0[..self.0.len().min(LEAST)].chunks(2).map(|pair| pair.iter().map(|b| format!("{b:02x}")).collect()).collect();
        f.write_str(&groups.join(" "))
    }
}

/// Trusts one certificate, or none; and remembers which it saw.
#[derive(Debug)]
struct One {
    trusted: Option<Fingerprint>,
    seen: Mutex<Option<Fingerprint>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for One {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let found = Fingerprint::of(certificate);
        let trusted = self.trusted.as_ref().is_some_and(|trusted| trusted.means(&found));
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        if trusted { Ok(ServerCertVerified::assertion()) } else { Err(Error::General(OTHER.to_owned())) }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

fn config(trusted: Option<Fingerprint>) -> Result<(Arc<ClientConfig>, Arc<One>), Error> {
    let provider = Arc::new(ring::default_provider());
    let one = Arc::new(One { trusted, seen: Mutex::default(), algorithms: provider.signature_verification_algorithms });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&one) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    Ok((Arc::new(config), one))
}

/// What connects to whoever has this certificate.
pub(super) fn connector(trusted: &Fingerprint) -> Result<TlsConnector, Error> {
    Ok(TlsConnector::from(config(Some(trusted.clone()))?.0))
}

/// The name that is asked for in a handshake: the host of `host:port`.
pub(super) fn server(address: &str) -> io::Result<ServerName<'static>> {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host).trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(host.to_owned()).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
}

/// The fingerprint of the certificate at `host:port`, for somebody to compare. Nothing is sent there but the wish to see it.
pub fn look(address: &str) -> io::Result<Fingerprint> {
    let (config, one) = config(None).map_err(io::Error::other)?;
    let mut connection = ClientConnection::new(config, server(address)?).map_err(io::Error::other)?;
    let at = address.to_socket_addrs()?.next().ok_or(io::ErrorKind::NotFound)?;
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // It ends with a refusal: nothing is trusted.
    let ended = connection.complete_io(&mut stream);
    let seen = one.seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    seen.ok_or_else(|| ended.err().unwrap_or_else(|| io::ErrorKind::InvalidData.into()))
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn a_fingerprint_is_read_as_people_write_it_and_not_too_short() {
        let whole = Fingerprint::of(b"abc");
        // FIPS 180-4, appendix B.1.
        let known = "ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad";
        assert_eq!(Fingerprint::typed(known).as_ref(), Some(&whole));
        assert_eq!(whole.to_string(), "ba78 16bf 8f01 cfea 4141");
        assert!(Fingerprint::typed(&whole.to_string().to_uppercase().replace(' ', ":")).unwrap().means(&whole));
        assert!(!Fingerprint::typed("ba78 16bf 8f01 cfea 4142").unwrap().means(&whole));
        for bad in ["", "ba78 16bf 8f01 cfea 41", "ba78 16bf 8f01 cfea 4141 4", "ba78 16bf 8f01 cfea 41g1", &"ab".repeat(33)] {
            assert_eq!(Fingerprint::typed(bad), None, "{bad}");
        }
    }
}
