-- What may change: where a session stands, and what a trainee prefers.
CREATE TABLE sessions (
    id       TEXT   NOT NULL PRIMARY KEY,
    trainee  TEXT   NOT NULL,
    saved    BIGINT NOT NULL,
    finished BIGINT,
    snapshot TEXT   NOT NULL
);
CREATE INDEX sessions_by_trainee ON sessions (trainee, saved);

CREATE TABLE profiles (
    trainee TEXT NOT NULL PRIMARY KEY,
    body    TEXT NOT NULL
);
