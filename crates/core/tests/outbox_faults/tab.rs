//! A tab: an outbox in memory, which a crash takes with it.
use gh_core::outbox::Outbox;
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

#[derive(Default)]
pub struct Tab {
    /// Nothing while it is closed.
    pub outbox: Option<Outbox>,
    /// Counts its lives: what was meant for an earlier one does not reach a later one.
    pub life: u32,
    /// Frozen by the phone until then: nothing reaches it.
    pub frozen_until: i64,
    /// The newest timer; an older one has been replaced.
    pub timer: u64,
    /// The try whose answer has not come: item, number, and when the request is aborted.
    pub flying: Option<(Id, u64, i64)>,
    /// Receipts that wait for the vault: what comes while it is busy is stored together.
    pub to_write: Vec<(Id, Receipt)>,
}

impl Tab {
    pub fn crash(&mut self) {
        self.outbox = None;
        self.life += 1;
        self.flying = None;
        self.to_write.clear();
    }
}
