//! Newton's method with the exact Hessian: each step solves `H s = -grad f`, and near the minimum each doubles the number of right digits.
//!
//! `cargo run --example newton`

use dual_numbers::{DualNum, hessian};
use nalgebra::{Matrix3, Vector3};

/// `e^(x + 3y - 1/10) + e^(x - 3y - 1/10) + e^(-x - 1/10) + cosh(x + y - z)`, convex;
/// the first three terms are the example (9.20) of Boyd and Vandenberghe, Convex Optimization (2004).
fn f<D: DualNum<Primitive = f64>>([x, y, z]: [D; 3]) -> D {
    let exponentials = (x + y * 3.0 - 0.1).exp() + (x - y * 3.0 - 0.1).exp() + (-x - 0.1).exp();
    exponentials + (x + y - z).cosh()
}

fn main() {
    // By hand: y = 0 by symmetry, then z = x, and 2 e^x = e^-x.
    let x = -2f64.ln() / 2.0;
    let (minimum, least) = (Vector3::new(x, 0.0, x), 8f64.sqrt() * f64::exp(-0.1) + 1.0);

    let mut p = Vector3::new(-1.0, 1.0, 2.0);
    let mut error = (p - minimum).norm();
    println!("{:>4}{:>14}{:>14}{:>14}{:>10}{:>16}", "step", "f - f*", "|grad f|", "e = |p - p*|", "damping", "next e / e^2");
    for number in 0.. {
        let (value, g, h) = hessian(f, p.into());
        let (g, h) = (Vector3::from(g), Matrix3::from(h));
        print!("{number:>4}{:>14.3e}{:>14.3e}{error:>14.3e}", value - least, g.norm());
        if g.norm() < 1e-14 {
            break;
        }
        assert!(number < 10, "no minimum after {number} steps: |grad f| = {}", g.norm());
        let step = -h.cholesky().expect("f is convex: its Hessian is positive definite").solve(&g);

        // Far from the minimum a full step may climb: halve it until f falls as its slope promises (Armijo).
        let slope = g.dot(&step);
        let mut damping = 1.0;
        while f((p + step * damping).into()) > value + 1e-4 * damping * slope {
            damping /= 2.0;
        }
        p += step * damping;

        // Quadratic convergence: the next error is at most the square of this one, down to the rounding of f64.
        let next = (p - minimum).norm();
        let ratio = if next < 1e-15 { "rounding".to_owned() } else { format!("{:.3}", next / error.powi(2)) };
        println!("{damping:>10}{ratio:>16}");
        assert!(next < error.powi(2) || next < 1e-15, "the error went from {error} to {next}");
        error = next;
    }

    let value = f(p.into());
    println!("\n\n{:24}{:>20}{:>20}", "", "Newton", "by hand");
    for (name, ours, by_hand) in [("f*", value, least), ("x*", p.x, x), ("y*", p.y, 0.0), ("z*", p.z, x)] {
        println!("{name:24}{ours:>20.15}{by_hand:>20.15}");
        assert!((ours - by_hand).abs() < 1e-15 * by_hand.abs().max(1.0), "{name}: Newton {ours}, by hand {by_hand}");
    }
}
