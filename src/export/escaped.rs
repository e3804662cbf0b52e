//! Text as text, whatever it holds and wherever it is written.

/// In HTML, in content or in an attribute.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            _ => out.push(c),
        }
    }
    out
}

/// In HTML, as what a paragraph says: what is written like the id of a rule stays on one line. A browser would break it after its hyphen.
pub(super) fn prose(text: &str) -> String {
    let word = |word| if is_like_an_id(word) { format!("<span class=\"whole\">{}</span>", html(word)) } else { html(word) };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `R-2`, `(G-12)`, `S-WORN.`; neither `e-mail` nor `2-3`.
fn is_like_an_id(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let Some((before, after)) = bare.split_once('-') else { return false };
    let of_an_id = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    before.starts_with(|c: char| c.is_ascii_uppercase()) && before.chars().chain(after.chars()).all(of_an_id)
}

/// In Markdown; line breaks become spaces, so that no line begins anew.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// In a cell of a table (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it, which makes it text.
pub(super) fn csv(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', ';', '\n', '\r', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::{csv, prose};

    #[test]
    fn what_is_written_like_an_id_stays_on_one_line() {
        let whole = |id: &str| format!("<span class=\"whole\">{id}</span>");
        assert_eq!(
            prose("to tell: R-2 1 of 3; and (G-12)."),
            format!("to tell: {} 1 of 3; and {}", whole("R-2"), whole("(G-12)."))
        );
        assert_eq!(prose("S-WORN <b> & X-1<i>"), format!("{} &lt;b&gt; &amp; X-1&lt;i&gt;", whole("S-WORN")));
        for plain in ["an e-mail", "2-3 days", "A - B", "-", "T-shirts", ""] {
            assert_eq!(prose(plain), plain);
        }
    }

    #[test]
    fn a_formula_in_a_cell_is_text() {
        assert_eq!(csv("=1+1"), "\"'=1+1\"");
        assert_eq!(csv("  @SUM(A1)"), "\"'  @SUM(A1)\"");
        assert_eq!(csv("-2"), "\"'-2\"");
        assert_eq!(csv("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(csv("plain"), "plain");
    }
}
