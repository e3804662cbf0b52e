//! A flood of joins, rubbish and guesses, while two hundred people vote undisturbed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use escalate_or_act::domain::room::ballot::Vote;
use escalate_or_act::domain::room::code::Code;
use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::live::protocol::ToClient;

use super::guest::{Guest, INVITE, Served, on_to_vote, token};
use super::joining::{join, seated, until};

const PEOPLE: usize = 200;

#[test]
fn two_hundred_vote_undisturbed_while_others_flood_the_door() {
    let served = Served::start(PEOPLE as u32);
    let at = served.address();
    let mut guests: Vec<Guest> = (0..PEOPLE).map(|n| Guest::seated(at, n)).collect();
    let ballot = on_to_vote(&served.meeting);
    let over = Arc::new(AtomicBool::new(false));
    let let_in = Arc::new(AtomicUsize::new(0));
    let flood = |kind: usize| {
        let (over, let_in) = (Arc::clone(&over), Arc::clone(&let_in));
        thread::spawn(move || {
            let mut idle = Vec::new();
            for n in 0.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let Some(mut guest) = Guest::try_connect(at) else { continue };
                match kind {
                    // Right by the door, but there is no seat left.
                    0 => guest.join(10_000 + n, INVITE),
                    // Guessing.
                    1 => guest.join(20_000 + n, "WWWWWW"),
                    // Rubbish, without end.
                    2 => (0..50).for_each(|_| guest.say_raw("{\"vote\":{\"number\":1,\"ballot\":")),
                    // Connections that say nothing and stay.
                    _ => {
                        idle.push(guest);
                        if idle.len() > 400 {
                            idle.clear();
                        }
                        continue;
                    }
                }
                let_in.fetch_add(usize::from(guest.find("seated").is_some_and(|_| kind != 9)), Ordering::Relaxed);
            }
        })
    };
    let floods: Vec<_> = (0..4).map(flood).collect();
    for number in 1..=3 {
        for guest in &mut guests {
            guest.vote(number, ballot, "yes", 3);
        }
        for (n, guest) in guests.iter_mut().enumerate() {
            assert_eq!(guest.until("taken")["number"], json!(number), "guest {n}");
        }
    }
    // And one who dropped out is back at once, by the token alone.
    drop(guests.remove(7));
    let mut back = Guest::connect(at);
    back.say(&json!({"join": {"protocol": 2, "token": token(7)}}));
    assert_eq!(back.until("seated")["last"], 3);
    over.store(true, Ordering::Relaxed);
    let from = served.meeting.look().host.screen.board.place;
    served.meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
    for guest in &mut guests {
        guest.until_phase("split");
    }
    floods.into_iter().for_each(|flood| flood.join().unwrap());
    let host = served.meeting.look().host;
    assert_eq!(host.votes.first.map(|split| (split.yes, split.voters())), Some((PEOPLE as u32, PEOPLE as u32)));
    assert_eq!(let_in.load(Ordering::Relaxed), 0, "nobody came in beyond the seats");
    assert_eq!(host.screen.people, PEOPLE as u32);
}

#[test]
fn a_seat_that_asks_faster_than_a_person_is_slowed_and_nobody_else() {
    let served = Served::start(10);
    let (mut fast, mut calm) = (Guest::seated(served.address(), 1), Guest::seated(served.address(), 2));
    let ballot = on_to_vote(&served.meeting);
    for number in 1..=500 {
        fast.vote(number, ballot, "yes", 1);
    }
    let mut slowed = 0;
    for _ in 1..=500 {
        let answer = loop {
            let message = fast.hear().unwrap();
            if message.get("taken").is_some() || message.get("refused").is_some() {
                break message;
            }
        };
        slowed += usize::from(answer["refused"]["why"] == "too-fast");
    }
    assert!(slowed > 0);
    calm.until_phase("vote");
    calm.vote(1, ballot, "no", 2);
    assert_eq!(calm.until("taken")["number"], 1);
}

