//! The boundary map as one walks it: what it shows is what the policy says, cell by cell, whatever is changed beside it.

use super::stage::Stage;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::fact::{FactId, FactKind};
use escalate_or_act::tui::boundary::line::{Ground, ground};
use escalate_or_act::tui::boundary::map::{Focus, Map, Row};
use escalate_or_act::tui::model::{Model, Screen};
use escalate_or_act::tui::shelf::Pack;

fn map(model: &Model) -> &Map {
    match model.screen() {
        Some(Screen::Map(map)) => map,
        other => panic!("no map but {other:?}"),
    }
}

fn pack(model: &Model) -> &Pack {
    model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench can be played")
}

/// Every place and every told case against plain evaluation.
fn agrees(model: &Model) {
    let (map, pack) = (map(model), pack(model));
    let decides = |case: &Case| pack.engine.decide(case).ok().map(|r| (r.verdict, r.rules.first().copied()));
    for (row, y) in map.up.values.iter().enumerate() {
        for (column, x) in map.across.values.iter().enumerate() {
            let case = map.now.with(map.across.fact, Some(*x)).with(map.up.fact, Some(*y));
            let cell = map.cell(column, row).expect("a place");
            let said = decides(&case);
            assert_eq!(cell.ground, said.map_or(Ground::Impossible, |(v, _)| v.map_or(Ground::Open, Ground::Answer)));
            assert_eq!(cell.rule, said.and_then(|(_, rule)| rule));
        }
    }
    let here = map.here().expect("one stands somewhere");
    assert_eq!(here.rule, decides(&map.now).and_then(|(_, rule)| rule), "the verdict is that of the facts beside the map");
    for told in map.told.iter().filter(|t| t.holds) {
        let scenario = &pack.scenarios[told.scenario];
        let mut case = scenario.case.clone();
        for (fact, value) in &scenario.answers {
            case.set(*fact, case.get(*fact).or(Some(*value)));
        }
        for fact in (0..pack.policy.facts.len()).map(FactId).filter(|id| pack.policy.fact(*id).own) {
            case.set(fact, map.now.get(fact));
        }
        let own = decides(&case);
        assert_eq!(map.cell(told.at.0, told.at.1).map(|c| c.rule), own.map(|(_, rule)| rule), "{told:?}");
    }
}

#[test]
fn every_place_says_what_the_policy_says() {
    let keys = "a3m";
    let walks = [
        "",
        "<right><up>",
        "xy",
        "x<right>y<up>",
        "<tab><down><down><right>",
        "<tab><down><right><down><right><down><right><tab>x",
    ];
    for more in walks {
        for size in [(60, 20), (80, 24), (120, 40)] {
            let stage = Stage::new().sized(size.0, size.1).play("near-the-year").keys(keys).keys(more);
            agrees(&stage.model);
        }
    }
}

#[test]
fn a_changed_fact_changes_the_map_and_c_takes_it_back() {
    let stage = Stage::new().play("near-the-year").keys("a3m");
    let before = map(&stage.model).cells.clone();
    // The item, by its label: worn goods are nobody's to refund.
    let item = map(&stage.model)
        .rows(&pack(&stage.model).policy)
        .iter()
        .position(|r| matches!(r, Row::Fact(id) if pack(&stage.model).policy.fact(*id).name == "item"));
    let down = "<down>".repeat(item.expect("the item is beside the map"));
    let stage = stage.keys(&format!("<tab>{down}<right>"));
    assert_ne!(map(&stage.model).cells, before);
    assert_eq!(map(&stage.model).changes().len(), 1);
    agrees(&stage.model);
    let stage = stage.keys("c");
    assert_eq!(map(&stage.model).cells, before);
    assert!(map(&stage.model).changes().is_empty());
}

#[test]
fn escape_leaves_the_facts_then_the_map() {
    let stage = Stage::new().play("near-the-year").keys("a3m<tab><down>");
    assert_eq!(map(&stage.model).focus, Focus::Facts { row: 1 });
    let stage = stage.keys("<esc>");
    assert_eq!(map(&stage.model).focus, Focus::Walk);
    let stage = stage.keys("<esc>");
    assert!(matches!(stage.model.screen(), Some(Screen::Reveal { .. })));
}

