//! Two devices and what is between their screens and their cameras.
#[path = "screens/camera.rs"]
mod camera;
#[path = "screens/dice.rs"]
mod dice;
#[path = "screens/handover.rs"]
mod handover;
#[path = "screens/hostile.rs"]
mod hostile;
#[path = "screens/pair.rs"]
mod pair;
#[path = "screens/pictures.rs"]
mod pictures;
