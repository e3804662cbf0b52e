//! The host's program killed in the middle of a vote: no vote that was answered is lost, and people are back in their seats.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use serde_json::json;

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::request::FromHost;
use escalate_or_act::live::journal::Journal;
use escalate_or_act::live::meeting::Meeting;

use super::guest::{Guest, on_to_vote, place, setup, token};

const JOURNAL: &str = "EOA_TEST_JOURNAL";
const PEOPLE: usize = 40;

/// The host, as a process of its own: until it is killed. It writes its port beside the journal.
#[test]
#[ignore = "a child process of the test below"]
fn hosts_until_it_is_killed() {
    let Ok(journal) = std::env::var(JOURNAL) else { return };
    let journal = Path::new(&journal);
    let meeting = Meeting::begin(setup(100), journal, place(0), || ()).unwrap();
    on_to_vote(&meeting);
    let port = journal.with_extension("port");
    std::fs::write(port.with_extension("new"), meeting.address().port().to_string()).unwrap();
    std::fs::rename(port.with_extension("new"), &port).unwrap();
    // Ends when the test does, even one that failed.
    let _ = std::io::stdin().read_line(&mut String::new());
}

/// The process; it goes with the test, whatever comes of that.
struct Host(Child);

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn host(journal: &Path) -> (Host, u16) {
    let this = std::env::current_exe().unwrap();
    let child = Command::new(this)
        .args(["--exact", "suite::live::killed::hosts_until_it_is_killed", "--ignored"])
        .env(JOURNAL, journal)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let child = Host(child.unwrap());
    loop {
        if let Ok(port) = std::fs::read_to_string(journal.with_extension("port")) {
            return (child, port.parse().unwrap());
        }
        thread::yield_now();
    }
}

#[test]
fn no_vote_that_was_answered_is_lost_to_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("meeting.journal");
    let (child, port) = host(&journal);
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    let (answered, counted) = channel();
    let guests: Vec<_> = (0..PEOPLE)
        .map(|n| {
            let answered = answered.clone();
            thread::spawn(move || {
                let mut guest = Guest::seated(address, n);
                let board = guest.until_phase("vote");
                let ballot = serde_json::from_value(board["board"]["table"]["shows"]["ballot"].clone()).unwrap();
                let mut last = 0;
                // Changing one's mind until the connection breaks.
                for number in 1.. {
                    guest.vote(number, ballot, ["yes", "no", "escalate"][number as usize % 3], 2);
                    match guest.find("taken").or_else(|| guest.find("refused")) {
                        Some(answer) if answer["votes"].is_array() => last = number,
                        _ => break,
                    }
                    let _ = answered.send(n);
                }
                (n, last)
            })
        })
        .collect();
    // In the middle of it, once everyone has an answer.
    let (mut heard, mut answers) = (BTreeSet::new(), 0);
    while answers < PEOPLE * 4 || heard.len() < PEOPLE {
        heard.insert(counted.recv().unwrap());
        answers += 1;
    }
    drop(child);
    let told: BTreeMap<usize, u32> = guests.into_iter().map(|guest| guest.join().unwrap()).collect();

    let room = Room::replay(Journal::read(&journal).unwrap()).unwrap();
    assert_eq!(room.people() as usize, PEOPLE);
    let meeting = Meeting::resume(&journal, place(port), || ()).unwrap();
    for (n, last) in told {
        assert!(last > 0, "guest {n} was never answered");
        let mut guest = Guest::connect(address);
        guest.say(&json!({"join": {"protocol": 2, "token": token(n)}}));
        let seated = guest.until("seated");
        let kept = u32::try_from(seated["last"].as_u64().unwrap()).unwrap();
        assert!(kept >= last, "guest {n}: vote {last} was answered, and {kept} is the last that is kept");
        assert_eq!(seated["votes"][0]["vote"]["answer"], ["yes", "no", "escalate"][kept as usize % 3], "guest {n}");
    }
    let from = meeting.look().host.screen.board.place;
    meeting.request(FromHost::Go { from, step: escalate_or_act::domain::room::request::Step::Next }).unwrap();
    assert_eq!(meeting.look().host.votes.first.unwrap().voters() as usize, PEOPLE, "none lost, none doubled");
}
