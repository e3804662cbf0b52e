//! The journal: what was answered is in it, a torn end is dropped, and damage is noticed.

use std::fs;
use std::path::{Path, PathBuf};

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::event::Event;
use escalate_or_act::live::journal::{Journal, Unusable};

use crate::suite::room::hall::{Hall, setup};

/// A meeting of some joins, written one by one, and closed.
fn written(folder: &Path) -> (PathBuf, Vec<Event>) {
    let mut hall = Hall::of(setup(Length::Short, 50));
    for n in 0..6 {
        hall.join_as(n, "Zoë 顧 \"quoted\"").unwrap();
    }
    let path = folder.join("meeting.journal");
    let mut journal = Journal::create(&path, &hall.events[0]).unwrap();
    for event in &hall.events[1..] {
        journal.append(&[event]).unwrap();
    }
    journal.close().unwrap();
    (path, hall.events)
}

#[test]
fn what_was_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = written(folder.path());
    assert_eq!(Journal::read(&path).unwrap(), events);
    let (mut journal, room) = Journal::resume(&path).unwrap();
    assert!(room == Room::replay(events.clone()).unwrap());
    let mut hall = Hall { room, events };
    hall.join(40).unwrap();
    journal.append(&[hall.events.last().unwrap()]).unwrap();
    // As a kill would leave it: not closed.
    drop(journal);
    assert_eq!(Journal::read(&path).unwrap(), hall.events);
}

#[test]
fn room_made_ahead_is_no_part_of_what_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = written(folder.path());
    let (mut journal, room) = Journal::resume(&path).unwrap();
    assert!(journal.is_short(5_000), "what was closed has given its room back");
    let mut hall = Hall { room, events };
    for n in 40..44 {
        journal.make_ready(5_000).unwrap();
        assert!(!journal.is_short(5_000));
        hall.join(n).unwrap();
        journal.append(&[hall.events.last().unwrap()]).unwrap();
    }
    let room = fs::metadata(&path).unwrap().len();
    assert!(room > 4_000_000, "{room} bytes for five thousand seats");
    drop(journal);
    assert_eq!(Journal::read(&path).unwrap(), hall.events);
    let (journal, _) = Journal::resume(&path).unwrap();
    journal.close().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 1_000_000, "and is given back");
    assert_eq!(Journal::read(&path).unwrap(), hall.events);
}

#[test]
fn an_end_torn_anywhere_costs_the_last_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = written(folder.path());
    let bytes = fs::read(&path).unwrap();
    let last = bytes[..bytes.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    for end in last..bytes.len() {
        for zeros in [0, 500] {
            let mut torn = bytes[..end].to_vec();
            torn.extend(std::iter::repeat_n(0, zeros));
            fs::write(&path, &torn).unwrap();
            let (mut journal, room) = Journal::resume(&path).unwrap();
            assert_eq!(room.next_seq(), events.len() as u64 - 1, "torn at {end}");
            journal.append(&[events.last().unwrap()]).unwrap();
            drop(journal);
            assert_eq!(Journal::read(&path).unwrap(), events);
        }
    }
}

#[test]
fn a_flipped_bit_is_noticed_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = written(folder.path());
    let bytes = fs::read(&path).unwrap();
    let lines: Vec<usize> = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i).collect();
    let first = lines[0];
    for at in (first + 1..lines[events.len() - 2]).step_by(7) {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        fs::write(&path, &broken).unwrap();
        let line = lines.iter().filter(|end| **end < at).count() + 1;
        match Journal::resume(&path) {
            Err(Unusable::Damaged { line: said }) => {
                assert!(said == line || said == line + 1, "byte {at}: line {line}, not {said}")
            }
            other => panic!("byte {at} of line {line} went unnoticed: {:?}", other.map(|(_, room)| room.next_seq())),
        }
    }
    let whole: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let missing = [whole[0], whole[1], &whole[3..].concat()].concat();
    fs::write(&path, missing).unwrap();
    assert!(matches!(Journal::resume(&path), Err(Unusable::Damaged { line: 3 })), "a lost line");
}

#[cfg(unix)]
#[test]
fn the_journal_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = written(folder.path());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = Journal::create(&path, &Hall::of(setup(Length::Short, 5)).events[0]);
    assert!(again.is_err(), "and is never written over");
}

#[test]
fn a_file_that_is_no_journal_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    for text in ["", "hello\nworld\n", "\0\0\0\0"] {
        fs::write(&path, text).unwrap();
        assert!(Journal::resume(&path).is_err(), "{text:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

const NEARLY_FULL: &str = "EOA_TEST_NEARLY_FULL";
/// People who come in at once: each time it is written to the disk.
const AT_ONCE: usize = 8;

/// A journal on a disk that takes a hundred kilobytes and no more.
#[test]
#[ignore = "a child process of the test below"]
fn goes_on_until_the_disk_is_full() {
    let Ok(path) = std::env::var(NEARLY_FULL) else { return };
    let path = Path::new(&path);
    let length = || fs::metadata(path).unwrap().len();
    let mut hall = Hall::of(setup(Length::Short, 5_000));
    // Room for thousands would not fit, and what is there is not taken for it.
    let mut journal = Journal::create(path, &hall.events[0]).unwrap();
    let opened = length();
    assert!(journal.make_ready(5_000).is_err());
    assert_eq!(length(), opened, "what was made by half is given back");
    let mut kept = 1;
    for n in (0..5_000).step_by(AT_ONCE) {
        for n in n..n + AT_ONCE as u32 {
            hall.join(n).unwrap();
        }
        if journal.append(&hall.events[kept..].iter().collect::<Vec<_>>()).is_err() {
            break;
        }
        kept = hall.events.len();
        assert!(journal.make_ready(5_000).is_err());
        assert!(length() < opened + 1_024 * kept as u64, "{} bytes of a full disk for {kept} events", length());
    }
    assert!(kept > 50 && kept < hall.events.len(), "{kept} events found a place");
    assert_eq!(Journal::read(path).unwrap(), hall.events[..kept], "all that was taken, and nothing of what was not");
    assert!(journal.append(&hall.events[kept..].iter().collect::<Vec<_>>()).is_err(), "there is no room still");
    assert_eq!(Journal::read(path).unwrap(), hall.events[..kept]);
}

#[cfg(unix)]
#[test]
fn a_nearly_full_disk_is_used_to_the_end_and_not_filled_with_room() {
    let folder = tempfile::tempdir().unwrap();
    // As on a full disk, writing fails: by a limit on the length of files, counted in half or whole kilobytes, and a signal less.
    let ran = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "suite::live::journal::goes_on_until_the_disk_is_full", "--ignored"])
        .env(NEARLY_FULL, folder.path().join("meeting.journal"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
}
