//! Drivers: seed, call, extract.

mod fields;
mod gradient;
mod hessian;
mod jacobian;
mod scalar;

pub use fields::{curl, divergence, laplacian};
pub use gradient::{directional_derivative, gradient, partial_derivative};
pub use hessian::{HessianBlock, hessian, hessian_quadratic_form, hessian_vector_product, second_partial_derivative};
pub use jacobian::{jacobian, jacobian_vector_product};
pub use scalar::{derivative, second_derivative};
