//! What the server accepts: its own page and its own name, a plain `GET`, and nothing else.

use super::guest::{Served, http};

const UPGRADE: &str =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

#[test]
fn nothing_is_accepted_that_should_not_be() {
    let served = Served::start(10);
    let at = served.address();
    let port = at.port();
    let own = format!("127.0.0.1:{port}");
    let ask = |method: &str, path: &str, headers: &str| {
        let answer = http(at, &format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"));
        answer.split_whitespace().nth(1).unwrap_or("none").to_owned()
    };
    let live = |headers: &str| {
        let answer = http(at, &format!("GET /live HTTP/1.1\r\n{headers}{UPGRADE}\r\n"));
        answer.split_whitespace().nth(1).unwrap_or("none").to_owned()
    };
    let host = |host: &str| format!("Host: {host}\r\n");
    let named = host(&own);

    // Host: only the names it is served under.
    for (name, status) in [
        (own.as_str(), "200"),
        (&format!("localhost:{port}"), "200"),
        (&format!("LocalHost:{port}"), "200"),
        ("127.0.0.1", "421"),
        ("127.0.0.1:1", "421"),
        ("evil.example", "421"),
        (&format!("evil.example:{port}"), "421"),
        (&format!("127.0.0.1.evil.example:{port}"), "421"),
        (&format!("evil.example@127.0.0.1:{port}"), "421"),
        ("", "421"),
    ] {
        assert_eq!(ask("GET", "/", &host(name)), status, "Host: {name}");
    }
    assert_eq!(ask("GET", "/", ""), "421", "no Host");
    assert_eq!(ask("GET", "/", &format!("{named}Host: evil.example\r\n")), "421", "two of them");
    assert_eq!(ask("GET", &format!("http://evil.example:{port}/"), &named), "421", "another name in the address");

    // Origin: its own page, or a program that has none.
    for (origin, status) in [
        (String::new(), "101"),
        (format!("Origin: http://{own}\r\n"), "101"),
        (format!("Origin: https://{own}\r\n"), "403"),
        (format!("Origin: http://localhost:{port}\r\n"), "403"),
        ("Origin: null\r\n".to_owned(), "403"),
        ("Origin: http://evil.example\r\n".to_owned(), "403"),
        (format!("Origin: http://{own}.evil.example\r\n"), "403"),
        (format!("Origin: http://127.0.0.1:{}\r\n", port ^ 1), "403"),
        ("Origin: file://\r\n".to_owned(), "403"),
        ("Origin: \r\n".to_owned(), "403"),
        (format!("Origin: http://{own}\r\nOrigin: http://evil.example\r\n"), "403"),
        (format!("Origin: http://{own}\r\nSec-Fetch-Site: cross-site\r\n"), "403"),
    ] {
        assert_eq!(live(&format!("{named}{origin}")), status, "{origin}");
    }

    // Method, path and body.
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "HEAD", "CONNECT", "PROPFIND"] {
        assert_ne!(&ask(method, "/", &named)[..1], "2", "{method}");
    }
    for path in ["/live", "/index.html", "/.git/config", "/..%2f..%2fetc/passwd", "//", "/host", "/journal"] {
        assert_ne!(&ask("GET", path, &named)[..1], "2", "{path}");
    }
    for kind in ["text/plain", "application/json", "application/x-www-form-urlencoded", "multipart/form-data"] {
        assert_eq!(ask("GET", "/", &format!("{named}Content-Type: {kind}\r\n")), "415", "{kind}");
        assert_eq!(live(&format!("{named}Content-Type: {kind}\r\n")), "415", "{kind}");
    }
    assert_eq!(ask("GET", "/", &format!("{named}Content-Length: 3\r\n")), "415");
    assert_eq!(ask("GET", "/", &format!("{named}Transfer-Encoding: chunked\r\n")), "415");
    assert_ne!(&ask("GET", "/", &format!("{named}X: {}\r\n", "x".repeat(40_000)))[..1], "2", "a head without end");
}

#[test]
fn who_asks_for_something_else_than_a_websocket_is_told_what_there_is() {
    let served = Served::start(10);
    let at = served.address();
    let right = format!("Host: {at}\r\n{UPGRADE}");
    for asked in [
        format!("Host: {at}\r\n"),
        right.replace("Upgrade: websocket", "Upgrade: h2c"),
        right.replace("Connection: Upgrade", "Connection: keep-alive"),
        right.replace("Version: 13", "Version: 8"),
        right.replace("Sec-WebSocket-Key", "X-Key"),
    ] {
        let answer = http(at, &format!("GET /live HTTP/1.1\r\n{asked}\r\n")).to_lowercase();
        assert!(answer.starts_with("http/1.1 426"), "{asked}: {answer}");
        for header in ["\r\nconnection: upgrade\r\n", "\r\nupgrade: websocket\r\n", "\r\nsec-websocket-version: 13\r\n"] {
            assert!(answer.contains(header), "{asked}: {header:?} is missing in {answer}");
        }
    }
    let old = http(at, &format!("GET /live HTTP/1.0\r\n{right}\r\n"));
    assert!(old.contains(" 426 "), "no connection of HTTP/1.0 becomes another: {old}");
}

#[test]
fn the_page_runs_its_own_scripts_and_calls_its_own_server_alone() {
    let served = Served::start(10);
    let at = served.address();
    let page = || http(at, &format!("GET / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n"));
    let answer = page();
    let policy = answer.lines().find(|l| l.to_lowercase().starts_with("content-security-policy")).unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert_eq!(nonce.len(), 32);
    assert_eq!(answer.matches(&format!("nonce=\"{nonce}\"")).count(), 2);
    assert!(!page().contains(nonce), "another one each time");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        &format!("connect-src 'self' ws://{at};"),
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'));
    let head = answer.to_lowercase();
    for header in
        ["x-content-type-options: nosniff", "referrer-policy: no-referrer", "cache-control: no-store", "x-frame-options: deny"]
    {
        assert!(head.contains(header), "{header}");
    }
    assert!(!head.contains("access-control-allow"));
}
