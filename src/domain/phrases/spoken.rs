//! Speech as the coach hears it: words without case, quotes and contractions, with the ends of sentences, and without what the customer
//! is quoted with.

use std::ops::Range;

/// A word as it is compared, and where it stands in what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower-case, written out; empty where a sentence ends.
    pub(super) plain: String,
    /// Bytes of what was said.
    pub(super) place: Range<usize>,
}

/// Short forms that stand for more than one word. `'s` is written out only where it can't be a possessive.
const SHORT: [(&str, &str); 22] = [
    ("can't", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("shan't", "shall not"),
    ("ain't", "is not"),
    ("let's", "let us"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("there's", "there is"),
    ("here's", "here is"),
    ("what's", "what is"),
    ("who's", "who is"),
    ("where's", "where is"),
    ("how's", "how is"),
    ("he's", "he is"),
    ("she's", "she is"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "have got to"),
    ("y'all", "you all"),
    ("ma'am", "madam"),
    ("o'clock", "oclock"),
];

/// Endings that stand for a word of their own.
const ENDINGS: [(&str, &str); 5] = [("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'m", "am")];

/// The words of what somebody would say to the customer.
pub(super) fn words(said: &str) -> Vec<Word> {
    let all = heard(said, &[]);
    let kept = heard(said, &quotations(said));
    // Whoever writes all of it in quotation marks quotes themselves.
    if kept.iter().all(|w| w.plain.is_empty()) { all } else { kept }
}

/// The words of a phrase.
pub(super) fn plain(phrase: &str) -> Vec<String> {
    heard(phrase, &[]).into_iter().map(|w| w.plain).filter(|w| !w.is_empty()).collect()
}

fn heard(said: &str, quoted: &[Range<usize>]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<usize> = None;
    for (at, letter) in said.char_indices().chain([(said.len(), '\n')]) {
        let inside = quoted.iter().any(|q| q.contains(&at));
        let part = !inside && (letter.is_alphanumeric() || is_apostrophe(letter) && open.is_some());
        match (open, part) {
            (None, true) => open = Some(at),
            (Some(from), false) => {
                written_out(&mut words, said, from..at);
                open = None;
            }
            _ => {}
        }
        if !part && (matches!(letter, '.' | '!' | '?' | ';' | '\n' | '…') || inside) {
            words.push(Word { plain: String::new(), place: at..at });
        }
    }
    words
}

fn written_out(words: &mut Vec<Word>, said: &str, place: Range<usize>) {
    let lower: String = said[place.clone()].to_lowercase().chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    let word = lower.trim_matches('\'');
    let mut push = |plain: &str| words.push(Word { plain: plain.to_owned(), place: place.clone() });
    if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == word) {
        long.split(' ').for_each(push);
        return;
    }
    match ENDINGS.iter().find_map(|(ending, long)| Some((word.strip_suffix(ending)?, long))) {
        Some((stem, long)) if !stem.is_empty() => {
            push(stem);
            push(long);
        }
        _ => push(&word.replace('\'', "")),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}')
}

/// What stands in double quotation marks that close again: somebody else's words.
fn quotations(said: &str) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in said.char_indices() {
        match (open, mark) {
            (None, '"' | '\u{201c}' | '\u{201e}' | '\u{ab}') => open = Some((at, mark)),
            (Some((from, begun)), mark) if closes(begun, mark) => {
                quoted.push(from..at + mark.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    quoted
}

/// Whether a mark closes what another has begun, as English, German and French write them.
fn closes(begun: char, mark: char) -> bool {
    match begun {
        '\u{201c}' => mark == '\u{201d}',
        '\u{201e}' => matches!(mark, '\u{201c}' | '\u{201d}'),
        '\u{ab}' => mark == '\u{bb}',
        _ => mark == begun,
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, words};

    fn heard(said: &str) -> String {
        words(said).iter().map(|w| if w.plain.is_empty() { "/" } else { &w.plain }).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn case_quotes_and_contractions_make_no_difference() {
        for said in ["I can't do that", "I CANNOT do that", "I can’t  do—that", "i can not do that"] {
            assert_eq!(heard(said).trim_end_matches(" /"), "i can not do that", "{said}");
        }
        assert_eq!(plain("It's our policy…"), ["it", "is", "our", "policy"]);
        assert_eq!(plain("We're on it"), ["we", "are", "on", "it"]);
        assert_eq!(plain("the customer's order"), ["the", "customers", "order"]);
    }

    #[test]
    fn the_customers_words_are_left_out_and_ones_own_are_not() {
        assert_eq!(heard("You said \"calm down\" to me.").replace(" /", ""), "you said to me");
        assert_eq!(heard("You wrote “nothing I can do” there").replace(" /", ""), "you wrote there");
        assert_eq!(heard("\"Calm down.\"").replace(" /", ""), "calm down", "all of it in quotation marks is one's own");
        assert_eq!(heard("Twelve\" pan, calm down").replace(" /", ""), "twelve pan calm down", "a mark that never closes");
    }

    #[test]
    fn places_are_those_of_what_was_said() {
        let said = "Well, I can’t.";
        let not = words(said).into_iter().find(|w| w.plain == "not").unwrap();
        assert_eq!(&said[not.place], "can’t");
    }
}
