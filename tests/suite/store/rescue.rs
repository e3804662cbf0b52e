//! Rescue files: taken in once, by their owner, as far as they can be read.

use std::fs;

use escalate_or_act::store::handle::Store;
use escalate_or_act::store::log::{Log, Whose};
use escalate_or_act::store::rescue;
use escalate_or_act::store::sqlite::SqliteLog;
use escalate_or_act::store::trouble::TroubleKind;
use std::sync::mpsc;
use tempfile::tempdir;

use super::sample::attempt;

#[test]
fn a_file_read_in_part_is_said_and_kept() {
    let folder = tempdir().unwrap();
    let entries = [attempt(1).into(), attempt(2).into()];
    let path = rescue::write(&[folder.path().to_path_buf()], &entries, None, "torn").unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() - 20]).unwrap();

    let (say, heard) = mpsc::channel();
    let data = folder.path().to_path_buf();
    let open = move || SqliteLog::open(&data).map(|log| Box::new(log) as Box<dyn Log>);
    let store = Store::over(Box::new(open), vec![folder.path().to_path_buf()], move |t| say.send(t).unwrap()).unwrap();
    let there = store.wait(|keeper| keeper.attempts(&Whose::Everybody)).unwrap().unwrap();
    assert_eq!(there, [attempt(1)]);
    assert_eq!(heard.recv().unwrap().kind, TroubleKind::RescueUnread);
    store.close();
    assert!(!path.exists() && path.with_extension("partly-read").exists());
}

#[test]
fn a_folder_that_refuses_is_passed_over() {
    let (refuses, takes) = (tempdir().unwrap(), tempdir().unwrap());
    let blocked = refuses.path().join("not-a-folder");
    fs::write(&blocked, "").unwrap();
    let path = rescue::write(&[blocked, takes.path().to_path_buf()], &[attempt(1).into()], None, "x").unwrap();
    assert!(path.starts_with(takes.path()));
    assert_eq!(rescue::find(&[refuses.path().to_path_buf(), takes.path().to_path_buf()]), [path]);
}
