//! The store's thread, and the handle by which the rest of the program asks it for things without ever waiting.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::folder;
use super::keeper::{Farewell, Keeper, Opener};
use super::log::Log;
use super::sqlite::SqliteLog;
use super::trouble::StoreTrouble;

/// How long leaving may take: what hangs longer has been lost to the disk anyway.
const LEAVING: Duration = Duration::from_secs(2);

type Job = Box<dyn FnOnce(&mut Keeper) + Send>;

/// The log, at arm's length. Nothing is opened before the first question; dropping it without [`Store::close`] loses what waits.
pub struct Store {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

impl Store {
    /// Starts the thread for the log in this folder. `notice` is called from that thread with whatever is to be said without
    /// having been asked: a damaged log, a rescue file read in part.
    pub fn start(data: PathBuf, notice: impl FnMut(StoreTrouble) + Send + 'static) -> io::Result<Self> {
        let folders = folder::rescue_folders(&data);
        let open = move || SqliteLog::open(&data).map(|log| Box::new(log) as Box<dyn Log>);
        Self::over(Box::new(open), folders, notice)
    }

    /// Starts the thread for any log.
    pub fn over(open: Opener, rescue: Vec<PathBuf>, notice: impl FnMut(StoreTrouble) + Send + 'static) -> io::Result<Self> {
        let (jobs, inbox) = mpsc::channel();
        let thread =
            thread::Builder::new().name("store".to_owned()).spawn(move || work(&inbox, Keeper::new(open, rescue), notice))?;
        Ok(Self { jobs, thread })
    }

    /// Has something done, and `reply` called with what came of it: both in the store's thread, so a reply should only pass it
    /// on and wake whoever waits. Jobs are done in order. False if the thread is gone.
    pub fn ask<T>(&self, job: impl FnOnce(&mut Keeper) -> T + Send + 'static, reply: impl FnOnce(T) + Send + 'static) -> bool {
        self.jobs.send(Box::new(move |keeper| reply(job(keeper)))).is_ok()
    }

    /// Has something done and waits for it. None if the thread is gone.
    pub fn wait<T: Send + 'static>(&self, job: impl FnOnce(&mut Keeper) -> T + Send + 'static) -> Option<T> {
        let (reply, answer) = mpsc::channel();
        self.ask(job, move |done| drop(reply.send(done)));
        answer.recv().ok()
    }

    /// Leaves: what waits is written, into a rescue file if need be. None if it took too long to tell.
    pub fn close(self) -> Option<Farewell> {
        let (reply, answer) = mpsc::channel();
        self.ask(Keeper::leave, move |farewell| drop(reply.send(farewell)));
        drop(self.jobs);
        let farewell = answer.recv_timeout(LEAVING).ok();
        if farewell.is_some() {
            // It has nothing left to do but to close the log.
            let _ = self.thread.join();
        }
        farewell
    }
}

/// Does job after job; while there is none, compares the log with what was written, and then sleeps.
fn work(inbox: &Receiver<Job>, mut keeper: Keeper, mut notice: impl FnMut(StoreTrouble)) {
    let mut unchecked = false;
    loop {
        let job = if unchecked { inbox.try_recv() } else { inbox.recv().map_err(|_| TryRecvError::Disconnected) };
        match job {
            Ok(job) => {
                job(&mut keeper);
                unchecked = true;
            }
            Err(TryRecvError::Empty) => unchecked = keeper.check_some_more(),
            Err(TryRecvError::Disconnected) => return,
        }
        keeper.take_notices().into_iter().for_each(&mut notice);
    }
}
