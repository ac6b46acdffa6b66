//! A case and what follows from it: the clock, the log, how long it is kept, the record, the child's words, the signs, what is sent, and what an update holds.
mod asked;
mod care;
mod clock;
mod handover;
mod keep;
mod kit;
mod log;
mod missing;
mod nrm;
mod photos;
mod record;
mod referral;
mod said;
mod signs;
mod undo;
mod update;
