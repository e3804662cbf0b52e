//! A whole meeting through real parts: a host in a terminal, three people in browsers, one in another terminal; one of them drops
//! out and comes back, and the host's program is killed in the middle of a vote.

mod questions;
mod warned;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::{Value as Json, json};

use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::room::event::{Happened, Setup};
use escalate_or_act::live::journal::Journal;

use super::browser::{Browser, Driver};
use super::terminal::{PATIENCE, Terminal};

/// Right or wrong, and how sure.
type Told = (bool, u8);
const R3: Told = (true, 3);
const R2: Told = (true, 2);
const R1: Told = (true, 1);
const W3: Told = (false, 3);
const W2: Told = (false, 2);

/// What is asked: a formula and a script, as text.
const ASKED: &str = "=cmd|' /C calc'!A0 <script>alert(1)</script> What about when it was a gift?";

/// Everybody who takes part: three in browsers, the last in a terminal.
struct People {
    pages: Vec<Browser>,
    guest: Terminal,
}

impl People {
    /// The host presses a key, and stands where that leads; so does every page.
    fn on(&self, host: &mut Terminal, key: &str, shows: &str, phase: &str) {
        host.keys(key).wait_for(shows);
        for page in &self.pages {
            page.wait_data("phase", phase);
        }
    }

    fn vote(&mut self, who: usize, answer: &str, sure: u8) {
        let Some(page) = self.pages.get(who) else {
            self.guest.keys(key(answer)).wait_for("How sure are you?").keys(&sure.to_string()).wait_for("It is kept");
            return;
        };
        if who == 0 {
            // By touch; the others by keys.
            page.touch(&format!("return document.getElementById('answer-{answer}').closest('label')"));
            page.touch(&format!("return document.getElementById('sure-{sure}').closest('label')"));
        } else {
            page.keys("body", &format!("{}{sure}", key(answer)));
        }
        page.wait("a vote that is saved", "return document.getElementById('vote-state')?.dataset.state === 'saved'");
    }

    /// Everybody votes on a case, as it is right or wrong of it.
    fn votes(&mut self, right: Verdict, told: [Told; 4]) {
        for (who, (is_right, sure)) in told.into_iter().enumerate() {
            self.vote(who, answer(right, is_right), sure);
        }
    }
}

fn key(answer: &str) -> &str {
    if answer == "yes" { "a" } else { &answer[..1] }
}

/// An answer that is right, or one on the other side of the line.
fn answer(right: Verdict, is_right: bool) -> &'static str {
    match (right, is_right) {
        (Verdict::Yes | Verdict::Either, true) | (Verdict::Escalate, false) => "yes",
        (Verdict::No, true) => "no",
        (Verdict::Escalate, true) | (_, false) => "escalate",
    }
}

/// What stands beside the journal, once it is there.
fn kept(data: &Path) -> Json {
    let begun = Instant::now();
    loop {
        let files = std::fs::read_dir(data.join("meetings")).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut kept = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
        if let Some(json) = kept.next().and_then(|path| serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()) {
            return json;
        }
        assert!(begun.elapsed() < PATIENCE, "the meeting never begins");
        std::thread::yield_now();
    }
}

fn setup(data: &Path, kept: &Json) -> Setup {
    let events = Journal::read(&data.join(format!("meetings/{}.journal", kept["id"].as_str().unwrap()))).unwrap();
    let Happened::Opened(setup) = &events[0].what else { panic!("no room is opened") };
    (**setup).clone()
}

#[test]
fn what_a_pack_says_does_not_act_on_the_hosts_terminal() {
    let mut terminal = Terminal::new(120, 40);
    let pack = terminal.hostile_pack();
    let mut host = terminal.start(&["team", &pack, "--port", "0"]);
    host.wait_for("0 people are here").keys("\r").wait_for("Before we start").keys("\r").wait_for("read the case");
    host.keys("v").wait_for("the answer");
    let raw = host.raw();
    for hostile in ["\u{1b}]0;owned", "\u{1b}[31mred", "\u{202e}", "\u{200b}", "\u{feff}", "\u{9b}2J"] {
        assert!(!raw.contains(hostile), "{hostile:?} reached the terminal");
    }
}

