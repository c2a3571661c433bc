//! Times of tasks that take turns.

use std::array::from_fn;
use std::time::Instant;

/// The best time of each task, in nanoseconds. The tasks take turns, so that a slow moment of the machine hits all of them.
pub fn times<const N: usize>(mut tasks: [&mut dyn FnMut(); N]) -> [f64; N] {
    let run = |task: &mut dyn FnMut(), calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| task());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
    };
    // The first power of two of calls that takes a millisecond.
    let calls = from_fn::<_, N, _>(|i| {
        (0..24).map(|k| 1 << k).find(|&calls| run(&mut *tasks[i], calls) * f64::from(calls) >= 1e6).unwrap_or(1 << 24)
    });
    let mut best = [f64::INFINITY; N];
    for _ in 0..100 {
        for i in 0..N {
            best[i] = best[i].min(run(&mut *tasks[i], calls[i]));
        }
    }
    best
}