#[test]
fn who_asks_without_end_whether_anybody_is_there_is_hung_up_on() {
    let served = Served::start(10);
    let (mut fast, mut calm) = (Guest::seated(served.address(), 1), Guest::seated(served.address(), 2));
    for _ in 0..5_000 {
        fast.say(&json!("there"));
    }
    let mut answered = 0;
    while let Some(message) = fast.hear() {
        answered += usize::from(message == "here");
    }
    // Twenty at once, and one more a second: far fewer than were asked, however slow the machine.
    assert!((1..1_000).contains(&answered), "{answered}");
    // A page that comes to the front again and again asks now and then.
    for _ in 0..10 {
        calm.say(&json!("there"));
        while calm.hear().unwrap() != "here" {}
    }
    // And whoever was hung up on is back in their seat.
    drop(Guest::seated(served.address(), 1));
}

#[test]
fn who_pings_without_end_is_hung_up_on() {
    let served = Served::start(10);
    let (mut fast, mut calm) = (Guest::seated(served.address(), 1), Guest::seated(served.address(), 2));
    for _ in 0..5_000 {
        fast.ping();
    }
    fast.say(&json!("there"));
    while let Some(message) = fast.hear() {
        assert_ne!(message, "here", "five thousand pings were heard out");
    }
    for _ in 0..10 {
        calm.ping();
    }
    calm.say(&json!("there"));
    while calm.hear().unwrap() != "here" {}
    drop(Guest::seated(served.address(), 1));
}

/// Guesses by many hands for so long; how many guesses were looked at, and how many were let in.
fn guess(served: &Served, seconds: u64) -> (usize, usize) {
    let at = served.address();
    let until = Instant::now() + Duration::from_secs(seconds);
    let hand = |hand: usize| {
        thread::spawn(move || {
            let (mut looked, mut let_in) = (0, 0);
            let mut n = 0;
            while Instant::now() < until {
                let Some(mut guest) = Guest::try_connect(at) else { continue };
                // As many as one connection may try.
                for _ in 0..5 {
                    n += 1;
                    guest.join(100_000 * (hand + 1) + n, Code::from_seed((100_000 * hand + n) as u64 + 2).as_str());
                    match guest.hear() {
                        Some(answer) if answer["refused"]["why"] == "wrong-door" => looked += 1,
                        Some(answer) if answer["refused"]["why"] == "busy" => {}
                        Some(_) => let_in += 1,
                        None => break,
                    }
                }
            }
            (looked, let_in)
        })
    };
    let hands: Vec<_> = (0..8).map(hand).collect();
    let sums = hands.into_iter().map(|hand| hand.join().unwrap());
    sums.fold((0, 0), |(looked, let_in), (more, in_too)| (looked + more, let_in + in_too))
}

fn guessed_in_vain(seconds: u64) {
    let served = Served::start(20);
    let calm = join(&served, INVITE);
    until(&calm, seated);
    let (looked, let_in) = guess(&served, seconds);
    assert_eq!(let_in, 0);
    // Forty at once and one more every two seconds, and then twenty at once and ten a second; a second for those under way at the end.
    let most = 40 + (seconds as usize).div_ceil(2) + 20 + 10 * (seconds as usize + 1);
    assert!(looked <= most, "{looked} guesses were looked at in {seconds} s; {most} may be");
    // Who sits here, and who has the invite, is not slowed.
    let ballot = on_to_vote(&served.meeting);
    calm.vote(ballot, Vote { answer: Answer::Yes, confidence: Certainty::Sure });
    until(&calm, |m| matches!(m, ToClient::Taken { number: 1, .. }).then_some(()));
    Guest::seated(served.address(), 2);
    assert_eq!(served.meeting.look().host.screen.people, 2);
}

#[test]
fn guessing_at_full_speed_gets_nobody_in() {
    guessed_in_vain(1);
}

#[test]
#[ignore = "it takes a minute: .ci/run runs it"]
fn guessing_at_full_speed_for_a_minute_gets_nobody_in() {
    guessed_in_vain(60);
}
