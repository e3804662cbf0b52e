//! Text that is safe to put on a terminal: made once, where text enters the program.

use std::fmt;

/// Text without control characters, escape sequences, bidirectional overrides or invisible characters.
///
/// It can only be made by [`Text::clean`], so whatever holds a `Text` may be drawn. Line feeds survive; real right-to-left
/// letters, combining marks, emoji (with their joiners) and CJK do too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(String);

impl Text {
    /// Makes any text safe. Idempotent.
    pub fn clean(raw: &str) -> Self {
        let mut safe = String::with_capacity(raw.len());
        let mut previous: Option<char> = None;
        let mut rest = raw;
        loop {
            // Plain letters are most of any text: a run of them goes over as it is.
            let plain = rest.bytes().take_while(|b| matches!(b, b' '..=b'~' | b'\n')).count();
            let (run, after) = rest.split_at(plain);
            safe.push_str(run);
            previous = run.chars().next_back().or(previous);
            let Some(c) = after.chars().next() else { break };
            let kept = match c {
                '\t' => Some(' '),
                // A joiner is part of an emoji or of a letter in Persian and Indic scripts; elsewhere it only hides something.
                '\u{200c}' | '\u{200d}' => previous.filter(|p| joins(*p)).map(|_| c),
                _ if is_unsafe(c) => None,
                _ => Some(c),
            };
            if let Some(c) = kept {
                safe.push(c);
                previous = Some(c);
            }
            rest = &after[c.len_utf8()..];
        }
        Self(safe)
    }

    /// The text as it may be shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// Characters that act on the terminal, turn the reading order round, or cannot be seen.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' // soft hyphen
            | '\u{034f}' // combining grapheme joiner
            | '\u{061c}' // Arabic letter mark
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
            | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' // variation selectors leave stale cells behind
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a joiner after this character has something visible to join.
fn joins(previous: char) -> bool {
    let emoji = matches!(previous, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}');
    let joining_script = matches!(previous, '\u{0600}'..='\u{08ff}' | '\u{0900}'..='\u{0dff}');
    emoji || joining_script
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Made safe on the way in, like any other text.
impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|raw| Self::clean(&raw))
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn what_acts_on_the_terminal_is_gone() {
        assert_eq!(Text::clean("a\u{1b}[31mb\u{7}\u{9b}c\r\n").as_str(), "a[31mbc\n");
        assert_eq!(Text::clean("refund\u{202e}dnufer\u{200b}\u{feff}").as_str(), "refunddnufer");
    }

    #[test]
    fn what_people_write_stays() {
        for kept in ["שלום, 49 €", "مرحبا", "顧客が怒っている", "👩\u{200d}🚒 ok", "naïve café", "می\u{200c}خواهم"]
        {
            assert_eq!(Text::clean(kept).as_str(), kept);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = Text::clean("x\u{200d}\u{200d}y\u{1b}\u{2066}z");
        assert_eq!(Text::clean(&once), once);
    }
}