#[test]
fn a_pack_of_ones_own_is_told_of_and_its_inbox_takes_what_was_asked() {
    let terminal = Terminal::new(120, 40);
    let home = terminal.data.parent().unwrap().to_path_buf();
    let pack = home.join("mine");
    std::fs::create_dir_all(pack.join("bench")).unwrap();
    for file in ["policy.toml", "bench/sparks.toml"] {
        std::fs::copy(Path::new(super::BENCH).join(file), pack.join(file)).unwrap();
    }
    std::fs::write(pack.join("bench/broken.toml"), "title = 3").unwrap();
    let mut host = terminal.start(&["team", pack.to_str().unwrap(), "--port", "0"]);
    host.wait_for("0 people are here").wait_for("1 scenario is left out, with mistakes; `eoa check");
    host.keys("\r").wait_for("Before we start").keys("\r").wait_for("read the case");
    host.keys("w").wait_for("A case the policy forgets").keys("What about when it was a gift?\r\r").wait_for("Noted.");
    host.keys("q").wait_for("Leave the meeting?").keys("y").wait_for_end();
    let mut told = host.restart(&["debrief", "--json"]);
    told.wait_for_end();
    assert!(told.raw().contains("1 draft of what was asked is new in"), "{}", told.raw());
    assert_eq!(std::fs::read_dir(pack.join("inbox")).unwrap().count(), 1, "{}", told.screen());
}

#[test]
fn what_is_asked_from_a_seat_is_taken_by_somebody_and_leaves_with_their_name() {
    let mut host = Terminal::new(80, 24).start(&["team", "--port", "0"]);
    host.wait_for("0 people are here");
    let kept = kept(&host.data);
    let code = setup(&host.data, &kept).doors.code.to_string();
    let mut guest = Terminal::new(80, 24).start(&["join", kept["listen"].as_str().unwrap(), &code]);
    guest.wait_for("coming in");
    host.wait_for("1 person is here").keys("\r").wait_for("Before we start").keys("\r").wait_for("read the case");
    guest.wait_for("case 1 of 2").keys("w").wait_for("What about when").keys("What about when it was a gift?\r");
    guest.wait_for("It is on its way to the host.");
    host.keys("n").wait_for("(from the room)").wait_for("who finds out: nobody yet");
    host.keys("\r").wait_for("Who finds out?").keys("Adalberta\r").wait_for("who finds out: Adalberta");
    assert!(!guest.screen().contains("Adalberta"));

    // It is kept as soon as it is said.
    host.signal("KILL").wait_for_end();
    let mut host = host.restart(&["team", "--resume"]);
    host.wait_for("read the case").keys("n").wait_for("who finds out: Adalberta").keys("\u{1b}");
    host.keys("w").wait_for("A case the policy forgets").keys("And a loan?\r\r").wait_for("Noted.");
    host.keys("q").wait_for("Leave the meeting?").keys("y").wait_for_end();
    let told = debrief(&host.data);
    let owners: Vec<&Json> = told["questions"].as_array().unwrap().iter().map(|question| &question["owner"]).collect();
    assert_eq!(owners, [&json!("Adalberta"), &Json::Null]);
    for (form, owner, nobody) in [
        ("--csv", "owner,,,,,,Adalberta", "owner,,,,,,nobody has taken it yet"),
        ("--html", "<i>owner</i> Adalberta", "<i>owner</i> nobody has taken it yet"),
        ("--markdown", "*owner* Adalberta", "*owner* nobody has taken it yet"),
    ] {
        let page = debriefed(&host.data, form);
        assert!(page.contains(owner) && page.contains(nobody), "{page}");
    }
}

