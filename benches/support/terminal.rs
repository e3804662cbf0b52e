//! The measurements, and how they are told.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use super::lines;
use super::seat::{Program, Redraw, Seat};

/// A redraw has ended when nothing came for so long.
const QUIET: Duration = Duration::from_millis(12);
/// A start has ended when nothing came for so long: reading packs and opening the log happen after the first frame.
const SETTLED: Duration = Duration::from_millis(150);
/// Key presses measured, of each program and scene.
const PRESSES: usize = 400;
/// Starts measured, of each program.
const STARTS: usize = 40;
/// How long nothing is done, to see who wakes up.
const IDLE: Duration = Duration::from_secs(3);
/// Cases played before the memory is read.
const CASES: usize = 5;
/// An answer, how sure, the second question passed: whatever the case asks, its reveal is on the screen then.
const ANSWER: [&str; 3] = ["a", "2", "s"];
const NAMES: [&str; 4] = ["the game", "bare ratatui", "bare, at once", "vim --clean"];

/// Two keys that turn something on the screen and turn it back.
struct Scene {
    name: &'static str,
    /// What brings the game there from a reveal.
    before: &'static [&'static str],
    keys: [&'static str; 2],
}

const SCENES: [Scene; 3] = [
    Scene { name: "a page: reveal and case", before: &[], keys: ["c", "\r"] },
    Scene { name: "a page: the keys over it", before: &[], keys: ["?", "?"] },
    Scene { name: "a step on the map", before: &["m"], keys: ["\x1b[C", "\x1b[D"] },
];

/// One line of the verdict.
struct Limit {
    what: String,
    measured: f64,
    limit: f64,
    unit: &'static str,
}

/// The programs; vim may be missing.
struct Rivals {
    game: PathBuf,
    bare: PathBuf,
    vim: Option<PathBuf>,
    home: PathBuf,
}

/// Measures everything and prints it; fails when a limit is missed.
pub fn run() -> ExitCode {
    let home = tempfile::tempdir().expect("a temporary folder");
    let Some(bare) = bare() else {
        println!(
            "terminal: the bare program is not built; `benches/figures` builds it, or `cargo bench --bench bare --bench terminal`."
        );
        return ExitCode::SUCCESS;
    };
    let rivals = Rivals { game: game(), bare, vim: on_path("vim"), home: home.path().to_owned() };
    if rivals.vim.is_none() {
        println!("vim is not installed here: the ratios beside it are left out.\n");
    }
    let mut limits = Vec::new();
    rivals.key_presses(&mut limits);
    rivals.starts(&mut limits);
    rivals.at_rest(&mut limits);
    let size = fs::metadata(&rivals.game).expect("the game's file").len();
    limits.push(Limit { what: "the binary".to_owned(), measured: megabytes(size), limit: 8.0, unit: " MB" });
    verdict(&limits)
}

impl Rivals {
    fn play(&self) -> Program {
        Program::new(&self.game, &["play", "fernhill-bank", "--seed", "7"], &self.home)
    }

    /// The others, with rows that many columns wide.
    fn other(&self, which: usize, columns: usize) -> Option<Program> {
        match which {
            1 => return Some(Program::new(&self.bare, &[&columns.to_string()], &self.home)),
            2 => return Some(Program::new(&self.bare, &[&columns.to_string(), "at-once"], &self.home)),
            _ => {}
        }
        let file = format!("{columns}.txt");
        let text: String = (0..lines::COUNT).map(|number| lines::line(number, columns) + "\n").collect();
        fs::write(self.home.join(&file), text).expect("a text for vim");
        Some(Program::new(self.vim.as_ref()?, &["--clean", "-n", &file], &self.home))
    }

    fn key_presses(&self, limits: &mut Vec<Limit>) {
        println!("Key press to last byte, 120x40, {PRESSES} presses of each program, interleaved");
        println!(
            "{:<26} {:<14} {:>11} {:>11} {:>7} {:>7} {:>6} {:>7}",
            "redraw", "", "median", "9 in 10", "cells", "bytes", "reads", "game /"
        );
        for scene in &SCENES {
            let mut seats = vec![(0, self.at_scene(scene), scene.keys)];
            let cells = seats[0].1.cells_changed(scene.keys, SETTLED);
            for which in 1..NAMES.len() {
                let keys = other_keys(which);
                seats.extend(self.of_like_size(which, cells).map(|seat| (which, seat, keys)));
            }
            let changed: Vec<_> = seats.iter_mut().map(|(_, seat, keys)| seat.cells_changed(*keys, SETTLED)).collect();
            let mut redraws = vec![Vec::new(); seats.len()];
            for press in 0..PRESSES {
                for ((_, seat, keys), redraws) in seats.iter_mut().zip(&mut redraws) {
                    redraws.push(seat.press(keys[press % 2], QUIET));
                }
            }
            let measured: Vec<_> = seats.iter().zip(changed).zip(&redraws).map(|((s, cells), r)| (s.0, cells, r)).collect();
            tell_presses(scene, &measured, limits);
        }
        println!();
    }

