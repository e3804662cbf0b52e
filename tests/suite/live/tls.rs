//! `--tls`, with a certificate made for these tests alone.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio_tungstenite::tungstenite::{Message, client};

use escalate_or_act::live::meeting::{Meeting, Place};
use escalate_or_act::live::tls::Certificate;

use super::guest::{INVITE, http, place, setup, token};

fn certificate() -> Certificate {
    let read = |name: &str| std::fs::read(format!("{}/tests/fixtures/tls/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Certificate { chain: read("certificate.pem"), key: read("key.pem") }
}

fn secured() -> Place {
    Place { tls: Some(certificate()), ..place(0) }
}

#[test]
fn one_votes_over_tls_and_over_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), secured(), || ()).unwrap();
    let at = meeting.address();
    let secure = || {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(&certificate().chain).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), TcpStream::connect(at).unwrap())
    };
    let mut page = secure();
    write!(page, "GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", at.port()).unwrap();
    let mut answer = String::new();
    page.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(&format!("connect-src 'self' wss://localhost:{};", at.port())), "{answer}");

    let (mut socket, _) = client(format!("wss://localhost:{}/live", at.port()), secure()).unwrap();
    let join = json!({"join": {"protocol": 1, "token": token(1), "door": INVITE}});
    socket.send(Message::text(join.to_string())).unwrap();
    let seated: Json = serde_json::from_str(socket.read().unwrap().to_text().unwrap()).unwrap();
    assert_eq!(seated["seated"]["last"], 0);

    let plain = http(at, &format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", at.port()));
    assert!(!plain.starts_with("HTTP"), "{plain}");
}

#[test]
fn files_that_cannot_be_used_say_what_is_wrong_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let Certificate { chain, key } = certificate();
    let mut n = 0;
    let mut begin = |chain: &[u8], key: &[u8]| {
        n += 1;
        let certificate = Certificate { chain: chain.to_vec(), key: key.to_vec() };
        let place = Place { tls: Some(certificate), ..place(0) };
        Meeting::begin(setup(5), &folder.path().join(format!("{n}")), place, || ()).unwrap_err().to_string()
    };
    assert!(begin(b"", &key).contains("the certificate file holds no certificate"));
    assert!(begin(&key, &key).contains("the certificate file holds no certificate"));
    assert!(begin(&chain, &chain).contains("the key file holds no private key"));
    let other = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assert!(begin(&chain, other).contains("can't be used together"));
}
