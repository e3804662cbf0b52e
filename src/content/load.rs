//! Reading a pack: its policy, then its scenarios on all cores.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::thread::{self, ScopedJoinHandle};

use super::{Files, Listing, Root, embedded, folder};
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::phrases::Phrases;
use crate::domain::phrases::source as phrases_source;
use crate::domain::policy::Policy;
use crate::domain::policy::check::{Came, Held, check};
use crate::domain::policy::date::Date;
use crate::domain::policy::source::astray::Astray;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::policy::source::{self as policy_source, PolicySource};
use crate::domain::scenario::Scenario;
use crate::domain::scenario::library::duplicate_ids;
use crate::domain::scenario::source::{self as scenario_source, ScenarioSource};

/// So many files are worth a thread of their own.
const FILES_A_THREAD: usize = 64;

/// Which texts stay in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Those of files with findings: for the game.
    Findings,
    /// All: for `check`, whose findings come later.
    All,
}

/// A pack that was read.
#[derive(Debug)]
pub struct LoadedPack {
    /// Where it stands.
    pub root: Root,
    /// Its policy's id, or what stands in for it.
    pub id: String,
    /// Its policy's title, or what stands in for it.
    pub title: String,
    /// The policy, if it has no error; without it the pack can't be played.
    pub policy: Option<Policy>,
    /// The policy's text, as the log keeps it.
    pub policy_text: String,
    /// The scenarios that can be played, in order of their files; none without a policy.
    pub scenarios: Vec<Scenario>,
    /// What its coach listens for; nothing without a file, or with mistakes in it.
    pub phrases: Phrases,
    /// How many were left out because of their mistakes.
    pub left_out: usize,
    /// Everything wrong with the files, by file and place. What only the policy's meaning shows, `check` finds.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts by path within the pack, for showing where.
    pub texts: BTreeMap<String, String>,
    /// What `check` goes on from; empty unless all is kept.
    pub parsed: Parsed,
}

impl LoadedPack {
    /// Everything wrong with the pack, the policy's meaning included, by file and place. It must have been loaded with all kept.
    pub fn check(&self, as_of: Date) -> Vec<Diagnostic> {
        self.check_beside(&[], as_of)
    }

    /// The same, with real cases: grey areas come in the order of how many fall in them.
    pub fn check_beside(&self, real: &[Came], as_of: Date) -> Vec<Diagnostic> {
        let Parsed { policy, scenarios } = &self.parsed;
        let hold = |part: &[ScenarioSource]| policy.as_ref().map_or_else(Held::default, |policy| Held::of(policy, part, as_of));
        let mut found = thread::scope(|scope| {
            let chunks = scenarios.chunks(a_thread(scenarios.len()));
            let others: Vec<_> = match chunks.len() {
                // Too few for a thread of their own.
                0 | 1 => Vec::new(),
                _ => chunks.map(|part| scope.spawn(move || hold(part))).collect(),
            };
            let held = || {
                if others.is_empty() {
                    return hold(scenarios);
                }
                others.into_iter().map(joined).fold(Held::default(), Held::and)
            };
            check(self.diagnostics.clone(), policy.as_ref(), scenarios, held, real, as_of)
        });
        sort(&mut found);
        found
    }
}

/// Every file as it was read.
#[derive(Debug)]
pub struct Parsed {
    /// The policy; none where there is no such file.
    pub policy: Option<PolicySource>,
    /// The scenarios, in order of their files.
    pub scenarios: Vec<ScenarioSource>,
}

/// Reads a pack. It never fails: what can't be read is among the diagnostics.
pub fn load(listing: &Listing, keep: Keep) -> LoadedPack {
    let mut files = match &listing.root {
        Root::Embedded(folder) => embedded::read(folder),
        Root::Folder(path) => folder::read(path),
    };
    let policy_text = files.policy.take().unwrap_or_default();
    let known = !policy_text.is_empty() || !files.diagnostics.iter().any(|d| d.file == "policy.toml");
    let mut policy = known.then(|| policy_source::parse(&policy_text, "policy.toml"));
    let unknown = Vocabulary { incomplete: true, ..Vocabulary::default() };
    let mut scenarios = parse_all(&files.scenarios, policy.as_ref().map_or(&unknown, |p| &p.vocabulary));
    if let Some(astray) = policy.as_ref().map(|p| astray(p, &policy_text, &scenarios, &files)).filter(|a| !a.is_empty()) {
        let meant = policy_source::parse_meant(&policy_text, "policy.toml", &astray);
        scenarios = parse_all(&files.scenarios, &meant.vocabulary);
        policy = Some(meant);
    }
    let vocabulary = policy.as_ref().map_or(&unknown, |p| &p.vocabulary);
    let phrases = files.phrases.as_ref().map(|text| phrases_source::parse(text, phrases_source::FILE, vocabulary));
    files.diagnostics.extend(phrases.iter().flat_map(|p| p.diagnostics.clone()));
    let phrases = phrases.and_then(|p| p.phrases).unwrap_or_default();
    let parsed = Parsed { policy, scenarios };
    LoadedPack { phrases, ..assemble(listing, policy_text, parsed, files, keep) }
}

