-- What the desk keeps. Bodies are sealed: this file never holds a word of a record.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One chain for what came and for what was done with it. No content: ids, purposes, times.
CREATE TABLE ledger (
    idx     INTEGER PRIMARY KEY CHECK (idx > 0),
    at_ms   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject BLOB NOT NULL,
    digest  BLOB NOT NULL,
    actor   TEXT NOT NULL,
    note    TEXT NOT NULL,
    prev    BLOB NOT NULL CHECK (length(prev) = 32),
    hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX ledger_by_subject ON ledger (subject, idx);
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_cut BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Every body that was accepted. A second body under the same id is kept beside the first, for a person to judge.
CREATE TABLE submissions (
    ledger_idx     INTEGER PRIMARY KEY REFERENCES ledger (idx),
    id             BLOB NOT NULL CHECK (length(id) = 16),
    digest         BLOB NOT NULL CHECK (length(digest) = 32),
    body           BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL,
    device         BLOB,
    sequence       INTEGER,
    conflict       INTEGER NOT NULL CHECK (conflict IN (0, 1)),
    UNIQUE (id, digest)
) STRICT;
CREATE UNIQUE INDEX one_case_per_id ON submissions (id) WHERE conflict = 0;
CREATE TRIGGER submissions_are_never_changed BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is kept as it came'); END;
CREATE TRIGGER submissions_are_never_dropped BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is kept as it came'); END;

-- The first opening of each; every opening is in the ledger.
CREATE TABLE opened (
    ledger_idx INTEGER PRIMARY KEY REFERENCES submissions (ledger_idx),
    at_ms      INTEGER NOT NULL,
    by_name    TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
    name       TEXT PRIMARY KEY COLLATE NOCASE,
    salt       BLOB NOT NULL,
    hash       BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes     INTEGER NOT NULL,
    set_at_ms  INTEGER NOT NULL
) STRICT;

-- One-time links, as SHA-256 of their token.
CREATE TABLE sign_in_links (
    hash       BLOB PRIMARY KEY,
    made_at_ms INTEGER NOT NULL,
    used_at_ms INTEGER
) STRICT;
