//! Bytes of a terminal as key presses and pastes.
//!
//! Read here rather than by crossterm, whose reader spins when the terminal vanishes in the middle of a sequence and leaves bytes
//! behind after a long burst; this one never reads by itself.

use crate::tui::key::{Code, Input, Key};

/// Longest paste kept; the rest is dropped.
const PASTE_LIMIT: usize = 64 * 1024;
/// A control sequence longer than this is noise.
const SEQUENCE_LIMIT: usize = 64;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Holds what is not yet complete between reads.
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What stands at the beginning of some bytes.
enum Step {
    Input(Code, bool, usize),
    PasteBegins(usize),
    Nothing(usize),
    Incomplete,
}

impl Parser {
    /// Takes bytes as they come; gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        self.pending.extend_from_slice(bytes);
        let mut inputs = Vec::new();
        loop {
            if self.paste.is_some() {
                match self.pasted() {
                    Some(text) => inputs.push(Input::Paste(text)),
                    None => return inputs,
                }
            }
            match step(&self.pending) {
                Step::Input(code, ctrl, used) => {
                    inputs.push(Input::Key(Key { code, ctrl }));
                    self.pending.drain(..used);
                }
                Step::PasteBegins(used) => {
                    self.pending.drain(..used);
                    self.paste = Some(Vec::new());
                }
                Step::Nothing(used) => {
                    self.pending.drain(..used);
                }
                Step::Incomplete => return inputs,
            }
        }
    }

    /// Whether an Escape waits to be told from the beginning of a sequence.
    pub fn is_waiting(&self) -> bool {
        self.paste.is_none() && !self.pending.is_empty()
    }

    /// Nothing more came: what waits was an Escape key, or noise.
    pub fn settle(&mut self) -> Option<Input> {
        let waiting = std::mem::take(&mut self.pending);
        (waiting.first() == Some(&0x1b)).then_some(Input::Key(Key::plain(Code::Esc)))
    }

    fn pasted(&mut self) -> Option<String> {
        let paste = self.paste.as_mut()?;
        let end = self.pending.windows(PASTE_END.len()).position(|w| w == PASTE_END);
        // A beginning of the end mark may be the last thing read: keep that much back.
        let whole = end.unwrap_or_else(|| self.pending.len().saturating_sub(PASTE_END.len() - 1));
        let room = PASTE_LIMIT.saturating_sub(paste.len());
        paste.extend(self.pending.drain(..whole).take(room));
        end?;
        self.pending.drain(..PASTE_END.len());
        let bytes = self.paste.take()?;
        Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n"))
    }
}

fn step(bytes: &[u8]) -> Step {
    match *bytes {
        [] => Step::Incomplete,
        [0x1b, b'[', ..] => sequence(bytes),
        [0x1b, b'O', letter, ..] => letter_key(letter).map_or(Step::Nothing(3), |code| Step::Input(code, false, 3)),
        [0x1b, b'O'] | [0x1b] => Step::Incomplete,
        [0x1b, ..] => Step::Input(Code::Esc, false, 1),
        [b'\r' | b'\n', ..] => Step::Input(Code::Enter, false, 1),
        [b'\t', ..] => Step::Input(Code::Tab, false, 1),
        [0x7f | 0x08, ..] => Step::Input(Code::Backspace, false, 1),
        [c @ 1..=26, ..] => Step::Input(Code::Char(char::from(c + b'a' - 1)), true, 1),
        [0..0x20, ..] => Step::Nothing(1),
        _ => letter(bytes),
    }
}

fn letter(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Step::Nothing(1),
    };
    let Some(encoded) = bytes.get(..length) else { return Step::Incomplete };
    match std::str::from_utf8(encoded).ok().and_then(|s| s.chars().next()) {
        Some(c) => Step::Input(Code::Char(c), false, length),
        None => Step::Nothing(1),
    }
}

fn sequence(bytes: &[u8]) -> Step {
    let Some(end) = bytes.iter().skip(2).position(|b| (0x40..=0x7e).contains(b)).map(|i| i + 2) else {
        return if bytes.len() > SEQUENCE_LIMIT { Step::Nothing(bytes.len()) } else { Step::Incomplete };
    };
    let first = bytes[2..end].split(|b| *b == b';').next().unwrap_or_default();
    let code = match (bytes[end], first) {
        (b'~', b"200") => return Step::PasteBegins(end + 1),
        (b'~', b"1" | b"7") => Some(Code::Home),
        (b'~', b"4" | b"8") => Some(Code::End),
        (b'~', b"3") => Some(Code::Delete),
        (b'~', b"5") => Some(Code::PageUp),
        (b'~', b"6") => Some(Code::PageDown),
        (b'Z', _) => Some(Code::BackTab),
        (letter, _) => letter_key(letter),
    };
    code.map_or(Step::Nothing(end + 1), |code| Step::Input(code, false, end + 1))
}

fn letter_key(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Parser;
    use crate::tui::key::{Code, Input, Key};

    fn keys(bytes: &[u8]) -> Vec<Input> {
        Parser::default().feed(bytes)
    }

    #[test]
    fn keys_arrows_and_control() {
        let expected =
            [Key::char('a'), Key::plain(Code::Enter), Key::plain(Code::Up), Key::plain(Code::PageDown), Key::ctrl('c')];
        assert_eq!(keys(b"a\r\x1b[A\x1b[6~\x03"), expected.map(Input::Key));
        assert_eq!(keys(b"\x1bOB\x1b[1;5C\x1b[Z"), [Code::Down, Code::Right, Code::BackTab].map(|c| Input::Key(Key::plain(c))));
        assert_eq!(keys("é顧".as_bytes()), ['é', '顧'].map(|c| Input::Key(Key::char(c))));
    }

    #[test]
    fn any_split_gives_the_same_keys() {
        let bytes = "x\x1b[A顧\x1b[200~two\rlines\x1b[201~q".as_bytes();
        let whole = keys(bytes);
        for at in 1..bytes.len() {
            let mut parser = Parser::default();
            let mut parts = parser.feed(&bytes[..at]);
            parts.extend(parser.feed(&bytes[at..]));
            assert_eq!(parts, whole, "split at {at}");
        }
        assert_eq!(whole[3], Input::Paste("two\nlines".to_owned()));
    }

    #[test]
    fn a_lone_escape_is_a_key_once_nothing_follows() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(b"\x1b"), []);
        assert!(parser.is_waiting());
        assert_eq!(parser.settle(), Some(Input::Key(Key::plain(Code::Esc))));
        assert!(!parser.is_waiting());
    }

    #[test]
    fn noise_is_dropped_and_never_grows() {
        let mut parser = Parser::default();
        for _ in 0..100_000 {
            parser.feed(b"\x1b[200~xxxxxxxxxxxxxxxx\xff\xfe\x00");
        }
        assert!(parser.paste.as_ref().is_some_and(|p| p.len() <= super::PASTE_LIMIT) && parser.pending.len() < 64);
        assert_eq!(keys(b"\x1b[?62;22cq"), [Input::Key(Key::char('q'))]);
    }
}
