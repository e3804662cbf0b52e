//! Trust against control: what it costs to let people settle cases alone, and what it costs to have each approved.
//!
//! Of N decisions a share e is wrong, and each wrong one costs L. Trust costs `N e L`. Control costs `N q a + N e (1 - r) L`: a
//! share q needs an approval that costs a (the time of three people), and a share r of what is wrong is caught by it. Control
//! pays only where `L > a q / (e r)`. L is a range: one rare L can dominate.

use super::super::quantity::Quantity;

/// What is assumed of the people and of the approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// The share of decisions that are wrong, in millionths.
    pub wrong: u32,
    /// The share of wrong ones that an approval catches, in millionths.
    pub caught: u32,
    /// The share of decisions that need an approval, in millionths.
    pub approved: u32,
    /// What an approval costs.
    pub approval: Quantity,
}

/// One, as a share.
pub const WHOLE: u32 = 1_000_000;

/// What a number of decisions costs, in millionths of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// Everybody settles alone.
    pub trust: i128,
    /// Approvals are asked for.
    pub control: i128,
}

/// What so many decisions cost, where each wrong one costs `loss`; rounded to the millionth.
pub fn costs(decisions: u64, loss: Quantity, assumed: &Assumed) -> Costs {
    let whole = i128::from(WHOLE);
    let (n, loss) = (i128::from(decisions), i128::from(loss.millionths()));
    let (e, r, q) = (i128::from(assumed.wrong), i128::from(assumed.caught), i128::from(assumed.approved));
    let trust = rounded(n * e * loss, whole);
    let missed = rounded(n * e * (whole - r) * loss, whole * whole);
    let approvals = rounded(n * q * i128::from(assumed.approval.millionths()), whole);
    Costs { trust, control: approvals + missed }
}

/// The loss at which control begins to pay, in millionths of the currency; none where it never does.
pub fn break_even_loss(assumed: &Assumed) -> Option<i128> {
    let bottom = i128::from(assumed.wrong) * i128::from(assumed.caught);
    let top = i128::from(assumed.approval.millionths()) * i128::from(assumed.approved) * i128::from(WHOLE);
    (bottom > 0).then(|| rounded(top, bottom))
}

/// The most an approval may cost to be worth it where a wrong decision costs `loss`, in millionths of the currency; none where
/// nothing needs an approval.
pub fn break_even_approval(loss: Quantity, assumed: &Assumed) -> Option<i128> {
    let bottom = i128::from(assumed.approved) * i128::from(WHOLE);
    let top = i128::from(loss.millionths()) * i128::from(assumed.wrong) * i128::from(assumed.caught);
    (bottom > 0).then(|| rounded(top, bottom))
}

/// To the hundredth, halves away from zero: what people read.
pub fn to_hundredths(millionths: i128) -> Quantity {
    let hundredth = i128::from(Quantity::SCALE / 100);
    Quantity::from_millionths(i64::try_from(rounded(millionths, hundredth) * hundredth).unwrap_or(i64::MAX))
}

/// A quotient, halves away from zero.
fn rounded(top: i128, bottom: i128) -> i128 {
    let half = bottom / 2;
    if top >= 0 { (top + half) / bottom } else { (top - half) / bottom }
}

#[cfg(test)]
mod tests {
    use super::{Assumed, break_even_approval, break_even_loss, costs};
    use crate::domain::policy::quantity::Quantity;

    const MILLION: f64 = 1e6;

    /// Vectors `overcontrol`, `overcontrol2` and `overcontrol3`: N, e, L, a, q, r; trust, control, break-even loss.
    const VECTORS: [(u64, u32, i64, u32, f64, f64, f64); 3] = [
        (1000, 20_000, 60, 1_000_000, 1200.0, 6740.0, 406.25),
        (1000, 20_000, 600, 1_000_000, 12000.0, 8900.0, 406.25),
        (1000, 20_000, 600, 250_000, 12000.0, 4_024.999_999_999_999_5, 101.5625),
    ];

    #[test]
    fn costs_agree_with_the_vectors() {
        for (n, wrong, loss, approved, trust, control, even) in VECTORS {
            let approval = Quantity::parse("6.5").unwrap();
            let assumed = Assumed { wrong, caught: 800_000, approved, approval };
            let got = costs(n, Quantity::whole(loss), &assumed);
            let near = |a: i128, b: f64| (a as f64 / MILLION - b).abs() < 1e-6;
            assert!(near(got.trust, trust) && near(got.control, control), "{got:?}");
            assert!(near(break_even_loss(&assumed).unwrap(), even));
        }
    }

    #[test]
    fn at_the_break_even_both_cost_the_same() {
        let assumed = |approval| Assumed { wrong: 20_000, caught: 800_000, approved: 1_000_000, approval };
        let loss = Quantity::parse("406.25").unwrap();
        let approval = break_even_approval(loss, &assumed(Quantity::ZERO)).unwrap();
        assert_eq!(approval, 6_500_000);
        let both = costs(1000, loss, &assumed(Quantity::from_millionths(approval as i64)));
        assert_eq!(both.trust, both.control);
    }

    #[test]
    fn where_nothing_is_caught_control_never_pays() {
        let nothing = Assumed { wrong: 20_000, caught: 0, approved: 1_000_000, approval: Quantity::ONE };
        assert_eq!(break_even_loss(&nothing), None);
    }
}
