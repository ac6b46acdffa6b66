//! What a reviewer reads: each track in each nation, word by word. A change of the guidance shows here as a difference.
use std::path::Path;

use gh_core::guide::{Nation, Role};

#[test]
fn the_outline_of_every_track_in_every_nation_is_the_one_that_was_reviewed() {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance"));
    let pack = gh_guidance::load(dir).unwrap_or_else(|errors| panic!("{errors}"));
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    let _bound = settings.bind_to_scope();
    for role in [None].into_iter().chain(Role::ALL.into_iter().map(Some)) {
        for nation in Nation::ALL {
            let name = format!("{}-{}", role.map_or("core", Role::id), nation.name().to_lowercase().replace(' ', "-"));
            insta::assert_snapshot!(name, gh_guidance::outline(&pack, role, nation));
        }
    }
}
