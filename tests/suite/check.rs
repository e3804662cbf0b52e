//! What reading and checking a pack finds.

use escalate_or_act::content::{self, Keep, LoadedPack, Sources};

/// The pack of the contract's own pages.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/marrow-pine");

fn load(path: &str) -> LoadedPack {
    let found = content::find(&Sources::default(), path).expect("the fixture is a pack");
    content::load(&found[0], Keep::All)
}

#[test]
fn the_sample_of_the_contract_is_a_sound_pack() {
    let pack = load(SAMPLE);
    assert_eq!(pack.diagnostics, []);
    let policy = pack.policy.expect("the sample's policy is sound");
    assert_eq!((policy.id.as_str(), policy.facts.len(), policy.rules.len()), ("marrow-pine", 10, 3));
    assert_eq!(policy.facts.iter().map(|f| f.name.as_str()).collect::<Vec<_>>()[..3], ["request", "item", "level"]);
    let scenario = &pack.scenarios[0];
    let story = scenario.story.fill(&policy, &scenario.case);
    assert_eq!(&*story, "Odile's kettle arrived 12 days ago with a crack across the lid. She has not used it.");
}
