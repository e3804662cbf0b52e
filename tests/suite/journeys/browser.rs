//! Chromium, driven by a WebDriver client of our own: requests over HTTP to its driver, JSON both ways (W3C WebDriver).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::terminal::PATIENCE;

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Columns of pixels that a window has at the least.
const NARROWEST: u16 = 500;
/// Between two looks at a page.
const LOOK: Duration = Duration::from_millis(20);

/// The driver; it ends with the test.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub(crate) fn start() -> Self {
        let child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.expect("chromedriver can be started: it comes with Chromium's driver package");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.rsplit_once("successfully on port ")?.1;
            port.trim_end_matches('.').parse().ok()
        });
        // Nobody reads what else it says; a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port: port.expect("chromedriver tells its port") }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser with a profile of its own, so that nothing of one participant is another's.
pub(crate) struct Browser {
    port: u16,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// A window of that size, light or dark.
    pub(crate) fn open(driver: &Driver, (width, height): (u16, u16), dark: bool) -> Self {
        let profile = TempDir::new().expect("a folder");
        let mut args: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
        ]
        .map(str::to_owned)
        .to_vec();
        args.push(format!("--window-size={width},{height}"));
        args.push(format!("--user-data-dir={}", profile.path().display()));
        if dark {
            args.push("--force-dark-mode".to_owned());
        }
        let mut options = json!({ "args": args });
        // No window is as narrow as a phone.
        if width < NARROWEST {
            let screen = json!({"width": width, "height": height, "pixelRatio": 2, "touch": true});
            options["mobileEmulation"] = json!({ "deviceMetrics": screen });
        }
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let begun = call(driver.port, "POST", "/session", Some(&wanted));
        let session = begun["sessionId"].as_str().expect("a session").to_owned();
        Self { port: driver.port, session, _profile: profile }
    }

    fn ask(&self, method: &str, what: &str, body: Option<&Json>) -> Json {
        call(self.port, method, &format!("/session/{}/{what}", self.session), body)
    }

    /// Opens a page.
    pub(crate) fn go(&self, address: &str) -> &Self {
        self.ask("POST", "url", Some(&json!({ "url": address })));
        self
    }

    /// What a script returns.
    pub(crate) fn script(&self, script: &str) -> Json {
        self.ask("POST", "execute/sync", Some(&json!({ "script": script, "args": [] })))
    }

    /// Waits until a script returns something true.
    pub(crate) fn wait(&self, what: &str, script: &str) -> &Self {
        let begun = Instant::now();
        while self.script(script) != json!(true) {
            let shown =
                || self.script("return `${location}\\n${JSON.stringify(document.body.dataset)}\\n${document.body.innerText}`");
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}; the page shows\n{}", shown().as_str().unwrap_or(""));
            std::thread::sleep(LOOK);
        }
        self
    }

    /// Waits until the page says so of itself.
    pub(crate) fn wait_data(&self, name: &str, value: &str) -> &Self {
        self.wait(&format!("{name} {value}"), &format!("return document.body.dataset.{name} === '{value}'"))
    }

    /// Waits until this can be read on the page.
    pub(crate) fn wait_for(&self, text: &str) -> &Self {
        self.wait(text, &format!("return document.body.innerText.includes({})", json!(text)))
    }

    fn element(&self, script: &str) -> String {
        let found = self.script(script);
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no element: {script}")).to_owned()
    }

    /// Touches what the script returns, as a finger does: where it is, if nothing lies over it.
    pub(crate) fn touch(&self, script: &str) -> &Self {
        let element =
            self.element(&format!("const it = (() => {{ {script} }})(); it.scrollIntoView({{block: 'center'}}); return it"));
        self.ask("POST", &format!("element/{element}/click"), Some(&json!({})));
        self
    }

    /// Types into a field, or at the page where that is its body.
    pub(crate) fn keys(&self, css: &str, text: &str) -> &Self {
        let element = self.element(&format!("return document.querySelector({})", json!(css)));
        self.ask("POST", &format!("element/{element}/value"), Some(&json!({ "text": text })));
        self
    }

    /// Takes the network away.
    pub(crate) fn offline(&self) -> &Self {
        let none = json!({"offline": true, "latency": 0, "download_throughput": 0, "upload_throughput": 0});
        self.ask("POST", "chromium/network_conditions", Some(&json!({ "network_conditions": none })));
        self
    }

    /// Gives it back.
    pub(crate) fn online(&self) -> &Self {
        self.ask("DELETE", "chromium/network_conditions", None);
        self
    }

    /// Leaves a picture where `EOA_TEST_PICTURES` says, for somebody to look at.
    pub(crate) fn picture(&self, name: &str) -> &Self {
        if let Ok(folder) = std::env::var("EOA_TEST_PICTURES") {
            let picture = self.ask("GET", "screenshot", None);
            let bytes = base64(picture.as_str().expect("a picture"));
            std::fs::write(format!("{folder}/{name}.png"), bytes).expect("written");
        }
        self
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is gone with its driver is gone.
        let _ = try_call(self.port, "DELETE", &format!("/session/{}", self.session), None);
    }
}

fn call(port: u16, method: &str, path: &str, body: Option<&Json>) -> Json {
    let answer = try_call(port, method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    assert!(answer["error"].is_null(), "{method} {path}: {}: {}", answer["error"], answer["message"]);
    answer
}

fn try_call(port: u16, method: &str, path: &str, body: Option<&Json>) -> std::io::Result<Json> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(4 * PATIENCE))?;
    let body = body.map(Json::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    let mut answer: Json = serde_json::from_slice(&bytes)?;
    Ok(answer["value"].take())
}

/// RFC 4648, section 4.
fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |byte: u8| LETTERS.iter().position(|letter| *letter == byte);
    let values: Vec<usize> = text.bytes().filter_map(value).collect();
    let bytes = values.chunks(4).flat_map(|four| {
        let whole = four.iter().enumerate().fold(0, |sum, (at, value)| sum | (value << (18 - 6 * at)));
        (0..four.len() - 1).map(move |at| ((whole >> (16 - 8 * at)) & 0xff) as u8)
    });
    bytes.collect()
}
