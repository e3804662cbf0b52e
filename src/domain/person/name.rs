//! A person's name, as it is looked for in what others wrote and among the seats of a meeting.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::domain::room::alias::Alias;
use crate::domain::room::note::TAKEN_OUT;
use crate::domain::text::Text;

/// Names of fewer letters are words, too, and are looked for nowhere but where names stand.
const SHORTEST: usize = 2;
/// A meeting tells so many of one name apart, by numbers.
const MOST_ALIKE: usize = 99;

/// A name.
#[derive(Clone, Debug)]
pub struct Name {
    name: Text,
    /// What a seat may be called that was taken under this name, in lower case.
    aliases: BTreeSet<String>,
}

impl Name {
    /// The name of a trainee.
    pub fn of(name: &Text) -> Self {
        // The meeting itself says what it would have called them, were the first so many names taken.
        let called = (0..MOST_ALIKE).filter_map(|taken| {
            let left = Cell::new(taken);
            let is_taken = |_: &str| left.replace(left.get().saturating_sub(1)) > 0;
            Alias::of(name, is_taken).map(|alias| alias.as_str().to_lowercase())
        });
        Self { name: name.clone(), aliases: called.collect() }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Whether a seat of that name may be theirs: the name as a meeting writes it, in capitals or not, with a number after it where
    /// there were others of that name. Nobody can tell these apart afterwards.
    pub fn is_alias(&self, alias: &Alias) -> bool {
        self.aliases.contains(&alias.as_str().to_lowercase())
    }

    /// Whether a text names them: as a word, letter by letter.
    pub fn stands_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// The text without the name; none if it does not name them.
    pub fn taken_out_of(&self, text: &str) -> Option<String> {
        let mut rest = 0;
        let mut out = String::new();
        for at in self.places(text) {
            out.push_str(&text[rest..at]);
            out.push_str(TAKEN_OUT);
            rest = at + self.name.len();
        }
        (rest > 0).then(|| out + &text[rest..])
    }

    /// Where it stands, from left to right.
    fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let name = self.name.as_str();
        let looked_for = name.chars().count() >= SHORTEST && !self.name.is_empty();
        let found = looked_for.then(|| text.match_indices(name)).into_iter().flatten();
        found.map(|(at, _)| at).filter(move |at| {
            let (before, after) = (text[..*at].chars().next_back(), text[*at + name.len()..].chars().next());
            !runs_on(before, name.chars().next()) && !runs_on(name.chars().next_back(), after)
        })
    }
}

/// Whether two letters beside each other are of one word. Scripts that put no blanks between words have no such letters.
fn runs_on(one: Option<char>, next: Option<char>) -> bool {
    let of_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    one.is_some_and(of_word) && next.is_some_and(of_word)
}

/// Chinese, Japanese and Korean characters, and the scripts of Thailand, Laos, Burma and Cambodia.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::domain::room::alias::Alias;
    use crate::domain::text::Text;

    fn name(name: &str) -> Name {
        Name::of(&Text::clean(name))
    }

    fn alias(alias: &str) -> Alias {
        Alias::of(alias, |_| false).unwrap()
    }

    #[test]
    fn a_name_is_taken_out_as_a_word_and_nowhere_else() {
        let ada = name("Ada");
        assert_eq!(
            ada.taken_out_of("Thanks, Ada: Ada's right. Adapt, Canada!").unwrap(),
            "Thanks, (erased): (erased)'s right. Adapt, Canada!"
        );
        assert_eq!(ada.taken_out_of("ada, Adam, AdaB"), None);
        assert_eq!(name("顧").taken_out_of("顧客"), None, "one sign is a word, too");
        assert_eq!(name("田中").taken_out_of("田中さん").unwrap(), "(erased)さん");
        assert_eq!(name("O'Neil \"B\" <x>").taken_out_of("ask O'Neil \"B\" <x>.").unwrap(), "ask (erased).");
        assert_eq!(name("I").taken_out_of("I think"), None);
        assert_eq!(name("aa").taken_out_of("aaaa aa"), Some("aaaa (erased)".to_owned()));
    }

    #[test]
    fn a_seat_is_known_by_its_alias() {
        let sam = name("Sam");
        for theirs in ["Sam", "sam", "SAM", "Sam 2", "sam 17", "  Sam "] {
            assert!(sam.is_alias(&alias(theirs)), "{theirs}");
        }
        for others in ["Samz", "Sam B", "Samuel", "Sam 100", "5am"] {
            assert!(!sam.is_alias(&alias(others)), "{others}");
        }
        let long = name("Maximiliana of the Very Long Name");
        assert!(long.is_alias(&alias("Maximiliana of the Very Long Name")), "cut as a meeting cuts it");
        assert!(!name("Host").is_alias(&alias("Hosta")), "nobody is called that in a meeting");
    }
}
