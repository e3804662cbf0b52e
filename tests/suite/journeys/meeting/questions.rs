//! Questions that are not taken, in a browser: what was written is given back, and nobody loses their place.

use serde_json::json;

use super::super::browser::{Browser, Driver};
use crate::suite::live::guest::{INVITE, Served, on_to_vote};

/// As the page hands in what is written, or what the script puts there.
const HAND_IN: &str = "document.getElementById('ask-form').requestSubmit();";

#[test]
#[ignore = "it takes Chromium and its driver, which a machine with only Rust has not: .ci/run installs them and runs it"]
fn a_question_that_is_not_taken_is_given_back_and_nobody_loses_their_place() {
    let served = Served::start(5);
    let driver = Driver::start();
    let page = Browser::open(&driver, (390, 844), false);
    let link = format!("http://{}/#{INVITE}", served.address());
    page.go(&link).wait_data("link", "on");
    let at = |id: &str| format!("return document.activeElement.id === '{id}'");

    // Nothing is written yet: the page says so, and leads there.
    page.keys("body", "w").wait("the place for a question", &at("question"));
    page.touch("return document.querySelector('#ask-form button')").wait_for("There is nothing written yet.");
    page.wait("the place for a question", &at("question"));
    assert_eq!(page.script("return document.getElementById('question').getAttribute('aria-invalid')"), json!("true"));

    // As many as one may ask.
    page.script(&format!(
        "for (let n = 1; n <= 20; n += 1) {{ document.getElementById('question').value = `What about ${{n}}?`; {HAND_IN} }}"
    ));
    let noted = "[...document.querySelectorAll('#questions li')].filter((li) => li.textContent.includes('Noted')).length";
    page.wait("twenty that are noted", &format!("return {noted} === 20"));
    assert_eq!(page.script("return document.getElementById('question').getAttribute('aria-invalid')"), json!(null));

    // One more; meanwhile the next is begun, and somebody is in the middle of it.
    page.script(&format!(
        "const field = document.getElementById('question'); field.focus(); field.value = 'What about a gift?'; {HAND_IN}
         field.value = 'And  '; field.setSelectionRange(4, 4);"
    ));
    page.wait_for("You have asked 20 questions").wait("the place for a question", &at("question"));
    page.script("document.execCommand('insertText', false, 'then')");
    let field = "return document.getElementById('question').value";
    assert_eq!(page.script(field), json!("What about a gift?\n\nAnd then "), "both are there, and typing goes on where it was");
    assert_eq!(page.script("return document.getElementById('question').getAttribute('aria-invalid')"), json!("true"));
    let announced = "return document.getElementById('live').textContent.includes('You have asked 20 questions')";
    page.wait("a word of it for those who listen", announced).picture("question-given-back-phone-light");

    // Who is elsewhere by then stays there, and what is folded away is opened.
    page.script(&format!(
        "const field = document.getElementById('question'); field.value = 'What about a loan?'; field.focus(); {HAND_IN}
         document.getElementById('ask-fold').open = false; document.getElementById('keys').focus();"
    ));
    page.wait("what was written", "return document.getElementById('question').value === 'What about a loan?'");
    assert_eq!(page.script("return document.activeElement.id"), json!("keys"));
    assert_eq!(page.script("return document.getElementById('ask-fold').open"), json!(true));

    // It is kept where the page is loaded again, and a vote goes out as ever.
    page.go("about:blank").go(&link).wait_data("link", "on");
    assert_eq!(page.script(field), json!("What about a loan?"));
    on_to_vote(&served.meeting);
    page.wait_data("phase", "vote")
        .keys("body", "e2")
        .wait("a vote that is saved", "return document.getElementById('vote-state')?.dataset.state === 'saved'");
    assert_eq!(served.meeting.look().host.notes.len(), 20);
}
