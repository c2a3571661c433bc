//! Forward-mode automatic differentiation.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(feature = "nalgebra"), forbid(unsafe_code))]
#![cfg_attr(feature = "nalgebra", deny(unsafe_code))]
#![deny(missing_docs)]

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("dual-numbers needs the elementary functions of `f64`: enable the feature `std` (the default) or `libm`");

mod compare;
mod drivers;
mod dual;
mod dual_num;
mod elementary;
mod float;
mod hyper_dual;
mod operators;
mod parse;
mod rules;
#[cfg(feature = "std")]
mod shape;
mod text;

pub use drivers::*;
pub use dual::Dual;
pub use dual_num::{BinaryRule, DualNum, Operand, Primitive, PrimitiveFloat, Rule};
pub use hyper_dual::HyperDual;
pub use parse::{ParseNumberError, ParseNumberErrorKind};
#[cfg(feature = "std")]
pub use shape::ShapeError;
