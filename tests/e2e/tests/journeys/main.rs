//! The main job in real browsers, from the first tap to the receipt, in the words on the screens.
mod added;
mod asked;
mod cases;
mod children;
mod codes;
mod handover;
mod hands;
mod hour;
mod lacking;
mod looks;
mod nrm;
mod opening;
mod photos;
mod pieces;
mod queue;
mod said;
mod served;
mod signs;
mod survival;
mod update;
mod vault;
mod whole;

/// The same journey as one test in each engine.
macro_rules! in_each_engine {
    ($name:ident, $screen:expr, $journey:path) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn in_chromium() -> anyhow::Result<()> {
                gh_e2e::in_world(stringify!($name), gh_e2e::Engine::Chromium, $screen, None, $journey).await
            }

            #[tokio::test]
            async fn in_webkit() -> anyhow::Result<()> {
                gh_e2e::in_world(stringify!($name), gh_e2e::Engine::WebKit, $screen, None, $journey).await
            }

            #[tokio::test]
            async fn in_firefox() -> anyhow::Result<()> {
                gh_e2e::in_world(stringify!($name), gh_e2e::Engine::Firefox, $screen, None, $journey).await
            }
        }
    };
}
pub(crate) use in_each_engine;
