//! Coming in, voting, and being answered.

use std::net::{Ipv4Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::FromHost;
use escalate_or_act::domain::room::seat::SeatId;
use escalate_or_act::live::client::{Client, Join};
use escalate_or_act::live::meeting::{Meeting, Place};

use super::guest::{Guest, INVITE, SCREEN, Served, journal_text, on_to, on_to_vote, place, setup, token};
use super::joining::{seated, until};

#[test]
fn one_comes_in_by_code_or_by_invite_and_by_nothing_else() {
    let served = Served::start(10);
    let code = served.code();
    for (n, door) in
        [code.clone(), code.to_lowercase(), format!("{} {}", &code[..3], &code[3..]), INVITE.to_owned()].iter().enumerate()
    {
        let mut guest = Guest::connect(served.address());
        guest.join(n, door);
        assert_eq!(guest.until("seated")["last"], 0, "{door}");
        assert_eq!(guest.until("board")["board"]["table"]["phase"], "lobby");
    }
    for door in ["", "WWWWWW", SCREEN, &INVITE[1..], "../../etc/passwd"] {
        let mut guest = Guest::connect(served.address());
        guest.join(77, door);
        assert_eq!(guest.until("refused")["why"], "wrong-door", "{door}");
    }
    let mut guest = Guest::connect(served.address());
    guest.say(&json!({"join": {"protocol": 2, "token": "short", "door": INVITE}}));
    assert_eq!(guest.until("refused")["why"], "bad-token");
    let mut guest = Guest::connect(served.address());
    guest.say(&json!({"join": {"protocol": 3, "token": token(9), "door": INVITE}}));
    assert_eq!(guest.until("refused")["why"], "protocol");
    assert_eq!(served.meeting.look().host.screen.people, 4);
}

#[test]
fn a_vote_is_in_the_journal_before_it_is_answered() {
    let served = Served::start(10);
    let mut guest = Guest::seated(served.address(), 1);
    let ballot = on_to_vote(&served.meeting);
    guest.until_phase("vote");
    for (number, answer) in [(1, "yes"), (2, "escalate"), (3, "no")] {
        guest.vote(number, ballot, answer, 2);
        let taken = guest.until("taken");
        assert_eq!((&taken["number"], &taken["votes"][0]["vote"]["answer"]), (&json!(number), &json!(answer)));
        let last = journal_text(&served.journal).lines().last().unwrap().to_owned();
        assert!(last.contains("voted") && last.contains(&format!("\"number\":{number}")) && last.contains(answer), "{last}");
    }
    guest.vote(3, ballot, "yes", 3);
    assert_eq!(guest.until("taken")["votes"][0]["vote"]["answer"], "no", "what comes twice counts once");
    on_to(&served.meeting, Phase::Split);
    guest.vote(4, ballot, "yes", 3);
    assert_eq!(guest.until("refused")["why"], "closed");
}

#[test]
fn who_drops_out_is_back_in_her_seat() {
    let served = Served::start(10);
    let mut guest = Guest::seated(served.address(), 1);
    let ballot = on_to_vote(&served.meeting);
    guest.until_phase("vote");
    guest.vote(1, ballot, "yes", 3);
    guest.until("taken");
    drop(guest);
    let mut again = Guest::connect(served.address());
    again.join(1, "");
    let seated = again.until("seated");
    assert_eq!((&seated["last"], &seated["votes"][0]["vote"]["answer"]), (&json!(1), &json!("yes")));
    again.until_phase("vote");
    assert_eq!(served.meeting.look().host.screen.people, 1);
}

#[test]
fn the_answer_reaches_everyone_and_none_of_it_before() {
    let served = Served::start(10);
    let mut guests: Vec<Guest> = (0..5).map(|n| Guest::seated(served.address(), n)).collect();
    on_to(&served.meeting, Phase::Reveal);
    let rule = served.meeting.look().host.answer.clone().unwrap().clause.why.to_string();
    for guest in &mut guests {
        loop {
            let board = guest.until("board");
            if board["board"]["table"]["phase"] == "reveal" {
                assert_eq!(board["board"]["table"]["shows"]["reveal"]["clause"]["why"], json!(rule));
                break;
            }
            assert!(!board.to_string().contains(&rule), "{board}");
        }
    }
}

#[test]
fn who_is_shown_out_is_told_and_stays_out() {
    let served = Served::start(10);
    let mut guest = Guest::seated(served.address(), 1);
    served.meeting.request(FromHost::Remove { seat: SeatId(0) }).unwrap();
    loop {
        let Some(message) = guest.hear() else { panic!("not a word of goodbye") };
        if message == "gone" {
            break;
        }
    }
    assert_eq!(guest.hear(), None);
    let mut again = Guest::connect(served.address());
    again.join(1, INVITE);
    assert_eq!(again.hear(), Some(json!("gone")));
}

#[test]
fn the_projector_sees_counts_and_needs_its_own_key() {
    let served = Served::start(10);
    let mut screen = Guest::connect(served.address());
    screen.say(&json!({"watch": {"protocol": 2, "key": SCREEN}}));
    assert_eq!(screen.until("screen")["screen"]["code"], json!(served.code()));
    let mut guest = Guest::seated(served.address(), 1);
    let ballot = on_to_vote(&served.meeting);
    guest.until_phase("vote");
    guest.vote(1, ballot, "yes", 3);
    guest.until("taken");
    while screen.until("screen")["screen"]["voted"] != 1 {}
    screen.say(&json!({"vote": {"number": 1, "ballot": ballot, "vote": {"answer": "yes", "confidence": 3}}}));
    assert_eq!(screen.find("taken"), None, "a projector does not vote");
    let mut spy = Guest::connect(served.address());
    spy.say(&json!({"watch": {"protocol": 2, "key": INVITE}}));
    assert_eq!(spy.until("refused")["why"], "wrong-door");
}

#[test]
fn a_seat_with_too_many_tabs_keeps_the_newest() {
    let served = Served::start(10);
    let mut first = Guest::seated(served.address(), 1);
    let mut others: Vec<Guest> = (0..3).map(|_| Guest::seated(served.address(), 1)).collect();
    while first.hear().is_some() {}
    on_to_vote(&served.meeting);
    for guest in &mut others {
        guest.until_phase("vote");
    }
}

#[test]
fn what_is_no_message_ends_the_connection_and_harms_nobody() {
    let served = Served::start(10);
    let mut steady = Guest::seated(served.address(), 1);
    let deep = "[".repeat(4_000);
    let long = format!("{{\"ask\":{{\"number\":1,\"text\":\"{}\"}}}}", "x".repeat(5_000));
    let bad = ["", "null", "{}", "{\"join\":{}}", "{\"go\":{\"from\":0}}", "{\"vote\":{\"number\":-1}}", "\u{0}", &deep, &long];
    for text in bad {
        let mut guest = Guest::seated(served.address(), 2);
        guest.until("board");
        guest.say_raw(text);
        assert_eq!(guest.hear(), None, "{text:.40}");
    }
    let host = "{\"lock\":{\"locked\":true}}";
    let mut guest = Guest::seated(served.address(), 2);
    guest.until("board");
    guest.say_raw(host);
    assert_eq!(guest.hear(), None);
    assert!(!served.meeting.look().host.screen.locked, "nobody but the host is the host");
    on_to_vote(&served.meeting);
    steady.until_phase("vote");
}

#[test]
fn two_hosts_cannot_have_one_meeting() {
    let served = Served::start(10);
    let second = Meeting::resume(&served.journal, place(0), || ());
    assert!(second.unwrap_err().to_string().contains("being hosted already"));
    let taken = SocketAddr::from((Ipv4Addr::LOCALHOST, served.address().port()));
    let folder = tempfile::tempdir().unwrap();
    let other = Meeting::begin(setup(5), &folder.path().join("j"), place(taken.port()), || ());
    assert!(other.unwrap_err().to_string().contains("Choose another port"));
}

#[test]
fn a_vote_is_told_with_the_ballot_it_is_in() {
    let served = Served::start(10);
    let mut guest = Guest::seated(served.address(), 1);
    let ballot = on_to_vote(&served.meeting);
    guest.until_phase("vote");
    guest.vote(1, ballot, "yes", 3);
    assert_eq!(guest.until("taken")["votes"][0]["ballot"], json!(ballot));
    let mut again = Guest::connect(served.address());
    again.join(1, "");
    assert_eq!(again.until("seated")["votes"][0]["ballot"], json!(ballot));
}

#[test]
fn whoever_asks_whether_the_server_is_there_is_answered() {
    let served = Served::start(10);
    let mut guest = Guest::connect(served.address());
    guest.say(&json!("there"));
    assert_eq!(guest.hear(), Some(json!("here")), "before there is a seat");
    guest.join(1, INVITE);
    guest.until("board");
    guest.say(&json!("there"));
    assert_eq!(guest.hear(), Some(json!("here")));
}

#[test]
fn a_connection_that_died_in_silence_is_freed_and_one_that_answers_stays() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { silence: Duration::from_millis(100), ..place(0) };
    let meeting = Meeting::begin(setup(5), &folder.path().join("j"), place, || ()).unwrap();
    let join = Join {
        address: meeting.address().to_string(),
        trust: None,
        door: INVITE.to_owned(),
        token: token(1),
        alias: String::new(),
    };
    let alive = Client::start(join, || ()).unwrap();
    until(&alive, seated);
    // It has a seat, and then nothing reads what comes: no question whether it is there is answered.
    let dead = Guest::seated(meeting.address(), 2);
    while meeting.look().connected < 2 {
        thread::yield_now();
    }
    let begun = Instant::now();
    while meeting.look().connected != 1 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the dead one is never freed");
        thread::yield_now();
    }
    drop(dead);
    assert_eq!(meeting.look().host.screen.people, 2, "its seat waits for it");
}

