//! The schemas and the parser are held together: what one accepts the other does, and mistakes of shape both refuse.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Value as Json};

use super::eoa::run;

/// Findings that a schema shows too, because they are about shape.
const SHAPE: [&str; 17] = [
    "file::bad-id",
    "file::empty",
    "file::format",
    "file::missing-key",
    "file::unknown-key",
    "file::unknown-word",
    "file::wrong-type",
    "phrases::bad-when",
    "policy::bad-accept",
    "policy::bad-currency",
    "policy::bad-silence",
    "policy::bad-values",
    "policy::computed-fact",
    "policy::empty-condition",
    "policy::one-outcome",
    "policy::unknown-code",
    "scenario::ask-answers",
];

/// Of the codes above, the fixtures whose mistake JSON can't show (a date in quotes), or only the policy (a word for a number).
const MEANING: [&str; 2] = ["file/wrong-type-date", "file/wrong-type-scenario"];

fn schema(of: &str) -> Validator {
    let ran = run(&["schema", of]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let schema: Json = serde_json::from_str(&ran.out).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn json(toml: &toml::Value) -> Json {
    match toml {
        toml::Value::String(text) => Json::String(text.clone()),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::Float(number) => Json::from(*number),
        toml::Value::Boolean(flag) => Json::Bool(*flag),
        toml::Value::Datetime(date) => Json::String(date.to_string()),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect::<Map<_, _>>())
        }
    }
}

fn instance(path: &Path) -> Option<Json> {
    let text = String::from_utf8(fs::read(path).unwrap()).ok()?;
    text.parse::<toml::Table>().ok().map(|table| json(&toml::Value::Table(table)))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|e| e == "toml") {
            found.push(entry.path());
        }
    }
}

/// The schemas of all three kinds of file.
struct Schemas([Validator; 3]);

impl Schemas {
    fn new() -> Self {
        Self(["policy", "scenario", "phrases"].map(schema))
    }

    /// The one a file of this name has to keep to.
    fn of(&self, path: &Path) -> &Validator {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("policy.toml") => &self.0[0],
            Some("phrases.toml") => &self.0[2],
            _ => &self.0[1],
        }
    }
}

#[test]
fn what_the_parser_accepts_the_schema_accepts() {
    let schemas = Schemas::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["scenarios", "tests/fixtures/marrow-pine", "tests/fixtures/check-base"] {
        files(&root.join(folder), &mut found);
    }
    assert!(found.len() > 50);
    for path in found {
        let schema = schemas.of(&path);
        let refused: Vec<String> =
            schema.iter_errors(&instance(&path).unwrap()).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(refused.is_empty(), "{}: {refused:?}", path.display());
    }
}

#[test]
fn mistakes_of_shape_are_refused_by_the_schema_and_others_are_not() {
    let schemas = Schemas::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check");
    let mut found = Vec::new();
    files(&root, &mut found);
    let mut wrong = Vec::new();
    for path in found {
        let Some(instance) = instance(&path) else { continue };
        let fixture = path.strip_prefix(&root).unwrap().iter().take(2).collect::<PathBuf>();
        let expected = fs::read_to_string(root.join(&fixture).join("expected")).unwrap();
        let code = expected.split(' ').next().unwrap().to_owned();
        let accepted = schemas.of(&path).is_valid(&instance);
        let shape = SHAPE.contains(&code.as_str()) && !MEANING.contains(&fixture.to_string_lossy().as_ref());
        let only_meaning = !code.starts_with("file::") && !code.contains("::bad-");
        if shape && accepted || !shape && only_meaning && !accepted {
            wrong.push(format!("{} ({code}) is {}", fixture.display(), if accepted { "accepted" } else { "refused" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
