//! What the lead takes away from a meeting, to the last figure, and as it is written down.

mod command;

use escalate_or_act::domain::learner::measures::lean::Lean;
use escalate_or_act::domain::learner::measures::outcomes::Outcomes;
use escalate_or_act::domain::learner::measures::told::Told;
use escalate_or_act::domain::learner::measures::votes::Moves;
use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::report::debrief::Debrief;
use escalate_or_act::domain::report::debrief::map::Finding;
use escalate_or_act::domain::report::debrief::proposal::Proposed;
use escalate_or_act::domain::room::agenda::{Length, Stop, Wanted, What};
use escalate_or_act::domain::room::ballot::Hands;
use escalate_or_act::domain::room::event::Setup;
use escalate_or_act::domain::room::note::{Note, Untaken};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, FromSeat};
use escalate_or_act::domain::room::seat::SeatId;
use escalate_or_act::domain::session::answer::Answer::{self, Escalate, No, Yes};
use escalate_or_act::domain::session::answer::Certainty::{self, Fairly, Sure, Unsure};
use escalate_or_act::domain::text::Text;
use escalate_or_act::domain::wording::debrief::untaken;
use escalate_or_act::export::debrief::{Format, page};

use crate::suite::room::hall::{Hall, setup};
use crate::suite::session::desk::Desk;

/// What the cases of the meeting are, and where.
const YES: usize = 1;
const BIG: usize = 2;
const SPARKS: usize = 3;
const TWIN: usize = 4;
const CLOSE: usize = 5;

/// Three cases to discuss: yes under G-1, escalate under R-2, escalate under R-1; and a twin of the first: no under S-1.
fn agenda() -> Setup {
    let desk = Desk::new();
    let only = ["yes", "big", "sparks", "no"].map(str::to_owned).to_vec();
    // The agenda deals the cases in this order; its own twins come after them and are left away.
    let wanted = Wanted { length: Length::Short, seed: 5, only, ..Wanted::default() };
    let (_, mut items) = wanted.agenda(&desk.view()).unwrap();
    items.truncate(4);
    items[3].twin_of = Some(0);
    let stop = |what| Stop { what, minutes: 0 };
    let case = |item| stop(What::Case { item });
    let stops = vec![stop(What::Lobby), case(0), case(1), case(2), stop(What::Twin { item: 3 }), stop(What::Close)];
    Setup { stops, items, ..setup(Length::Short, 100) }
}

fn text(words: &str) -> Text {
    Text::clean(words)
}

fn seated(people: u32) -> (Hall, Vec<SeatId>) {
    let mut hall = Hall::of(agenda());
    let seats = (0..people).map(|n| hall.join(n).unwrap()).collect();
    (hall, seats)
}

fn cast(hall: &mut Hall, seats: &[SeatId], place: (usize, Phase), votes: &[(Answer, Certainty)]) {
    hall.on_to(place.0, place.1);
    for (seat, (answer, certainty)) in seats.iter().zip(votes) {
        hall.says(*seat, *answer, *certainty).unwrap();
    }
}

/// Five people through the whole of it.
fn met() -> Hall {
    let (mut hall, seats) = seated(5);
    let (e, y) = ((Escalate, Sure), (Yes, Sure));
    cast(&mut hall, &seats, (YES, Phase::Vote), &[e, e, e, (Escalate, Fairly), (Escalate, Fairly)]);
    cast(&mut hall, &seats, (YES, Phase::VoteAgain), &[y, y, y, e, e]);
    cast(&mut hall, &seats, (BIG, Phase::Vote), &[y; 5]);
    cast(&mut hall, &seats, (BIG, Phase::VoteAgain), &[y; 5]);
    cast(&mut hall, &seats, (SPARKS, Phase::Vote), &[e, e, e, (Yes, Unsure), (Yes, Unsure)]);
    cast(&mut hall, &seats, (SPARKS, Phase::VoteAgain), &[e; 5]);
    cast(&mut hall, &seats, (TWIN, Phase::Alone), &[(No, Sure), (No, Sure), (No, Sure), e, e]);
    hall.on_to(CLOSE, Phase::Close);
    hall
}

