//! Nothing is timed before every engine has given the same answer to every case.

use crate::contender::{Contender, Tally};
use escalate_or_act::domain::policy::explanation::Verdict;

/// The first case on which the engines are not of one mind.
#[derive(Debug, PartialEq)]
pub struct Disagreement {
    pub case: usize,
    /// What each said, in the order of the contenders.
    pub answers: Vec<Option<Verdict>>,
}

/// How often each answer is right, if all engines answer all cases alike.
///
/// # Errors
/// The first case that they answer differently, or that one of them does not answer.
pub fn check(contenders: &mut [Box<dyn Contender + '_>], cases: usize) -> Result<Tally, Disagreement> {
    let mut tally = Tally::default();
    for case in 0..cases {
        let answers: Vec<Option<Verdict>> = contenders.iter_mut().map(|c| c.decide(case)).collect();
        if answers.iter().any(|a| a.is_none() || *a != answers[0]) {
            return Err(Disagreement { case, answers });
        }
        tally.add(answers.first().copied().flatten());
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says yes, but for one case.
    struct Liar {
        about: Option<usize>,
        says: Option<Verdict>,
    }

    impl Contender for Liar {
        fn name(&self) -> String {
            "liar".to_owned()
        }

        fn decide(&mut self, case: usize) -> Option<Verdict> {
            if self.about == Some(case) { self.says } else { Some(Verdict::Yes) }
        }
    }

    fn check_against(says: Option<Verdict>, about: Option<usize>) -> Result<Tally, Disagreement> {
        let honest = Liar { about: None, says: None };
        check(&mut [Box::new(honest), Box::new(Liar { about, says })], 10)
    }

    #[test]
    fn one_other_answer_is_found() {
        let answers = vec![Some(Verdict::Yes), Some(Verdict::No)];
        assert_eq!(check_against(Some(Verdict::No), Some(7)), Err(Disagreement { case: 7, answers }));
    }

    #[test]
    fn no_answer_is_no_agreement() {
        assert_eq!(check_against(None, Some(3)), Err(Disagreement { case: 3, answers: vec![Some(Verdict::Yes), None] }));
    }

    #[test]
    fn agreement_counts_the_answers() {
        assert_eq!(check_against(None, None), Ok(Tally { yes: 10, ..Tally::default() }));
    }
}
