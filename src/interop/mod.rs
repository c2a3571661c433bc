//! Other crates' traits and containers, each behind the optional feature of the crate's name.
//!
#![doc = include_str!("traits.md")]

#[cfg(feature = "nalgebra")]
mod cardinal;
#[cfg(feature = "nalgebra")]
mod eigen;
#[cfg(all(feature = "nalgebra", feature = "std"))]
mod implicit;
#[cfg(feature = "nalgebra")]
mod matrix;
#[cfg(feature = "nalgebra")]
pub mod nalgebra;
#[cfg(feature = "ndarray")]
pub mod ndarray;
#[cfg(feature = "num-complex")]
pub mod num_complex;
#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
mod parts;
#[cfg(feature = "nalgebra")]
mod rotation;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "nalgebra")]
mod simba;

#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
pub use parts::Parts;
