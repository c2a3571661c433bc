//! The sweeps allocate nothing after construction; 10^5 variables work.

#[path = "support/counting.rs"]
mod counting;

use counting::allocations;
use dual_numbers::{Chunked, ChunkedHessian, DualNum};

fn sum_of_squares<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    x.iter().map(|x| x.powi(2)).sum()
}

#[test]
fn nothing_is_allocated_after_construction() {
    let n = 20;
    let (mut chunked, mut blocks, mut products) =
        (Chunked::<8>::with_outputs(n, n), ChunkedHessian::<3, 3>::new(n), ChunkedHessian::<1, 8>::new(n));
    let (x, v) = (vec![1.0; n], vec![2.0; n]);
    let (mut a, mut b, mut matrix) = (vec![0.0; n], vec![0.0; n], vec![0.0; n * n]);
    let count = allocations(|| {
        chunked.gradient(sum_of_squares, &x, &mut a).unwrap();
        chunked.jacobian(|x, y| y.copy_from_slice(x), &x, &mut a, &mut matrix).unwrap();
        chunked.directional_derivative(sum_of_squares, &x, &v).unwrap();
        chunked.jacobian_vector_product(|x, y| y.copy_from_slice(x), &x, &v, &mut a, &mut b).unwrap();
        blocks.hessian(sum_of_squares, &x, &mut a, &mut matrix).unwrap();
        products.hessian_vector_product(sum_of_squares, &x, &v, &mut a, &mut b).unwrap();
    });
    assert_eq!(count, 0);

    let n = 100_000;
    let (x, mut out) = (vec![1.0; n], vec![0.0; n]);
    let mut calls = 0;
    let slope = Chunked::<1>::new(n).directional_derivative(sum_of_squares, &x, &x);
    let value = Chunked::<32>::new(n).gradient(
        |x| {
            calls += 1;
            x[(calls - 1) * 32] * 2.0
        },
        &x,
        &mut out,
    );
    assert_eq!((slope, value), (Ok((1e5, 2e5)), Ok(2.0)));
    assert_eq!((calls, out.iter().sum::<f64>()), (3125, 6250.0));
}
