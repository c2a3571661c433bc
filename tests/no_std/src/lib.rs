//! A program without a standard library or an allocator.
#![no_std]

use core::panic::PanicInfo;

use dual_numbers::{DualNum, gradient, hessian, jacobian, second_derivative};

#[panic_handler]
fn halt(_: &PanicInfo) -> ! {
    loop {}
}

fn potential<D: DualNum>([x, y]: [D; 2]) -> D {
    x.sin() * y.exp() + x.hypot(y).ln() - x.powf(y).tanh()
}

/// Every kind of driver, so that their code is generated.
pub extern "C" fn derivatives(x: f64, y: f64) -> f64 {
    let (_, g) = gradient(potential, [x, y]);
    let (_, _, h) = hessian(potential, [x, y]);
    let (_, j) = jacobian(|[x, y]| [x * y, x / y], [x, y]);
    let (_, _, d2) = second_derivative(|x| x.atan().sqrt(), x);
    g[0] + h[0][1] + j[1][0] + d2
}

#[cfg(feature = "nalgebra")]
pub extern "C" fn determinant(x: f64) -> f64 {
    let f = |x: nalgebra::Vector2<dual_numbers::Dual<f64, 2>>| (x * x.transpose() + nalgebra::Matrix2::identity()).determinant();
    dual_numbers::interop::nalgebra::gradient(f, &nalgebra::Vector2::new(x, 1.0)).1[0]
}