fn debrief(hall: &Hall) -> Debrief {
    let desk = Desk::new();
    Debrief::of(&hall.room, Some((&desk.view(), Date::new(2026, 9, 1).unwrap())))
}

fn rate(count: u32, of: u32) -> Rate {
    Rate { count, of }
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} instead of {wanted}");
}

#[test]
fn both_errors_are_counted_before_anybody_spoke() {
    let errors = debrief(&met()).errors;
    assert_eq!(errors.outcomes, Outcomes { hits: 3, misses: 7, false_alarms: 5, correct_rejections: 0 });
    assert_eq!((errors.gave_it_away, errors.needless_no), (0, 0));
    assert!(matches!(errors.leaning, Told::Figure(leaning) if leaning.lean == Lean::NoLine), "{:?}", errors.leaning);
    let confidence = errors.confidence.unwrap();
    assert_eq!(confidence.right, rate(3, 15));
    // 11 sure, 2 fairly sure, 2 unsure.
    near(confidence.certainty, (11.0 * 0.9 + 2.0 * 0.735 + 2.0 * 0.5) / 15.0);
}

#[test]
fn the_clauses_most_misread_come_first() {
    let found = debrief(&met()).misread;
    let told: Vec<_> = found.iter().map(|m| (m.clause.id.as_ref().unwrap().as_str(), m.found.wrong, m.found.sure)).collect();
    let five = rate(5, 5);
    assert_eq!(told, [("R-2", five, five), ("G-1", five, rate(3, 5)), ("R-1", rate(2, 5), rate(0, 5))]);
    assert_eq!(found[0].monday.as_str(), "R-2", "without words that work, the clause itself");
}

#[test]
fn the_map_tells_what_to_rewrite_from_what_to_teach() {
    let map = debrief(&met()).map;
    // Fifteen votes, seven for one answer and eight for the other, and three in fifteen pairs apart.
    for alpha in map.alpha {
        near(alpha.figure().flatten().unwrap(), 1.0 - (3.0 / 15.0) / (2.0 * 7.0 * 8.0 / (15.0 * 14.0)));
    }
    let told: Vec<_> = map.spots.iter().map(|s| (s.clause.id.as_ref().unwrap().as_str(), s.finding, s.right)).collect();
    assert_eq!(
        told,
        [
            ("R-2", Told::Figure(Finding::Unknown), rate(0, 5)),
            ("G-1", Told::Figure(Finding::Parted), rate(3, 5)),
            ("R-1", Told::Figure(Finding::Teach), rate(5, 5)),
        ]
    );
    let three_to_two = -(0.6 * 0.6_f64.log2() + 0.4 * 0.4_f64.log2()) / 3.0_f64.log2();
    near(map.spots[1].after.unwrap(), three_to_two);
    near(map.spots[2].before, three_to_two);
    near(map.spots[2].after.unwrap(), 0.0);
}

#[test]
fn a_green_light_that_nobody_used_is_named() {
    let unused = debrief(&met()).unused;
    assert_eq!(unused.len(), 1);
    assert_eq!((unused[0].case.as_str(), unused[0].voters, unused[0].after), ("yes", 5, Some(3)));
    assert_eq!(unused[0].yours[0].as_str(), "Refund.");
}

#[test]
fn what_was_gained_by_talking_is_held_beside_the_twin() {
    let gain = debrief(&met()).gain;
    assert_eq!((gain.talked.before, gain.talked.after), (rate(3, 15), rate(8, 15)));
    near(gain.talked.gain().figure().flatten().unwrap(), 5.0 / 12.0);
    assert!(!gain.talked.is_clear());
    assert_eq!((gain.carried.before, gain.carried.after), (rate(0, 5), rate(3, 5)));
    near(gain.carried.gain().figure().flatten().unwrap(), 0.6);
    let moves = Moves { stayed_right: 3, lost: 0, won: 5, stayed_wrong: 7, twin_right: 0, twin: 0 };
    assert_eq!(gain.moves, Some(moves));
}

