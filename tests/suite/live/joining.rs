//! `eoa join`: the client that comes back by itself.

use escalate_or_act::domain::room::ballot::Vote;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::live::client::{Client, Heard, Join};
use escalate_or_act::live::protocol::{FromClient, ToClient};

use super::guest::{INVITE, Served, on_to, on_to_vote, token};

/// Somebody comes in.
pub fn join(served: &Served, door: &str) -> Client {
    join_as(served, door, 1)
}

fn join_as(served: &Served, door: &str, n: usize) -> Client {
    let address = served.address().to_string();
    let join = Join { address, trust: None, door: door.to_owned(), token: token(n), alias: "Ada".to_owned() };
    Client::start(join, || ()).unwrap()
}

/// Waits for what is picked of what the server says.
pub fn until<T>(client: &Client, pick: impl Fn(&ToClient) -> Option<T>) -> T {
    loop {
        match client.wait() {
            Some(Heard::Said(message)) => {
                if let Some(picked) = pick(&message) {
                    return picked;
                }
            }
            Some(Heard::Away(_)) => {}
            Some(Heard::NotTaken { words, .. }) => panic!("not taken: {words}"),
            Some(Heard::Over) | None => panic!("the visit is over"),
        }
    }
}

/// One has a seat.
pub fn seated(message: &ToClient) -> Option<escalate_or_act::domain::room::view::own::Own> {
    if let ToClient::Seated(own) = message { Some(own.clone()) } else { None }
}

#[test]
fn a_host_that_is_restarted_finds_everyone_in_their_seats() {
    let served = Served::start(10);
    let client = join(&served, INVITE);
    let name = until(&client, seated).name;
    let ballot = on_to_vote(&served.meeting);
    client.vote(ballot, Vote { answer: Answer::Yes, confidence: Certainty::Sure });
    until(&client, |m| matches!(m, ToClient::Taken { number: 1, .. }).then_some(()));
    let served = served.restart();
    let own = until(&client, seated);
    assert_eq!((own.name, own.last, own.votes[0].vote.answer), (name, 1, Answer::Yes));
    client.vote(ballot, Vote { answer: Answer::No, confidence: Certainty::Unsure });
    until(&client, |m| matches!(m, ToClient::Taken { number: 2, .. }).then_some(()));
    assert_eq!(served.meeting.look().host.screen.people, 1);
}

#[test]
fn what_is_said_while_nobody_listens_is_said_once_when_somebody_does() {
    let served = Served::start(10);
    let client = join(&served, INVITE);
    until(&client, seated);
    let ballot = on_to_vote(&served.meeting);
    let address = served.address();
    let Served { meeting, .. } = &served;
    assert_eq!(meeting.address(), address);
    let served = {
        // Said at the very moment the host's program goes.
        client.vote(ballot, Vote { answer: Answer::Escalate, confidence: Certainty::Sure });
        client.ask("What about when it was a gift?");
        served.restart()
    };
    until(&client, |m| matches!(m, ToClient::Taken { number: 2, .. }).then_some(()));
    let host = served.meeting.look().host;
    assert_eq!(host.notes.len(), 1, "asked once");
    on_to(&served.meeting, Phase::Split);
    assert_eq!(served.meeting.look().host.screen.people, 1);
}

#[test]
fn a_wrong_code_is_said_and_the_client_can_be_dropped() {
    let served = Served::start(10);
    let client = join(&served, "WWWWWW");
    let words = until(&client, |m| if let ToClient::Refused { words, .. } = m { Some(words.clone()) } else { None });
    assert_eq!(words, "there is no room with this code: look at the screen again");
    drop(client);
    let nobody =
        Join { address: "127.0.0.1:9".to_owned(), trust: None, door: String::new(), token: token(1), alias: String::new() };
    let client = Client::start(nobody, || ()).unwrap();
    assert!(matches!(client.wait(), Some(Heard::Away(why)) if why.starts_with("no connection")));
    drop(client);
}

#[test]
fn what_was_refused_for_haste_is_said_again_until_it_is_taken() {
    let served = Served::start(10);
    let client = join(&served, INVITE);
    until(&client, seated);
    let ballot = on_to_vote(&served.meeting);
    // More than a seat may say at once: the last ones are too fast.
    for n in 0..12 {
        let answer = [Answer::Yes, Answer::No][n % 2];
        client.vote(ballot, Vote { answer, confidence: Certainty::Sure });
        client.ask(&format!("What about {n}?"));
    }
    until(&client, |m| {
        assert!(!matches!(m, ToClient::Refused { .. }), "haste is nothing to be told of: {m:?}");
        matches!(m, ToClient::Taken { number: 24, .. }).then_some(())
    });
    let host = served.meeting.look().host;
    let asked: Vec<String> = host.notes.iter().map(|note| note.note.texts()[0].to_string()).collect();
    assert_eq!(asked, (0..12).map(|n| format!("What about {n}?")).collect::<Vec<_>>(), "in order, each once");
    assert_eq!(host.screen.voted, Some(1));
}

#[test]
fn a_new_name_is_told_as_the_room_has_it() {
    let served = Served::start(10);
    let (first, second) = (join_as(&served, INVITE, 1), join_as(&served, INVITE, 2));
    let named = |client: &Client| until(client, seated).alias.unwrap().to_string();
    let names = std::collections::BTreeSet::from([named(&first), named(&second)]);
    assert_eq!(names, std::collections::BTreeSet::from(["Ada".to_owned(), "Ada 2".to_owned()]));
    let now = |client: &Client| until(client, |m| if let ToClient::Taken { alias, .. } = m { Some(alias.clone()) } else { None });
    first.rename("Lovelace");
    assert_eq!(now(&first).as_deref(), Some("Lovelace"));
    second.rename("L0velace");
    assert_eq!(now(&second).as_deref(), Some("L0velace 2"));
    second.rename("");
    assert_eq!(now(&second), None, "the seat's own name again");
}

#[test]
fn a_question_that_is_refused_comes_back_with_its_words() {
    let served = Served::start(10);
    let client = join(&served, INVITE);
    until(&client, seated);
    let long = "x".repeat(501);
    client.ask(&long);
    client.ask("What about a gift?");
    let refused = loop {
        match client.wait() {
            Some(Heard::NotTaken { request: FromClient::Ask { text, .. }, words }) => break (text, words),
            Some(Heard::Said(_) | Heard::Away(_)) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused.0, long);
    assert!(!refused.1.is_empty());
    until(&client, |m| matches!(m, ToClient::Taken { number: 2, .. }).then_some(()));
    assert_eq!(served.meeting.look().host.notes.len(), 1, "the next one is taken");
}

#[test]
fn a_second_view_with_the_wrong_key_does_not_try_for_ever() {
    let served = Served::start(10);
    let view = Client::watch(served.address().to_string(), None, token(5), || ()).unwrap();
    assert!(matches!(view.wait(), Some(Heard::Said(said)) if matches!(*said, ToClient::Refused { retry: None, .. })));
    assert_eq!(view.wait(), Some(Heard::Over));
    assert_eq!(view.wait(), None);
}
