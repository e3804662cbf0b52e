//! `eoa card`: what one may do alone, on one page.

use std::fs;
use std::path::Path;

use super::check::{BASE, SAMPLE, overlay};
use super::eoa::{keep, run, run_in};

fn card(arguments: &[&str]) -> String {
    let ran = run(&[&["card"], arguments].concat());
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));
    ran.out
}

#[test]
fn a_new_agent_sees_their_own_limits() {
    let page = card(&["fernhill-bank", "--set", "level=new"]);
    keep("card", &page);
    assert!(page.lines().all(|l| l.chars().count() <= 80), "{page}");
}

#[test]
fn limits_are_all_said_where_the_choice_behind_them_is_open() {
    let page = card(&[SAMPLE]);
    assert!(page.contains("Your level: any"), "{page}");
    assert!(page.contains("up to your limit\n               (Standard €150, Plus €250, Key account €400)"), "{page}");
    let page = card(&[SAMPLE, "--set", "tier=plus"]);
    assert!(page.contains("Money asked for: up to €250\n"), "{page}");
}

#[test]
fn a_rule_that_cannot_speak_there_is_left_out() {
    let everybody = card(&[SAMPLE]);
    assert!(everybody.contains("M-6 Worn or washed"), "{everybody}");
    let key = card(&[SAMPLE, "--set", "tier=key"]);
    assert!(!key.contains("M-6"), "its exception covers every key account\n{key}");
    let exchange = card(&[SAMPLE, "--set", "request=exchange"]);
    assert!(exchange.contains("M-3") && !exchange.contains("M-6") && !exchange.contains("I SETTLE"), "{exchange}");
    let hazard = card(&[SAMPLE, "--set", "signals=hazard"]);
    assert!(hazard.contains("M-1") && hazard.contains("still mine M-1"), "fix part, hand over part\n{hazard}");
}

#[test]
fn what_cannot_occur_has_no_card() {
    let ran = run(&["card", SAMPLE, "--set", "request=exchange", "--set", "item=unknown"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "eoa: --set: with these facts no case can occur\n"));
}

#[test]
fn the_same_page_is_markdown_and_html() {
    let markdown = card(&[SAMPLE, "--set", "level=senior", "--format", "markdown"]);
    keep("card-markdown", &markdown);
    let html = card(&[SAMPLE, "--set", "level=senior", "--format", "html"]);
    keep("card-html", &html);
    for foreign in ["http://", "https://", "<script", "<link", "url(", "@import"] {
        assert!(!html.contains(foreign), "{foreign}: the page needs nothing beside it");
    }
}

#[test]
fn what_a_policy_says_is_text_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(BASE), &folder.path().join("shop"));
    let path = folder.path().join("shop/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    let evil = r#"title = "<script>alert('x')</script> **bold** & \"quoted\"""#;
    fs::write(&path, policy.replace("title = \"Small refunds\"", evil).replace("title    = \"Small refunds\"", evil)).unwrap();
    let policy = fs::read_to_string(&path).unwrap();
    fs::write(&path, policy.replace("act   = \"Refund it.\"", "act   = \"Refund <b>it</b>.\"")).unwrap();
    let written = |format: &str| run_in(folder.path(), &["card", "shop", "--format", format], "").out;
    let html = written("html");
    assert!(html.contains("Refund &lt;b&gt;it&lt;/b&gt;."), "{html}");
    assert!(!html.contains("<script") && !html.contains("<b>it"), "{html}");
    let markdown = written("markdown");
    assert!(markdown.contains("Refund \\<b\\>it\\</b\\>."), "{markdown}");
}

#[test]
fn a_page_can_be_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["card", SAMPLE, "--format", "html", "--out", "card.html"], "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(fs::read_to_string(folder.path().join("card.html")).unwrap().starts_with("<!DOCTYPE html>"));
    let ran = run_in(folder.path(), &["card", SAMPLE, "--out", "no/such/folder/card.txt"], "");
    assert_eq!((ran.code, ran.err.contains("`no/such/folder/card.txt` can't be written")), (2, true), "{}", ran.err);
}
