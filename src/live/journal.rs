//! The journal of a meeting: every event, in order, safe on the disk before anybody hears that it was taken.
//!
//! It is a file of its own and no table of the log, for three reasons: a vote has to be durable within a few milliseconds while a
//! thousand come at once, which one write and one sync for all of them does best; the network half of the program may use the domain
//! alone; and a meeting that is over is told by its journal, whole, so that one file is what a lead keeps or deletes.
//!
//! A line is sixteen hexadecimal digits, a space and the event as JSON. The digits are the start of a BLAKE3 hash over the line before's
//! digits and this line's event, so that a flipped bit, a lost line and a line from elsewhere are all noticed. Room is made ahead with
//! zeros, in a pause and before it is needed: a sync that need not grow the file is quicker. A half-written end, which nobody was told
//! was taken, is dropped when the journal is opened again; a broken line with whole ones after it is damage, and is refused.

mod lines;

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use self::lines::{Chain, read_lines};
use crate::domain::room::Room;
use crate::domain::room::event::Event;

/// Room made ahead, in bytes.
const AHEAD: u64 = 1 << 20;
/// The same for each seat: four votes.
const AHEAD_EACH: u64 = 4 * 256;
/// A journal beyond this is none of ours: ten thousand people voting all day stay below.
const LARGEST: u64 = 1 << 30;

/// Why a journal can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file can't be read or written.
    #[error("the meeting's journal can't be used: {0}")]
    Io(#[from] io::Error),
    /// Somebody else has it open.
    #[error("this meeting is being hosted already, by another window of this program")]
    Taken,
    /// A line is broken, and not the last.
    #[error("the meeting's journal is damaged in line {line}: restore it from a copy, or begin a new meeting")]
    Damaged {
        /// From 1.
        line: usize,
    },
    /// It does not tell of a room.
    #[error("the meeting's journal tells of no meeting: {0}")]
    Broken(#[from] crate::domain::room::fold::Broken),
}

/// An open journal. One program has it at a time.
#[derive(Debug)]
pub struct Journal {
    file: File,
    chain: Chain,
    /// Bytes that hold events.
    good: u64,
    /// Bytes of the file.
    size: u64,
}

impl Journal {
    /// Begins a journal with its first event; there must be no such file yet.
    pub fn create(path: &Path, first: &Event) -> Result<Self, Unusable> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        private(&mut options);
        let mut journal = Self { file: options.open(path)?, chain: Chain::default(), good: 0, size: 0 };
        journal.lock()?;
        journal.append(&[first])?;
        // The file's name is safe only with its folder.
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        Ok(journal)
    }

    /// Goes on with a journal, and the room it comes to.
    pub fn resume(path: &Path) -> Result<(Self, Room), Unusable> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut journal = Self { file, chain: Chain::default(), good: 0, size: 0 };
        journal.lock()?;
        let read = read_all(&journal.file)?;
        let room = Room::replay(read.events)?;
        (journal.chain, journal.good) = (read.chain, read.good);
        journal.cut()?;
        Ok((journal, room))
    }

    /// Every event of a journal, read without opening it for writing: for a report.
    pub fn read(path: &Path) -> Result<Vec<Event>, Unusable> {
        Ok(read_all(&File::open(path)?)?.events)
    }

    /// Writes a whole journal at once, to take another's place; there must be no such file yet.
    pub fn write_whole(path: &Path, events: &[Event]) -> Result<(), Unusable> {
        let (first, rest) = events.split_first().ok_or(crate::domain::room::fold::Broken::NotOpened)?;
        let mut journal = Self::create(path, first)?;
        journal.append(&rest.iter().collect::<Vec<_>>())?;
        Ok(journal.close()?)
    }

    /// Has a journal tell something else, all at once: what is read of it is handed over, and what comes back stands in its place. One
    /// program does so at a time, and others wait; whoever is killed meanwhile leaves it as it was.
    pub fn rewrite<T>(path: &Path, change: impl FnOnce(Vec<Event>) -> (Vec<Event>, T)) -> Result<T, Unusable> {
        let waiting = OpenOptions::new().write(true).create(true).truncate(false).open(path.with_extension("lock"))?;
        waiting.lock()?;
        let (events, told) = change(Self::read(path)?);
        if events.is_empty() {
            return Ok(told);
        }
        let new = path.with_extension("new");
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        Self::write_whole(&new, &events)?;
        std::fs::rename(&new, path)?;
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        Ok(told)
    }

    fn lock(&self) -> Result<(), Unusable> {
        match self.file.try_lock() {
            Ok(()) => Ok(()),
            Err(std::fs::TryLockError::WouldBlock) => Err(Unusable::Taken),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Writes events, safe on the disk when it returns. After an error none of them is in the journal, and it may be tried again.
    pub fn append(&mut self, events: &[&Event]) -> io::Result<()> {
        let mut chain = self.chain;
        let mut bytes = Vec::with_capacity(events.len() * 192);
        for event in events {
            chain.write(event, &mut bytes)?;
        }
        let length = bytes.len() as u64;
        let written = self.make_room(length).and_then(|()| self.write(&bytes));
        match written {
            Ok(()) => {
                self.good += length;
                self.chain = chain;
                Ok(())
            }
            Err(error) => {
                // What is there by half would stand in the way of the next try.
                let _ = self.cut();
                Err(error)
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.good))?;
        self.file.write_all(bytes)?;
        self.file.sync_data()
    }

    fn make_room(&mut self, length: u64) -> io::Result<()> {
        if self.good + length <= self.size {
            return Ok(());
        }
        // Rather little room than no vote.
        self.grow(self.good + AHEAD + length).or_else(|_| self.grow(self.good + length))
    }

    /// Whether less than half of the room is left that is made ahead for so many seats.
    pub fn is_short(&self, seats: u32) -> bool {
        self.size.saturating_sub(self.good) < ahead(seats) / 2
    }

    /// Makes that room: while nobody waits, so that nobody has to later.
    pub fn make_ready(&mut self, seats: u32) -> io::Result<()> {
        self.grow(self.good + ahead(seats))
    }

    /// Fills the file up to there with zeros, safe on the disk; or leaves it as it was.
    fn grow(&mut self, to: u64) -> io::Result<()> {
        let made = self.fill(to);
        match made {
            Ok(()) => self.size = self.size.max(to),
            // A disk that is nearly full keeps what it has for what is said.
            Err(_) => drop(self.file.set_len(self.size)),
        }
        made
    }

    fn fill(&mut self, to: u64) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.size))?;
        io::copy(&mut io::repeat(0).take(to.saturating_sub(self.size)), &mut self.file)?;
        self.file.sync_all()
    }

    /// Drops what comes after the last whole event.
    fn cut(&mut self) -> io::Result<()> {
        self.size = self.good;
        self.file.set_len(self.good)
    }

    /// Ends it: what was made ahead is given back.
    pub fn close(mut self) -> io::Result<()> {
        self.cut()?;
        self.file.sync_all()
    }
}

fn ahead(seats: u32) -> u64 {
    AHEAD.max(u64::from(seats) * AHEAD_EACH)
}

fn read_all(file: &File) -> Result<lines::Read, Unusable> {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    read_lines(&bytes).map_err(|line| Unusable::Damaged { line })
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_: &mut OpenOptions) {}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
