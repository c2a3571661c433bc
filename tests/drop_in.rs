//! Our numbers stand where `f64` stands: literals, references, closures without annotations, at every depth of nesting.

use dual_numbers::{Dual, derivative, gradient};

#[test]
fn closures_infer_without_annotations() {
    assert_eq!(derivative(|x| x.sin() * 2.0, 0.0), (0.0, 2.0));
    assert_eq!(derivative(|x| 2.0 * x.sin() + (1.0 + 3.0 * x).ln() - x / 2.0 + x.powf(2.0), 0.0).1, 4.5);
    assert_eq!(derivative(|x| derivative(|y| y.powi(3), x).1, 2.0), (12.0, 12.0));
    assert_eq!(derivative(|x| derivative(|y| 2.0 * (y * 2.0 + 1.0).max(0.0).powi(3) + Dual::constant(x), x).1, 2.0).0, 300.0);
    assert_eq!(derivative(|x: Dual<f32>| 2.0 * x.sin() + x * 3.0, 0.0).1, 5.0);
    assert_eq!(gradient(|[x, y]| 3.0 * x * y.powi(2), [1.0, 2.0]).1, [12.0, 12.0]);
}

#[test]
fn sums_start_like_those_of_f64() {
    let none: [f64; 0] = [];
    let ours: Dual<f64> = none.iter().map(|&x| Dual::constant(x)).sum();
    assert_eq!(ours.re.to_bits(), none.iter().sum::<f64>().to_bits());
}
