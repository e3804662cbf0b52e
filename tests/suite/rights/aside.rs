//! Files that were set aside because not all of them could be read: everybody is handed their own, and of an erased person nothing
//! is left in them.

use std::fs;
use std::path::{Path, PathBuf};

use escalate_or_act::live::journal::Journal;
use escalate_or_act::store::entry::Entry;
use escalate_or_act::store::rescue;

use super::command::{eoa, export, filled, with_meeting};
use super::{ADA, BO, assert_gone, holding, note, of};

/// A file that was set aside, of these lines.
fn set_aside(folder: &Path, name: &str, lines: &[String]) -> PathBuf {
    let path = folder.join(format!("escalate-or-act-rescue-{name}.partly-read"));
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

/// A line as it is rescued.
fn line(folder: &Path, entry: Entry) -> String {
    let path = rescue::write(&[folder.to_path_buf()], &[entry], None, "one-line").unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(path).unwrap();
    text.trim_end().to_owned()
}

fn torn(line: &str) -> String {
    line[..line.len() - 3].to_owned()
}

/// Breaks off so many letters after where the name begins.
fn torn_in_the_name(line: &str, letters: usize) -> String {
    let name = "\"trainee\":\"";
    line[..line.find(name).unwrap() + name.len() + letters].to_owned()
}

#[test]
fn of_a_file_that_was_set_aside_everybody_is_handed_their_own() {
    let folder = filled();
    let folders = [folder.path().to_path_buf()];
    let about_ada = note(BO, &format!("\"trainee\":\"{ADA}\" is what {ADA} wrote"), 9);
    let torn = rescue::write(&folders, &[of(ADA, 61).into(), of(BO, 62).into(), about_ada.into()], None, "torn").unwrap();
    let text = fs::read_to_string(&torn).unwrap();
    // Every line lost its end, and one its beginning.
    let cut: Vec<String> =
        text.lines().map(|line| line[..line.len() - 3].to_owned()).chain(["{\"entry\":{".to_owned()]).collect();
    fs::write(torn.with_extension("partly-read"), cut.join("\n")).unwrap();
    fs::remove_file(&torn).unwrap();
    let told = export(folder.path(), ADA);
    let lines = told["set_aside"].as_array().unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].as_str().unwrap().contains("cracked-lid-61"), "{lines:?}");
    assert_eq!(told["not_in_here"]["lines_that_do_not_say_whose_they_are"], 1);
    let page = eoa(folder.path(), &["data", "export", "--trainee", ADA], "");
    assert!(page.out.contains("1 line of files that were set aside") && !page.out.contains("cracked-lid-62"), "{}", page.out);
}

#[test]
fn every_spelling_of_a_name_in_a_file_that_was_set_aside_is_theirs_and_a_torn_name_nobodys() {
    let folder = filled();
    let at = folder.path();
    let spelled = format!(" {}\u{200b} ", ADA.replace(' ', "  "));
    let theirs = [of(ADA, 61), of(&spelled, 62)].map(|attempt| torn(&line(at, attempt.into())));
    let broken_off = torn_in_the_name(&line(at, of(ADA, 63).into()), 6);
    let bos = torn(&line(at, of(BO, 64).into()));
    set_aside(at, "a", &[theirs[0].clone(), theirs[1].clone(), broken_off, bos]);
    let told = export(at, ADA);
    let lines: Vec<&str> = told["set_aside"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("cracked-lid-61") && lines[1].contains("cracked-lid-62"), "{lines:?}");
    assert_eq!(told["not_in_here"]["lines_that_do_not_say_whose_they_are"], 1);
    let bos = export(at, BO);
    assert_eq!(bos["set_aside"].as_array().unwrap().len(), 1);
    assert!(bos["set_aside"][0].as_str().unwrap().contains("cracked-lid-64"));
}

