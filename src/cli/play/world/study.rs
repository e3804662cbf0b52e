//! What somebody's answers tell, worked out away from the screen's thread and from the store's.

use std::sync::Arc;

use super::Answer;
use crate::cli::answers::Read;
use crate::domain::report::trainee::deeper::Deeper;
use crate::domain::report::trainee::own;
use crate::domain::session::Millis;
use crate::store::trouble::StoreTrouble;
use crate::tui::message::Reply;
use crate::tui::shelf::Pack;
use crate::tui::study::Studied;

/// Says what somebody's answers tell, away from the store's thread: the figures first, then what takes longer.
pub(super) fn study(
    pack: Arc<Pack>,
    trainee: String,
    read: Result<Read, StoreTrouble>,
    deeper: bool,
    place: usize,
    now: Millis,
    answer: Answer,
) {
    let failed = answer.clone();
    let tell = move || {
        let Read { attempts, edited } = match read {
            Ok(read) => read,
            Err(trouble) => return answer.send(Reply::Studied(place, Studied::Unreadable(trouble.to_string()))),
        };
        let own = own(&attempts, &trainee, &pack.policy.id);
        answer.send(Reply::Studied(place, Studied::figures(&own, &pack, &trainee)));
        if deeper {
            let deeper = Deeper::of(&own, &pack.engine, &pack.scenarios, &edited, now);
            answer.send(Reply::Studied(place, Studied::Deeper(Box::new(deeper))));
        }
    };
    if std::thread::Builder::new().name("study".to_owned()).spawn(tell).is_err() {
        failed.send(Reply::Studied(place, Studied::Unreadable("there is no room for another thread.".to_owned())));
    }
}