#[test]
fn a_settled_majority_proposes_the_limit_that_agrees_with_it() {
    let Proposed::Found(found) = debrief(&met()).proposed else { panic!("not looked for") };
    assert_eq!(found.len(), 1);
    let change = &found[0];
    assert_eq!((change.name.as_str(), change.value.as_str(), change.answer), ("limits.refund.new", "150", Yes));
    assert_eq!(change.majority, rate(5, 5));
    let flips: Vec<_> = change.flips.iter().map(|f| (f.scenario.as_str(), f.was.as_str(), f.now.as_str())).collect();
    assert_eq!(flips, [("big", "escalate to lead, under R-2", "act, yes, under G-1")]);
}

#[test]
fn without_the_policy_it_was_judged_by_nothing_is_proposed() {
    let hall = met();
    assert_eq!(Debrief::of(&hall.room, None).proposed, Proposed::NoPack);
    let desk = Desk::new();
    let mut changed = desk.view();
    changed.policy_hash = "another";
    let day = Date::new(2026, 9, 1).unwrap();
    assert_eq!(Debrief::of(&hall.room, Some((&changed, day))).proposed, Proposed::OtherPolicy);
}

#[test]
fn nothing_is_told_of_three_people() {
    let (mut hall, seats) = seated(3);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(Yes, Sure), (No, Sure), (Escalate, Sure)]);
    hall.on_to(CLOSE, Phase::Close);
    let told = debrief(&hall);
    assert_eq!((told.cases, told.untold), (0, 1));
    assert_eq!(told.errors.outcomes, Outcomes::default());
    assert!(told.misread.is_empty() && told.unused.is_empty() && told.map.spots.is_empty() && told.gain.ways.is_empty());
    let page = page(&told, Format::Text);
    assert!(page.contains("1 vote is left out"), "{page}");
    assert!(page.contains("Too few votes on cases of both kinds"), "{page}");
}

#[test]
fn four_people_are_counted_but_too_few_for_a_remedy() {
    let (mut hall, seats) = seated(4);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(Escalate, Sure); 4]);
    hall.on_to(CLOSE, Phase::Close);
    let told = debrief(&hall);
    assert_eq!(told.errors.outcomes.false_alarms, 4);
    assert_eq!(told.map.spots[0].finding, Told::TooFew { more: 1 });
    assert_eq!(told.proposed, Proposed::Found(Vec::new()));
    assert!(page(&told, Format::Text).contains("4 of 4: too few to tell"));
}

#[test]
fn who_dropped_out_once_is_not_told_by_who_moved() {
    let (mut hall, seats) = seated(5);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(Escalate, Sure); 5]);
    cast(&mut hall, &seats[..4], (YES, Phase::VoteAgain), &[(Yes, Sure); 4]);
    hall.on_to(CLOSE, Phase::Close);
    let gain = debrief(&hall).gain;
    assert_eq!((gain.talked.before, gain.talked.after), (rate(0, 5), rate(4, 4)));
    assert_eq!(gain.moves, None);
}

#[test]
fn a_suspended_case_is_left_out_and_named() {
    let mut hall = met();
    hall.host(&FromHost::Suspend { item: 1, reason: Some(text("The limit is being changed.")) }).unwrap();
    let told = debrief(&hall);
    assert_eq!(told.errors.outcomes, Outcomes { hits: 3, misses: 2, false_alarms: 5, correct_rejections: 0 });
    assert_eq!(told.gain.talked.before, rate(3, 10));
    assert_eq!(told.proposed, Proposed::Found(Vec::new()));
    let page = page(&told, Format::Text);
    assert!(page.contains("because it is suspended: big (The limit is being changed.)"), "{page}");
}

