//! The algorithms of nalgebra on our numbers: identities that hold in the value and in every derivative, at every size up to 8 x 8.

mod closed_forms;
mod decompositions;
mod fields;
mod matrix_functions;
mod numbers;
#[path = "../support/parts.rs"]
mod parts;
mod rotations;
mod values;
mod zeros;
