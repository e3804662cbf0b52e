//! Pictures of every screen as text, at three sizes, read before they were accepted; and styles where colour carries meaning.

mod alone;
mod coasts;
mod lines;
mod maps;
mod meetings;
mod noted;
mod paths;
mod progress;
mod refreshers;
mod stage;
mod warned;
mod whatifs;

use std::fs;
use std::path::Path;

use escalate_or_act::domain::session::snapshot::Snapshot;
use escalate_or_act::tui::shelf::{Broken, Findings, Shelf, Slot};
use escalate_or_act::tui::theme::{Depth, Ground, Theme};
use ratatui::style::Color;

use self::stage::Stage;
pub(in crate::suite) use self::stage::crafted;
use super::explain::TICKETS;

/// A scenario of the tickets.
const CHEAP_TICKET: &str = r#"format = 1
id = "cheap-ticket"
title = "A cheap ticket"
source = { kind = "illustrative", ref = "cheap-ticket" }
story = "Somebody lost a ticket of {amount} and wants it back."
[facts]
product = "ticket"
amount = 5
delivery = "none"
angry = false
"#;

/// Plays keys and keeps the picture at all three sizes.
macro_rules! picture {
    ($name:literal, $stage:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $stage.pictures());
        })
    };
}

#[test]
fn home() {
    picture!("home", Stage::new().with_broken());
}

#[test]
fn home_before_anything_is_read() {
    picture!("home-empty", Stage::unread());
}

#[test]
fn home_with_a_session_to_go_on_with() {
    picture!("home-continue", Stage::new().play("near-the-year").keys("<esc>"));
}

#[test]
fn case() {
    picture!("case", Stage::new().play("near-the-year"));
}

#[test]
fn case_in_other_scripts() {
    picture!("case-other-scripts", Stage::new().play("other-scripts"));
}

#[test]
fn case_with_a_warning() {
    picture!("case-warned", Stage::new().play("no-rule"));
}

#[test]
fn how_sure() {
    picture!("case-sure", Stage::new().play("near-the-year").keys("a"));
}

#[test]
fn ask_first() {
    picture!("case-ask", Stage::new().play("which-state").keys("f"));
    picture!("case-asked", Stage::new().play("which-state").keys("f1"));
}

#[test]
fn second_tap() {
    picture!("case-tap-route", Stage::new().with_second_taps().play("sparks").keys("e3"));
}

#[test]
fn reveal_of_a_green_light() {
    picture!("reveal-act", Stage::new().play("near-the-year").keys("e3"));
    picture!("reveal-act-end", Stage::new().play("near-the-year").keys("e3<end>"));
}

#[test]
fn reveal_of_a_red_line() {
    picture!("reveal-escalate", Stage::new().play("sparks").keys("e2"));
}

#[test]
fn reveal_of_a_stop_line() {
    picture!("reveal-decline", Stage::new().play("worn").keys("a1"));
}

#[test]
fn reveal_of_a_sum_over_its_line() {
    picture!("reveal-sum", Stage::new().play("over-the-year").keys("a3<pgdn>"));
}

#[test]
fn reveal_of_a_grey_area() {
    picture!("reveal-grey", Stage::new().play("no-rule").keys("<enter>e2"));
}

#[test]
fn reveal_without_having_asked() {
    picture!("reveal-unasked", Stage::new().play("which-state").keys("a2"));
}

/// A ticket can't be sent, so that no rule needs to speak of it: nothing else is left, and no rule is said to be silent that speaks.
#[test]
fn reveal_of_a_fact_that_no_rule_tells_of() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("policy.toml"), TICKETS).unwrap();
    std::fs::write(folder.path().join("cheap-ticket.toml"), CHEAP_TICKET).unwrap();
    let told = Stage::of_pack(folder.path()).play("cheap-ticket").keys("e2").sized(120, 60).picture(120, 60);
    assert!(told.contains("Product: ticket; with the others, it ") && told.contains("leaves no other answer"), "{told}");
    assert!(told.contains("S-1") && !told.contains("S-1 stays silent"), "{told}");
}

#[test]
fn reveal_in_other_scripts() {
    picture!("reveal-other-scripts", Stage::new().play("other-scripts").keys("e2"));
}

#[test]
fn twin() {
    picture!("twin", Stage::new().play("over-the-year").keys("e3t"));
}

#[test]
fn twins_close_a_session() {
    picture!("closing-twin", Stage::new().play_all().up_to_the_twins("a3"));
    picture!("closing-twin-reveal", Stage::new().play_all().up_to_the_twins("a3").keys("e2"));
}