#[test]
fn notes_come_with_their_case_and_their_owner() {
    let (mut hall, _) = seated(0);
    hall.on_to(YES, Phase::Discuss);
    let gap = |votes, owner: &str| {
        let readings = [text("From the sale."), text("From the delivery.")];
        FromHost::Note(Note::Gap { readings, votes, interim: text(""), owner: text(owner) })
    };
    hall.host(&gap([3, 4], "Support policy desk")).unwrap();
    hall.host(&gap([1, 1], "")).unwrap();
    hall.host(&FromHost::Note(Note::Thanks { text: text("Otter, for the calm voice.") })).unwrap();
    hall.on_to(CLOSE, Phase::Close);
    let noted = debrief(&hall).noted;
    assert_eq!(noted.gaps[0].votes, Some([3, 4]));
    assert_eq!(noted.gaps[1].votes, None, "two people's views are theirs");
    assert_eq!(noted.gaps[0].owner.as_ref().map(Text::as_str), Some("Support policy desk"));
    assert_eq!(noted.gaps[0].place.clause.as_ref().map(Text::as_str), Some("G-1"));
    let page = page(&debrief(&hall), Format::Text);
    assert!(page.contains("owner      Support policy desk") && page.contains("owner      nobody has taken it yet"), "{page}");
    assert!(page.contains("Otter, for the calm voice."), "{page}");
}

#[test]
fn every_form_says_who_finds_out_and_what_nobody_has_taken() {
    let (mut hall, seats) = seated(1);
    hall.on_to(YES, Phase::Discuss);
    let taken = hall.room.next_seq();
    hall.seat(seats[0], 1, &FromSeat::Ask { text: text("What about a gift?") }).unwrap();
    hall.seat(seats[0], 2, &FromSeat::Ask { text: text("What about a loan?") }).unwrap();
    let hostile = "=Anna <b>&</b> \u{1b}[31m*Bo*";
    hall.host(&FromHost::Assign { note: taken, owner: text(hostile) }).unwrap();
    let told = debrief(&hall);

    let json: serde_json::Value = serde_json::from_str(&page(&told, Format::Json)).unwrap();
    assert_eq!(json["questions"][0]["owner"], "=Anna <b>&</b> [31m*Bo*");
    assert_eq!(json["questions"][1]["owner"], serde_json::Value::Null);
    let table = page(&told, Format::Csv);
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("question,")).collect();
    let wanted = [
        "question,G-1,yes,asked,,,,,,What about a gift?",
        "question,G-1,yes,owner,,,,,,\"'=Anna <b>&</b> [31m*Bo*\"",
        "question,G-1,yes,asked,,,,,,What about a loan?",
        "question,G-1,yes,owner,,,,,,nobody has taken it yet",
    ];
    assert_eq!(rows, wanted);
    let forms = [
        (Format::Text, "owner      =Anna <b>&</b> [31m*Bo*", "owner      nobody has taken it yet"),
        (Format::Html, "<i>owner</i> =Anna &lt;b&gt;&amp;&lt;/b&gt; [31m*Bo*", "<i>owner</i> nobody has taken it yet"),
        (Format::Markdown, "*owner* =Anna \\<b\\>\\&", "*owner* nobody has taken it yet"),
    ];
    for (form, owner, nobody) in forms {
        let page = page(&told, form);
        assert!(page.contains(owner) && page.contains(nobody), "{page}");
        assert!(page.contains("2 open questions and gaps; nobody has taken 1 of them yet."), "{page}");
    }
}

#[test]
fn what_is_left_to_take_is_counted_in_words() {
    let words = |open, of| untaken(Untaken { open, of });
    assert_eq!(words(0, 0), None);
    for (open, of, wanted) in [
        (0, 1, "1 open question or gap; somebody has taken it."),
        (1, 1, "1 open question or gap; nobody has taken it yet."),
        (0, 2, "2 open questions and gaps; somebody has taken each of them."),
        (1, 2, "2 open questions and gaps; nobody has taken 1 of them yet."),
        (2, 2, "2 open questions and gaps; nobody has taken them yet."),
    ] {
        assert_eq!(words(open, of).as_deref(), Some(wanted));
    }
}