#[test]
fn whoever_comes_late_is_told_the_time_as_it_is_by_then() {
    let served = Served::start(10);
    let now = || {
        let mut guest = Guest::seated(served.address(), 1);
        guest.until("board")["now"].as_i64().unwrap()
    };
    let first = now();
    // A timer is told by this clock: a newcomer must not be told the time at which the board was put up.
    let begun = Instant::now();
    while now() - first <= 500 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the clock stands still for those who come late");
    }
}

#[test]
fn who_is_gone_is_told_as_away() {
    let served = Served::start(10);
    let (stays, leaves) = (Guest::seated(served.address(), 1), Guest::seated(served.address(), 2));
    let screen = || served.meeting.look().host.screen.clone();
    on_to_vote(&served.meeting);
    assert_eq!((screen().people, screen().away, screen().missing), (2, 0, 2));
    drop(leaves);
    while screen().away == 0 {
        thread::yield_now();
    }
    assert_eq!((screen().people, screen().away, screen().missing, screen().voted), (2, 1, 1, Some(0)));
    drop(stays);
}

#[test]
fn what_is_said_at_once_on_being_seated_is_said_from_the_seat() {
    let served = Served::start(200);
    let ballot = on_to_vote(&served.meeting);
    for n in 0..100 {
        let mut guest = Guest::seated(served.address(), n);
        guest.vote(1, ballot, "yes", 3);
        let answer = std::iter::from_fn(|| guest.hear()).find(|said| said.get("taken").or(said.get("refused")).is_some());
        assert!(answer.as_ref().is_some_and(|answer| answer.get("taken").is_some()), "{answer:?}");
    }
    assert_eq!(served.meeting.look().host.screen.voted, Some(100));
}
