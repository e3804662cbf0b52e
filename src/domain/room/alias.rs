//! What somebody would rather be called: made safe to show, and unlike any other name in the room to the eye.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::Text;

/// Columns at the most.
pub const WIDEST: usize = 20;
/// Bytes looked at; whatever comes after was no name.
const LONGEST: usize = 400;
/// So many may share a name, with numbers.
const MOST_ALIKE: u32 = 99;
/// Names that are no participant's.
const RESERVED: [&str; 6] = ["host", "lead", "teamlead", "moderator", "admin", "system"];

/// An alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Alias(Text);

impl Alias {
    /// Makes a name of what was typed: one line, nothing invisible, at most [`WIDEST`] columns. Where it looks like one that is
    /// taken (asked by its [`skeleton`]), a number tells them apart. None if nothing is left of it, if it is the host's, or if too
    /// many have taken it.
    pub fn of(raw: &str, taken: impl Fn(&str) -> bool) -> Option<Self> {
        let safe = plain(raw);
        let look = skeleton(&safe);
        if !safe.chars().any(char::is_alphanumeric) || look.is_empty() || RESERVED.iter().any(|name| skeleton(name) == look) {
            return None;
        }
        let numbered = |n: u32| {
            let number = format!(" {n}");
            format!("{}{number}", cut(&safe, WIDEST - number.width()).trim_end())
        };
        let names = std::iter::once(safe.clone()).chain((2..=MOST_ALIKE).map(numbered));
        names.map(|name| Text::clean(&name)).find(|name| !taken(&skeleton(name))).map(Self)
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One line without anything that acts on a terminal, hides, or towers over its line; right to left letters stay, since nothing in
/// an alias can turn the reading order of what stands around it.
fn plain(raw: &str) -> String {
    let mut end = raw.len().min(LONGEST);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let safe = Text::clean(&raw[..end]);
    let words: Vec<String> = safe.split_whitespace().map(without_towers).collect();
    cut(&words.join(" "), WIDEST).trim().to_owned()
}

/// At most two marks on a letter.
fn without_towers(word: &str) -> String {
    let mut marks = 0;
    word.chars()
        .filter(|c| {
            marks = if is_mark(*c) { marks + 1 } else { 0 };
            marks <= 2
        })
        .collect()
}

/// As many whole letters as fit.
fn cut(text: &str, width: usize) -> String {
    let mut room = width;
    let fits = |letter: &&str| {
        let fits = letter.width() <= room;
        room = room.saturating_sub(letter.width());
        fits
    };
    text.graphemes(true).take_while(fits).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// What is left when all that looks alike is written alike: names with the same skeleton can't be told apart across a room.
///
/// The look-alikes are those of the Latin, Greek and Cyrillic alphabets and of digits that Unicode's list of confusables
/// (UTS 39) names, as far as a name may hold them.
pub fn skeleton(name: &str) -> String {
    let letters = name.chars().filter(|c| !is_mark(*c)).flat_map(upright).flat_map(char::to_lowercase);
    let alike: String = letters.map(like).filter(|c| c.is_alphanumeric() || !c.is_ascii()).collect();
    alike.replace("rn", "m").replace("vv", "w")
}

/// Letters that are written in another style, and accented ones that are one character.
fn upright(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{1d400}'..='\u{1d6a3}' => {
            let at = (c as u32 - 0x1d400) % 52;
            char::from_u32(if at < 26 { 'A' as u32 + at } else { 'a' as u32 + at - 26 }).unwrap_or(c)
        }
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_u32('0' as u32 + (c as u32 - 0x1d7ce) % 10).unwrap_or(c),
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='ő' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ś'..='š' => 's',
        'Ź'..='ž' => 'z',
        'Ł' | 'ł' | 'Ĺ'..='ľ' => 'l',
        _ => c,
    };
    std::iter::once(plain)
}

/// The one letter for all that look like it, in lower case.
fn like(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'ь' | 'β' | '8' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ё' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'і' | 'ι' | 'ї' | '1' | '|' | '!' | 'l' | 'ӏ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'v',
        'о' | 'ο' | 'σ' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' | '5' | '$' => 's',
        'т' | 'τ' => 't',
        'υ' | 'у' | 'γ' => 'y',
        'х' | 'χ' => 'x',
        'ԁ' => 'd',
        'ɡ' | '9' => 'g',
        'ԛ' => 'q',
        'ԝ' | 'ω' => 'w',
        '2' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{Alias, WIDEST, skeleton};
    use unicode_width::UnicodeWidthStr;

    fn alias(raw: &str, taken: &[&str]) -> Option<String> {
        Alias::of(raw, |look| taken.iter().any(|name| skeleton(name) == look)).map(|a| a.to_string())
    }

    #[test]
    fn what_a_name_could_do_is_taken_out_of_it() {
        assert_eq!(alias("  Sam\n\tB ", &[]).as_deref(), Some("Sam B"));
        assert_eq!(alias("\u{1b}[31mSam\u{7}", &[]).as_deref(), Some("[31mSam"));
        assert_eq!(alias("S\u{200b}a\u{202e}m\u{feff}", &[]).as_deref(), Some("Sam"));
        assert_eq!(alias("Z\u{301}\u{302}\u{303}\u{304}\u{305}oe", &[]).as_deref(), Some("Z\u{301}\u{302}oe"));
        assert!(alias(&"W".repeat(5_000), &[]).unwrap().width() <= WIDEST);
        assert!(alias(&"顧".repeat(50), &[]).unwrap().width() <= WIDEST);
        for nothing in ["", "   ", "\u{200b}\u{202e}", "...", "\u{301}"] {
            assert_eq!(alias(nothing, &[]), None, "{nothing:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_told_apart() {
        for twin in ["Sam", "sam", "S a m", "Ѕаm", "5am", "Ｓａｍ", "𝐒𝐚𝐦", "Sám", "Sa\u{200b}m", "S\u{301}am"] {
            let name = alias(twin, &["Sam"]).unwrap();
            assert!(name.ends_with(" 2"), "{twin:?} became {name:?}");
        }
        assert_eq!(alias("Sam", &["Sam", "Sam 2"]).as_deref(), Some("Sam 3"));
        assert_eq!(alias("Corn", &["Com"]).as_deref(), Some("Corn 2"));
        assert_eq!(alias("Sara", &["Sam"]).as_deref(), Some("Sara"));
    }

    #[test]
    fn nobody_is_the_host() {
        for name in ["Host", "HOST", "Н0ѕt", "Team Lead", "m0derator"] {
            assert_eq!(alias(name, &[]), None, "{name}");
        }
    }
}
