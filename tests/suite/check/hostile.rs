//! Files made to hurt: each is refused or read to its end, with a sentence, and never with a crash. A reader that goes through a file
//! again for each thing in it would hold up all tests here.

use std::fs;
use std::path::Path;

use super::{checked, copy_of_base, lines};

/// Checks a copy of the small pack with one more file, and gives the distinct codes found in it.
fn codes_of(file: &str, content: &[u8]) -> Vec<String> {
    let folder = copy_of_base();
    fs::write(folder.path().join(file), content).unwrap();
    codes_in(folder.path())
}

fn codes_in(folder: &Path) -> Vec<String> {
    let (pack, found) = checked(folder);
    for diagnostic in &found {
        let text = pack.texts.get(&diagnostic.file).map_or("", String::as_str);
        assert!(diagnostic.span == (0..0) || diagnostic.span.end <= text.len(), "{diagnostic:?}");
    }
    let mut codes: Vec<String> = found.iter().map(|d| d.code.to_owned()).collect();
    codes.dedup();
    codes
}

fn repeated(count: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(line).collect::<String>().into_bytes()
}

#[test]
fn too_large() {
    assert_eq!(codes_of("big.toml", &vec![b'#'; 1_000_001]), ["file::too-large"]);
    assert_eq!(codes_of("policy.toml", &vec![b'#'; 1_000_001]), ["file::too-large"]);
}

#[test]
fn too_deep() {
    for nested in ["[".repeat(100_000), "{a=".repeat(100_000), format!("{}a", "a.".repeat(100_000))] {
        assert_eq!(codes_of("deep.toml", format!("x = {nested}").as_bytes()), ["file::too-deep"]);
    }
    let header = format!("[{}a]\n", "a.".repeat(100_000));
    assert_eq!(codes_of("deep.toml", header.as_bytes()), ["file::too-deep"]);
}

#[test]
fn too_many_keys() {
    assert_eq!(codes_of("many.toml", &repeated(100_000, |at| format!("a{at}=1\n"))), ["file::too-many-keys"]);
    assert_eq!(codes_of("many.toml", format!("a = [{}]", "1,".repeat(400_000)).as_bytes()), ["file::too-many-keys"]);
}

#[test]
fn too_long_a_text() {
    let long = format!("format = 1\nid = \"long\"\ntitle = \"{}\"\n", "x".repeat(20_001));
    assert_eq!(codes_of("long.toml", long.as_bytes()), ["file::string-too-long"]);
    let unclosed = format!("a = '''{}", "x".repeat(100_000));
    assert_eq!(codes_of("long.toml", unclosed.as_bytes()), ["file::string-too-long"]);
}

#[test]
fn too_many_mistakes() {
    let kinds: [fn(usize) -> String; 5] = [
        |at| format!("k{at} = 1\n"),
        |at| format!("k{at} = \n"),
        |_| "same = 1\n".to_owned(),
        |at| format!("[facts.f{at}\n"),
        |_| "[facts]\n".to_owned(),
    ];
    for kind in kinds {
        let codes = codes_of("policy.toml", &repeated(20_000, kind));
        assert_eq!(codes.iter().filter(|c| *c == "file::too-many-mistakes").count(), 1, "{codes:?}");
        let codes = codes_of("wrong.toml", &repeated(20_000, kind));
        assert_eq!(codes.iter().filter(|c| *c == "file::too-many-mistakes").count(), 1, "{codes:?}");
    }
}

#[test]
fn among_too_many_mistakes_what_is_missing_is_still_told() {
    let facts: String = (0..400).map(|at| format!("[facts.f{at}]\n")).collect();
    let codes = codes_of("policy.toml", format!("fromat = 1\ncolour = 1\n{facts}").as_bytes());
    let told = |code: &str| codes.iter().filter(|c| *c == code).count();
    assert_eq!((told("file::format"), told("file::too-many-mistakes")), (1, 1), "{codes:?}");
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&b"format = 1\ntitle = \"caf\xc3"[..], b"\xff\xfef\0o\0", b"a = \"\xed\xa0\x80\""] {
        assert_eq!(codes_of("bytes.toml", bytes), ["file::not-utf8"]);
    }
    assert_eq!(codes_of("zero.toml", b"format = 1\nid = \"ze\0ro\"\n")[0], "file::syntax");
    assert_eq!(codes_of("lone.toml", b"format = 1\nid = \"lone\"\ntitle = \"\\ud800\"\n")[0], "file::syntax");
}

