//! The chain: every row's hash is made of the row and the hash before it, so that no row can change or vanish unseen.

/// A link of the chain: a row's number and its hash. Number 0 is before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Link {
    /// Rows so far, this one among them.
    pub seq: i64,
    /// In hexadecimal; empty before the first.
    pub hash: String,
}

/// What of a row is chained.
pub(super) struct Row<'a> {
    pub id: &'a str,
    pub trainee: &'a str,
    pub session: &'a str,
    pub scenario: &'a str,
    pub time: i64,
    pub body: &'a str,
}

impl Link {
    /// The link after this one.
    pub(super) fn next(&self, row: &Row<'_>) -> Self {
        let seq = self.seq + 1;
        let (number, time) = (seq.to_string(), row.time.to_string());
        let mut hasher = blake3::Hasher::new();
        for part in [&self.hash, &number, row.id, row.trainee, row.session, row.scenario, &time, row.body] {
            // With its length, so that nothing can move from one part to the next.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Self { seq, hash: hasher.finalize().to_hex().to_string() }
    }
}
