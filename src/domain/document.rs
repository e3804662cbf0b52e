//! A TOML file read so that every mistake has a place: what policies and scenarios share before they mean anything.
//!
//! A mistake in the syntax costs only the statement it stands in: that statement is blanked out, the rest is read, and whatever the
//! lost statement might have said is not held against the file.

pub(crate) mod findings;
pub(crate) mod item;
mod mask;
mod scan;
pub mod stray;
mod syntax;
pub(crate) mod table;
pub(crate) mod words;

use toml::de::DeTable;

use self::findings::Findings;
use self::syntax::Readable;
use self::table::Table;

/// The largest file read, in bytes: 1 MB.
pub const MAX_BYTES: usize = 1_000_000;
/// The deepest nesting of tables, lists and dotted keys.
pub(crate) const MAX_DEPTH: usize = 12;
/// The most keys and list members in one file.
pub(crate) const MAX_ITEMS: usize = 30_000;
/// The longest single text, in bytes.
pub(crate) const MAX_STRING: usize = 20_000;
/// The format this program reads.
pub(crate) const FORMAT: u32 = 1;

/// Reads a file and hands its root table on; nothing where the file is too large or too strange to be read at all.
pub(crate) fn read<R>(
    text: &str,
    findings: &mut Findings,
    shape: Shape,
    then: impl FnOnce(Table<'_>, &mut Findings) -> R,
) -> Option<R> {
    read_prepared(text, findings, shape, |_, _| (), then)
}

/// The same, with a hand laid on the root table before.
pub(crate) fn read_prepared<R>(
    text: &str,
    findings: &mut Findings,
    shape: Shape,
    prepare: impl FnOnce(&mut DeTable<'_>, &mut Findings),
    then: impl FnOnce(Table<'_>, &mut Findings) -> R,
) -> Option<R> {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len());
        findings.report("file::too-large", 0..0, message, "split it, or move what is not part of it elsewhere");
        return None;
    }
    let scan = scan::scan(text);
    if let Some(refused) = scan.refused {
        findings.report(refused.code, refused.span, refused.message, refused.help);
        return None;
    }
    let mended;
    let mut root = match syntax::mend(text, &scan, findings, shape)? {
        Readable::Whole(root) => root,
        Readable::Mended(rest) => {
            mended = rest;
            DeTable::parse_recoverable(&mended).0
        }
    };
    prepare(root.get_mut(), findings);
    Some(then(Table::root(root.get_ref(), findings), findings))
}

/// Which headers of a kind of file stand in double brackets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// `[[rule]]`, `[[say]]`.
    pub(crate) lists: &'static [&'static str],
    /// `[policy]`, `[facts]`.
    pub(crate) tables: &'static [&'static str],
}
