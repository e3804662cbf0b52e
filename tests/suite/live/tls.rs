//! `--tls`, with a certificate made for these tests alone.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio_tungstenite::tungstenite::{Message, WebSocket, client};

use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::domain::room::seat::SeatId;
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

type Secure = StreamOwned<ClientConnection, TcpStream>;

/// Long enough for any machine; nothing waits for it that goes well.
const PATIENCE: Duration = Duration::from_secs(60);

fn secure(at: SocketAddr) -> Secure {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(&certificate().chain).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), stream)
}

/// Somebody in a seat, who has heard nothing since.
fn sits(at: SocketAddr, n: usize) -> WebSocket<Secure> {
    let (mut socket, _) = client(format!("wss://localhost:{}/live", at.port()), secure(at)).unwrap();
    socket.send(Message::text(json!({"join": {"protocol": 2, "token": token(n), "door": INVITE}}).to_string())).unwrap();
    assert_eq!(hears(&mut socket).unwrap()["seated"]["last"], 0);
    socket
}

/// What is said next; none where the connection ends.
fn hears(socket: &mut WebSocket<Secure>) -> Option<Json> {
    match socket.read() {
        Ok(Message::Text(text)) => Some(serde_json::from_str(&text).unwrap()),
        _ => None,
    }
}

#[test]
fn who_does_not_read_holds_up_nobody_and_hears_the_end_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), secured(), || ()).unwrap();
    let at = meeting.address();
    let (mut slow, mut deaf, mut calm) = (sits(at, 1), sits(at, 2), sits(at, 3));
    // This one asks and asks, and takes no answer in, until the network between takes no more either.
    deaf.get_ref().sock.set_write_timeout(Some(Duration::from_millis(100))).unwrap();
    while deaf.send(Message::text("\"there\"")).is_ok() {}
    // A whole meeting goes by; this one votes in it, and that one has not read a word of it yet.
    let mut number = 0;
    while let Some(next) = meeting.look().host.next {
        let from = meeting.look().host.screen.board.place;
        meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
        let board = loop {
            let board = hears(&mut calm).unwrap();
            if board["board"]["board"]["place"]["phase"] == json!(next.phase) {
                break board;
            }
        };
        if next.phase.turn().is_some() {
            number += 1;
            let ballot = &board["board"]["board"]["table"]["shows"]["ballot"];
            let vote = json!({"vote": {"number": number, "ballot": ballot, "vote": {"answer": "yes", "confidence": 3}}});
            calm.send(Message::text(vote.to_string())).unwrap();
            while hears(&mut calm).unwrap()["taken"]["number"] != json!(number) {}
        }
    }
    assert!(number > 2);
    // Shown out, and told so at once, as the last word there is.
    meeting.request(FromHost::Remove { seat: SeatId(0) }).unwrap();
    let heard: Vec<Json> = std::iter::from_fn(|| hears(&mut slow)).collect();
    assert_eq!(heard.last(), Some(&json!("gone")));
    assert!(heard.len() > 1 && heard[..heard.len() - 1].iter().all(|said| said.get("board").is_some()), "{heard:?}");
}

#[test]
fn one_votes_over_tls_and_over_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), secured(), || ()).unwrap();
    let at = meeting.address();
    let mut page = secure(at);
    write!(page, "GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", at.port()).unwrap();
    let mut answer = String::new();
    page.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(&format!("connect-src 'self' wss://localhost:{};", at.port())), "{answer}");

    sits(at, 1);

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