#[test]
fn map() {
    picture!("map", Stage::new().play("near-the-year").keys("a3m<right><right><right><right>"));
}

#[test]
fn map_with_facts_changed() {
    picture!("map-facts", Stage::new().play("near-the-year").keys("a3m<tab><down><down><down><down><right><right>"));
}

#[test]
fn map_of_names() {
    picture!("map-names", Stage::new().play("sparks").keys("e3my"));
    picture!("map-columns", Stage::new().play("near-the-year").keys("a3mxxxs"));
}

#[test]
fn map_from_the_library() {
    picture!("map-library", Stage::new().keys("l<tab><down>m"));
}

#[test]
fn rule() {
    picture!("rule", Stage::new().play("sparks").keys("e3r"));
}

#[test]
fn rules_one_after_the_other() {
    picture!("rule-answered", Stage::new().play_all().answer_all("e3").keys("<enter>l<down><down><down><enter>"));
    picture!("rule-silence", Stage::new().play_all().answer_all("e3").keys("<enter>l<end><enter>"));
    let stage = Stage::new().keys("l<enter>");
    let name = |stage: &Stage| stage.picture(80, 24).lines().nth(3).unwrap_or_default().to_owned();
    assert!(name(&stage).contains("R-1"));
    let stage = stage.keys("<right><right>");
    assert!(name(&stage).contains("S-1"), "{}", name(&stage));
    let stage = stage.keys("<left><left><left>");
    assert!(name(&stage).contains("R-1"), "before the first there is none");
    let stage = stage.keys("<right><right><right><right><right><right>");
    assert!(name(&stage).contains("Where no rule speaks"), "{}", name(&stage));
}

#[test]
fn the_rules_are_looked_up_from_a_reveal() {
    let stage = Stage::new().play("worn").keys("a1l");
    assert!(stage.picture(80, 24).contains("▸ S-1"), "{}", stage.picture(80, 24));
    assert!(stage.keys("<esc>").picture(80, 24).contains("You said"));
}

#[test]
fn coastline() {
    picture!("coast", Stage::new().keys("o<right><right>"));
    picture!("coast-own", Stage::new().play("over-the-year").keys("e3ta3<esc>o<tab>n"));
    picture!("rule-lines", Stage::new().keys("l<down><enter><end>"));
}

#[test]
fn what_if() {
    picture!("slider", Stage::new().keys(whatifs::YEAR));
    picture!("slider-turns", Stage::new().keys(whatifs::YEAR).keys("[<down>"));
    picture!("slider-numbers", Stage::new().keys(whatifs::YEAR).keys("[<tab>"));
    picture!("slider-case", Stage::new().keys(whatifs::YEAR).keys("[<enter>"));
    picture!("slider-diff", Stage::new().keys(whatifs::YEAR).keys("[d"));
}

#[test]
fn rules_looked_up_during_a_case() {
    picture!("look-up", Stage::crafted().play("near-the-year").keys("l<down><down>"));
    let stage = Stage::crafted().play("near-the-year").keys("l");
    assert!(stage.model.play.as_ref().is_some_and(|p| p.session.round().is_some_and(|r| r.looked_up)));
    let stage = stage.keys("<esc>a3");
    assert!(stage.attempts[0].looked_up);
    let summed = stage.keys("<enter>");
    assert!(summed.picture(80, 24).contains("the rules in 1 of 1 first; no mistake"), "{}", summed.picture(80, 24));
}

#[test]
fn what_to_say() {
    picture!("say", Stage::crafted().play("near-the-year").keys("a3y<down>"));
    picture!("say-own", Stage::crafted().play("near-the-year").keys("a3y<end><enter>").paste("Our policy is thirty days"));
    let told = |words: &str| Stage::crafted().play("near-the-year").keys("a3y<end><enter>").paste(words).keys("<enter>");
    picture!("say-heard", told("Unfortunately our policy is thirty days."));
    picture!("say-accepted", told("I've refunded it: you'll see it on Friday."));
}

#[test]
fn what_may_go_with_it() {
    picture!("gestures", Stage::crafted().play("near-the-year").keys("a3g<down>"));
    picture!("gestures-against", Stage::crafted().play("near-the-year").keys("a3g<end><enter>"));
}

