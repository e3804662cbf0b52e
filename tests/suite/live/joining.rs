//! `eoa join`: the client that comes back by itself.

use escalate_or_act::domain::room::ballot::Vote;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::live::client::{Client, Heard, Join};
use escalate_or_act::live::protocol::ToClient;

use super::guest::{INVITE, Served, on_to, on_to_vote, token};

fn join(served: &Served, door: &str) -> Client {
    let join = Join { address: served.address().to_string(), door: door.to_owned(), token: token(1), alias: "Ada".to_owned() };
    Client::start(join, || ()).unwrap()
}

fn until<T>(client: &Client, pick: impl Fn(&ToClient) -> Option<T>) -> T {
    loop {
        match client.wait() {
            Some(Heard::Said(message)) => {
                if let Some(picked) = pick(&message) {
                    return picked;
                }
            }
            Some(Heard::Away(_)) => {}
            Some(Heard::Over) | None => panic!("the visit is over"),
        }
    }
}

fn seated(message: &ToClient) -> Option<escalate_or_act::domain::room::view::own::Own> {
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
    let nobody = Join { address: "127.0.0.1:9".to_owned(), door: String::new(), token: token(1), alias: String::new() };
    let client = Client::start(nobody, || ()).unwrap();
    assert!(matches!(client.wait(), Some(Heard::Away(why)) if why.starts_with("no connection")));
    drop(client);
}
