//! Wrapping and shortening by what a reader sees: graphemes and columns, never bytes.

use super::columns::{columns, graphemes};
use super::rich::{Piece, Rich, Role, blanks};

/// Bytes that are set aside for a line at the most.
const LONG: usize = 256;

/// Breaks a paragraph into lines of at most `width` columns; line feeds break too. Lines after the first begin with `hang` blanks.
pub fn wrapped(paragraph: &Rich, width: usize, hang: usize) -> Vec<Rich> {
    let width = width.max(2);
    let mut lines = Lines { done: Vec::new(), line: Rich::new(), used: 0, gap: None, width, hang: hang.min(width / 2) };
    lines.read(paragraph);
    lines.break_line();
    lines.done
}

/// The line cut to `width` columns, with `…` where something is missing; never within a grapheme.
pub fn truncated(line: Rich, width: usize) -> Rich {
    if line.width() <= width {
        return line;
    }
    let mut kept = Rich::new();
    let mut used = 0;
    for piece in &line.0 {
        let mut text = String::new();
        for grapheme in graphemes(&piece.text) {
            if used + columns(grapheme) + 1 > width {
                let text = format!("{}…", text.trim_end());
                return if width == 0 { kept } else { kept.push(piece.role, text) };
            }
            used += columns(grapheme);
            text.push_str(grapheme);
        }
        kept = kept.push(piece.role, text);
    }
    kept
}

/// Plain text cut to `width` columns in the same way.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width { text.to_owned() } else { truncated(Rich::body(text.to_owned()), width).text() }
}

/// A blank that ties two words together.
const TIED: char = '\u{a0}';

/// A stretch of text in one role, where it stands.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    role: Role,
}

/// What a paragraph is made of. A word is what stands between blanks, across roles; between wide letters (CJK) a line may break
/// anywhere.
enum Atom<'w, 'a> {
    Gap(Part<'a>),
    Break,
    Word(&'w [Part<'a>]),
}

/// Which atom a grapheme belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gap,
    Break,
    Word,
}

fn kind(grapheme: &str) -> Kind {
    match grapheme {
        "\n" => Kind::Break,
        _ if grapheme.chars().all(|c| c.is_whitespace() && c != TIED) => Kind::Gap,
        _ => Kind::Word,
    }
}

/// Reads a paragraph, and hands on its atoms as slices of it.
fn atoms<'a>(paragraph: &'a Rich, mut each: impl FnMut(Atom<'_, 'a>)) {
    let mut word: Vec<Part<'a>> = Vec::new();
    let mut before = "";
    for piece in &paragraph.0 {
        let mut letters = graphemes(&piece.text).peekable();
        let mut at = 0;
        while let Some(first) = letters.next() {
            let (from, kind) = (at, kind(first));
            let mut last = first;
            at += first.len();
            while let Some(next) = letters.next_if(|next| goes_on(kind, last, next)) {
                at += next.len();
                last = next;
            }
            if kind != Kind::Word || may_break_between(before, first) {
                hand_on(&mut word, &mut each);
            }
            let part = Part { text: &piece.text[from..at], role: piece.role };
            match kind {
                Kind::Gap => each(Atom::Gap(part)),
                Kind::Break => each(Atom::Break),
                Kind::Word => word.push(part),
            }
            before = if kind == Kind::Word { last } else { "" };
        }
    }
    hand_on(&mut word, &mut each);
}

fn goes_on(kind_so_far: Kind, last: &str, next: &str) -> bool {
    match kind_so_far {
        Kind::Break => false,
        Kind::Gap => kind(next) == Kind::Gap,
        Kind::Word => kind(next) == Kind::Word && !may_break_between(last, next),
    }
}

fn hand_on<'a>(word: &mut Vec<Part<'a>>, each: &mut impl FnMut(Atom<'_, 'a>)) {
    if !word.is_empty() {
        each(Atom::Word(word));
        word.clear();
    }
}

fn may_break_between(before: &str, grapheme: &str) -> bool {
    const CLOSING: &str = "、。，．！？：；」』）】〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ.,;:!?)]}";
    const OPENING: &str = "「『（【〈《“‘([{";
    let wide = |grapheme: &str| grapheme.len() > 1 && columns(grapheme) > 1;
    (wide(before) || wide(grapheme)) && !before.is_empty() && !CLOSING.contains(grapheme) && !OPENING.contains(before)
}

struct Lines {
    done: Vec<Rich>,
    line: Rich,
    used: usize,
    /// Blanks that stand before the next word, unless a line ends there.
    gap: Option<Piece>,
    width: usize,
    hang: usize,
}

impl Lines {
    fn read(&mut self, paragraph: &Rich) {
        atoms(paragraph, |atom| match atom {
            Atom::Gap(part) => self.gap(part),
            Atom::Break => self.break_line(),
            Atom::Word(parts) => self.word(parts),
        });
    }

    fn gap(&mut self, part: Part<'_>) {
        match &mut self.gap {
            Some(gap) => gap.text.to_mut().push_str(part.text),
            None if part.text == " " => self.gap = Some(Piece { text: " ".into(), role: part.role }),
            None => self.gap = Some(Piece { text: part.text.to_owned().into(), role: part.role }),
        }
    }

