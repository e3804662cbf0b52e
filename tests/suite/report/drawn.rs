//! Charts in signs.

use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::policy::analysis::coverage::Tally;
use escalate_or_act::domain::report::chart::drawn::{rows, text};
use escalate_or_act::domain::report::chart::{Bar, Chart, Turn};

fn drawn(chart: &Chart, width: usize) -> Vec<String> {
    rows(chart, width).iter().map(text).collect()
}

#[test]
fn a_bar_shows_the_share_and_what_else_it_could_be() {
    let bar = |count, of| Bar { label: "Over-reach".to_owned(), rate: Rate { count, of } };
    let chart = Chart::Errors(vec![bar(5, 10), bar(1, 3), bar(0, 0)]);
    assert_eq!(
        drawn(&chart, 60),
        [
            "Over-reach  ·······├────────●───────┤·······  5 of 10",
            "Over-reach  1 of 3: too few to tell",
            "Over-reach  no case yet",
        ]
    );
}

#[test]
fn a_turn_stands_below_the_line() {
    let turn = Turn {
        label: "Amount".to_owned(),
        ends: ["€0".to_owned(), "€300".to_owned()],
        policy: (0.5, "€150".to_owned()),
        own: (0.25, "€75".to_owned()),
        range: [0.0, 0.5],
    };
    let lines = drawn(&Chart::Turn(turn), 30);
    assert_eq!(lines[0], "Amount");
    assert_eq!(lines[1].chars().filter(|c| *c == '┃').count(), 1);
    assert_eq!(lines[2].trim_start().chars().next(), Some('y'));
    let column = |line: &str, sign: char| line.chars().position(|c| c == sign);
    assert!(column(&lines[2], '◆') < column(&lines[1], '┃'), "{lines:#?}");
}

#[test]
fn drawings_keep_to_their_columns() {
    let rate = |count, of| Rate { count, of };
    let tries = vec![rate(6, 10), rate(3, 10), rate(2, 10)];
    let charts = [
        Chart::Curve { tries, law: None },
        Chart::Coast(Tally { crossed: 3, touched: 1, untaught: 400 }),
        Chart::Lean { criterion: -9.0, error: 0.4, best: Some(0.3) },
        Chart::Worth(-3.0),
    ];
    for chart in charts {
        for width in [40, 58, 120] {
            for line in drawn(&chart, width) {
                assert!(line.chars().count() <= width, "{line}");
            }
        }
    }
}
