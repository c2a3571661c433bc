//! Drivers: seed, call, extract.

#[cfg(feature = "std")]
mod chunked;
#[cfg(feature = "std")]
mod chunked_hessian;
mod fields;
mod gradient;
mod hessian;
pub(crate) mod implicit;
mod jacobian;
pub(crate) mod linear;
mod numbers;
#[cfg(feature = "rayon")]
mod parallel;
mod root;
mod scalar;

#[cfg(feature = "std")]
pub use chunked::Chunked;
#[cfg(feature = "std")]
pub use chunked_hessian::ChunkedHessian;
pub use fields::{curl, divergence, laplacian};
pub use gradient::{directional_derivative, gradient, gradient_in_chunks, partial_derivative};
pub use hessian::{HessianBlock, hessian, hessian_in_blocks, hessian_quadratic_form, hessian_vector_product, second_partial_derivative};
pub use implicit::{ImplicitError, ImplicitErrorKind, implicit_derivative};
pub use jacobian::{jacobian, jacobian_in_chunks, jacobian_vector_product};
pub use numbers::Numbers;
#[cfg(feature = "rayon")]
pub use parallel::{ParallelChunked, ParallelChunkedHessian};
pub use root::{Root, RootError, RootErrorKind, root};
pub use scalar::{derivative, nth_derivative, second_derivative, taylor, third_derivative};