#[test]
fn a_certificate_is_compared_once_and_the_second_view_asks_nobody() {
    let [chain, key] = ["certificate", "key"].map(|name| format!("{}/tests/fixtures/tls/{name}.pem", env!("CARGO_MANIFEST_DIR")));
    let mut host = Terminal::new(120, 40).start(&["team", "--port", "0", "--tls", &chain, &key]);
    host.wait_for("0 people are here");
    let kept = kept(&host.data);
    let code = setup(&host.data, &kept).doors.code.to_string();
    let fingerprint = kept["fingerprint"].as_str().unwrap();
    host.keys("c").wait_for("It asks for the certificate").wait_for(&fingerprint[..4]).keys("\u{1b}");
    let at = format!("https://{}", kept["listen"].as_str().unwrap());
    let mut guest = Terminal::new(80, 24).start(&["join", &at, &code]);
    guest.wait_for(&format!("The certificate there is {fingerprint}.")).keys("y\r").wait_for("coming in");
    guest.keys("q").wait_for_end();
    let mut again = guest.restart(&["join", &at]);
    again.wait_for("coming in");
    let mut wall = Terminal::at(host.data.parent().unwrap(), 120, 40).start(&["team", "--present"]);
    wall.wait_for("1 person is here");
    let mut other = Terminal::new(80, 24).start(&["join", &at, &code]);
    other.wait_for("Does the host's screen show the same?").keys("n\r").wait_for_end();
    assert!(other.screen().contains("this is not your meeting"), "{}", other.screen());
}

/// A pack whose texts try to run.
fn hostile(folder: &Path) -> String {
    const HOSTILE: &str =
        "<img src=x onerror='window.owned=1'><script>window.owned=2</script></script><svg onload='window.owned=3'>";
    let bench = Path::new(super::BENCH);
    let pack = folder.join("pack");
    std::fs::create_dir_all(pack.join("bench")).unwrap();
    let read = |file: &str| std::fs::read_to_string(bench.join(file)).unwrap();
    let mut policy = read("policy.toml");
    for field in
        ["title     = \"", "title    = \"", "title   = \"", "text     = \"", "text    = \"", "why      = \"", "why     = \""]
    {
        policy = policy.replace(field, &format!("{field}{HOSTILE}"));
    }
    std::fs::write(pack.join("policy.toml"), policy).unwrap();
    let case = read("bench/sparks.toml").replace("= \"A kettle", &format!("= \"{HOSTILE}A kettle"));
    std::fs::write(pack.join("bench/sparks.toml"), case.replace("title  = \"", &format!("title  = \"{HOSTILE}"))).unwrap();
    pack.display().to_string()
}

#[test]
#[ignore = "it takes Chromium and its driver, which a machine with only Rust has not: .ci/run installs them and runs it"]
fn what_a_pack_says_stays_text_in_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut host = Terminal::new(120, 40).start(&["team", &hostile(folder.path()), "--port", "0"]);
    host.wait_for("0 people are here");
    let kept = kept(&host.data);
    let driver = Driver::start();
    let page = Browser::open(&driver, (390, 844), false);
    page.go(&format!("http://{}/#{}", kept["listen"].as_str().unwrap(), kept["invite"].as_str().unwrap()))
        .wait_data("link", "on");
    for phase in ["talk", "read"] {
        host.keys("\r");
        page.wait_data("phase", phase);
    }
    page.wait_for("onerror='window.owned=1'");
    host.keys("v");
    page.wait_data("phase", "reveal").wait_for("<script>window.owned=2</script>").picture("hostile-phone-light");
    let ran = "return [window.owned === undefined, document.scripts.length, document.querySelectorAll('main img, main svg[onload]').length]";
    assert_eq!(page.script(ran), json!([true, 1, 0]));
}