/// The declarations of a policy that its pack has otherwise.
fn astray(policy: &PolicySource, text: &str, scenarios: &[ScenarioSource], files: &Files) -> Astray {
    let texts = files.scenarios.iter().map(|(_, text)| text.as_str()).chain(files.phrases.as_deref());
    Astray::of(policy, scenarios.iter().flat_map(|s| &s.strays), &iter::once(text).chain(texts).collect::<Vec<_>>())
}

/// Parses on as many threads as there are cores, and keeps the order.
fn parse_all(files: &[(String, String)], vocabulary: &Vocabulary) -> Vec<ScenarioSource> {
    let parse = |part: &[(String, String)]| {
        part.iter().map(|(file, text)| scenario_source::parse(text, file, vocabulary)).collect::<Vec<_>>()
    };
    let mut chunks = files.chunks(a_thread(files.len()));
    let Some(first) = chunks.next() else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> = chunks.map(|part| scope.spawn(move || parse(part))).collect();
        let mut all = parse(first);
        all.extend(others.into_iter().flat_map(joined));
        all
    })
}

/// How many of so many files a thread takes.
fn a_thread(files: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    files.div_ceil(cores).max(FILES_A_THREAD)
}

/// What a thread came to. One that panicked is a bug; it is resumed here rather than losing scenarios silently.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn assemble(listing: &Listing, policy_text: String, parsed: Parsed, files: Files, keep: Keep) -> LoadedPack {
    let mut diagnostics = files.diagnostics;
    let broken_files = diagnostics.iter().filter(|d| is_scenario(&d.file)).count();
    diagnostics.extend(parsed.policy.iter().flat_map(|p| p.diagnostics.clone()));
    diagnostics.extend(parsed.scenarios.iter().flat_map(|s| s.diagnostics.iter().cloned()));
    let (repeated, repeats) = duplicate_ids(&parsed.scenarios);
    diagnostics.extend(repeats);
    let policy = parsed.policy.as_ref().and_then(|p| p.policy().cloned());
    let playable = parsed.scenarios.iter().enumerate().filter(|(at, _)| policy.is_some() && !repeated.contains(at));
    let scenarios: Vec<Scenario> = playable.filter_map(|(_, s)| s.scenario.clone()).collect();
    let left_out = if policy.is_some() { parsed.scenarios.len() + broken_files - scenarios.len() } else { 0 };
    sort(&mut diagnostics);
    let mut texts: BTreeMap<String, String> = files.damaged.into_iter().collect();
    texts.insert("policy.toml".to_owned(), policy_text.clone());
    let found: BTreeSet<&str> = diagnostics.iter().map(|d| d.file.as_str()).collect();
    let beside = files.phrases.map(|text| (phrases_source::FILE.to_owned(), text));
    texts
        .extend(files.scenarios.into_iter().chain(beside).filter(|(file, _)| keep == Keep::All || found.contains(file.as_str())));
    let parsed = if keep == Keep::All { parsed } else { Parsed { policy: None, scenarios: Vec::new() } };
    let (id, title) = (listing.id.clone(), listing.title.clone());
    LoadedPack {
        root: listing.root.clone(),
        id,
        title,
        policy,
        policy_text,
        scenarios,
        phrases: Phrases::default(),
        left_out,
        diagnostics,
        texts,
        parsed,
    }
}

fn is_scenario(file: &str) -> bool {
    file.ends_with(".toml") && file != "policy.toml" && file != phrases_source::FILE
}

/// By file, the policy's first, then by place, errors first.
fn sort(diagnostics: &mut [Diagnostic]) {
    let key = |d: &Diagnostic| (d.file != "policy.toml", d.file.clone(), d.span.start, d.span.end, d.severity != Severity::Error);
    diagnostics.sort_by_cached_key(key);
}
