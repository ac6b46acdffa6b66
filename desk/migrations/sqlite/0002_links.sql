-- Which case a body belongs to, and which submission it continues, where it could be opened: random ids and the digests at
-- both ends of its log, no words. All of it follows from the bodies and can be worked out again.
CREATE TABLE links (
    ledger_idx INTEGER PRIMARY KEY REFERENCES submissions (ledger_idx),
    case_id    BLOB NOT NULL CHECK (length(case_id) = 16),
    parent     BLOB CHECK (length(parent) = 16),
    put_on     BLOB CHECK (length(put_on) = 32),
    head       BLOB CHECK (length(head) = 32),
    -- The body with which the case begins here: the first record, or an update whose parent has not come.
    root       INTEGER NOT NULL REFERENCES submissions (ledger_idx)
) STRICT;
CREATE INDEX links_by_root ON links (root, ledger_idx);
CREATE INDEX links_by_case ON links (case_id, ledger_idx);
CREATE INDEX links_by_parent ON links (parent) WHERE parent IS NOT NULL;
