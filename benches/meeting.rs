//! A team meeting under load: everyone votes at once, over real sockets on this machine, client and server on the same cores.
//!
//! `cargo bench --bench meeting` runs 1,000 participants; `-- 10000` another number; `-- 1000 rough` also a hundred rounds in which
//! messages come twice, out of order and over broken connections. The server is a process of its own, so that its memory can be told.
//! Beside it, in the same run and with the same client, stands a small Node `ws` server that does no more than count, if Node is there
//! and `npm install` was run in `benches/peers/node`.

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

use std::time::Duration;

use crowd::Crowd;
use hosting::Host;

/// Rounds that are measured.
const ROUNDS: usize = 18;
/// Rounds of the rough run.
const ROUGH: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.first().is_some_and(|a| a == "serve") {
        return hosting::serve(&arguments[1..]);
    }
    let people = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let rough = arguments.iter().any(|a| a == "rough");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{people} participants, all at once; milliseconds");
    println!("{:<44} {:>8} {:>8} {:>8} {:>14}", "", "median", "p99", "worst", "bytes each");
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        measure("eoa: safe on the disk, then answered", Host::ours(people, folder.path()), people).await;
        if let Some(peer) = Host::node() {
            measure("Node ws: counted in memory", peer, people).await;
        } else {
            println!("(no Node with `ws` in benches/peers/node: the peer is left out)");
        }
        if rough {
            let folder = tempfile::tempdir().unwrap();
            roughly(Host::ours(people, folder.path()), people).await;
        }
    });
}

async fn measure(name: &str, mut host: Host, people: usize) {
    let before = host.memory();
    let mut crowd = Crowd::enter(host.address(), people).await;
    let each = host.memory().saturating_sub(before) / people as u64;
    host.say("vote");
    crowd.until_voting().await;
    let mut votes = Vec::new();
    for round in 0..ROUNDS {
        votes.extend(crowd.everyone_votes(round).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    row(&format!("{name}: a vote"), votes, Some(each));
    let mut boards = Vec::new();
    for _ in 0..8 {
        let heard = crowd.boards();
        let said = host.say("next");
        boards.extend(crowd.everyone_hears(heard, said).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    row(&format!("{}: a new board", name.split(':').next().unwrap_or(name)), boards, None);
    host.end();
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
    let expected = crowd.expected();
    host.end();
    let kept = host.kept();
    let wrong = expected.iter().filter(|(seat, vote)| kept.get(*seat) != Some(vote)).count();
    println!("{ROUGH} rough rounds: {} votes kept of {people}, {wrong} of them not the last that was answered", kept.len());
    assert!(wrong == 0 && kept.len() == people, "votes were lost or doubled");
}

fn row(name: &str, mut times: Vec<f64>, bytes: Option<u64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len() - 1)).copied().unwrap_or(f64::NAN);
    let bytes = bytes.map_or(String::new(), |b| b.to_string());
    println!("{name:<44} {:>8.2} {:>8.2} {:>8.2} {bytes:>14}", at(0.5), at(0.99), at(1.0));
}
