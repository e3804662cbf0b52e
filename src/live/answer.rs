//! What the server answers over HTTP: the page, the way to the WebSocket, and nothing else.

use std::net::IpAddr;

use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::OnUpgrade;
use hyper::{HeaderMap, Request, Response, StatusCode};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::server::Served;
use super::socket::Socket;
use super::visit::visit;

/// What stands in the page where its scripts and styles say who they are.
pub const NONCE: &str = "{{nonce}}";

/// The policy of an answer that shows nothing.
const NOTHING: &str = "default-src 'none'";
/// Headers of every answer: it may be shown nowhere else, is what it says it is, and is kept nowhere.
const ALWAYS: [(&str, &str); 7] = [
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Answers a request from that address.
pub(super) fn answer(served: &Served, from: IpAddr, mut request: Request<Incoming>) -> Response<String> {
    let host = match served.shared.names.accept(request.method(), request.uri(), request.headers()) {
        Ok(host) => host,
        Err(status) => return refusal(status),
    };
    match request.uri().path() {
        "/" => page(served, &host),
        "/live" => match (accepted(request.headers()), request.extensions_mut().remove::<OnUpgrade>()) {
            (Some(accepted), Some(upgrade)) => {
                let served = served.clone();
                tokio::spawn(async move {
                    if let Ok(upgraded) = upgrade.await {
                        visit(Box::new(Socket::of(upgraded).await), served, from).await;
                    }
                });
                accepted
            }
            _ => only_a_websocket(),
        },
        _ => refusal(StatusCode::NOT_FOUND),
    }
}

/// The answer that makes a WebSocket of a connection, if that is asked for as RFC 6455 has it (section 4.2).
fn accepted(asked: &HeaderMap) -> Option<Response<String>> {
    let says = |name: HeaderName, wanted: &str| {
        let words = asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().split(',');
        words.map(str::trim).any(|word| word.eq_ignore_ascii_case(wanted))
    };
    let asks = says(CONNECTION, "upgrade") && says(UPGRADE, "websocket") && says(SEC_WEBSOCKET_VERSION, "13");
    let key = asked.get(SEC_WEBSOCKET_KEY).filter(|_| asks)?;
    let key = HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok()?;
    Some(switch(StatusCode::SWITCHING_PROTOCOLS, SEC_WEBSOCKET_ACCEPT, key))
}

/// What is said where something else is asked for: which protocol it would have to be (RFC 9110, 15.5.22; RFC 6455, 4.4).
fn only_a_websocket() -> Response<String> {
    guarded(switch(StatusCode::UPGRADE_REQUIRED, SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13")), NOTHING)
}

/// An answer about changing over to a WebSocket.
fn switch(status: StatusCode, name: HeaderName, value: HeaderValue) -> Response<String> {
    let mut response = empty(status);
    let change = [(CONNECTION, HeaderValue::from_static("upgrade")), (UPGRADE, HeaderValue::from_static("websocket"))];
    response.headers_mut().extend(change.into_iter().chain([(name, value)]));
    response
}

/// The page: its own scripts and styles run, and nothing else; it calls nobody but this server.
fn page(served: &Served, host: &str) -> Response<String> {
    let mut random = [0; 16];
    if getrandom::fill(&mut random).is_err() {
        return refusal(StatusCode::SERVICE_UNAVAILABLE);
    }
    let nonce: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let socket = if served.shared.tls { "wss" } else { "ws" };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; connect-src 'self' {socket}://{host}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let mut page = Response::new(served.shared.page.replace(NONCE, &nonce));
    page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    guarded(page, &policy)
}

fn refusal(why: StatusCode) -> Response<String> {
    guarded(empty(why), NOTHING)
}

fn empty(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    response
}

fn guarded(mut response: Response<String>, policy: &str) -> Response<String> {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