#[test]
fn which_it_was_that_missed() {
    let stage = Stage::crafted().play("near-the-year").keys("e3");
    assert!(stage.picture(80, 24).contains("Which was it?"), "{}", stage.picture(80, 24));
    let stage = stage.keys("u");
    assert!(stage.picture(80, 24).contains("You say: I was not sure I may."), "{}", stage.picture(80, 24));
    let right = Stage::crafted().play("near-the-year").keys("a1");
    assert!(!right.picture(80, 24).contains("Which was it?"), "{}", right.picture(80, 24));
}

#[test]
fn rules_first_says_the_same_in_another_order() {
    let mut profile = escalate_or_act::domain::learner::profile::Profile::default();
    profile.settings.comfort = escalate_or_act::domain::learner::profile::Comfort::RulesFirst;
    picture!("reveal-rules-first", Stage::crafted().with_profile(profile.clone()).play("near-the-year").keys("e3"));
    let said = |stage: Stage| {
        let all = stage.play("near-the-year").keys("e3").sized(80, 200).picture(80, 200);
        let mut lines: Vec<String> = all.lines().map(str::to_owned).collect();
        lines.sort();
        (all, lines)
    };
    let (judgement, rules) = (said(Stage::crafted()), said(Stage::crafted().with_profile(profile)));
    assert_ne!(judgement.0, rules.0);
    assert_eq!(judgement.1, rules.1, "the same lines, and the same marks");
}

#[test]
fn a_month_with_an_allowance() {
    picture!("month-case", Stage::crafted().keys("m").past_warning().keys("a2<enter>"));
    picture!("month-end", Stage::crafted().keys("m").through_the_month("a2"));
}

#[test]
fn the_second_tap_is_told() {
    let stage = Stage::new().with_second_taps().play("sparks").keys("e32");
    assert!(stage.picture(80, 24).contains("You named"), "{}", stage.picture(80, 24));
    assert!(stage.picture(80, 24).contains("too late: it is for now"), "{}", stage.picture(80, 24));
}

#[test]
fn summary() {
    picture!("summary", Stage::new().play_all().answer_all("a3"));
    picture!("summary-formulas", Stage::new().play_all().answer_all("e2").keys("f"));
}

#[test]
fn lists() {
    picture!("topics", Stage::new().keys("t"));
    picture!("settings", Stage::new().keys("s"));
    picture!("library-rules", Stage::new().keys("l<down>"));
    picture!("library-answered", Stage::new().play_all().answer_all("e3").keys("<enter>l<down><down>"));
    picture!("library-scenarios", Stage::new().keys("l<tab>"));
}

#[test]
fn refresher() {
    let played = || Stage::new().play_all().answer_all("a3").keys("<enter>");
    picture!("refresh-home", played().days_later(3));
    picture!("refresh", played().days_later(3).keys("r"));
    picture!("refresh-case", played().days_later(3).keys("r<enter>"));
    picture!("refresh-moved", refreshers::at_a_moved_case(played().days_later(3).keys("r<enter>")));
    picture!("refresh-summary", played().days_later(3).keys("r<enter>").answer_all("e2"));
    picture!("refresh-nothing", played().keys("r"));
}

#[test]
fn overlays() {
    picture!("help", Stage::new().play("near-the-year").keys("?"));
    picture!(
        "note",
        Stage::new()
            .play("near-the-year")
            .keys("w")
            .paste("What about when the seal is broken by customs?\n税関で開封された場合は？")
    );
    picture!("leave", Stage::new().play("near-the-year").keys("q"));
}

#[test]
fn findings_of_a_broken_pack() {
    picture!("findings", Stage::new().with_broken().keys("<down>d"));
}

#[test]
fn that_others_can_be_played_is_said_where_there_are_others() {
    let mut stage = Stage::new().with_broken().keys("<down>d");
    assert!(stage.picture(80, 24).contains("until its policy is mended. The others can."), "{}", stage.picture(80, 24));
    let broken = stage.model.shelf.take().expect("two packs").slots.remove(1);
    stage.model.shelf = Some(Shelf { slots: vec![broken] });
    let stage = stage.keys("<esc><up>d");
    let alone = stage.picture(80, 24);
    assert!(alone.contains("until its policy is mended.") && !alone.contains("The others"), "{alone}");
}

