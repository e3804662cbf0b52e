-- In SQLite's own words: what was logged can neither be changed nor taken away.
CREATE TRIGGER IF NOT EXISTS attempts_stay BEFORE UPDATE ON attempts
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS attempts_remain BEFORE DELETE ON attempts
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS policies_stay BEFORE UPDATE ON policies
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS policies_remain BEFORE DELETE ON policies
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS notes_stay BEFORE UPDATE ON notes
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS notes_remain BEFORE DELETE ON notes
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS erasures_stay BEFORE UPDATE ON erasures
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS erasures_remain BEFORE DELETE ON erasures
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