#[test]
fn turning_to_other_facts_keeps_one_where_one_stands() {
    let mut stage = Stage::new().play("near-the-year").keys("a3m<right><right><up>");
    for _ in 0..12 {
        let now = map(&stage.model).now.clone();
        stage = stage.keys("x");
        assert_eq!(map(&stage.model).now, now);
        stage = stage.keys("y");
        assert_eq!(map(&stage.model).now, now);
        agrees(&stage.model);
    }
}

#[test]
fn a_fact_that_is_chosen_comes_to_lie_across() {
    let stage = Stage::new().play("near-the-year").keys("a3m");
    let policy = &pack(&stage.model).policy;
    let rows = map(&stage.model).rows(policy);
    let level = rows.iter().position(|r| policy.fact(r.fact()).name == "level").expect("the level");
    let fact = rows[level].fact();
    let stage = stage.keys(&format!("<tab>{}x", "<down>".repeat(level)));
    assert_eq!(map(&stage.model).across.fact, fact);
    assert_eq!(map(&stage.model).across.values.len(), 3, "a column a level");
}

#[test]
fn a_set_has_a_place_for_none_and_for_each_member_alone() {
    let stage = Stage::new().play("near-the-year").keys("a3m");
    let policy = &pack(&stage.model).policy;
    let signals = map(&stage.model).rows(policy).iter().position(|r| policy.fact(r.fact()).name == "signals").expect("said");
    let stage = stage.keys(&format!("<tab>{}y", "<down>".repeat(signals)));
    assert_eq!(map(&stage.model).up.values, [0, 1, 2, 4].map(Value::Set));
    // Two members at once are a place of their own once the case has them.
    let stage = stage.keys("<down><right><down><right>");
    assert!(map(&stage.model).up.values.contains(&Value::Set(3)), "{:?}", map(&stage.model).up.values);
    agrees(&stage.model);
}

#[test]
fn cases_still_to_be_played_are_not_on_the_map() {
    let mut stage = Stage::new().play_all().keys("e3m");
    let shown: Vec<usize> = map(&stage.model).told.iter().map(|t| t.scenario).collect();
    let session = &stage.model.play.as_ref().expect("a session").session;
    for card in &session.cards()[1..] {
        assert!(!shown.contains(&card.scenario), "its answer would be seen before it is asked");
    }
    stage = stage.keys("<esc><esc>l<tab>m");
    assert!(matches!(stage.model.screen(), Some(Screen::Map(_))), "an answered case keeps no map shut");
    let stage = stage.keys("<esc><esc><enter><enter><esc>l<tab>m");
    assert!(matches!(stage.model.screen(), Some(Screen::Library { .. })), "while a case waits for its answer, no map is drawn");
}

/// Numbers are changed in small steps that never pass over a line: from one value to the next the answer turns only between
/// neighbours.
#[test]
fn no_step_passes_over_a_line() {
    let stage = Stage::new();
    let pack = pack(&stage.model);
    for scenario in &pack.scenarios {
        for (i, fact) in pack.policy.facts.iter().enumerate().filter(|(_, f)| f.number().is_some() && !f.is_computed()) {
            let FactKind::Number(number) = &fact.kind else { continue };
            let id = FactId(i);
            if scenario.case.get(id).is_some() {
                climbs(&pack.engine, &scenario.case, id, (number.min, number.max));
            }
        }
    }
}

fn climbs(
    engine: &Engine,
    case: &Case,
    id: FactId,
    (min, max): (escalate_or_act::domain::policy::quantity::Quantity, escalate_or_act::domain::policy::quantity::Quantity),
) {
    use escalate_or_act::tui::boundary::steps::step;
    let policy = engine.policy();
    let step_size = policy.fact(id).number().map_or(1, |n| n.step.millionths());
    for up in [true, false] {
        let mut now = case.with(id, Some(Value::Number(if up { min } else { max })));
        loop {
            let next = now.with(id, step(engine, policy, case, &now, id, up));
            let (Some(Value::Number(a)), Some(Value::Number(b))) = (now.get(id), next.get(id)) else { panic!("a number") };
            if a == b {
                assert_eq!(a, if up { max } else { min });
                break;
            }
            let turns = ground(engine, &now) != ground(engine, &next);
            assert!(!turns || (b.millionths() - a.millionths()).abs() == step_size, "from {a} to {b} the answer turns");
            now = next;
        }
    }
}
