//! The answers in the log, as commands read them: nothing is made where there is no log.

use std::collections::BTreeSet;

use super::Failure;
use super::environment::Environment;
use crate::domain::learner::memory::meaning::edited;
use crate::domain::learner::memory::queue::Edited;
use crate::domain::learner::profile::Profile;
use crate::domain::policy::Policy;
use crate::domain::policy::source::parse;
use crate::domain::session::attempt::Attempt;
use crate::store::folder::LOG;
use crate::store::handle::Store;
use crate::store::keeper::Keeper;
use crate::store::log::Whose;
use crate::store::trouble::StoreTrouble;

/// What a log holds of somebody at one policy: the answers, and the rules edited since earlier versions judged them.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) attempts: Vec<Attempt>,
    pub(super) edited: Edited,
}

/// Everybody's answers, oldest first; none where there is no log. Why not, in a sentence, where it can't be read.
pub(super) fn everybody(environment: &Environment) -> Result<Vec<Attempt>, String> {
    asked(environment, |keeper| keeper.attempts(&Whose::Everybody))
}

/// Somebody's answers at a policy, whatever its version; none where there is no log.
pub(super) fn of(environment: &Environment, trainee: &str, policy: &Policy) -> Result<Read, Failure> {
    let (trainee, policy) = (trainee.to_owned(), policy.clone());
    asked(environment, move |keeper| read(keeper, &trainee, &policy)).map_err(Failure::Unusable)
}

/// Somebody's answers, oldest first, and their profile; neither where there is no log.
pub(super) fn somebody(environment: &Environment, trainee: &str) -> Result<(Vec<Attempt>, Profile), Failure> {
    let trainee = trainee.to_owned();
    let both = move |keeper: &mut Keeper| Ok((keeper.attempts(&Whose::Trainee(trainee.clone()))?, keeper.profile(&trainee)?));
    asked(environment, both).map_err(Failure::Unusable)
}

fn asked<T: Default + Send + 'static>(
    environment: &Environment,
    job: impl FnOnce(&mut Keeper) -> Result<T, StoreTrouble> + Send + 'static,
) -> Result<T, String> {
    if !environment.data.join(LOG).is_file() {
        return Ok(T::default());
    }
    let store = Store::start(environment.data.clone(), |_| {}).map_err(|error| error.to_string())?;
    let done = store.wait(job);
    store.close();
    match done {
        Some(Ok(done)) => Ok(done),
        Some(Err(trouble)) => Err(trouble.to_string()),
        None => Err("the log could not be opened".to_owned()),
    }
}

/// The same, from a log that is open.
pub(super) fn read(keeper: &mut Keeper, trainee: &str, policy: &Policy) -> Result<Read, StoreTrouble> {
    let mut attempts = keeper.attempts(&Whose::Trainee(trainee.to_owned()))?;
    attempts.retain(|attempt| attempt.policy.id == policy.id);
    let judged: BTreeSet<String> = attempts.iter().map(|attempt| attempt.policy.hash.clone()).collect();
    let mut since = Edited::new();
    for hash in judged {
        let Some(text) = keeper.policy(&hash)? else { continue };
        let source = parse(&text.text, "policy.toml");
        if let Some(before) = source.policy() {
            since.insert(hash, edited(before, policy));
        }
    }
    Ok(Read { attempts, edited: since })
}
