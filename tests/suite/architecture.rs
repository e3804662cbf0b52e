//! The module graph and the wall around the pure half. A new edge is a decision, made here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each top-level module may use of the crate.
const EDGES: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("content", &["domain"]),
    ("store", &["domain"]),
    ("export", &["domain"]),
    ("live", &["domain"]),
    ("tui", &["domain"]),
    ("cli", &["content", "domain", "export", "live", "store", "tui"]),
];

/// Crates that live in one module alone, or in two that each need them.
const AT_HOME: [(&str, &[&str]); 13] = [
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("qrcode", &["tui"]),
    ("sqlx", &["store"]),
    ("tokio", &["live", "store"]),
    ("hyper", &["live"]),
    ("tokio_tungstenite", &["live"]),
    ("tokio_rustls", &["live"]),
    ("futures_util", &["live"]),
    ("getrandom", &["live"]),
    ("clap", &["cli"]),
    ("annotate_snippets", &["cli"]),
];

/// What the pure half never names, in code or through a macro.
const IMPURE: [&str; 14] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "rand::rng",
    "rand::random",
    "now_v7",
    "now_v4",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Top-level module and code (comments and unit tests left out) of every source file.
fn code() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let of = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    let stripped = |text: &str| {
        let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        before_tests.lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
    };
    sources(&root).into_iter().map(|p| (of(&p), p.clone(), stripped(&fs::read_to_string(&p).unwrap()))).collect()
}

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = EDGES.into_iter().collect();
    let modules: BTreeSet<&str> = EDGES.iter().map(|e| e.0).collect();
    let mut seen = BTreeSet::new();
    for (module, path, text) in code() {
        let Some(may) = allowed.get(module.as_str()) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "{module} is a module without a decision: {}", path.display());
            continue;
        };
        for used in modules.iter().filter(|m| text.contains(&format!("crate::{m}"))) {
            assert!(*used == module || may.contains(used), "{} uses {used}, and {module} may use only {may:?}", path.display());
            seen.insert((module.clone(), (*used).to_owned()));
        }
    }
    for (module, may) in EDGES {
        for used in may {
            assert!(seen.contains(&(module.to_owned(), (*used).to_owned())), "{module} no longer uses {used}: take the edge out");
        }
    }
}

#[test]
fn what_touches_the_world_stays_at_home() {
    for (module, path, text) in code() {
        for (name, home) in AT_HOME {
            let names_it = text.contains(&format!("{name}::")) || text.contains(&format!("use {name}"));
            assert!(!names_it || home.contains(&module.as_str()), "{} names {name}, which lives in {home:?}", path.display());
        }
    }
}

#[test]
fn the_pure_half_has_no_world() {
    for (_, path, text) in code().into_iter().filter(|(module, _, _)| module == "domain") {
        for name in IMPURE {
            assert!(!text.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn no_file_is_called_mod_or_utils() {
    for (_, path, text) in code() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!matches!(name.as_str(), "mod.rs" | "utils.rs" | "util.rs" | "helpers.rs" | "common.rs"), "{}", path.display());
        assert!(!text.contains("::*;"), "{} imports everything of something", path.display());
    }
}