#[test]
fn what_editors_on_other_systems_write_is_read() {
    let folder = copy_of_base();
    for file in ["policy.toml", "lamps/sparks.toml", "lamps/no-exchange.toml", "lamps/a-small-refund.toml"] {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    let (pack, found) = checked(folder.path());
    assert_eq!(lines(&pack, &found), [""; 0]);
    assert_eq!(pack.scenarios.len(), 3);
}

#[test]
fn no_policy_and_no_scenarios() {
    let folder = copy_of_base();
    fs::remove_dir_all(folder.path().join("lamps")).unwrap();
    assert_eq!(codes_in(folder.path()), ["pack::no-scenarios"]);
    let listing =
        escalate_or_act::content::find(&escalate_or_act::content::Sources::default(), &folder.path().to_string_lossy()).unwrap();
    fs::remove_file(folder.path().join("policy.toml")).unwrap();
    let pack = escalate_or_act::content::load(&listing[0], escalate_or_act::content::Keep::All);
    assert_eq!(lines(&pack, &pack.diagnostics), ["pack::no-policy policy.toml:1"]);
}

/// Ten callers and nine queues: two always wait for one. To prove that in every case takes for ever.
#[test]
fn what_takes_too_much_work_is_said_to_be_undecided() {
    let folder = copy_of_base();
    let (callers, queues) = (10, 9);
    let names: Vec<String> = (0..queues).map(|q| format!("\"q{q}\"")).collect();
    let fact = |c: usize| format!("[facts.c{c}]\nlabel = \"Caller {c}\"\ntype = \"choice\"\nvalues = [{}]\n", names.join(", "));
    let pairs = (0..callers).flat_map(|a| (a + 1..callers).map(move |b| (a, b)));
    let twice = pairs.flat_map(|(a, b)| (0..queues).map(move |q| format!("{{ c{a} = \"q{q}\", c{b} = \"q{q}\" }}")));
    let any: Vec<String> = twice.collect();
    let rules = format!(
        "[[rule]]\nid = \"S-9\"\ntitle = \"Wait\"\ntext = \"Wait.\"\nwhy = \"So.\"\nwhen = [{}]\ndecline = \"Wait.\"\n\n\
         [[rule]]\nid = \"G-9\"\ntitle = \"Go\"\ntext = \"Go.\"\nwhy = \"So.\"\nact = \"Go.\"\n\n",
        any.join(", ")
    );
    let facts: String = (0..callers).map(fact).collect();
    let path = folder.path().join("policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    fs::write(&path, policy.replace("[[never]]", &format!("{facts}\n[[never]]")).replace("[[also]]", &(rules + "[[also]]")))
        .unwrap();
    for file in ["sparks", "no-exchange", "a-small-refund"] {
        fs::remove_file(folder.path().join(format!("lamps/{file}.toml"))).unwrap();
    }
    let codes = codes_in(folder.path());
    assert!(codes.contains(&"policy::undecided".to_owned()), "{codes:?}");
    assert!(!codes.contains(&"policy::dead-rule".to_owned()), "what was not proved is not said: {codes:?}");
}

#[test]
fn folders_without_end() {
    let folder = copy_of_base();
    fs::create_dir_all(folder.path().join("a/".repeat(14))).unwrap();
    assert_eq!(codes_in(folder.path()), ["pack::too-deep"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes() {
    use std::os::unix::fs::symlink;
    let folder = copy_of_base();
    symlink(folder.path(), folder.path().join("lamps/again")).unwrap();
    assert_eq!(codes_in(folder.path()), ["pack::link-loop"]);
    let folder = copy_of_base();
    symlink("/nowhere/at/all", folder.path().join("lamps/gone.toml")).unwrap();
    assert_eq!(codes_in(folder.path()), ["file::unreadable"]);
    let folder = copy_of_base();
    rustix_pipe(&folder.path().join("lamps/pipe.toml"));
    assert_eq!(codes_in(folder.path()), ["file::unreadable"]);
}

/// A named pipe nobody writes to: reading it would wait for ever.
#[cfg(unix)]
fn rustix_pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// A policy with a grey area only if so many guests fit into so many rooms, each in one of their own.
fn guests_and_rooms(guests: usize, rooms: usize) -> String {
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(", ");
    let names = list(&mut (0..rooms).map(|r| format!("\"r{r}\"")));
    let facts: String =
        (0..guests).map(|g| format!("[facts.g{g}]\nlabel = \"G\"\ntype = \"set\"\nvalues = [{names}]\n")).collect();
    let pairs = (0..guests).flat_map(|a| (0..a).flat_map(move |b| (0..rooms).map(move |r| (a, b, r))));
    let shared = list(&mut pairs.map(|(a, b, r)| format!("{{ g{a} = \"r{r}\", g{b} = \"r{r}\" }}")));
    let outside = list(&mut (0..guests).map(|g| format!("{{ g{g} = {{ empty = true }} }}")));
    let rule = |id: &str, when: String| {
        format!("[[rule]]\nid = \"{id}\"\ntitle = \"T\"\ntext = \"T\"\nwhy = \"W\"\nact = \"A\"\nwhen = [{when}]\n")
    };
    let heading = "format = 1\n[policy]\nid = \"inn\"\ntitle = \"The inn\"\nversion = \"1\"\neffective = 2026-01-01\nowner = \"O\"\n\
                   silence = { escalate = \"lead\" }\n[routes.lead]\nlabel = \"L\"\nurgency = \"hour\"\nreach = \"1\"\nbackup = \"duty\"\n\
                   [routes.duty]\nlabel = \"D\"\nurgency = \"hour\"\nreach = \"2\"\n";
    [heading, &facts, &rule("shared", shared), &rule("outside", outside)].concat()
}

#[test]
fn what_cannot_be_gone_through_is_called_undecided() {
    let codes_of = |guests: usize, rooms: usize| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("policy.toml"), guests_and_rooms(guests, rooms)).unwrap();
        codes_in(folder.path())
    };
    let few = codes_of(4, 3);
    assert!(few.contains(&"policy::unreached-route".to_owned()) && !few.contains(&"policy::undecided".to_owned()), "{few:?}");
    let many = codes_of(12, 11);
    assert!(!many.contains(&"policy::unreached-route".to_owned()) && many.contains(&"policy::undecided".to_owned()), "{many:?}");
}