#[test]
fn the_page_needs_nothing_beside_it_and_runs_nothing() {
    let mut hall = met();
    let hostile = "<script>alert(1)</script>";
    hall.host(&FromHost::Note(Note::Improvement { text: text(hostile) })).unwrap();
    let html = page(&debrief(&hall), Format::Html);
    for foreign in ["http://", "https://", "<script", "<link", "url(", "@import", " onload", "javascript:"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    assert!(html.contains("&lt;script&gt;") && html.contains("<svg class=\"map\""), "{html}");
    let markdown = page(&debrief(&hall), Format::Markdown);
    assert!(markdown.contains("\\<script\\>"), "{markdown}");
}

#[test]
fn a_formula_in_a_note_stays_text_in_the_table() {
    let mut hall = met();
    hall.host(&FromHost::Note(Note::Improvement { text: text("=HYPERLINK(\"x\")") })).unwrap();
    let table = page(&debrief(&hall), Format::Csv);
    assert!(table.contains(",\"'=HYPERLINK(\"\"x\"\")\"\r\n"), "{table}");
    assert!(table.contains("errors,,,over-reach,7,10,0.7000,"), "{table}");
    assert!(table.lines().all(|line| !line.split(',').any(|cell| cell.starts_with('='))), "{table}");
}

#[test]
fn the_same_figures_are_there_for_other_programs() {
    let json: serde_json::Value = serde_json::from_str(&page(&debrief(&met()), Format::Json)).unwrap();
    assert_eq!(json["errors"]["over_reach"]["count"], 7);
    assert_eq!(json["divergence"]["clauses"][0]["remedy"], "unknown-or-badly-worded");
    assert_eq!(json["gain"]["on_the_twin"]["after"]["count"], 3);
    assert_eq!(json["proposed"]["changes"][0]["set"], "limits.refund.new");
}

#[test]
fn of_hands_that_were_counted_nothing_is_told_of_seats_or_of_how_sure_they_were() {
    let mut hall = Hall::of(agenda());
    hall.on_to(YES, Phase::Vote);
    let ballot = hall.ballot();
    hall.host(&FromHost::Count { ballot, hands: Hands { yes: 2, no: 3, escalate: 7 } }).unwrap();
    hall.on_to(CLOSE, Phase::Close);
    let page = page(&debrief(&hall), Format::Text);
    assert!(page.contains("hands counted · 1 case with its votes told") && page.contains("10 of 12 took it wrongly."), "{page}");
    assert!(!page.contains("of them sure") && !page.contains("0 seats"), "{page}");
}

#[test]
fn a_no_where_one_must_say_yes_is_as_wrong_as_any() {
    let (mut hall, seats) = seated(8);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(No, Sure); 8]);
    cast(&mut hall, &seats, (BIG, Phase::Vote), &[(Yes, Sure), (Escalate, Sure), (Escalate, Sure), (Escalate, Sure)]);
    hall.on_to(CLOSE, Phase::Close);
    let told = debrief(&hall);
    let clauses: Vec<_> =
        told.misread.iter().map(|m| (m.clause.id.as_ref().unwrap().as_str(), m.found.wrong, m.found.sure)).collect();
    assert_eq!(clauses, [("G-1", rate(8, 8), rate(8, 8)), ("R-2", rate(1, 4), rate(1, 4))]);
    let page = page(&told, Format::Text);
    assert!(page.contains("Misread: 8 of 8 took it wrongly, 8 of them sure."), "{page}");
    assert!(page.contains("of them    8 said yes where it says no, or no where it says yes"), "{page}");
    assert!(page.contains("agree on the wrong answer, and are sure of it"), "both sections say the same: {page}");
}

