//! What the server answers over HTTP: the page, the way to the WebSocket, and nothing else.

use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::protocol::LARGEST;
use super::server::{Peer, Served};
use super::visit::visit;

/// What stands in the page where its scripts and styles say who they are.
pub const NONCE: &str = "{{nonce}}";

/// Bytes read ahead on a connection. The library's own 128 kB would be 130 MB for a thousand people.
const READ_AHEAD: usize = 512;

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
        ("/live", Some(Peer(from))) => match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
            Ok(upgrade) => upgrade
                .read_buffer_size(READ_AHEAD)
                .write_buffer_size(0)
                .max_message_size(LARGEST)
                .max_frame_size(LARGEST)
                .on_upgrade(move |socket| visit(Box::new(socket), served, from)),
            Err(_) => guarded(refusal(StatusCode::UPGRADE_REQUIRED), "default-src 'none'"),
        },
        _ => guarded(refusal(StatusCode::NOT_FOUND), "default-src 'none'"),
    }
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