#[test]
#[ignore = "it takes Chromium and its driver, which a machine with only Rust has not: .ci/run installs them and runs it"]
fn a_whole_meeting_through_real_parts() {
    let mut host = Terminal::new(120, 40).start(&["team", "--port", "0"]);
    host.wait_for("0 people are here");
    let kept = kept(&host.data);
    let setup = setup(&host.data, &kept);
    let (at, invite, code) = (kept["listen"].as_str().unwrap(), kept["invite"].as_str().unwrap(), setup.doors.code.to_string());
    let right: Vec<Verdict> = setup.items.iter().map(|item| item.key.answer()).collect();
    assert!(right.len() == 4 && right[1] == Verdict::Escalate, "two cases, one on each side, and a twin of each: {right:?}");

    // In: by the link of the code for cameras, by the code that is typed, by the link again, and from a terminal.
    let driver = Driver::start();
    let pages: Vec<Browser> = [((390, 844), false), ((1280, 800), true), ((390, 844), true)]
        .into_iter()
        .map(|(size, dark)| Browser::open(&driver, size, dark))
        .collect();
    pages[0].go(&format!("http://{at}/#{invite}")).wait_data("link", "on");
    pages[1]
        .go(&format!("http://{at}/"))
        .wait_data("link", "door")
        .keys("#code", "WWWWWW\u{e007}")
        .wait_for("There is no room with this code");
    pages[1].script("document.getElementById('code').value = ''");
    pages[1].keys("#code", &code.to_lowercase()).keys("#door-alias", "=1+1 <b>Sam</b>\u{e007}").wait_data("link", "on");
    pages[1].wait_for("You are =1+1 <b>Sam</b>").picture("lobby-wide-dark");
    pages[2].go(&format!("http://{at}/#{invite}")).wait_data("link", "on");
    let mut guest = Terminal::new(80, 24).start(&["join", at, &code]);
    guest.wait_for("coming in");
    host.wait_for("4 people are here").wait_for("=1+1 <b>Sam</b>");
    let mut people = People { pages, guest };

    people.on(&mut host, "\r", "Before we start", "talk");
    people.on(&mut host, "\r", "case 1 of 2  read the case", "read");
    people.pages[0].picture("read-phone-light");
    people.on(&mut host, "\r", "have voted", "vote");

    // The first case: divided, argued about, and voted on again.
    people.guest.wait_for("What do you do?");
    people.votes(right[0], [R3, W3, W2, R1]);
    host.wait_for("4 of 4 have voted");
    people.pages[0].picture("voted-phone-light");
    people.on(&mut host, "\r", "case 1 of 2  the split", "split");
    host.keys("\t").wait_for("2 of 4 right").keys("\t");
    people.on(&mut host, "\r", "case 1 of 2  discuss", "discuss");
    people.pages[0].touch("return document.querySelector('#ask summary')");
    people.pages[0].keys("#question", ASKED);
    people.pages[0].touch("return document.querySelector('#ask-form button')").wait_for("Noted, thank you");
    // One drops out.
    people.pages[2].offline().wait_data("link", "away").picture("away-phone-dark");
    // Whether the host knows yet that they are gone hangs on the network.
    let voted = |host: &mut Terminal, count: u32| {
        let told = [format!("{count} of 4 have voted"), format!("{count} of 3 have voted, 1 away")];
        let screen = host.screen();
        told.iter().any(|told| screen.contains(told))
    };
    host.keys("\r").wait_until("the second vote", |host| voted(host, 0));
    people.pages[0].wait_data("phase", "vote-again");
    people.guest.wait_for("Once more");
    let told = [R3, R2, W3, R3];
    for who in [0, 3] {
        people.vote(who, answer(right[0], told[who].0), told[who].1);
    }
    host.wait_until("two votes", |host| voted(host, 2));

    // The host's program is killed, and goes on where it stopped; everybody is back by themselves.
    host.signal("KILL").wait_for_end();
    people.pages[0].wait_data("link", "away");
    let mut host = host.restart(&["team", "--resume"]);
    host.wait_for("2 of 3 have voted, 1 away");
    people.pages[0].wait_data("link", "on").wait_for("Saved");
    people.pages[1].wait_data("link", "on").wait_data("phase", "vote-again");
    people.pages[2].online().wait_data("link", "on").wait_data("phase", "vote-again");
    for who in [1, 2] {
        people.vote(who, answer(right[0], told[who].0), told[who].1);
    }
    host.wait_for("4 of 4 have voted");
    people.on(&mut host, "\r", "case 1 of 2  the swing", "swing");
    people.pages[1].wait_for("After the talk").picture("swing-wide-dark");
    people.on(&mut host, "\r", "case 1 of 2  the answer", "reveal");
    people.pages[0].wait_for("the answer").picture("reveal-phone-light");
    people.pages[1].picture("reveal-wide-dark");

    // The second: everybody is right at once, and the host goes straight to the answer.
    people.on(&mut host, "\r", "case 2 of 2  read the case", "read");
    people.on(&mut host, "\r", "0 of 4 have voted", "vote");
    people.guest.wait_for("Alone first");
    people.votes(right[1], [R3, R3, R3, R2]);
    host.wait_for("4 of 4 have voted");
    people.on(&mut host, "v", "case 2 of 2  the answer", "reveal");

    // Both twins, alone.
    for (twin, told) in [(1, [R3, R2, W3, R3]), (2, [R3; 4])] {
        people.on(&mut host, "\r", "0 of 4 have voted", "alone");
        people.guest.wait_for(&format!("twin {twin} of 2")).wait_for("Alone this time");
        people.votes(right[1 + twin], told);
        host.wait_for("4 of 4 have voted");
        people.on(&mut host, "\r", &format!("twin {twin} of 2  the answer"), "reveal");
    }
    people.on(&mut host, "\r", "One phrase", "talk");
    people.on(&mut host, "\r", "Where the policy is silent", "talk");
    people.on(&mut host, "\r", "the end", "close");
    people.guest.wait_for("That was it");
    people.pages[2].picture("close-phone-dark");
    // The debrief lies over the end: it is not complete without.
    host.keys("d").wait_for("2 of 4: too few to tell").keys("\u{1b}").wait_for("That was it");
    host.keys("q").wait_for("Leave the meeting?").keys("y").wait_for_end();

    check(&debrief(&host.data), &setup);
}