#[test]
fn a_session_of_a_pack_that_is_broken_now_says_so() {
    let stage = Stage::new().play("near-the-year");
    let (pack, session) = stage.model.playing().expect("a case");
    let saved = session.snapshot(&pack.view());
    let gone_on = |name: &str| {
        let mut stage = Stage::new();
        let broken = Broken { name: "bench-of-old".to_owned(), findings: Findings::default() };
        stage.model.shelf.as_mut().expect("the bench").slots.push(Slot::Broken(broken));
        stage.model.unfinished = Some((Snapshot { pack: name.to_owned(), ..saved.clone() }, Vec::new()));
        stage.keys("c").picture(120, 40)
    };
    let told = gone_on("bench-of-old");
    assert!(told.contains("can't be played as it is") && !told.contains("not here any more"), "{told}");
    assert!(gone_on("elsewhere").contains("The pack elsewhere is not here any more."));
}

#[test]
fn a_question_that_is_chosen_is_read_to_its_end() {
    let stage = Stage::of_pack(Path::new("scenarios/bank")).play("two-weeks-or-so").keys("f");
    let shown = stage.picture(80, 24);
    let words: Vec<&str> = shown.split_whitespace().collect();
    assert!(words.join(" ").contains("(Count business days only.)”"), "{shown}");
}

#[test]
fn one_twin_is_one_case() {
    let folder = tempfile::tempdir().expect("a place");
    for (file, from) in [("policy.toml", "policy.toml"), ("for-the-colonel.toml", "fees/for-the-colonel.toml")] {
        fs::copy(Path::new("scenarios/bank").join(from), folder.path().join(file)).expect("a file of the bank's");
    }
    let stage = Stage::of_pack(folder.path()).play_all().keys("a3<enter>");
    let shown = stage.picture(80, 24);
    assert!(shown.contains("Now 1 twin: the same case, one fact moved over a line.   ↓ 6 more lines"), "{shown}");
}

#[test]
fn a_path_that_is_longer_than_the_screen_says_which_part_is_shown() {
    let stage = Stage::of_pack(Path::new("scenarios/bank")).keys("n");
    let shown = stage.picture(80, 24);
    assert!(shown.contains("rules 1 to 10 of 26") && shown.contains("Enter next"), "{shown}");
    let end = stage.keys("<end>");
    assert!(end.picture(80, 24).contains("rules 17 to 26 of 26"), "{}", end.picture(80, 24));
    assert!(!end.sized(120, 60).picture(120, 60).contains("rules 1 to"));
}

#[test]
fn what_is_off_the_screen_can_be_reached_while_one_is_asked_how_sure() {
    let shown = |keys: &str| Stage::new().sized(60, 20).play("near-the-year").keys(keys).picture(60, 20);
    assert!(shown("a").contains("more lines"), "{}", shown("a"));
    assert_ne!(shown("a"), shown("a<down>"));
}

#[test]
fn a_terminal_that_is_too_small_says_so() {
    insta::assert_snapshot!(Stage::new().play("worn").picture(40, 10), @r"
    This terminal is too small.
    It has 40 by 10; the game needs 58 by
    18.
    Nothing is lost: make it larger, or
    press q.
    ");
}

#[test]
fn no_line_is_ever_wider_than_the_screen() {
    for keys in ["", "a", "a3", "a3m", "a3r", "?", "e3"] {
        for width in 58..=130 {
            let stage = Stage::new().play("other-scripts").keys(keys);
            let picture = stage.picture(width, 24);
            for line in picture.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= usize::from(width), "{keys} at {width}: {line}");
            }
        }
    }
}

#[test]
fn sides_have_their_colours_and_their_signs() {
    let stage = Stage::new().play("near-the-year").keys("e3");
    let theme = Theme::new(Depth::True, Ground::Dark);
    let buffer = stage.buffer(120, 40, theme);
    let found = |symbol: &str| -> Vec<Color> {
        let cells = buffer.content().iter().filter(|c| c.symbol() == symbol);
        cells.map(|c| c.fg).collect()
    };
    assert!(found("✗").iter().all(|c| *c == Color::Rgb(0xFF, 0x47, 0x69)), "wrong is crimson, and a cross");
    assert!(!found("✗").is_empty());
    assert!(found("━").iter().all(|c| *c == Color::Rgb(0x1F, 0xB8, 0x8D)), "act is bluish green, and a thick line");
    assert!(!found("━").is_empty());
    assert!(found("▒").iter().all(|c| *c == Color::Rgb(0xF0, 0x7B, 0x32)), "escalate is vermillion, and shaded");
    assert!(!found("▒").is_empty());
}

#[test]
fn without_colour_no_cell_has_any() {
    let stage = Stage::new().play("sparks").keys("e3");
    let buffer = stage.buffer(120, 40, Theme::new(Depth::None, Ground::Unknown));
    assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
}
