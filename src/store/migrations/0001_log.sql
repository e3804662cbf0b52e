-- The log. Portable: TEXT, BIGINT and DOUBLE PRECISION only; times are milliseconds since 1970.
-- `body` is the attempt as JSON; what stands beside it is there to be found by. `hash` chains each row to the one before.
CREATE TABLE attempts (
    seq      BIGINT NOT NULL PRIMARY KEY,
    id       TEXT   NOT NULL UNIQUE,
    trainee  TEXT   NOT NULL,
    session  TEXT   NOT NULL,
    scenario TEXT   NOT NULL,
    time     BIGINT NOT NULL,
    body     TEXT   NOT NULL,
    hash     TEXT   NOT NULL
);
CREATE INDEX attempts_by_trainee ON attempts (trainee, seq);
CREATE INDEX attempts_by_session ON attempts (session, seq);

-- A policy's text, once for each hash.
CREATE TABLE policies (
    hash    TEXT NOT NULL PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    text    TEXT NOT NULL
);

-- What-about-when notes, gaps and disputes.
CREATE TABLE notes (
    id      TEXT   NOT NULL PRIMARY KEY,
    trainee TEXT   NOT NULL,
    time    BIGINT NOT NULL,
    body    TEXT   NOT NULL
);
