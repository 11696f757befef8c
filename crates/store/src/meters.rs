//! What a store counts about itself: numbers only, nothing of what is written.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper bounds of the buckets for commit times, in microseconds: from a fast disk's `fsync` to
/// the patience of a readiness check.
pub const COMMIT_BOUNDS_MICROSECONDS: [u64; 8] =
    [1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 1_000_000];
/// Upper bounds of the buckets for how many writes one commit answers.
pub const GROUP_BOUNDS: [u64; 6] = [1, 2, 4, 8, 16, 64];

/// A histogram of fixed bounds that many threads count in.
#[derive(Debug)]
pub struct Histogram<const N: usize> {
    bounds: &'static [u64; N],
    buckets: [AtomicU64; N],
    count: AtomicU64,
    sum: AtomicU64,
}

impl<const N: usize> Histogram<N> {
    /// An empty one with these upper bounds, rising.
    pub const fn new(bounds: &'static [u64; N]) -> Self {
        let buckets = [const { AtomicU64::new(0) }; N];
        Self { bounds, buckets, count: AtomicU64::new(0), sum: AtomicU64::new(0) }
    }

    /// Counts one value.
    pub fn count(&self, value: u64) {
        for (bound, bucket) in self.bounds.iter().zip(&self.buckets) {
            if value <= *bound {
                bucket.fetch_add(1, Relaxed);
            }
        }
        self.count.fetch_add(1, Relaxed);
        self.sum.fetch_add(value, Relaxed);
    }

    /// Bounds with how many values lie at or below each, then the number and the sum of all.
    pub fn read(&self) -> (Vec<(u64, u64)>, u64, u64) {
        let buckets = self.buckets.iter().map(|bucket| bucket.load(Relaxed));
        let buckets = self.bounds.iter().copied().zip(buckets).collect();
        (buckets, self.count.load(Relaxed), self.sum.load(Relaxed))
    }
}

/// Counters of one store, shared by its clones.
#[derive(Debug)]
pub struct Meters {
    /// Writes that were answered as durable.
    pub written: AtomicU64,
    /// Writes that were refused because the database could not keep them.
    pub refused: AtomicU64,
    /// Times a transaction was run again.
    pub repeated: AtomicU64,
    /// Commits that failed.
    pub failed_commits: AtomicU64,
    /// Times the writing connection was opened anew, or another PostgreSQL server was chosen.
    pub reopened: AtomicU64,
    /// How long commits took, in microseconds.
    pub commit_microseconds: Histogram<8>,
    /// How many writes one commit answered.
    pub group_size: Histogram<6>,
}

impl Meters {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            written: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            repeated: AtomicU64::new(0),
            failed_commits: AtomicU64::new(0),
            reopened: AtomicU64::new(0),
            commit_microseconds: Histogram::new(&COMMIT_BOUNDS_MICROSECONDS),
            group_size: Histogram::new(&GROUP_BOUNDS),
        })
    }

    pub(crate) fn committed(&self, took: Duration, writes: usize) {
        self.commit_microseconds.count(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        self.group_size.count(u64::try_from(writes).unwrap_or(u64::MAX));
    }
}

/// Adds one.
pub(crate) fn one_more(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

/// Connections of a store to its database right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// Open.
    pub open: u32,
    /// Open and waiting for work.
    pub idle: u32,
    /// Most that may be open.
    pub most: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_at_and_below_each_bound() {
        static BOUNDS: [u64; 2] = [1, 10];
        let histogram = Histogram::new(&BOUNDS);
        for value in [1, 5, 10, 11] {
            histogram.count(value);
        }
        assert_eq!(histogram.read(), (vec![(1, 1), (10, 3)], 4, 27));
    }
}
