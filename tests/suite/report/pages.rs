//! The pages: text, Markdown, HTML and JSON, with a name that means harm.

use escalate_or_act::domain::learner::memory::queue::Edited;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::report::trainee::deeper::Deeper;
use escalate_or_act::domain::report::trainee::{Figures, own};
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::wording::trainee::{Beyond, When};
use escalate_or_act::export::report::{Format, Told, page};
use serde_json::Value as Json;

use super::people::{amounts, answers, engine, over_escalator};
use crate::suite::eoa::keep;
use crate::suite::measures::attempts::{DAY, START};
use crate::suite::session::desk::{Desk, policy, scenarios};

const HOSTILE: &str = "Ada <script>alert('1')</script> \u{1b}[2J\u{202e}| *x* =1+1";

/// Somebody sure who escalates two of three that are theirs, and remembers the limit as the double of what it is.
fn log(trainee: &str) -> Vec<Attempt> {
    let mut believed = policy();
    believed.limits[0].values[0] = Quantity::whole(200);
    let along = answers(&believed, &amounts(&[20, 60, 90, 99, 101, 120, 140, 150, 170, 190, 210, 300]));
    let later = |a: Attempt| Attempt { time: a.time + 4 * DAY, id: uuid::Uuid::from_u128(a.id.as_u128() + 99), ..a };
    let all = over_escalator().into_iter().chain(along.into_iter().map(later));
    all.map(|a| Attempt { trainee: trainee.to_owned(), ..a }).collect()
}

fn written(trainee: &str, attempts: &[Attempt], format: Format) -> String {
    let desk = Desk::new();
    let (told, now) = (own(attempts, trainee, "desk"), START + 6 * DAY);
    let figures = Figures::of(&told, &desk.view(), trainee);
    let deeper = Deeper::of(&told, &engine(), &scenarios(), &Edited::new(), now);
    let when = When::OnPaper { zone: 0 };
    page(Told { policy: &desk.policy, figures: &figures, beyond: Beyond::Known(&deeper), when }, format)
}

#[test]
fn as_text() {
    keep("report", &written("Ada", &log("Ada"), Format::Text));
    keep("report-nothing", &written("Ada", &[], Format::Text));
}

#[test]
fn as_a_page() {
    let html = written(HOSTILE, &log(HOSTILE), Format::Html);
    assert!(!html.contains("<script") && !html.contains('\u{1b}') && !html.contains('\u{202e}'), "{html}");
    for elsewhere in ["http:", "https:", "//", "src=", "@import", "url("] {
        let found = html.find(elsewhere);
        assert_eq!(found, None, "{elsewhere} in {}", &html[found.unwrap_or(0)..]);
    }
    assert!(html.contains("@page { size: A4") && html.contains("not for appraisal"));
    assert_eq!(html.matches("<svg").count(), html.matches("</svg>").count());
    assert!(html.matches("<svg").count() >= 7);
    keep("report-html", &html);
}

#[test]
fn as_markdown() {
    let markdown = written(HOSTILE, &log(HOSTILE), Format::Markdown);
    assert!(!markdown.replace("\\<", "").contains('<') && markdown.contains("\\<script\\>"), "{markdown}");
    keep("report-markdown", &markdown);
}

#[test]
fn for_other_programs() {
    let text = written("Ada", &log("Ada"), Format::Json);
    let json: Json = serde_json::from_str(&text).unwrap();
    assert_eq!((json["over_escalation"]["count"].as_u64(), json["over_escalation"]["of"].as_u64()), (Some(20), Some(34)));
    assert_eq!(json["line"]["found"], "misreads");
    assert_eq!(json["line"]["turns"][0]["policy"], 100);
    keep("report-json", &text);
    let few: Json = serde_json::from_str(&written("Ada", &log("Ada")[..3], Format::Json)).unwrap();
    assert!(few["over_escalation"]["share"].is_null() && few["skill"]["score"].is_null() && few["lean"]["lean"].is_null());
    assert_eq!(few["line"]["found"], "too-few");
    let hostile: Json = serde_json::from_str(&written(HOSTILE, &log(HOSTILE), Format::Json)).unwrap();
    assert_eq!(hostile["trainee"], "Ada <script>alert('1')</script> [2J| *x* =1+1");
}

#[test]
fn nothing_is_wider_than_a_page() {
    for line in written(HOSTILE, &log(HOSTILE), Format::Text).lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}
