//! What the server accepts as meant for it: a plain `GET` that names one of its own addresses, and comes from its own page or from no
//! page at all.
//!
//! Without this, any page somebody has open could talk to the host's machine: by a WebSocket to it (browsers let them through, and
//! send the page's origin), or under a name of its own that it points at the host's address (the `Host` tells).

use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, ORIGIN, TRANSFER_ENCODING};
use hyper::{HeaderMap, Method, StatusCode, Uri};

/// The names a server answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    scheme: &'static str,
    /// Host and port, in lower case, as browsers write them.
    authorities: Vec<String>,
}

impl Names {
    /// Names and addresses with a port; the port is left out where it is the scheme's own.
    pub fn new(tls: bool, hosts: impl IntoIterator<Item = String>, port: u16) -> Self {
        let usual = if tls { 443 } else { 80 };
        let written = |host: String| {
            let host = if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host };
            let host = host.to_ascii_lowercase();
            if port == usual { host } else { format!("{host}:{port}") }
        };
        Self { scheme: if tls { "https" } else { "http" }, authorities: hosts.into_iter().map(written).collect() }
    }

    fn knows(&self, authority: &str) -> bool {
        self.authorities.iter().any(|own| own.eq_ignore_ascii_case(authority))
    }

    /// The address under which a request named the server, if it may: `host:port`.
    pub fn accept(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<String, StatusCode> {
        if method != Method::GET {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let host = one(headers, &HOST).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
        let named = uri.authority().is_none_or(|authority| self.knows(authority.as_str()));
        if !self.knows(host) || !named {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        let foreign = match (headers.contains_key(ORIGIN), one(headers, &ORIGIN)) {
            (false, _) => false,
            (true, None) => true,
            // The page is served under the name it calls back.
            (true, Some(origin)) => !origin.eq_ignore_ascii_case(&format!("{}://{host}", self.scheme)),
        };
        let across = one(headers, &HeaderName::from_static("sec-fetch-site"))
            .is_some_and(|site| matches!(site, "cross-site" | "same-site"));
        if foreign || (across && headers.contains_key(ORIGIN)) {
            return Err(StatusCode::FORBIDDEN);
        }
        let body = headers.contains_key(CONTENT_TYPE)
            || headers.contains_key(TRANSFER_ENCODING)
            || headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0");
        if body { Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) } else { Ok(host.to_owned()) }
    }
}

/// The header's value, if it is there exactly once and plain text.
fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() { None } else { first.to_str().ok() }
}
