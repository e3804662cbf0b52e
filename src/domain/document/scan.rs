//! One cheap pass over the bytes before the parser sees them: how deep, how many, how long, and where each statement starts.
//!
//! It knows strings, comments and brackets and nothing else. It also finds what TOML 1.0 forbids and later versions allow, and
//! brackets that are never closed, whose real place a parser can't tell.

use std::ops::Range;

use super::{MAX_DEPTH, MAX_ITEMS, MAX_STRING};

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Why the file must not reach the parser.
    pub(super) refused: Option<Problem>,
    /// Mistakes with a better place than the parser would give.
    pub(super) problems: Vec<Problem>,
    /// Where each statement (a header, or a key with its value) starts: line starts outside brackets and strings.
    pub(super) statements: Vec<usize>,
    /// The statements that are headers.
    pub(super) headers: Vec<usize>,
}

/// A mistake seen by the pass.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Runs the pass. It never looks back by more than a character, so its time is that of the file's length.
pub(super) fn scan(text: &str) -> Scan {
    let mut pass =
        Pass { bytes: text.as_bytes(), at: 0, open: Vec::new(), header: false, dots: 0, items: 0, out: Scan::default() };
    if text.starts_with('\u{feff}') {
        pass.at = 3;
    }
    pass.statement();
    while pass.at < pass.bytes.len() && pass.out.refused.is_none() {
        pass.step();
    }
    if let Some(open) = pass.open.first().copied() {
        pass.never_closed(open);
    }
    pass.out
}

struct Pass<'t> {
    bytes: &'t [u8],
    at: usize,
    open: Vec<usize>,
    /// The statement is a header, which ends with its line.
    header: bool,
    dots: usize,
    items: usize,
    out: Scan,
}

impl Pass<'_> {
    fn step(&mut self) {
        match self.bytes[self.at] {
            b'#' => self.skip_line(),
            b'"' | b'\'' => self.string(),
            b'[' | b'{' => self.open_bracket(),
            b']' | b'}' => self.close_bracket(),
            b'=' | b',' => self.item(),
            b'.' => self.dot(),
            b'\n' => self.line_end(),
            _ => self.at += 1,
        }
    }

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn item(&mut self) {
        self.dots = 0;
        self.items += 1;
        if self.items > MAX_ITEMS {
            let message = format!("the file has more than {MAX_ITEMS} keys and list members");
            self.refuse("file::too-many-keys", self.at..self.at + 1, message, "split it: no policy or scenario needs so many");
        }
        self.at += 1;
    }

    fn dot(&mut self) {
        self.dots += 1;
        self.too_deep(self.dots);
        self.at += 1;
    }

    fn open_bracket(&mut self) {
        self.dots = 0;
        self.open.push(self.at);
        self.too_deep(self.open.len());
        self.at += 1;
    }

    fn too_deep(&mut self, depth: usize) {
        if depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} tables or lists stand inside each other here");
            self.refuse(
                "file::too-deep",
                self.at..self.at + 1,
                message,
                "no policy or scenario nests so deep; look for a bracket too many",
            );
        }
    }

    fn close_bracket(&mut self) {
        let opened = self.open.pop();
        let closes_table = self.bytes[self.at] == b'}';
        if closes_table && opened.is_some() && self.before() == Some(b',') {
            let message = "a table in braces can't end in a comma".to_owned();
            self.problem(self.at..self.at + 1, message, "take out the comma before `}`");
        }
        self.at += 1;
    }

    /// The last byte before this one that is no space.
    fn before(&self) -> Option<u8> {
        self.bytes[..self.at].iter().rev().find(|b| !b.is_ascii_whitespace()).copied()
    }

    fn line_end(&mut self) {
        self.dots = 0;
        self.at += 1;
        match self.open.last().copied() {
            None => self.statement(),
            Some(open) if self.header || self.bytes[open] == b'{' || self.starts_statement() => {
                self.never_closed(open);
                self.open.clear();
                self.statement();
            }
            Some(_) => {}
        }
    }

    fn never_closed(&mut self, open: usize) {
        let (bracket, closing) = if self.bytes[open] == b'{' { ('{', '}') } else { ('[', ']') };
        let help = if self.header {
            "a header stands on one line, like [facts.amount] or [[rule]]"
        } else if bracket == '{' {
            "a table in braces stands on one line"
        } else {
            "close the list after its last member"
        };
        self.problem(open..open + 1, format!("this `{bracket}` is never closed by a `{closing}`"), help);
    }

    /// Whether a line inside a list reads like the start of something new: `key =` or `[header]`.
    fn starts_statement(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
        let line = line.trim_ascii();
        let name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        let word = line.iter().take_while(|b| name(b)).count();
        if word > 0 {
            return line[word..].trim_ascii_start().first() == Some(&b'=');
        }
        let inner = line.strip_prefix(b"[[").or_else(|| line.strip_prefix(b"[")).unwrap_or_default();
        let word = inner.iter().take_while(|b| name(b)).count();
        inner.first().is_some_and(u8::is_ascii_lowercase) && inner.get(word) == Some(&b']') && !line.ends_with(b",")
    }

    fn statement(&mut self) {
        let indent = self.bytes[self.at..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        self.at += indent;
        match self.bytes.get(self.at) {
            None | Some(b'\n' | b'\r' | b'#') => {}
            Some(first) => {
                self.header = *first == b'[';
                if self.header {
                    self.out.headers.push(self.at);
                }
                self.out.statements.push(self.at);
            }
        }
    }

    fn string(&mut self) {
        let (start, quote) = (self.at, self.bytes[self.at]);
        let multi = self.bytes[start..].starts_with(&[quote; 3]);
        self.at += if multi { 3 } else { 1 };
        let closed = self.past_closing(quote, multi);
        if self.at - start > MAX_STRING {
            let message = format!("this text is longer than {MAX_STRING} bytes");
            let help = if closed { "shorten it" } else { "its closing quotes are missing, or it should be shortened" };
            self.refuse("file::string-too-long", start..start + if multi { 3 } else { 1 }, message, help);
        } else if !closed && multi {
            self.problem(start..start + 3, "this text is never closed by three quotes".to_owned(), "close it where it ends");
        }
    }

    /// Moves past the closing quotes, or to the end of the line or file where there are none.
    fn past_closing(&mut self, quote: u8, multi: bool) -> bool {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'\\' if quote == b'"' => {
                    if matches!(self.bytes.get(self.at + 1), Some(b'e' | b'x')) {
                        let message = "`\\e` and `\\x` are not escapes in TOML 1.0".to_owned();
                        self.problem(self.at..self.at + 2, message, "write the character itself, or \\u and four digits");
                    }
                    self.at += 2;
                }
                b'\n' if !multi => return false,
                _ if byte == quote && !multi => {
                    self.at += 1;
                    return true;
                }
                _ if byte == quote && self.bytes[self.at..].starts_with(&[quote; 3]) => {
                    // Up to two quotes may stand right before the closing three.
                    let run = self.bytes[self.at..].iter().take_while(|b| **b == quote).count();
                    self.at += run.min(5);
                    return true;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
        false
    }

    fn problem(&mut self, span: Range<usize>, message: String, help: &'static str) {
        self.out.problems.push(Problem { code: "file::syntax", span, message, help });
    }

    fn refuse(&mut self, code: &'static str, span: Range<usize>, message: String, help: &'static str) {
        if self.out.refused.is_none() {
            self.out.refused = Some(Problem { code, span, message, help });
        }
    }
}
