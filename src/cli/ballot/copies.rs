//! Where answers are written: into the data folder, so that a file that was sent away or lost is not the only one, and beside the ballot.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::domain::room::alone::answers::Answers;
use crate::domain::room::alone::paper::Paper;
use crate::domain::text::Text;
use crate::live::secret;
use crate::store::folder;
use crate::tui::alone::port::{Kept, Port};

/// Digits of a seat's ticket in the name of its file: people's files lie in one folder in the end.
const MARK: usize = 8;

/// The two copies.
pub(super) struct Copies {
    own: PathBuf,
    beside: PathBuf,
}

impl Copies {
    /// The files of whoever answers here, and what they have answered.
    pub(super) fn open(ballot: &Path, paper: &Paper, new: bool, environment: &Environment) -> Result<(Self, Answers), Failure> {
        let folder = environment.data.join("ballots");
        let made = folder::prepare(&environment.data).and_then(|()| fs::create_dir_all(&folder));
        made.map_err(|error| Failure::Unusable(format!("`{}` can't be used: {error}", folder.display())))?;
        let own = folder.join(format!("{}.json", paper.meeting));
        let mut answers = match known(&own, paper).map_err(Failure::Unusable)?.filter(|_| !new) {
            Some(answers) => answers,
            None => Answers::of(paper, secret::token().map_err(|error| Failure::Unusable(error.to_string()))?)
                .ok_or_else(|| Failure::Unusable("no seat can be made".to_owned()))?,
        };
        let mark: String = answers.ticket().map(String::from).unwrap_or_default().chars().take(MARK).collect();
        let stem = ballot.file_stem().unwrap_or_default().to_string_lossy();
        let beside = ballot.with_file_name(format!("{stem}-answers-{mark}.json"));
        // What lies beside the ballot may come from another machine of the same person; where it is damaged our own copy goes over it.
        if let Ok(Some(other)) = known(&beside, paper)
            && other.ticket() == answers.ticket()
        {
            answers.merge(&other);
        }
        Ok((Self { own, beside }, answers))
    }

    /// The file to send, as people write it.
    pub(super) fn shown(&self) -> String {
        shown(&self.beside)
    }
}

impl Port for Copies {
    fn keep(&mut self, answers: &Answers) -> Result<Kept, String> {
        let text = answers.write();
        let kept = |file: &Path, why: Option<String>| Kept { file: shown(file), why };
        match (write(&self.own, &text), write(&self.beside, &text)) {
            (_, Ok(())) => Ok(kept(&self.beside, None)),
            (Ok(()), Err(error)) => Ok(kept(&self.own, Some(format!("`{}` can't be written: {error}", shown(&self.beside))))),
            (Err(error), Err(_)) => Err(error.to_string()),
        }
    }
}

/// The answers in a file, if there is one; why they can't be gone on with, otherwise.
fn known(file: &Path, paper: &Paper) -> Result<Option<Answers>, String> {
    let broken =
        |why: String| format!("your answers in `{}` can't be gone on with: {why}. With --new you begin anew", file.display());
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| broken(error.to_string()))?,
    };
    let answers = Answers::read(&text).map_err(|unfit| broken(unfit.to_string()))?;
    answers.fit(paper).map_err(|unfit| broken(unfit.to_string()))?;
    Ok(Some(answers))
}

/// All of it, or what was there before.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let new = file.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut out = folder::create_private(&new)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    fs::rename(&new, file)
}

fn shown(file: &Path) -> String {
    Text::clean(&file.display().to_string()).replace('\n', " ")
}
