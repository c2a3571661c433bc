//! Drivers: seed, call, extract.

mod gradient;
mod jacobian;
mod scalar;

pub use gradient::gradient;
pub use jacobian::jacobian;
pub use scalar::derivative;
