//! Wilson's interval: how far a rate seen in a few cases may be from the true one.

/// The 97.5th percentile of the standard normal distribution: 95 % lie within it on both sides.
const Z: f64 = 1.959_963_984_540_054;

/// A rate with everything needed to be honest about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How often.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

/// Where the true rate lies, 19 times in 20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// From, 0 to 1.
    pub low: f64,
    /// To, 0 to 1.
    pub high: f64,
}

impl Rate {
    /// The share seen; none where there was no case.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.count) / f64::from(self.of))
    }

    /// Wilson's score interval (E. B. Wilson, 1927), 95 %, clamped to 0..1; none where there was no case.
    pub fn interval(self) -> Option<Interval> {
        let p = self.share()?;
        let n = f64::from(self.of);
        let z2 = Z * Z;
        let centre = p + z2 / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        Some(Interval { low: ((centre - spread) / scale).clamp(0.0, 1.0), high: ((centre + spread) / scale).clamp(0.0, 1.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;

    /// Vectors `wilson …`, `misperception 7/12` and `confident-wrong 4/12`.
    const VECTORS: [(u32, u32, f64, f64); 11] = [
        (9, 10, 0.595_849_973_204_761_5, 0.982_123_786_904_927_1),
        (10, 10, 0.722_467_200_137_110_7, 1.0),
        (0, 10, 0.0, 0.277_532_799_862_889_2),
        (18, 20, 0.698_966_354_771_552_8, 0.972_133_518_786_231_9),
        (17, 20, 0.639_581_135_259_243_1, 0.947_631_254_103_783_5),
        (19, 20, 0.763_868_806_553_258, 0.991_118_551_199_204_7),
        (5, 8, 0.305_742_394_602_627_37, 0.863_155_714_176_4),
        (0, 1, 0.0, 0.793_450_685_622_762_6),
        (36, 40, 0.769_482_247_724_777_1, 0.960_420_471_317_393_6),
        (7, 12, 0.319_511_312_549_529_73, 0.806_739_686_341_243_5),
        (4, 12, 0.138_120_091_091_213_15, 0.609_377_911_127_200_4),
    ];

    #[test]
    fn intervals_agree_with_the_vectors() {
        for (count, of, low, high) in VECTORS {
            let got = Rate { count, of }.interval().unwrap();
            assert!((got.low - low).abs() < 1e-9 && (got.high - high).abs() < 1e-9, "{count}/{of}: {got:?}");
        }
    }

    #[test]
    fn no_case_is_no_rate() {
        assert_eq!(Rate { count: 0, of: 0 }.interval(), None);
        assert_eq!(Rate { count: 0, of: 0 }.share(), None);
    }
}
