//! A team meeting under load: everyone votes at once, over real sockets on this machine, client and server on the same cores.
//!
//! `cargo bench --bench meeting` runs 1,000 participants; `-- 10000` another number. `-- 1000 rough` also a hundred rounds in which
//! messages come twice, out of order and over broken connections. `-- 1000 killed` also kills the server in the middle of a vote and
//! goes on with its meeting: how long until everyone is back, by themselves, and whether a vote that was answered is missing.
//! The server is a process of its own, so that its memory and its work can be told. Beside it, in the same run and with the same
//! client, stands a small Node `ws` server that does no more than count, if Node is there and `npm install` was run in
//! `benches/peers/node`.
//!
//! On a machine that does other things too, the work (microseconds of a processor for each message, client not counted) says more
//! than the times.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a bench speaks to whoever runs it, and stops where it fails"
)]

#[path = "support/crowd.rs"]
mod crowd;
#[path = "support/hosting.rs"]
mod hosting;

use std::time::{Duration, Instant};

use crowd::Crowd;
use hosting::Host;

/// Rounds that are measured.
const ROUNDS: usize = 18;
/// New boards that are measured.
const BOARDS: usize = 8;
/// Rounds of the rough run.
const ROUGH: usize = 100;
/// How long the server is gone when it is killed: until a program that watches over it starts it again, or a person does.
const AWAY: [Duration; 2] = [Duration::ZERO, Duration::from_secs(5)];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.first().is_some_and(|a| a == "serve") {
        return hosting::serve(&arguments[1..]);
    }
    let people = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let asked = |what: &str| arguments.iter().any(|a| a == what);
    enough_handles(people);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{people} participants, all at once; milliseconds");
    println!("{:<44} {:>8} {:>8} {:>8} {:>9} {:>10}", "", "median", "p99", "worst", "work, us", "bytes each");
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let board = measure("eoa: safe on the disk, then answered", Host::ours(people, folder.path()), people).await;
        match Host::node(board) {
            Ok(peer) => drop(measure("Node ws: counted in memory", peer, people).await),
            Err(why) => println!("The peer is left out: {why}."),
        }
        if asked("rough") {
            let folder = tempfile::tempdir().unwrap();
            roughly(Host::ours(people, folder.path()), people).await;
        }
        if asked("killed") {
            let folder = tempfile::tempdir().unwrap();
            killed(Host::ours(people, folder.path()), people).await;
        }
    });
}

/// Both processes need a handle for each connection.
fn enough_handles(people: usize) {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap_or_default();
    let most = line.split_whitespace().nth(3).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    assert!(
        most > people + 100,
        "{people} connections take more than the {most} open files allowed here: `ulimit -n {}`",
        people + 200
    );
}

/// The bytes of the largest board.
async fn measure(name: &str, mut host: Host, people: usize) -> usize {
    let before = host.memory();
    let mut crowd = Crowd::enter(host.address(), people).await;
    host.say("vote");
    crowd.until_voting().await;
    let (mut votes, worked) = (Vec::new(), host.worked());
    for round in 0..ROUNDS {
        votes.extend(crowd.everyone_votes(round).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let work = (host.worked() - worked) / votes.len() as f64;
    // Once everyone has seen a case and voted: what is kept of that counts, too.
    let each = host.memory().saturating_sub(before) / people as u64;
    row(&format!("{name}: a vote"), votes, work, Some(each));
    let (mut boards, mut board, worked) = (Vec::new(), 0, host.worked());
    for _ in 0..BOARDS {
        let heard = crowd.boards();
        let said = host.say("next");
        boards.extend(crowd.everyone_hears(heard, said).await);
        board = board.max(crowd.board());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let work = (host.worked() - worked) / boards.len() as f64;
    let each = host.memory().saturating_sub(before) / people as u64;
    row(&format!("{}: a new board", name.split(':').next().unwrap_or(name)), boards, work, Some(each));
    host.end();
    board
}

/// One in ten twice, one in ten out of order, one in twenty over a connection that breaks; then what is kept is counted.
async fn roughly(mut host: Host, people: usize) {
    let mut crowd = Crowd::enter(host.address(), people).await;
    host.say("vote");
    crowd.until_voting().await;
    for round in 0..ROUGH {
        crowd.everyone_votes_roughly(round).await;
        tokio::time::sleep(Duration::from_millis(260)).await;
    }
    host.end();
    println!("{ROUGH} rough rounds: {}", counted(&host, &crowd, people));
}

/// Killed in the middle of a vote, and gone on with at once, or after a while.
async fn killed(mut host: Host, people: usize) {
    let mut crowd = Crowd::enter(host.address(), people).await;
    host.say("vote");
    crowd.until_voting().await;
    for (time, away) in AWAY.into_iter().enumerate() {
        crowd.everyone_votes(2 * time).await;
        tokio::time::sleep(Duration::from_millis(260)).await;
        crowd.expect_the_end();
        crowd.everyone_says(2 * time + 1).await;
        crowd.until_half_have_answers().await;
        host.kill();
        let (answered, kept) = (crowd.have_answers(), counted(&host, &crowd, people));
        println!("Killed in the middle of a vote, {answered} of {people} answered: {kept}.");
        let resuming = std::thread::spawn(move || {
            std::thread::sleep(away);
            let resumed = Instant::now();
            host.resume();
            (host, resumed, resumed.elapsed().as_millis())
        });
        let mut back = crowd.everyone_comes_back().await;
        let (host_again, resumed, listening) = resuming.join().unwrap();
        host = host_again;
        crowd.everyone_says_again().await;
        back.sort();
        let since = |at: Instant| at.saturating_duration_since(resumed).as_millis();
        let (half, last) = (since(back[back.len() / 2]), since(back[back.len() - 1]));
        println!(
            "Gone on with {} s later: it listens after {listening} ms; half sit again after {half} ms, all after {last} ms.",
            away.as_secs()
        );
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    host.end();
    println!("Whoever had no answer said it again: {}.", counted(&host, &crowd, people));
}

/// Whether the journal holds a vote of everyone, and none older than the last that was answered.
fn counted(host: &Host, crowd: &Crowd, people: usize) -> String {
    let (kept, all) = host.kept();
    let wrong = crowd.expected().iter().zip(&kept).filter(|(may_be, kept)| !may_be.contains(kept)).count();
    assert!(wrong == 0 && all as usize == people, "votes were lost or doubled: {all} kept of {people}, {wrong} wrong");
    format!("{all} votes of {people} are kept, none of them lost or doubled")
}

fn row(name: &str, mut times: Vec<f64>, work: f64, bytes: Option<u64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len() - 1)).copied().unwrap_or(f64::NAN);
    let bytes = bytes.map_or(String::new(), |b| b.to_string());
    println!("{name:<44} {:>8.2} {:>8.2} {:>8.2} {:>9.1} {bytes:>10}", at(0.5), at(0.99), at(1.0), work * 1e6);
}
