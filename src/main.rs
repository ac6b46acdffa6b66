//! The binary that Trunk builds for the phone.
fn main() {
    golden_hour::start();
}
