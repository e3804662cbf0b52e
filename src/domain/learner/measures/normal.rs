//! The standard normal distribution.

use std::f64::consts::TAU;

/// Coefficients of one stretch: of the numerator and of the denominator, the highest power first.
struct Stretch {
    above: [f64; 8],
    below: [f64; 8],
}

impl Stretch {
    fn at(&self, r: f64) -> f64 {
        let horner = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * r + c);
        horner(&self.above) / horner(&self.below)
    }
}

const MIDDLE: Stretch = Stretch {
    above: [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    below: [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
};

const SHOULDER: Stretch = Stretch {
    above: [
        0.000_774_545_014_278_341_4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    below: [
        1.050_750_071_644_416_9e-9,
        0.000_547_593_808_499_534_5,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
};

const TAIL: Stretch = Stretch {
    above: [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    below: [
        2.044_263_103_389_939_7e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        0.000_786_869_131_145_613_3,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
};

/// How high a value must be for a share `p` of the distribution to lie below it; none outside 0 < p < 1.
///
/// Algorithm AS 241 (M. J. Wichura, Applied Statistics 37, 1988): about 16 figures.
pub fn quantile(p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return Some(MIDDLE.at(0.180_625 - q * q) * q);
    }
    let r = (-(if q < 0.0 { p } else { 1.0 - p }).ln()).sqrt();
    let x = if r <= 5.0 { SHOULDER.at(r - 1.6) } else { TAIL.at(r - 5.0) };
    Some(if q < 0.0 { -x } else { x })
}

/// The density at a value.
pub fn density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::{density, quantile};

    /// The share of the distribution below a value, by adding up slices: slow, and plain.
    fn below(x: f64) -> f64 {
        let slices = 20_000;
        let width = x / f64::from(slices);
        0.5 + (0..slices).map(|i| density((f64::from(i) + 0.5) * width) * width).sum::<f64>()
    }

    #[test]
    fn a_quantile_has_its_share_below_it() {
        for p in [1e-9, 1e-6, 0.001, 0.05, 0.0749, 0.0751, 0.3, 0.5, 0.62, 0.9249, 0.9251, 0.975, 0.999_999] {
            assert!((below(quantile(p).unwrap()) - p).abs() < 1e-9, "{p}");
        }
        assert!((quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-14);
    }

    #[test]
    fn what_is_no_share_has_no_quantile() {
        for p in [0.0, 1.0, -0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(quantile(p), None);
        }
    }
}
