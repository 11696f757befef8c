//! Waiting times that grow with every failure, and buckets that fill up again.
//!
//! Kept in memory, per server: what is lost at a restart is only somebody's waiting time.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use domain::time::Timestamp;

/// Keys remembered at once. When full, the half that has been quiet longest is forgotten, so that
/// many new keys cannot wash away the one that is being tried now.
const REMEMBERED: usize = 20_000;

/// The first wait; each one after it is twice as long.
const FIRST_WAIT_SECONDS: i64 = 4;

/// How a kind of failure is slowed down.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Tries before the first wait.
    pub free: u32,
    /// Longest wait in seconds, so that nobody is shut out for ever.
    pub longest_seconds: i64,
    /// After this many quiet seconds everything is forgotten.
    pub forget_seconds: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tries {
    count: u32,
    last_second: i64,
    until_second: i64,
}

/// Failures per key.
#[derive(Debug, Default)]
pub struct Throttle {
    tries: Mutex<HashMap<String, Tries>>,
}

impl Throttle {
    /// Begins a try, which counts as failed until [`Throttle::succeeded`] says otherwise: many at
    /// the same time cannot slip past. `Err` with the seconds to wait; such a try does not count.
    pub fn begin(&self, key: &str, rule: Rule, now: Timestamp) -> Result<(), i64> {
        let second = now.as_second();
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut all, key, |tries| tries.last_second);
        let tries = all.entry(key.to_owned()).or_default();
        if second - tries.last_second >= rule.forget_seconds {
            *tries = Tries::default();
        }
        if second < tries.until_second {
            return Err(tries.until_second - second);
        }
        tries.count = tries.count.saturating_add(1);
        tries.last_second = second;
        if tries.count >= rule.free {
            let doubled = FIRST_WAIT_SECONDS << (tries.count - rule.free).min(20);
            tries.until_second = second + doubled.min(rule.longest_seconds);
        }
        Ok(())
    }

    /// The try went well. A key of a person starts over.
    pub fn succeeded(&self, key: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    /// The try went well, but others behind the same key may have failed: only this one is taken
    /// back.
    pub fn take_back(&self, key: &str) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
            tries.until_second = 0;
        }
    }
}

/// How fast something may be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// Then this many a second.
    pub per_second: f64,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at_microsecond: i64,
}

/// Buckets per key, each refilled at its rate.
#[derive(Debug)]
pub struct Buckets<K> {
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self { buckets: Mutex::default() }
    }
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    /// Looks whether there is one, without taking it.
    pub fn look(&self, key: &K, rate: Rate, now: Timestamp) -> Result<(), i64> {
        let all = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bucket) = all.get(key) else { return Ok(()) };
        let passed = now.as_microsecond().saturating_sub(bucket.at_microsecond).max(0);
        let left = bucket.left + seconds_of(passed) * rate.per_second;
        if left >= 1.0 { Ok(()) } else { Err(whole_seconds((1.0 - left) / rate.per_second)) }
    }

    /// Takes one; `Err` with the seconds until there is one again.
    pub fn take(&self, key: &K, rate: Rate, now: Timestamp) -> Result<(), i64> {
        let now = now.as_microsecond();
        let mut all = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut all, key, |bucket| bucket.at_microsecond);
        let full = f64::from(rate.burst);
        let bucket = all.entry(key.clone()).or_insert(Bucket { left: full, at_microsecond: now });
        let seconds = seconds_of(now.saturating_sub(bucket.at_microsecond).max(0));
        bucket.left = (bucket.left + seconds * rate.per_second).min(full);
        bucket.at_microsecond = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        Err(whole_seconds((1.0 - bucket.left) / rate.per_second))
    }
}

#[expect(clippy::cast_precision_loss, reason = "half a microsecond in a century does not matter")]
fn seconds_of(microseconds: i64) -> f64 {
    microseconds as f64 / 1e6
}

/// Rounded up, between a second and an hour.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn whole_seconds(seconds: f64) -> i64 {
    seconds.ceil().clamp(1.0, 3_600.0) as i64
}

fn make_room<K, V, Q>(all: &mut HashMap<K, V>, key: &Q, last: impl Fn(&V) -> i64)
where
    K: Hash + Eq + std::borrow::Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    if all.len() < REMEMBERED || all.contains_key(key) {
        return;
    }
    let mut times: Vec<i64> = all.values().map(&last).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    all.retain(|_, value| last(value) > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule { free: 3, longest_seconds: 60, forget_seconds: 600 };

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).expect("instant")
    }

    #[test]
    fn waits_double_up_to_the_longest_and_are_forgotten() {
        let throttle = Throttle::default();
        for _ in 0..3 {
            assert_eq!(throttle.begin("a", RULE, at(0)), Ok(()));
        }
        assert_eq!(throttle.begin("a", RULE, at(0)), Err(4));
        assert_eq!(throttle.begin("b", RULE, at(0)), Ok(()), "another key is not slowed down");
        let mut now = 4;
        for wait in [8, 16, 32, 60, 60] {
            assert_eq!(throttle.begin("a", RULE, at(now)), Ok(()));
            assert_eq!(throttle.begin("a", RULE, at(now)), Err(wait));
            now += wait;
        }
        assert_eq!(throttle.begin("a", RULE, at(now + 600)), Ok(()));
        assert_eq!(throttle.begin("a", RULE, at(now + 600)), Ok(()));
    }

    #[test]
    fn success_starts_over_and_a_try_can_be_taken_back() {
        let throttle = Throttle::default();
        for _ in 0..3 {
            let _ = throttle.begin("a", RULE, at(0));
        }
        throttle.take_back("a");
        assert_eq!(throttle.begin("a", RULE, at(0)), Ok(()));
        assert!(throttle.begin("a", RULE, at(0)).is_err());
        throttle.succeeded("a");
        assert_eq!(throttle.begin("a", RULE, at(0)), Ok(()));
    }

    #[test]
    fn a_bucket_fills_up_again_at_its_rate() {
        let (buckets, rate) = (Buckets::default(), Rate { burst: 2, per_second: 0.5 });
        assert!(buckets.take(&1, rate, at(0)).is_ok() && buckets.take(&1, rate, at(0)).is_ok());
        assert_eq!(buckets.take(&1, rate, at(0)), Err(2));
        assert!(buckets.take(&1, rate, at(2)).is_ok());
        assert!(buckets.take(&1, rate, at(2)).is_err() && buckets.take(&2, rate, at(2)).is_ok());
    }

    #[test]
    fn many_new_keys_do_not_wash_away_the_one_in_use() {
        let throttle = Throttle::default();
        for n in 0..REMEMBERED {
            let _ = throttle.begin(&n.to_string(), RULE, at(i64::try_from(n).expect("small")));
        }
        let now = at(i64::try_from(REMEMBERED).expect("small"));
        for _ in 0..3 {
            let _ = throttle.begin("held", RULE, now);
        }
        let _ = throttle.begin("one more", RULE, now);
        assert!(throttle.begin("held", RULE, now).is_err());
    }
}
