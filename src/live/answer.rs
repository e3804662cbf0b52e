//! What the server answers over HTTP: the page, the way to the WebSocket, and nothing else.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::server::{Peer, Served};
use super::socket::Socket;
use super::visit::visit;

/// What stands in the page where its scripts and styles say who they are.
pub const NONCE: &str = "{{nonce}}";

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

/// Answers a request.
pub(super) async fn answer(served: Served, request: Request) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let (mut parts, _) = request.into_parts();
    let host = match served.shared.names.accept(&parts.method, &parts.uri, &parts.headers) {
        Ok(host) => host,
        Err(status) => return guarded(refusal(status), "default-src 'none'"),
    };
    match (parts.uri.path(), peer) {
        ("/", _) => page(&served, &host),
        ("/live", Some(Peer(from))) => match (accepted(&parts), parts.extensions.remove::<OnUpgrade>()) {
            (Some(accepted), Some(upgrade)) => {
                tokio::spawn(async move {
                    if let Ok(upgraded) = upgrade.await {
                        visit(Box::new(Socket::of(upgraded).await), served, from).await;
                    }
                });
                accepted
            }
            _ => guarded(refusal(StatusCode::UPGRADE_REQUIRED), "default-src 'none'"),
        },
        _ => guarded(refusal(StatusCode::NOT_FOUND), "default-src 'none'"),
    }
}

/// The answer that makes a WebSocket of a connection, if that is asked for as RFC 6455 has it (section 4.2).
fn accepted(parts: &Parts) -> Option<Response> {
    let says = |name: HeaderName, wanted: &str| {
        let words = parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().split(',');
        words.map(str::trim).any(|word| word.eq_ignore_ascii_case(wanted))
    };
    let asks = parts.method == Method::GET
        && says(CONNECTION, "upgrade")
        && says(UPGRADE, "websocket")
        && says(SEC_WEBSOCKET_VERSION, "13");
    let key = parts.headers.get(SEC_WEBSOCKET_KEY).filter(|_| asks)?;
    let key = HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok()?;
    let headers = [
        (CONNECTION, HeaderValue::from_static("upgrade")),
        (UPGRADE, HeaderValue::from_static("websocket")),
        (SEC_WEBSOCKET_ACCEPT, key),
    ];
    Some((StatusCode::SWITCHING_PROTOCOLS, headers, Body::empty()).into_response())
}

/// The page: its own scripts and styles run, and nothing else; it calls nobody but this server.
fn page(served: &Served, host: &str) -> Response {
    let mut random = [0; 16];
    if getrandom::fill(&mut random).is_err() {
        return guarded(refusal(StatusCode::SERVICE_UNAVAILABLE), "default-src 'none'");
    }
    let nonce: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let socket = if served.shared.tls { "wss" } else { "ws" };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; connect-src 'self' {socket}://{host}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let html = served.shared.page.replace(NONCE, &nonce);
    guarded(([(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(), &policy)
}

fn refusal(status: StatusCode) -> Response {
    (status, Body::empty()).into_response()
}

fn guarded(mut response: Response, policy: &str) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
