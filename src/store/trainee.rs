//! Who plays: the name given, or the login name.

use crate::domain::text::Text;

/// Characters of a name that are kept.
const LONGEST: usize = 40;

/// The name given, made safe and short; the login name, if none was given; `trainee`, if there is no such name either.
pub fn name(given: Option<&str>) -> Text {
    let login = || whoami::username().ok().map(|name| tidied(&name)).filter(|name| !name.is_empty());
    given.map(tidied).filter(|name| !name.is_empty()).or_else(login).unwrap_or_else(|| Text::clean("trainee"))
}

/// A name as it is kept: one line without outer blanks, at most so long.
pub fn tidied(raw: &str) -> Text {
    let line: Vec<&str> = raw.split_whitespace().collect();
    let safe = Text::clean(&line.join(" "));
    let short: String = safe.trim().chars().take(LONGEST).collect();
    Text::clean(short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_safe_one_line_and_short() {
        assert_eq!(name(Some("  Ada\n\u{1b}[2J  Lovelace ")).as_str(), "Ada [2J Lovelace");
        assert_eq!(name(Some(&"x".repeat(400))).chars().count(), 40);
        assert!(!name(Some(" \u{200b} ")).is_empty(), "falls back to the login name");
    }
}
