//! Sparse evaluation allocates nothing after construction.

#[path = "support/brusselator.rs"]
mod brusselator;
#[path = "support/counting.rs"]
mod counting;
#[path = "support/rosenbrock.rs"]
mod rosenbrock;

use brusselator::brusselator;
use counting::allocations;
use dual_numbers::sparse::{SeparableGradient, SeparableHessian, SparseHessian, SparseJacobian, hessian_pattern, jacobian_pattern};
use rosenbrock::{rosenbrock, rosenbrock_term};

#[test]
fn nothing_is_allocated_after_construction() {
    let n = 100;
    let x = vec![1.5; n];
    let pattern = jacobian_pattern(brusselator, &x, n).unwrap();
    let mut jacobian = SparseJacobian::<2>::new(pattern.clone()).unwrap();
    let mut hessian = SparseJacobian::<2>::symmetric(pattern).unwrap();
    let mut blocks = SparseHessian::<2>::new(hessian_pattern(rosenbrock, &x).unwrap()).unwrap();
    let first = SeparableGradient::new(n, (0..n - 1).map(|i| [i, i + 1])).unwrap();
    let second = SeparableHessian::new(n, (0..n - 1).map(|i| [i, i + 1])).unwrap();
    let (mut gradient, mut values) = (vec![0.0; n], vec![0.0; jacobian.pattern().nonzeros()]);
    let mut entries = vec![0.0; second.pattern().nonzeros()];
    let count = allocations(|| {
        for _ in 0..2 {
            jacobian.evaluate(brusselator, &x, &mut values).unwrap();
            hessian.evaluate(brusselator, &x, &mut values).unwrap();
            blocks.evaluate(rosenbrock, &x, &mut gradient, &mut entries).unwrap();
            first.evaluate(rosenbrock_term, &x, &mut gradient).unwrap();
            second.evaluate(rosenbrock_term, &x, &mut gradient, &mut entries).unwrap();
        }
    });
    assert_eq!(count, 0);
}
