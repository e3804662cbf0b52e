//! A case that somebody may rather not read, in a browser: it is opened before anybody is asked what they do.

use serde_json::json;

use escalate_or_act::domain::text::Text;

use super::super::browser::{Browser, Driver};
use crate::suite::live::guest::{INVITE, Served, on_to_vote, setup};

#[test]
#[ignore = "it takes Chromium and its driver, which a machine with only Rust has not: .ci/run installs them and runs it"]
fn nobody_votes_on_the_page_before_the_case_is_opened() {
    let mut setup = setup(5);
    for item in &mut setup.items {
        item.sheet.warning = Some(Text::clean("grief"));
    }
    let served = Served::of(setup);
    let driver = Driver::start();
    let page = Browser::open(&driver, (390, 844), false);
    page.go(&format!("http://{}/#{INVITE}", served.address())).wait_data("link", "on");
    on_to_vote(&served.meeting);
    page.wait_data("phase", "vote").wait_for("Before you read: grief").picture("warned-phone-light");
    page.keys("body", "e3");
    let form = "return [!!document.getElementById('vote'), document.getElementById('bar-vote').hidden]";
    assert_eq!(page.script(form), json!([false, true]), "nothing is asked yet");
    let open =
        "return [...document.querySelectorAll('#case button')].find((button) => button.textContent === 'Show me the case')";
    page.touch(open).wait_for("What do you do?").picture("warned-opened-phone-light");
    assert_eq!(page.script(form), json!([true, false]));
    assert_eq!(served.meeting.look().host.screen.voted, Some(0));
    page.keys("body", "e3")
        .wait("a vote that is saved", "return document.getElementById('vote-state').dataset.state === 'saved'");
    assert_eq!(served.meeting.look().host.screen.voted, Some(1));
}