    /// The game, where the scene is.
    fn at_scene(&self, scene: &Scene) -> Seat {
        let (mut seat, _) = Seat::start(&self.play(), SETTLED);
        for key in ANSWER.iter().chain(scene.before) {
            seat.press_in_passing(key, SETTLED);
        }
        seat
    }

    /// Another program whose redraws change about as many cells: wider rows, and more of them, make larger ones.
    fn of_like_size(&self, which: usize, cells: usize) -> Option<Seat> {
        let columns = |columns: usize| columns.clamp(1, 118);
        let mut width = columns((cells / 38).max(if which < 3 { (3 * cells).isqrt() } else { 0 }));
        for _ in 0..6 {
            let (mut seat, _) = Seat::start(&self.other(which, width)?, SETTLED);
            let come = seat.cells_changed(other_keys(which), SETTLED);
            let next = columns((width * cells).div_ceil(come.max(1)));
            if next == width || come.abs_diff(cells) * 10 < cells {
                return Some(seat);
            }
            // Rows and columns grow together while there are few.
            width = usize::midpoint(width, next);
        }
        Some(Seat::start(&self.other(which, width)?, SETTLED).0)
    }

    fn starts(&self, limits: &mut Vec<Limit>) {
        println!("Start to first whole frame, and to the last byte of the start; {STARTS} starts each, interleaved");
        println!("{:<26} {:>11} {:>11} {:>8}", "", "first", "last", "/ bare");
        let home = Program::new(&self.game, &[], &self.home);
        let bare = self.other(1, 90).expect("the bare program");
        let mut programs = vec![("bare ratatui", bare), ("the game, home", home), ("the game, play", self.play())];
        programs.extend(self.other(3, 90).map(|vim| ("vim --clean", vim)));
        let mut starts = vec![Vec::new(); programs.len()];
        for _ in 0..STARTS {
            for ((_, program), starts) in programs.iter().zip(&mut starts) {
                starts.push(Seat::start(program, SETTLED).1);
            }
        }
        let bare = median(&starts[0], |r| r.first);
        for ((name, _), starts) in programs.iter().zip(&starts) {
            let (first, last) = (median(starts, |r| r.first), median(starts, |r| r.last));
            println!("{name:<26} {:>8.2} ms {:>8.2} ms {:>8.2}", first * 1e3, last * 1e3, first / bare);
            if name.starts_with("the game") {
                let what = format!("first frame beside bare ratatui: {name}");
                limits.push(Limit { what, measured: first / bare, limit: 3.0, unit: "x" });
            }
        }
        println!();
    }

    /// Memory after a few cases, and who wakes up when nothing happens.
    fn at_rest(&self, limits: &mut Vec<Limit>) {
        let (mut game, _) = Seat::start(&self.play(), SETTLED);
        for case in 0..CASES {
            for key in ANSWER.iter().chain(&["m", "\x1b[C", "\x1b", "\r"]).take(if case + 1 < CASES { 7 } else { 3 }) {
                game.press_in_passing(key, SETTLED);
            }
        }
        let others = (1..NAMES.len()).filter_map(|which| Some((which, Seat::start(&self.other(which, 90)?, SETTLED).0)));
        let seats: Vec<_> = std::iter::once((0, game)).chain(others).collect();
        let switches = |seat: &Seat| seat.status("voluntary_ctxt_switches", true);
        std::thread::sleep(Duration::from_secs(1));
        let before: Vec<_> = seats.iter().map(|(_, seat)| switches(seat)).collect();
        std::thread::sleep(IDLE);
        let after: Vec<_> = seats.iter().map(|(_, seat)| switches(seat)).collect();
        println!("At rest; the game after {CASES} cases");
        println!("{:<26} {:>11} {:>20}", "", "memory", format!("wake-ups in {} s", IDLE.as_secs()));
        for (place, (which, seat)) in seats.iter().enumerate() {
            let name = NAMES[*which];
            let (Some(before), Some(after), Some(memory)) = (before[place], after[place], seat.status("VmRSS", false)) else {
                println!("{name:<26} unknown: this system has no /proc");
                continue;
            };
            let (memory, woken) = (megabytes(memory * 1024), after - before);
            println!("{name:<26} {memory:>8.1} MB {woken:>20}");
            if *which == 0 {
                limits.push(Limit {
                    what: "resident memory after a few cases".to_owned(),
                    measured: memory,
                    limit: 12.0,
                    unit: " MB",
                });
                let what = format!("wake-ups in {} s of rest", IDLE.as_secs());
                limits.push(Limit { what, measured: f64::from(u32::try_from(woken).unwrap_or(u32::MAX)), limit: 0.0, unit: "" });
            }
        }
        println!();
    }
}

