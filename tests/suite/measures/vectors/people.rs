//! Vectors of several people: agreement, gain by talking, trust against control.

use escalate_or_act::domain::learner::measures::agreement::entropy;
use escalate_or_act::domain::learner::measures::agreement::fleiss::Fleiss;
use escalate_or_act::domain::learner::measures::agreement::krippendorff::{Krippendorff, Scale};
use escalate_or_act::domain::learner::measures::discussion::{Gate, Next};
use escalate_or_act::domain::learner::measures::gain;
use escalate_or_act::domain::learner::measures::votes::{Moves, Voted};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::whatif::control::{Assumed, WHOLE, break_even_loss, costs};
use serde_json::Value as Json;

use super::{close, named, number, same, same_if_told, same_list};

/// Six voters on five cases: act, act and tell, escalate.
const TEAM: &[&[u32]] = &[&[6, 0, 0], &[0, 0, 6], &[3, 0, 3], &[2, 2, 2], &[5, 1, 0]];

pub fn check(family: &str, key: &str, expected: &Json) -> bool {
    match family {
        "fleiss" => fleiss(key, expected),
        "entropy" => {
            let got: Vec<f64> = TEAM.iter().map(|row| entropy::of(row).unwrap()).collect();
            same_list(&got, expected);
        }
        "kripp" => krippendorff(key, expected),
        "gain" => same_if_told(between(key, gain::normalised), expected),
        "nchange" => same_if_told(between(key, gain::change), expected),
        "votes" => votes(expected),
        "gate" => expected.as_array().unwrap().iter().for_each(gate),
        "overcontrol" => control(60, WHOLE, expected),
        "overcontrol2" => control(600, WHOLE, expected),
        "overcontrol3" => control(600, WHOLE / 4, expected),
        _ => return false,
    }
    true
}

fn fleiss(key: &str, expected: &Json) {
    let wikipedia: &[&[u32]] = &[
        &[0, 0, 0, 0, 14],
        &[0, 2, 6, 4, 2],
        &[0, 0, 3, 5, 6],
        &[0, 3, 9, 2, 0],
        &[2, 2, 8, 1, 1],
        &[7, 7, 0, 0, 0],
        &[3, 2, 6, 3, 0],
        &[2, 5, 3, 2, 2],
        &[6, 5, 2, 1, 0],
        &[0, 2, 2, 3, 7],
    ];
    let rows: &[&[u32]] = match key {
        "fleiss wiki" => wikipedia,
        "fleiss team 6x5" => TEAM,
        "fleiss all-same" => &[&[4, 0], &[4, 0], &[4, 0]],
        "fleiss perfect mixed" => &[&[4, 0], &[0, 4], &[4, 0]],
        "fleiss worst split" => &[&[2, 2], &[2, 2], &[2, 2]],
        _ => panic!("{key}"),
    };
    let got = Fleiss::of(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>()).unwrap();
    same_list(&got.cases, &expected["Pi"]);
    same(got.agreement, &expected["Pbar"]);
    same_list(&got.shares, &expected["pj"]);
    same(got.by_chance, &expected["Pe"]);
    same_if_told(got.kappa(), &expected["kappa"]);
}

/// Votes by voter, a dot where there is none; classes from 1.
fn krippendorff(key: &str, expected: &Json) {
    let (voters, classes): (&[&str], usize) = if key.contains("2011") {
        (&["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."], 5)
    } else {
        (&["1 3 1 2 3 1", "1 3 3 2 3 .", "1 3 1 1 . 1", "1 3 3 3 3 2", ". 3 1 2 3 1"], 3)
    };
    let scale = match key.rsplit(' ').next() {
        Some("nominal") => Scale::Nominal,
        Some("ordinal") => Scale::Ordinal,
        Some("interval") => Scale::Interval,
        _ => panic!("{key}"),
    };
    let class = |vote: &str| vote.parse::<usize>().ok().map(|class| class - 1);
    let by_voter: Vec<Vec<Option<usize>>> = voters.iter().map(|votes| votes.split(' ').map(class).collect()).collect();
    let rows: Vec<Vec<usize>> = (0..by_voter[0].len()).map(|case| by_voter.iter().filter_map(|v| v[case]).collect()).collect();
    let got = Krippendorff::of(&rows, classes, scale).unwrap();
    same(got.votes.iter().sum(), &expected["n"]);
    same_list(&got.votes, &expected["nc"]);
    same(got.observed, &expected["Do"]);
    same(got.expected, &expected["De"]);
    same_if_told(got.alpha(), &expected["alpha"]);
}

/// `gain 45->80`
fn between(key: &str, gain: fn(f64, f64) -> Option<f64>) -> Option<f64> {
    let [before, after] = named(key)[..] else { panic!("{key}") };
    gain(before.unwrap(), after.unwrap())
}

/// Twenty voters: before, after and on the twin.
fn votes(expected: &Json) {
    let of = |name: &str| number(&expected[name]) as usize;
    let all = [(true, true, "RR"), (true, false, "RW"), (false, true, "WR"), (false, false, "WW")];
    let moved = all.into_iter().flat_map(|(first, second, name)| std::iter::repeat_n((first, second), of(name)));
    let votes = moved.enumerate().map(|(i, (first, second))| Voted { first, second, twin: Some(i < of("iso")) });
    let moves = Moves::of(votes);
    let counts = [
        ("n", moves.voters()),
        ("first", moves.first().count),
        ("second", moves.second().count),
        ("iso", moves.alone().count),
        ("RR", moves.stayed_right),
        ("RW", moves.lost),
        ("WR", moves.won),
        ("WW", moves.stayed_wrong),
    ];
    counts.into_iter().for_each(|(name, count)| assert_eq!(count as usize, of(name), "{name}"));
    same_if_told(moves.gain(), &expected["gain"]);
    same_if_told(moves.transfer(), &expected["transfer"]);
}

fn gate(row: &Json) {
    let next = match Gate::default().of(number(&row[0])) {
        Next::Reteach => "reteach",
        Next::Discuss => "discuss",
        Next::Explain => "explain",
    };
    assert_eq!(next, row[1].as_str().unwrap(), "{row}");
}

/// A thousand decisions, two in a hundred wrong; an approval costs 6.50 and catches four in five.
fn control(loss: i64, approved: u32, expected: &Json) {
    let approval = Quantity::parse("6.5").unwrap();
    let assumed = Assumed { wrong: WHOLE / 50, caught: WHOLE / 5 * 4, approved, approval };
    let got = costs(1000, Quantity::whole(loss), &assumed);
    let money = |millionths: i128| millionths as f64 / 1e6;
    same(money(got.trust), &expected["trust"]);
    same(money(got.control), &expected["control"]);
    same(money(got.control - got.trust), &expected["diff"]);
    // Money is exact to the millionth here.
    close(money(break_even_loss(&assumed).unwrap()), number(&expected["breakeven_L"]), 1e-6);
}