#[test]
fn out_of_a_file_that_was_set_aside_goes_what_is_theirs_and_the_lines_of_others_stay() {
    let folder = filled();
    let at = folder.path();
    let spelled = format!(" {ADA}\u{200b}");
    let about_ada = note(BO, &format!("why?\n{ADA} said so"), 9);
    let bos = line(at, of(BO, 64).into());
    let nobodys = "{\"entry\":{\"attempt\":{\"id\":\"0190".to_owned();
    let path = set_aside(
        at,
        "a",
        &[
            torn(&line(at, of(ADA, 61).into())),
            torn(&line(at, of(&spelled, 62).into())),
            torn_in_the_name(&line(at, of(ADA, 63).into()), 6),
            // Without its beginning it only says the name.
            line(at, of(ADA, 65).into()).split_once("\"trainee\"").unwrap().1.to_owned(),
            bos.clone(),
            torn(&line(at, of(BO, 66).into())),
            torn(&line(at, about_ada.into())),
            nobodys.clone(),
        ],
    );
    let ran = eoa(at, &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told =
        "in a file that was set aside: 2 lines of theirs that can't be read, 2 lines that can't be read and may be theirs\n";
    assert!(ran.out.contains(told), "{}", ran.out);
    assert!(ran.out.contains("1 line of 1 file set aside can't be read as anybody's, and stayed"), "{}", ran.out);
    let left = fs::read_to_string(&path).unwrap();
    let left: Vec<&str> = left.lines().collect();
    assert_eq!(left.len(), 4, "{left:#?}");
    assert_eq!((left[0], left[3]), (bos.as_str(), nobodys.as_str()), "as they stood");
    assert!(left[1].contains("cracked-lid-66") && left[2].contains("why?\\n(erased) said so"), "{left:#?}");
    let gone = [ADA, "Adalbe", "cracked-lid-61", "cracked-lid-62", "cracked-lid-65"];
    assert_gone(at, &gone.map(str::to_owned));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
    assert!(holding(at, "partly-read-ready").is_empty(), "nothing is left lying about");
}

#[test]
fn a_file_that_was_set_aside_and_says_nobody_else_goes_whole_and_one_of_others_alone_is_left() {
    let folder = filled();
    let at = folder.path();
    let nobodys = "{\"entry\":{\"attempt\":{\"id\":\"0190".to_owned();
    let theirs = set_aside(at, "a", &[torn(&line(at, of(ADA, 61).into())), nobodys.clone()]);
    let others = set_aside(at, "b", &[torn(&line(at, of(BO, 62).into())), nobodys]);
    let before = fs::read(&others).unwrap();
    let ran = eoa(at, &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told = "in a file that was set aside: 1 line of theirs that can't be read, 1 line that can't be read as anybody's\n";
    assert!(ran.out.contains(told), "{}", ran.out);
    assert!(!theirs.exists());
    assert_eq!(fs::read(&others).unwrap(), before);
}

#[test]
fn an_erasure_that_comes_to_nothing_leaves_a_file_that_was_set_aside_as_it_was() {
    let folder = filled();
    let at = folder.path();
    let path = set_aside(at, "a", &[torn(&line(at, of(ADA, 61).into())), torn(&line(at, of(BO, 62).into()))]);
    let before = fs::read(&path).unwrap();
    let meeting = with_meeting(at, ADA, 4);
    let (hosted, _) = Journal::resume(&meeting).unwrap();
    let ran = eoa(at, &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!(ran.code, 2, "{}", ran.out);
    drop(hosted);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(holding(at, "partly-read-ready").is_empty());
}

#[test]
fn a_file_that_was_set_aside_and_is_too_large_to_be_gone_through_holds_an_erasure_up() {
    let folder = filled();
    let at = folder.path();
    let path = set_aside(at, "a", &[torn(&line(at, of(ADA, 61).into())), torn(&line(at, of(BO, 62).into()))]);
    // Without a byte of its own behind the lines: what lies there is not read.
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    let ran = eoa(at, &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(
        ran.err.contains("nothing was erased") && ran.err.contains("larger than anything this program writes"),
        "{}",
        ran.err
    );
    assert_eq!(fs::metadata(&path).unwrap().len(), (64 << 20) + 1);
}
