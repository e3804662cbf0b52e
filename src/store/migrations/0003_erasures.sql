-- That somebody had themselves erased: when, and how much went; never who. Rows after theirs were numbered and chained anew.
-- `broken` is the answer at which the log was not what was written already then: chaining anew must not hide it.
CREATE TABLE erasures (
    id       TEXT   NOT NULL PRIMARY KEY,
    time     BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    notes    BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    broken   BIGINT
);
