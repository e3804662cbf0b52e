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

use escalate_or_act::live::client::{Client, Heard, Join};
use escalate_or_act::live::meeting::{Meeting, Place};
use escalate_or_act::live::tls::Certificate;
use escalate_or_act::live::trust::{Fingerprint, look};

use super::guest::{INVITE, http, place, setup, token};
use super::joining::{seated, until};
use crate::suite::eoa::run_in;

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
    let join = json!({"join": {"protocol": 2, "token": token(1), "door": INVITE}});
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

#[test]
fn a_terminal_trusts_the_one_certificate_whose_fingerprint_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), secured(), || ()).unwrap();
    let address = format!("localhost:{}", meeting.address().port());
    let shown = certificate().fingerprint().unwrap();
    assert_eq!(look(&address).unwrap(), shown, "what is there is what the host shows");
    let join = |trust: &str| {
        let trust = Some(Fingerprint::typed(trust).unwrap());
        let join = Join { address: address.clone(), trust, door: INVITE.to_owned(), token: token(1), alias: String::new() };
        Client::start(join, || ()).unwrap()
    };
    assert_eq!(until(&join(&shown.to_string()), seated).last, 0);
    let other = join(&"ab".repeat(10));
    let Some(Heard::Away(why)) = other.wait() else { panic!("another certificate was trusted") };
    assert!(why.contains("not the one you trust"), "{why}");
    let plain = look(&format!("127.0.0.1:{}", super::guest::Served::start(2).address().port()));
    assert!(plain.is_err(), "there is no certificate");
}

#[test]
fn a_pipe_is_told_how_to_say_which_certificate_it_trusts() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), secured(), || ()).unwrap();
    let address = format!("https://localhost:{}", meeting.address().port());
    let ran = run_in(folder.path(), &["join", &address, INVITE, "--plain"], "");
    assert_eq!(ran.code, 2);
    let shown = certificate().fingerprint().unwrap();
    assert!(ran.err.contains(&format!("--fingerprint \"{shown}\"")), "{}", ran.err);
    let ran = run_in(folder.path(), &["join", &address, INVITE, "--plain", "--fingerprint", "3f9a"], "");
    assert!(ran.code == 2 && ran.err.contains("at least 20"), "{}", ran.err);
}