#[test]
fn agreement_before_and_after_is_told_of_the_same_cases() {
    let (mut hall, seats) = seated(8);
    let (e, y) = ((Escalate, Sure), (Yes, Sure));
    // Of one mind, and gone on from; then two cases on which they disagree, and hardly less after the talk.
    cast(&mut hall, &seats, (YES, Phase::Vote), &[y; 8]);
    cast(&mut hall, &seats, (BIG, Phase::Vote), &[y, y, y, y, e, e, e, e]);
    cast(&mut hall, &seats, (BIG, Phase::VoteAgain), &[y, y, y, y, y, e, e, e]);
    cast(&mut hall, &seats, (SPARKS, Phase::Vote), &[y, y, y, y, e, e, e, e]);
    cast(&mut hall, &seats, (SPARKS, Phase::VoteAgain), &[y, y, y, e, e, e, e, e]);
    hall.on_to(CLOSE, Phase::Close);
    let told = debrief(&hall);
    let same = |votes: [[usize; 2]; 2]| {
        let pairs = |n: usize| (n * (n - 1)) as f64;
        let apart: f64 = votes.iter().map(|[a, b]| 2.0 * (a * b) as f64 / 7.0).sum::<f64>() / 16.0;
        let all = [votes[0][0] + votes[1][0], votes[0][1] + votes[1][1]];
        1.0 - apart / (2.0 * (all[0] * all[1]) as f64 / pairs(16))
    };
    let [before, after] = told.map.alpha.map(|alpha| alpha.figure().flatten().unwrap());
    near(before, same([[4, 4], [4, 4]]));
    near(after, same([[5, 3], [3, 5]]));
    assert!(after > before, "nothing is told to be lost by talking");
    assert_eq!(told.map.twice, 2);
    let words = page(&told, Format::Text).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Agreement over the 2 cases voted on twice"), "{words}");
}

#[test]
fn where_nothing_was_asked_nothing_is_praised() {
    let (mut hall, _) = seated(0);
    hall.on_to(CLOSE, Phase::Close);
    let page = page(&debrief(&hall), Format::Text);
    assert!(!page.contains("used by somebody") && !page.contains("No clause was taken wrongly"), "{page}");
    assert_eq!(page.matches("No such case was on the table whose votes can be told.").count(), 2, "{page}");
}

#[test]
fn too_few_to_tell_are_too_few_in_every_form() {
    let (mut hall, seats) = seated(4);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(Escalate, Sure), (Escalate, Sure), (Escalate, Sure), (Yes, Sure)]);
    hall.on_to(CLOSE, Phase::Close);
    let told = debrief(&hall);
    assert!(page(&told, Format::Text).contains("3 of 4: too few to tell"));
    let table = page(&told, Format::Csv);
    assert!(table.contains("errors,,,over-escalation,3,4,,,,\r\n"), "{table}");
    assert!(!table.contains("0.7500"), "{table}");
}

#[test]
fn of_hands_and_seats_together_it_is_told_who_was_asked_how_sure_they_were() {
    let (mut hall, seats) = seated(4);
    cast(&mut hall, &seats, (YES, Phase::Vote), &[(Escalate, Sure); 4]);
    let ballot = hall.ballot();
    hall.host(&FromHost::Count { ballot, hands: Hands { yes: 0, no: 0, escalate: 6 } }).unwrap();
    hall.on_to(CLOSE, Phase::Close);
    let page = page(&debrief(&hall), Format::Text);
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("10 of 10 took it wrongly; of 4 who said how sure they were, 4 wrong and sure."), "{page}");
}

#[test]
fn the_day_it_began_is_told_in_every_form() {
    let told = debrief(&met()).begun_on(Date::new(2026, 11, 21).unwrap());
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let page = page(&told, format);
        assert!(page.contains("Begun on 21 November 2026."), "{page}");
    }
    for format in [Format::Csv, Format::Json] {
        let page = page(&told, format);
        assert!(page.contains("2026-11-21"), "{page}");
    }
}

#[test]
fn lines_of_the_plain_page_fit_eighty_columns() {
    let page = page(&debrief(&met()), Format::Text);
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}
