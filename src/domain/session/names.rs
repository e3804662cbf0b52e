//! The contract's words for types that belong to the policy, for serde.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use crate::domain::policy::explanation::{Decision, Kind};
use crate::domain::policy::rule::Stakes;

pub(super) fn decision<S: Serializer>(value: &Decision, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.name())
}

pub(super) fn read_decision<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decision, D::Error> {
    read(deserializer, &[Decision::Act, Decision::Escalate], Decision::name)
}

pub(super) fn kind<S: Serializer>(value: &Option<Kind>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(kind) => serializer.serialize_some(kind.name()),
        None => serializer.serialize_none(),
    }
}

pub(super) fn read_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Kind>, D::Error> {
    const ALL: [Kind; 5] = [Kind::Escalate, Kind::Decline, Kind::Act, Kind::SilenceAct, Kind::SilenceEscalate];
    Option::<String>::deserialize(deserializer)?.map(|text| find(&text, &ALL, Kind::name)).transpose()
}

pub(super) fn stakes<S: Serializer>(value: &Stakes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.name())
}

pub(super) fn read_stakes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stakes, D::Error> {
    read(deserializer, &[Stakes::Minor, Stakes::Major, Stakes::Critical], Stakes::name)
}

fn read<'de, D: Deserializer<'de>, T: Copy>(deserializer: D, all: &[T], name: fn(T) -> &'static str) -> Result<T, D::Error> {
    find(&String::deserialize(deserializer)?, all, name)
}

fn find<T: Copy, E: Error>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, E> {
    all.iter().copied().find(|v| name(*v) == text).ok_or_else(|| E::custom(format!("`{text}` is not known here")))
}