    fn word(&mut self, parts: &[Part<'_>]) {
        let taken: usize = parts.iter().map(|p| columns(p.text)).sum();
        if taken + self.hang > self.width && parts.iter().any(|p| p.text.contains(TIED)) {
            // Broken as few times as can be: it begins on a line of its own.
            if self.used > self.start() {
                self.break_line();
            }
            return self.untied(parts);
        }
        let gap = self.gap.take();
        let gap_columns = gap.as_ref().map_or(0, |gap| columns(&gap.text));
        if self.used > self.start() && self.used + gap_columns + taken > self.width {
            self.break_line();
        } else if let Some(gap) = gap {
            self.append(&gap.text, gap.role);
        }
        if self.used + taken <= self.width {
            parts.iter().for_each(|p| self.append(p.text, p.role));
        } else {
            parts.iter().for_each(|p| self.letters(p.text, p.role));
        }
    }

    /// What was tied together to stay on one line, and is longer than a line, is broken where it was tied; its first word, which
    /// may be a mark, stays with the second as long as there are more.
    fn untied(&mut self, parts: &[Part<'_>]) {
        let mut stays = parts.iter().map(|p| p.text.matches(TIED).count()).sum::<usize>() > 1;
        let mut loose = |part: &Part<'_>| {
            let keeps = stays && part.text.contains(TIED);
            stays &= !keeps;
            let text = match part.text.split_once(TIED).filter(|_| keeps) {
                Some((first, rest)) => format!("{first}{TIED}{}", rest.replace(TIED, " ")),
                None => part.text.replace(TIED, " "),
            };
            Piece { text: text.into(), role: part.role }
        };
        self.read(&Rich(parts.iter().map(&mut loose).collect()));
    }

    /// A word longer than a line is cut between graphemes.
    fn letters(&mut self, word: &str, role: Role) {
        for grapheme in graphemes(word) {
            if self.used + columns(grapheme) > self.width {
                self.break_line();
            }
            self.append(grapheme, role);
        }
    }

    fn start(&self) -> usize {
        if self.done.is_empty() { 0 } else { self.hang }
    }

    fn append(&mut self, text: &str, role: Role) {
        if self.line.0.is_empty() && self.start() > 0 {
            self.line = Rich::body(blanks(self.start()));
        }
        match self.line.0.last_mut() {
            Some(last) if last.role == role => last.text.to_mut().push_str(text),
            _ => {
                // Plain lines ask for a width without an end.
                let mut words = String::with_capacity(self.width.min(LONG));
                words.push_str(text);
                self.line.0.push(Piece { text: words.into(), role });
            }
        }
        self.used += columns(text);
    }

    fn break_line(&mut self) {
        self.gap = None;
        self.done.push(std::mem::take(&mut self.line));
        self.used = self.start();
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, wrapped};
    use crate::tui::rich::{Rich, Role};

    fn lines(text: &str, width: usize, hang: usize) -> Vec<String> {
        wrapped(&Rich::body(text.to_owned()), width, hang).iter().map(Rich::text).collect()
    }

    #[test]
    fn words_stay_whole_and_lines_fit() {
        assert_eq!(lines("Refund faulty goods within 30 days.", 14, 2), ["Refund faulty", "  goods within", "  30 days."]);
        assert_eq!(lines("one\n\ntwo", 10, 0), ["one", "", "two"]);
    }

    #[test]
    fn marks_stay_with_their_word_across_roles() {
        assert_eq!(lines("it is done.", 10, 0), ["it is", "done."]);
        assert_eq!(lines("she said \"Get me", 12, 0), ["she said", "\"Get me"]);
        let rich = Rich::body("see rule ").push(Role::Strong, "M-1").push(Role::Body, ".");
        let out: Vec<_> = wrapped(&rich, 12, 0).iter().map(Rich::text).collect();
        assert_eq!(out, ["see rule", "M-1."]);
    }

    #[test]
    fn wide_and_joined_graphemes_are_never_split() {
        assert_eq!(lines("顧客が怒っている", 5, 0), ["顧客", "が", "怒っ", "てい", "る"]);
        assert_eq!(lines("👩\u{200d}🚒👩\u{200d}🚒👩\u{200d}🚒", 4, 0), ["👩\u{200d}🚒👩\u{200d}🚒", "👩\u{200d}🚒"]);
        assert_eq!(cut("顧客が怒っている", 6), "顧客…");
        assert_eq!(cut("Kundenbeschwerde", 8), "Kundenb…");
        assert_eq!(cut("short", 5), "short");
    }

    #[test]
    fn blanks_across_roles_are_kept_within_a_line_and_dropped_at_its_end() {
        let rich = Rich::dim("Amount  ").push(Role::Strong, " 12").push(Role::Dim, " ").push(Role::Body, "  of");
        let out: Vec<_> = wrapped(&rich, 20, 0).iter().map(Rich::text).collect();
        assert_eq!(out, ["Amount   12   of"]);
        let out: Vec<_> = wrapped(&rich, 12, 2).iter().map(Rich::text).collect();
        assert_eq!(out, ["Amount   12", "  of"]);
    }

    #[test]
    fn tied_words_stay_together_while_they_fit() {
        assert_eq!(lines("room 12\u{a0}days left", 9, 0), ["room", "12\u{a0}days", "left"]);
        assert_eq!(lines("a ●\u{a0}told\u{a0}what\u{a0}to\u{a0}say b", 10, 2), ["a", "  ●\u{a0}told", "  what to", "  say b"]);
        let chips = "no more ●\u{a0}told\u{a0}what\u{a0}to\u{a0}say b";
        assert_eq!(lines(chips, 10, 2), ["no more", "  ●\u{a0}told", "  what to", "  say b"], "no mark stands alone");
    }

    #[test]
    fn roles_survive_wrapping() {
        let rich = Rich::body("It is ").push(Role::Strong, "ACT, yes").push(Role::Body, " here");
        let out = wrapped(&rich, 9, 0);
        assert_eq!(out[0].text(), "It is");
        assert_eq!(out[1].0[0].role, Role::Strong);
    }
}