fn other_keys(which: usize) -> [&'static str; 2] {
    // vim scrolls a line by having the terminal move the rest, which is another kind of redraw: it turns pages.
    if which < 3 { ["j", "k"] } else { ["\x06", "\x02"] }
}

fn tell_presses(scene: &Scene, measured: &[(usize, usize, &Vec<Redraw>)], limits: &mut Vec<Limit>) {
    let game = median(measured[0].2, |r| r.last);
    for (which, cells, redraws) in measured {
        let ratio = game / median(redraws, |r| r.last);
        let mean = |of: fn(&Redraw) -> usize| redraws.iter().map(of).sum::<usize>().div_ceil(redraws.len());
        let (bytes, reads) = (mean(|r| r.bytes), mean(|r| r.reads));
        let (middle, most) = (median(redraws, |r| r.last) * 1e6, quantile(redraws, 0.9, |r| r.last) * 1e6);
        let heading = if *which == 0 { scene.name } else { "" };
        let name = NAMES[*which];
        println!("{heading:<26} {name:<14} {middle:>8.0} us {most:>8.0} us {cells:>7} {bytes:>7} {reads:>6} {ratio:>7.2}");
        if *which > 0 {
            let what = format!("{} beside {name}", scene.name);
            limits.push(Limit { what, measured: ratio, limit: if *which < 3 { 1.0 } else { 1.25 }, unit: "x" });
        }
    }
}

fn verdict(limits: &[Limit]) -> ExitCode {
    println!("{:<58} {:>9} {:>9}", "limit", "measured", "at most");
    for Limit { what, measured, limit, unit } in limits {
        let word = if measured <= limit { "pass" } else { "MISS" };
        println!("{what:<58} {:>9} {:>9}  {word}", format!("{measured:.2}{unit}"), format!("{limit:.2}{unit}"));
    }
    let missed = limits.iter().filter(|l| l.measured > l.limit).count();
    println!("{} of {} limits kept", limits.len() - missed, limits.len());
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// In seconds.
fn median(redraws: &[Redraw], of: impl Fn(&Redraw) -> Duration) -> f64 {
    quantile(redraws, 0.5, of)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a short list"
)]
fn quantile(redraws: &[Redraw], part: f64, of: impl Fn(&Redraw) -> Duration) -> f64 {
    let mut times: Vec<_> = redraws.iter().map(of).collect();
    times.sort_unstable();
    times[((times.len() - 1) as f64 * part) as usize].as_secs_f64()
}

#[allow(clippy::cast_precision_loss, reason = "far below where it would matter")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The game as `benches/figures` built it, or as cargo did for this bench.
fn game() -> PathBuf {
    std::env::var_os("EOA_BENCH_GAME").map_or_else(|| env!("CARGO_BIN_EXE_eoa").into(), PathBuf::from)
}

/// The bare program that `benches/figures` built, or the newest one beside this bench.
fn bare() -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("EOA_BENCH_BARE") {
        return Some(given.into());
    }
    let here = std::env::current_exe().ok()?;
    let files = fs::read_dir(here.parent()?).ok()?.flatten().map(|file| file.path());
    let built = files.filter(|f| f.extension().is_none() && starts_with(f, "bare-"));
    built.max_by_key(|file| fs::metadata(file).and_then(|m| m.modified()).ok())
}

fn starts_with(file: &Path, beginning: &str) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path: OsString = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
