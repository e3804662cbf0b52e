//! The certificate at the end of a path, as text and as a sheet to print.

use escalate_or_act::domain::text::Text;
use escalate_or_act::export::certificate::{Format, page};

use super::eoa::{keep, run_in};
use super::path::walker::{self, BENCH, DAY, Walker};

/// Somebody who has shown everything but one rule, which they missed in the check.
fn shown() -> Walker {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    walker.now += DAY;
    let mut missed = false;
    walker.sitting(&mut |asked| {
        let miss = !missed && asked.decider == Some("G-2");
        missed |= miss;
        if miss { walker::otherwise(asked) } else { walker::right(asked) }
    });
    walker
}

#[test]
fn it_says_what_was_shown_on_which_policy_and_what_it_is_not_for() {
    let text = page(&shown().certificate().unwrap(), Format::Text);
    keep("certificate", &text);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for said in ["version 2026.1", "Not for appraisal", "Not yet: ", "G-2", "(critical)", "4 of 5 rules mastered"] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn it_prints_on_one_sheet_and_needs_nothing_beside_it() {
    let html = page(&shown().certificate().unwrap(), Format::Html);
    keep("certificate-html", &html);
    assert!(html.contains("@page { size: A4"), "{html}");
    for foreign in ["http://", "https://", "<script", "<link", "url(", "@import"] {
        assert!(!html.contains(foreign), "{foreign}: the page needs nothing beside it");
    }
}

#[test]
fn a_name_is_text_in_every_format() {
    let mut certificate = shown().certificate().unwrap();
    certificate.trainee = Text::clean("</title><script>alert('x')</script>\n\u{1b}[31m\u{202e}&<b>Ada</b>\"");
    certificate.rules[0].title = Text::clean("<img src=x onerror=alert(1)>");
    certificate.own = vec![("<i>Level".to_owned(), "\"><s>".to_owned())];
    let html = page(&certificate, Format::Html);
    for evil in ["<script", "<img", "<b>Ada", "<i>Level", "<s>", "\u{1b}", "\u{202e}"] {
        assert!(!html.contains(evil), "{evil}: {html}");
    }
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "{html}");
    let text = page(&certificate, Format::Text);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    assert!(text.contains("Ada</b>"), "a name is kept on one line: {text}");
}

#[test]
fn there_is_none_before_the_check_is_passed() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["onboard", BENCH, "--certificate", "--trainee", "Ada"], "");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "eoa: Ada has no certificate on kintsugi yet: nothing was answered here so far\n");
    assert!(!folder.path().join("no-data-here").exists(), "nothing is made where there is nothing to read");
    let ran = run_in(folder.path(), &["onboard", BENCH, "--html"], "");
    assert_eq!(ran.code, 2, "without --certificate there is nothing to write: {}", ran.err);
}
