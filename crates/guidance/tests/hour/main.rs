//! The hour on the guidance of this repository: every role, every condition, every nation.
mod asked;
mod cases;
mod due;
mod form;
mod kit;
mod matrix;
mod out_of_hours;
mod signs;
mod steps;
