//! Rescue files that were read in part and set aside: whose lines lie in them, and such a file without somebody's.
//!
//! What could be read of them is in the log. The rest is kept line by line as it stands: several people's answers may lie in one file.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use super::{LARGEST, Line, SET_ASIDE, of_kind};
use crate::domain::person::name::Name;
use crate::domain::text::Text;
use crate::store::folder::create_private;
use crate::store::trainee::tidied;

/// What stands before a trainee's name, as this program writes it: without blanks. Within a text its quotes have a stroke before them.
const BEFORE_NAME: &str = "\"trainee\":";
/// How JSON breaks a line within a text.
const LINE_BREAK: &str = "\\n";

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Written under their name, however it is spelled.
    Theirs,
    /// Their name stands in it, or it breaks off within what may be their name; it does not say any more whose it is.
    Perhaps,
    /// Written under another name.
    Another,
    /// It says no name.
    Nobody,
}

/// A line of such a file.
#[derive(Clone, Debug)]
struct Kept {
    whose: Whose,
    /// Whether it could be read, and so is in the log.
    is_read: bool,
    bytes: Vec<u8>,
}

/// A file that was set aside, as it concerns somebody.
#[derive(Clone, Debug)]
pub struct SetAside {
    /// Where it lies.
    pub path: PathBuf,
    /// The name, as a line of JSON writes it.
    written: Name,
    lines: Vec<Kept>,
    /// Whether these are all its lines.
    is_whole: bool,
}

/// This user's files in these folders that were set aside, as they concern the person of that name. One that can't be read is left out.
pub fn find(folders: &[PathBuf], name: &Text) -> Vec<SetAside> {
    let read = |path: PathBuf| {
        let mut bytes = Vec::new();
        let length = File::open(&path).and_then(|file| {
            (&file).take(LARGEST).read_to_end(&mut bytes)?;
            Ok(file.metadata()?.len())
        });
        Some(SetAside { is_whole: length.ok()? <= LARGEST, ..SetAside::of(path, &bytes, name) })
    };
    of_kind(folders, SET_ASIDE).into_iter().filter_map(read).collect()
}

impl SetAside {
    fn of(path: PathBuf, bytes: &[u8], name: &Text) -> Self {
        let json = serde_json::to_string(name.as_str()).unwrap_or_default();
        let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or_default();
        let written = Name::of(&Text::clean(inner));
        let line = |bytes: &[u8]| Kept {
            whose: whose(&String::from_utf8_lossy(bytes), name, &written),
            is_read: is_read(bytes),
            bytes: bytes.to_vec(),
        };
        let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty()).map(line).collect();
        Self { path, written, lines, is_whole: true }
    }

    /// Whether anything in it is theirs, may be, or names them.
    pub fn concerns(&self) -> bool {
        let named = |line: &Kept| without(&String::from_utf8_lossy(&line.bytes), &self.written).is_some();
        !self.is_whole || self.lines.iter().any(|line| matches!(line.whose, Whose::Theirs | Whose::Perhaps) || named(line))
    }

    /// Their lines that can't be read any more, as they stand.
    pub fn theirs(&self) -> impl Iterator<Item = String> {
        let theirs = self.lines.iter().filter(|line| line.whose == Whose::Theirs && !line.is_read);
        theirs.map(|line| Text::clean(&String::from_utf8_lossy(&line.bytes)).to_string())
    }

    /// How many lines don't say any more whose they are, but may be theirs: they go with them.
    pub fn perhaps(&self) -> usize {
        self.unread(Whose::Perhaps)
    }

    /// How many lines can't be read as anybody's.
    pub fn nobodys(&self) -> usize {
        self.unread(Whose::Nobody)
    }

    fn unread(&self, whose: Whose) -> usize {
        self.lines.iter().filter(|line| line.whose == whose && !line.is_read).count()
    }

    /// Whether another's line lies in it, so that the file stays without theirs.
    pub fn is_shared(&self) -> bool {
        self.lines.iter().any(|line| line.whose == Whose::Another)
    }

    /// Makes the file without them ready beside it, safe on the disk when this returns; none where no line can be read as another's,
    /// and the whole file goes. What says no name stays where somebody else's line does: in a file that is theirs alone it is theirs,
    /// as far as anybody can tell.
    ///
    /// # Errors
    /// It can't be written, or is so large that what lies beyond these lines would be lost.
    pub fn make_ready(&self) -> io::Result<Option<PathBuf>> {
        if !self.is_whole {
            return Err(io::Error::other(
                "it is larger than anything this program writes; look through it, and move it elsewhere",
            ));
        }
        if !self.is_shared() {
            return Ok(None);
        }
        let ready = self.path.with_extension("partly-read-ready");
        // One that was left behind by an erasure that came to nothing.
        let _ = fs::remove_file(&ready);
        let mut file = create_private(&ready)?;
        let written = file.write_all(&self.of_others()).and_then(|()| file.sync_all());
        if written.is_err() {
            let _ = fs::remove_file(&ready);
        }
        written.map(|()| Some(ready))
    }

    /// The lines that stay. The name goes out of what others wrote; a line that could be read and names them is in the log, without it.
    fn of_others(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for line in self.lines.iter().filter(|line| matches!(line.whose, Whose::Another | Whose::Nobody)) {
            match without(&String::from_utf8_lossy(&line.bytes), &self.written) {
                Some(_) if line.is_read => continue,
                Some(without) => bytes.extend(without.into_bytes()),
                None => bytes.extend(&line.bytes),
            }
            bytes.push(b'\n');
        }
        bytes
    }
}

/// Whether a line could be taken into the log.
fn is_read(line: &[u8]) -> bool {
    match serde_json::from_slice(line) {
        Ok(Line::Entry(entry)) => entry.is_whole(),
        Ok(Line::Session(_)) => true,
        Err(_) => false,
    }
}

/// Whose a line is, to the person of that name.
fn whose(line: &str, name: &Text, written: &Name) -> Whose {
    let Some((_, rest)) = line.split_once(BEFORE_NAME) else {
        return if without(line, written).is_some() { Whose::Perhaps } else { Whose::Nobody };
    };
    match serde_json::Deserializer::from_str(rest).into_iter::<String>().next() {
        Some(Ok(trainee)) if tidied(&trainee) == *name => Whose::Theirs,
        Some(Ok(_)) => Whose::Another,
        // It breaks off within the name, or before it.
        _ => {
            let begun = tidied(rest.trim_start_matches('"'));
            if !begun.is_empty() && name.starts_with(begun.as_str()) { Whose::Perhaps } else { Whose::Nobody }
        }
    }
}

/// A line without the name in it; none if it does not name them. A name after a break of lines is a word, too.
fn without(line: &str, written: &Name) -> Option<String> {
    let parts: Vec<Option<String>> = line.split(LINE_BREAK).map(|part| written.taken_out_of(part)).collect();
    parts.iter().any(Option::is_some).then(|| {
        let kept = line.split(LINE_BREAK).zip(parts).map(|(part, without)| without.unwrap_or_else(|| part.to_owned()));
        kept.collect::<Vec<_>>().join(LINE_BREAK)
    })
}
