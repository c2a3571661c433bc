//! The sweeps allocate nothing after construction; 10^5 variables work.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use dual_numbers::{Chunked, ChunkedHessian, DualNum};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: forwards to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn sum_of_squares<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    x.iter().map(|x| x.powi(2)).sum()
}

// One test, so that no other thread allocates meanwhile.
#[test]
fn nothing_is_allocated_after_construction() {
    let n = 20;
    let (mut chunked, mut blocks, mut products) =
        (Chunked::<8>::with_outputs(n, n), ChunkedHessian::<3, 3>::new(n), ChunkedHessian::<1, 8>::new(n));
    let (x, v) = (vec![1.0; n], vec![2.0; n]);
    let (mut a, mut b, mut matrix) = (vec![0.0; n], vec![0.0; n], vec![0.0; n * n]);
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    chunked.gradient(sum_of_squares, &x, &mut a).unwrap();
    chunked.jacobian(|x, y| y.copy_from_slice(x), &x, &mut a, &mut matrix).unwrap();
    chunked.directional_derivative(sum_of_squares, &x, &v).unwrap();
    chunked.jacobian_vector_product(|x, y| y.copy_from_slice(x), &x, &v, &mut a, &mut b).unwrap();
    blocks.hessian(sum_of_squares, &x, &mut a, &mut matrix).unwrap();
    products.hessian_vector_product(sum_of_squares, &x, &v, &mut a, &mut b).unwrap();
    assert_eq!(ALLOCATIONS.load(Ordering::Relaxed) - before, 0);

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
