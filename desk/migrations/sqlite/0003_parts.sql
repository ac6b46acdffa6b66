-- Which bodies are parts of photographs, and of which one, where they could be opened: random ids, the digest of the picture
-- and numbers, no words. All of it follows from the bodies and can be worked out again.
CREATE TABLE parts (
    ledger_idx INTEGER PRIMARY KEY REFERENCES submissions (ledger_idx),
    case_id    BLOB NOT NULL CHECK (length(case_id) = 16),
    photo      BLOB NOT NULL CHECK (length(photo) = 32)
) STRICT;
CREATE INDEX parts_by_case ON parts (case_id, photo, ledger_idx);
