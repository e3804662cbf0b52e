//! Names: which are allowed, and which one was meant.

use crate::domain::text::Text;

/// The longest id.
pub(crate) const MAX_ID: usize = 64;

/// Which characters an id is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// Lower-case letters, digits and hyphens: policies, routes, scenarios, gestures.
    Plain,
    /// These and underscores: facts, limits, and the values of choices and sets.
    Name,
    /// Those of plain ids with capitals and dots: rules and duties.
    Rule,
}

impl Alphabet {
    /// Whether a text is such an id.
    pub(crate) fn allows(self, id: &str) -> bool {
        !id.is_empty() && id.len() <= MAX_ID && id.chars().all(|c| self.has(c))
    }

    fn has(self, c: char) -> bool {
        c.is_ascii_lowercase()
            || c.is_ascii_digit()
            || c == '-'
            || (self == Self::Name && c == '_')
            || (self == Self::Rule && (c == '.' || c.is_ascii_uppercase()))
    }

    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Plain => "lower-case letters, digits and hyphens, at most 64",
            Self::Name => "lower-case letters, digits, hyphens and underscores, at most 64",
            Self::Rule => "letters, digits, hyphens and dots, at most 64",
        }
    }
}

/// What somebody wrote, safe to show and not too long.
pub(crate) fn shown(written: &str) -> String {
    const LONGEST: usize = 60;
    let clean = Text::clean(written);
    let mut shown: String = clean.chars().filter(|c| *c != '\n').take(LONGEST).collect();
    if clean.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

/// The known name most like this one, if any is like it.
pub(crate) fn closest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |s: &str| s.to_lowercase().replace(['-', '_', ' '], "");
    if name.len() > 2 * MAX_ID {
        return None;
    }
    let wanted = plain(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let other = plain(candidate);
        let distance = strsim::damerau_levenshtein(&wanted, &other);
        let tolerated = (wanted.chars().count().max(other.chars().count()) / 3).max(1);
        if distance <= tolerated && distance < wanted.chars().count() && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn the_nearest_name_is_offered_and_a_far_one_is_not() {
        let keys = ["when", "unless", "otherwise", "act"];
        assert_eq!(closest("unles", keys.into_iter()), Some("unless"));
        assert_eq!(closest("Other-wise", keys.into_iter()), Some("otherwise"));
        assert_eq!(closest("whne", keys.into_iter()), Some("when"));
        assert_eq!(closest("colour", keys.into_iter()), None);
        assert_eq!(closest("x", ["y"].into_iter()), None);
    }
}