fn debrief(data: &Path) -> Json {
    serde_json::from_str(&debriefed(data, "--json")).unwrap()
}

fn debriefed(data: &Path, form: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eoa"));
    let told = command.args(["debrief", form, "--no-drafts"]).env_clear().env("EOA_DATA", data).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

/// To the last figure: what four people voted, counted by hand.
fn check(told: &Json, setup: &Setup) {
    let title = |item: usize| json!(setup.items[item].sheet.title);
    assert_eq!((&told["seats"], &told["cases"]), (&json!(4), &json!(4)), "{told:#}");
    assert_eq!(told["left_out"], json!({"votes_of_fewer_than_four": 0, "suspended": []}));
    let rate = |count: u32, of: u32| json!({"count": count, "of": of});
    let same = |found: &Json, wanted: Json| assert_eq!(json!({"count": found["count"], "of": found["of"]}), wanted, "{told:#}");
    let near = |found: &Json, wanted: f64| {
        let found = found.as_f64().unwrap_or_else(|| panic!("no figure: {told:#}"));
        assert!((found - wanted).abs() < 1e-9, "{found} instead of {wanted}: {told:#}");
    };
    // First votes of the two cases: two of four handed over what was theirs, and nobody kept what was not.
    same(&told["errors"]["over_escalation"], rate(2, 4));
    same(&told["errors"]["over_reach"], rate(0, 4));
    assert_eq!((&told["errors"]["gave_it_away"], &told["errors"]["needless_no"]), (&json!(0), &json!(0)));
    let clauses = told["divergence"]["clauses"].as_array().unwrap();
    let spot = clauses.iter().find(|spot| spot["cases"] == json!([title(0)])).unwrap();
    same(&spot["right"], rate(3, 4));
    // Two against two, then three against one, as a share of what three answers could make.
    near(&spot["divided_before"], 1.0 / 3.0_f64.log2());
    near(&spot["divided_after"], -(0.75 * 0.75_f64.log2() + 0.25 * 0.25_f64.log2()) / 3.0_f64.log2());
    near(&spot["certainty"], (3.0 * 0.9 + 0.735) / 4.0);
    // Krippendorff: eight votes, two of them one answer and six the other; apart in one unit, two against two.
    near(&told["divergence"]["alpha_before"], 1.0 - (1.0 / 3.0) / (3.0 / 7.0));
    assert_eq!(told["divergence"]["alpha_after"], Json::Null, "only one case was voted on twice");
    let gain = &told["gain"];
    same(&gain["by_talking"]["before"], rate(2, 4));
    same(&gain["by_talking"]["after"], rate(3, 4));
    same(&gain["on_the_twin"]["before"], rate(6, 8));
    same(&gain["on_the_twin"]["after"], rate(7, 8));
    near(&gain["on_the_twin"]["gain"], 0.5);
    let moves = json!({"stayed_right": 2, "talked_into_it": 1, "talked_out_of_it": 0, "stayed_wrong": 1});
    assert_eq!(gain["moves"], moves);
    let questions = told["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 1);
    assert_eq!((&questions[0]["text"], &questions[0]["at"]["case"]), (&json!(ASKED), &title(0)));
}
