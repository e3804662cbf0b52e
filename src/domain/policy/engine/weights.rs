//! How far a move is, in units of `near`, as whole numbers: distances of different facts add up and compare exactly.

use super::super::Policy;
use super::super::compile::Geometry;
use super::super::region::linear::gcd;
use super::TooLarge;

/// Per variable, what a move of one unit weighs; per step of anything else, what a whole `near` weighs.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Millionths in the unit all steps and nears are multiples of.
    unit: i64,
    per_unit: Vec<u128>,
    /// A flag, a choice or a member moved.
    pub one: u128,
}

/// Beyond this, sums of distances might not fit.
const LARGEST: i128 = 1 << 62;

impl Weights {
    /// The weights of a policy's base numbers: `one * distance / near`, a whole number for each.
    pub fn of(policy: &Policy, geometry: &Geometry) -> Result<Self, TooLarge> {
        let nears: Vec<(i64, i64)> = geometry
            .layout
            .fact_of_variable
            .iter()
            .filter_map(|f| policy.fact(*f).number())
            .map(|n| (n.near_twentieths.max(1), n.step.millionths()))
            .collect();
        let unit = nears.iter().fold(0, |d, (near, step)| gcd(gcd(d, i128::from(*near)), i128::from(*step))).max(1) as i64;
        let mut multiple: i128 = 20;
        for (near, _) in &nears {
            let near = i128::from(*near / unit);
            multiple = multiple / gcd(multiple, near) * near;
            if multiple > LARGEST {
                return Err(TooLarge("the `near` of the number facts have so little in common that distances can't be compared exactly: use rounder ones".to_owned()));
            }
        }
        // A move of `d` units weighs d * 20 / near20 of a near.
        let per_unit = nears.iter().map(|(near, _)| (multiple / i128::from(*near / unit)).unsigned_abs()).collect();
        Ok(Self { unit, per_unit, one: (multiple / 20).unsigned_abs() })
    }

    /// The weight of moving a variable so far, in millionths.
    pub fn of_move(&self, variable: usize, from: i64, to: i64) -> u128 {
        u128::from(from.abs_diff(to) / self.unit.unsigned_abs()) * self.per_unit[variable]
    }
}
